"""Metronome's published Python client, unmodified, against a served PlanGraph with the demo."""

import asyncio
import inspect
import warnings
from collections.abc import Iterator
from typing import Any, Literal

import httpx
import metronome
import pytest
from metronome import APIResponseValidationError, AsyncMetronome, Metronome
from metronome.pagination import SyncCursorPage
from metronome.resources.v1.plans import PlansResource

from tests.served import Served

NOBODY = "00000000-0000-4000-8000-000000000000"
Status = Literal["all", "active", "ended", "upcoming"]
STATUSES: list[Status] = ["active", "ended", "upcoming"]


@pytest.fixture
def client(server: Served) -> Iterator[Metronome]:
    """Strict: an answer that is not exactly as the client's types say raises."""
    with Metronome(base_url=server.url, bearer_token=server.read, _strict_response_validation=True) as made:
        yield made


def plans(client: Metronome) -> list[Any]:
    return list(client.v1.plans.list())


def test_every_method_is_tried_here() -> None:
    public = {name for name, _ in inspect.getmembers(PlansResource, inspect.isfunction) if not name.startswith("_")}

    assert public == {"list", "get_details", "list_charges", "list_customers"}


def test_every_plan_with_all_its_parts(client: Metronome) -> None:
    listed = plans(client)
    kinds, rates, grants, minimums, customers = set(), 0, 0, 0, 0
    for plan in listed:
        detail = client.v1.plans.get_details(plan_id=plan.id).data
        charges = list(client.v1.plans.list_charges(plan_id=plan.id))
        people = list(client.v1.plans.list_customers(plan_id=plan.id, status="all"))

        assert (detail.id, detail.name) == (plan.id, plan.name)
        assert all(charge.prices == sorted(charge.prices, key=lambda p: p.tier) for charge in charges)
        assert {row.plan_details.id for row in people} <= {plan.id}
        kinds |= {charge.charge_type for charge in charges}
        rates += len(detail.overage_rates or [])
        grants += len(detail.credit_grants or [])
        minimums += len(detail.minimums or [])
        customers += len(people)

    assert len(listed) >= 10
    assert {"usage", "fixed"} <= kinds
    assert grants > 0
    assert customers > 0


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_automatic_paging(client: Metronome, limit: int) -> None:
    whole = plans(client)

    paged = list(client.v1.plans.list(limit=limit))
    biggest = max(whole, key=lambda p: len(list(client.v1.plans.list_charges(plan_id=p.id))))
    charges = list(client.v1.plans.list_charges(plan_id=biggest.id, limit=limit))
    people = [list(client.v1.plans.list_customers(plan_id=p.id, limit=limit, status="all")) for p in whole]

    assert paged == whole
    assert charges == list(client.v1.plans.list_charges(plan_id=biggest.id))
    assert people == [list(client.v1.plans.list_customers(plan_id=p.id, status="all")) for p in whole]


def test_pages_by_hand(client: Metronome) -> None:
    first = client.v1.plans.list(limit=3)
    pages = list(first.iter_pages())

    assert isinstance(first, SyncCursorPage)
    assert first.has_next_page()
    assert [plan.id for page in pages for plan in page.data] == [plan.id for plan in plans(client)]
    assert not pages[-1].has_next_page()
    assert (pages[-1].next_page, len(pages[-1].data) > 0) == (None, True)


def test_customers_by_status(client: Metronome) -> None:
    for plan in plans(client):
        found = {
            status: [
                r.plan_details.customer_plan_id for r in client.v1.plans.list_customers(plan_id=plan.id, status=status)
            ]
            for status in STATUSES
        }
        default = [r.plan_details.customer_plan_id for r in client.v1.plans.list_customers(plan_id=plan.id)]
        every = [r.plan_details.customer_plan_id for r in client.v1.plans.list_customers(plan_id=plan.id, status="all")]
        both = client.v1.plans.list_customers(plan_id=plan.id, extra_query={"status": "active,ended"})

        assert default == found["active"]
        assert sorted(every) == sorted(link for links in found.values() for link in links)
        assert {r.plan_details.customer_plan_id for r in both} == {*found["active"], *found["ended"]}


def test_raw_responses(client: Metronome) -> None:
    raw = client.v1.plans.with_raw_response.list(limit=1)
    with client.v1.plans.with_streaming_response.list(limit=1) as streamed:
        lines = list(streamed.iter_lines())

    assert (raw.status_code, raw.headers["content-type"]) == (200, "application/json")
    assert raw.parse().data == client.v1.plans.list(limit=1).data
    assert raw.text() == "\n".join(lines)


@pytest.mark.parametrize("call", ["get_details", "list_charges", "list_customers"])
def test_error_classes(client: Metronome, call: str) -> None:
    method = getattr(client.v1.plans, call)

    with pytest.raises(metronome.NotFoundError) as missing:
        method(plan_id=NOBODY)
    with pytest.raises(metronome.BadRequestError) as malformed:
        method(plan_id="nope")

    assert missing.value.body == {"message": f"Plan {NOBODY} was not found"}
    assert malformed.value.body == {"message": "plan_id must be a UUID"}


def test_wrong_parameters(client: Metronome) -> None:
    for limit in (0, 101, -1):
        with pytest.raises(metronome.BadRequestError):
            client.v1.plans.list(limit=limit)
    with pytest.raises(metronome.BadRequestError):
        client.v1.plans.list(next_page="nope")
    with pytest.raises(metronome.BadRequestError):
        client.v1.plans.list_customers(plan_id=plans(client)[0].id, extra_query={"status": "nope"})


def test_wrong_token(server: Served) -> None:
    client = Metronome(base_url=f"{server.url}/", bearer_token="wrong")

    with client, pytest.raises(metronome.AuthenticationError) as refused:
        client.v1.plans.list()

    assert list(refused.value.body or {}) == ["message"]  # type: ignore[call-overload]  # the client types it as object


def test_environment(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRONOME_BASE_URL", server.url)
    monkeypatch.setenv("METRONOME_BEARER_TOKEN", server.read)

    with Metronome() as client:
        assert len(client.v1.plans.list().data) >= 10


async def test_asynchronous_client(server: Served) -> None:
    async with AsyncMetronome(
        base_url=server.url, bearer_token=server.read, _strict_response_validation=True
    ) as client:
        listed = [plan async for plan in client.v1.plans.list(limit=4)]
        details = await asyncio.gather(*(client.v1.plans.get_details(plan_id=plan.id) for plan in listed))
        charges = [c for plan in listed async for c in client.v1.plans.list_charges(plan_id=plan.id, limit=5)]
        people = [r for plan in listed async for r in client.v1.plans.list_customers(plan_id=plan.id, status="all")]
        raw = await client.v1.plans.with_raw_response.list(limit=1)
        with pytest.raises(metronome.NotFoundError):
            await client.v1.plans.get_details(plan_id=NOBODY)

    assert [d.data.id for d in details] == [plan.id for plan in listed]
    assert len(charges) > len(listed)
    assert people
    assert (await raw.parse()).data[0].id == listed[0].id


def test_strictness_would_notice(server: Served) -> None:
    """The client that passes the tests above does refuse an answer of another form."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"data": [{"id": 5}], "next_page": None})

    with httpx.Client(transport=httpx.MockTransport(answer)) as http, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client = Metronome(base_url=server.url, bearer_token="x", http_client=http, _strict_response_validation=True)
        with pytest.raises(APIResponseValidationError):
            client.v1.plans.list()
