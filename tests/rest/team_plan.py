"""A plan with its customers, as catalogue entries, for tests of Metronome's surface."""

from typing import Any

from tests.price_lists import plan_json

TEAM = "0c2a6f0e-5c1b-4a57-9a35-3c2c8f5b1d10"
CUSTOMER = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"


def team(*charges: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {name: value for name, value in plan_json(*charges).items() if name != "description"}
    return {"plan": {**told, "id": TEAM, **more}, "annotations": {"key": "team"}}


def customer(uuid: str, *plans: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": uuid, "name": "Acme", "created_at": "2026-01-01T00:00:00Z", "plans": list(plans), **more}


def link(start: int, end: int | None = None, **more: Any) -> dict[str, Any]:
    """Days from today."""
    ending = None if end is None else {"days": end}
    return {"plan_key": "team", "starting_on": {"days": start}, "ending_before": ending, **more}
