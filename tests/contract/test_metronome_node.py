"""Metronome's published client for Node, unmodified, sees what its Python client sees."""

from pathlib import Path

from metronome import Metronome

from tests.contract.conftest import node_in
from tests.served import Served


def test_every_method(server: Served) -> None:
    node = node_in(Path(__file__).parent / "metronome_node")

    found = node("plans.mjs", server.url, server.read)

    with Metronome(base_url=server.url, bearer_token=server.read) as client:
        listed = [plan.to_dict() for plan in client.v1.plans.list()]
        charges = [[c.to_dict() for c in client.v1.plans.list_charges(plan_id=plan["id"])] for plan in found["listed"]]
    assert found["listed"] == found["paged"] == listed
    assert len(listed) >= 10
    assert [plan["charges"] for plan in found["details"]] == charges
    assert [plan["detail"]["id"] for plan in found["details"]] == [plan["id"] for plan in listed]
    assert any(plan["customers"] for plan in found["details"])
    assert any(plan["active"] for plan in found["details"])
    assert found["contentType"] == "application/json"


def test_error_classes(server: Served) -> None:
    node = node_in(Path(__file__).parent / "metronome_node")

    found = node("plans.mjs", server.url, server.read)

    assert {name: (found[name]["class"], found[name]["status"]) for name in ("unknown", "malformed", "limit")} == {
        "unknown": ("NotFoundError", 404),
        "malformed": ("BadRequestError", 400),
        "limit": ("BadRequestError", 400),
    }
    assert found["malformed"]["body"] == {"message": "plan_id must be a UUID"}
    assert (found["unauthorized"]["class"], found["unauthorized"]["status"]) == ("AuthenticationError", 401)
