"""Metronome's Plans API: the shapes of its answers, and customers by status."""

import json
from decimal import Decimal
from functools import partial

import pytest

from tests.price_lists import charge, grant, minimum, plan_json, rate, unit
from tests.rest.conftest import Rest
from tests.rest.team_plan import CUSTOMER, OTHER, TEAM, customer, link, team


async def test_empty_list(rest: Rest) -> None:
    assert await rest.get("/v1/plans") == {"data": [], "next_page": None}


async def test_plans(rest: Rest) -> None:
    await rest.load(
        plans=[
            team(charge(), description="Per-seat plan", custom_fields={"tier": "2"}),
            {"plan": plan_json(description=None)},
        ]
    )

    found = await rest.get("/v1/plans")

    assert found["next_page"] is None
    assert found["data"][0] == {
        "id": TEAM,
        "name": "Team",
        "description": "Per-seat plan",
        "custom_fields": {"tier": "2"},
    }
    assert found["data"][1]["description"] == ""


async def test_plan_detail(rest: Rest) -> None:
    await rest.load(
        plans=[
            team(
                charge("Calls", credit="credits"),
                credit_grants=[grant(20, "credits", reason="Welcome", recurrence_duration=12), grant("0.1")],
                minimums=[minimum("10.50", start=2)],
                overage_rates=[rate("1600")],
                custom_fields={"b": "2", "a": "1"},
            )
        ]
    )

    answer = await rest.http.get(f"/v1/planDetails/{TEAM}")

    assert answer.headers["content-type"] == "application/json"
    first, second = answer.json()["data"].pop("credit_grants")
    assert answer.json() == {
        "data": {
            "id": TEAM,
            "name": "Team",
            "custom_fields": {"b": "2", "a": "1"},
            "credit_grants": [first, second],
            "minimums": [{"name": "Minimum", "value": 10.5, "start_period": 2, "credit_type": unit()}],
            "overage_rates": [
                {
                    "credit_type": unit("credits"),
                    "fiat_credit_type": unit(),
                    "start_period": 0,
                    "to_fiat_conversion_factor": 1600,
                }
            ],
        }
    }
    assert first == {
        "name": "Credits",
        "amount_granted": 20,
        "amount_granted_credit_type": unit("credits"),
        "amount_paid": 0,
        "amount_paid_credit_type": unit(),
        "effective_duration": 1,
        "priority": "1",
        "send_invoice": False,
        "reason": "Welcome",
        "recurrence_duration": 12,
        "recurrence_interval": 1,
    }
    assert "reason" not in second
    assert "recurrence_duration" not in second


async def test_charges(rest: Rest) -> None:
    usage = charge(
        "API calls",
        (0, 2),
        (10000, "1.5"),
        unit_conversion={"division_factor": 1000, "rounding_behavior": "ceiling"},
        custom_fields={"team": "core"},
    )
    seats = charge("Seats", kind="seat", quantity=5, start_period=3, tier_reset_frequency=2)
    await rest.load(plans=[team(usage, seats)])

    found = await rest.get(f"/v1/planDetails/{TEAM}/charges")

    assert found["next_page"] is None
    assert found["data"][0] == {
        "id": usage["id"],
        "name": "API calls",
        "charge_type": "usage",
        "credit_type": unit(),
        "custom_fields": {"team": "core"},
        "product_id": "product",
        "product_name": "Product",
        "prices": [{"tier": 0, "value": 2}, {"tier": 10000, "value": 1.5}],
        "start_period": 0,
        "tier_reset_frequency": 1,
        "unit_conversion": {"division_factor": 1000, "rounding_behavior": "ceiling"},
    }
    assert (found["data"][1]["quantity"], found["data"][1]["start_period"]) == (5, 3)
    assert found["data"][1]["tier_reset_frequency"] == 2
    assert "unit_conversion" not in found["data"][1]


@pytest.mark.parametrize(
    "text",
    ["0.1", "12345678901234567890.12345678901234567891", "0.000000000000000000000000000001", "3.25", "9" * 40],
)
async def test_numbers_are_exact(rest: Rest, text: str) -> None:
    price = {**charge(), "prices": [{"tier": 0, "value": text}]}
    await rest.load(plans=[team(price, minimums=[minimum(text)])])

    charges = await rest.http.get(f"/v1/planDetails/{TEAM}/charges")
    detail = await rest.http.get(f"/v1/planDetails/{TEAM}")

    exact = partial(json.loads, parse_float=Decimal, parse_int=Decimal)
    assert exact(charges.content)["data"][0]["prices"][0]["value"] == Decimal(text)
    assert exact(detail.content)["data"]["minimums"][0]["value"] == Decimal(text)
    assert f'"value":{text}'.encode() in charges.content


async def test_customers(rest: Rest) -> None:
    await rest.load(
        plans=[team(custom_fields={"tier": "2"})],
        customers=[
            customer(
                CUSTOMER,
                link(-45, customer_plan_id=OTHER),
                ingest_aliases=["acme", "acme-eu"],
                custom_fields={"segment": "smb"},
                customer_config={"salesforce_account_id": "0015"},
                updated_at="2026-02-01T10:00:00.5Z",
            )
        ],
    )

    found = await rest.get(f"/v1/planDetails/{TEAM}/customers")

    assert found == {
        "data": [
            {
                "customer_details": {
                    "id": CUSTOMER,
                    "external_id": "acme",
                    "ingest_aliases": ["acme", "acme-eu"],
                    "name": "Acme",
                    "customer_config": {"salesforce_account_id": "0015"},
                    "custom_fields": {"segment": "smb"},
                    "created_at": "2026-01-01T00:00:00Z",
                    "updated_at": "2026-02-01T10:00:00.500000Z",
                    "archived_at": None,
                },
                "plan_details": {
                    "id": TEAM,
                    "name": "Team",
                    "customer_plan_id": OTHER,
                    "custom_fields": {"tier": "2"},
                    "starting_on": "2026-01-24T00:00:00Z",
                    "ending_before": None,
                },
            }
        ],
        "next_page": None,
    }


async def test_customer_without_alias_goes_by_its_id(rest: Rest) -> None:
    await rest.load(plans=[team()], customers=[customer(CUSTOMER, link(-1))])

    (row,) = (await rest.get(f"/v1/planDetails/{TEAM}/customers"))["data"]

    assert row["customer_details"]["external_id"] == CUSTOMER
    assert row["customer_details"]["ingest_aliases"] == []
    assert row["customer_details"]["customer_config"] == {"salesforce_account_id": None}


STARTS = {"ended": -20, "active": -10, "upcoming": 5}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, ["active"]),
        ("active", ["active"]),
        ("ended", ["ended"]),
        ("upcoming", ["upcoming"]),
        ("all", ["ended", "active", "upcoming"]),
        ("active,ended", ["ended", "active"]),
        ("ended,upcoming", ["ended", "upcoming"]),
        ("upcoming,ended,active", ["ended", "active", "upcoming"]),
        ("ended,all", ["ended", "active", "upcoming"]),
    ],
)
async def test_status(rest: Rest, status: str | None, expected: list[str]) -> None:
    links = [link(-20, -5), link(-10, 5), link(5)]
    await rest.load(plans=[team()], customers=[customer(CUSTOMER, *links)])

    query = {} if status is None else {"status": status}
    found = await rest.get(f"/v1/planDetails/{TEAM}/customers", params=query)

    starts = {
        "2026-02-18": "ended",
        "2026-02-28": "active",
        "2026-03-15": "upcoming",
    }
    assert [starts[row["plan_details"]["starting_on"][:10]] for row in found["data"]] == expected


async def test_bounds_of_a_customer_plan(rest: Rest) -> None:
    instant = "2026-03-10T12:00:00Z"
    links = [
        {"plan_key": "team", "starting_on": "2026-01-01T00:00:00Z", "ending_before": instant},
        {"plan_key": "team", "starting_on": instant},
    ]
    await rest.load(plans=[team()], customers=[customer(CUSTOMER, *links)])
    path = f"/v1/planDetails/{TEAM}/customers"

    now = {status: len((await rest.get(path, params={"status": status}))["data"]) for status in STARTS}
    rest.clock.advance(microseconds=-1)
    before = {status: len((await rest.get(path, params={"status": status}))["data"]) for status in STARTS}

    assert now == {"ended": 1, "active": 1, "upcoming": 0}
    assert before == {"ended": 0, "active": 1, "upcoming": 1}
