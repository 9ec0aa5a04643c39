"""Stored plans as typed ones: what was given comes back, read again only after a write, by whomever it was made."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from plangraph.domain.plan import Plan, Price, RoundingBehavior, Vendor
from plangraph.services import catalogue, imports
from plangraph.services.plans import save_plan
from plangraph.store.engine import Database, open_database
from plangraph.store.queries import price_lists
from tests.conftest import Statements
from tests.price_lists import charge, grant, minimum, plan, rate, unit

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Database]:
    """The same database as another process has it."""
    found = open_database(database_url)
    yield found
    await found.close()


async def test_plans_come_back_whole(database: Database) -> None:
    prices: list[dict[str, Any]] = [
        {"tier": "0", "value": "0.000000000000000000000000000001", "quantity": "2.5"},
        {"tier": "1000", "value": "-7", "collection_schedule": "ADVANCE", "collection_interval": 3},
    ]
    conversion = {"division_factor": "1024", "rounding_behavior": "ceiling"}
    whole = plan(
        charge("Disk", product="B", prices=prices, unit_conversion=conversion, quantity="3"),
        charge("Disk", (0, 5), product="B", start_period=2, tier_reset_frequency=12),
        charge("Share", (0, 10), kind="composite", product="A", unit_conversion={"division_factor": "3"}),
        charge("Tokens", (0, 1), credit="credits"),
        minimums=[minimum(9), minimum(8, "EUR", 3, "Later")],
        overage_rates=[rate("1.5"), rate("2", start=4)],
        credit_grants=[
            grant(70, "credits", name="Once", priority="ü", send_invoice=True, reason='"why"\n'),
            grant(recurrence_interval=None, recurrence_duration="12", amount_paid="0.5"),
        ],
        annotations={
            "period": "quarter",
            "minimum_order": "after_credits",
            "tier_mode": {"Disk": "volume"},
            "metric": {"Tokens": {"key": "tokens", "usage": "max"}, "Disk": "disk"},
            "composite": {"Share": ["Tokens", "Disk"]},
        },
    )
    free = plan(name="Free")
    await _import(database, whole, free)

    found = await _all(database)

    ordered = sorted(whole.charges, key=lambda c: (c.product_name, c.name, c.start_period))
    key = replace(whole.annotations, key="team")
    assert found["Team"] == replace(whole, charges=tuple(ordered), annotations=key)
    assert found["Free"] == replace(free, annotations=replace(free.annotations, key="free"))
    first = found["Team"].charges[1]
    assert [type(value) for value in (first.unit_conversion, first.prices[0], found["Team"].vendor)] == [
        type(whole.charges[0].unit_conversion),
        Price,
        Vendor,
    ]
    assert first.unit_conversion is not None
    assert first.unit_conversion.rounding_behavior is RoundingBehavior.CEILING


async def test_a_plan_is_kept_until_it_is_written(database: Database, other: Database) -> None:
    team, pro = plan(charge("Calls", (0, 1))), plan(charge("Calls", (0, 2)), name="Pro")
    await _import(database, team, pro)
    before = await _all(database)
    counted = Statements(database)

    again = await _all(database)
    assert all(again[name] is before[name] for name in ("Team", "Pro"))
    assert len(counted.take()) == 2  # which plans there are, and their rows

    await save_plan(other, plan(charge("Calls", (0, 3)), name="Pro"), NOW)  # at the same instant as the import
    counted.take()
    after = await _all(database)
    assert len(counted.take()) == 3
    assert after["Team"] == before["Team"]
    assert after["Pro"].charges[0].prices[0].value == 3


async def test_what_others_rename(database: Database, other: Database) -> None:
    """A unit and a product belong to many plans, so a plan changes with them though nobody wrote to the plan."""
    await _import(database, plan(charge("Calls", (0, 100), credit="Coins")))
    assert not (await _all(database))["Team"].charges[0].credit_type.fiat
    renamed = charge("Reads", (0, 1), credit="Coins", product_name="Renamed")

    await save_plan(other, plan({**renamed, "credit_type": {**unit("Coins"), "name": "EUR"}}, name="Pro"), NOW)

    (calls,) = (await _all(database))["Team"].charges
    assert (calls.credit_type.name, calls.credit_type.currency, calls.product_name) == ("EUR", "EUR", "Renamed")


async def test_what_is_mended_by_hand(database: Database, other: Database) -> None:
    await _import(database, plan(charge("Calls", (0, 100))))
    await _all(database)

    async with other.transaction() as connection:
        await connection.execute(text("update price set value = '250'"))

    assert (await _all(database))["Team"].charges[0].prices[0].value == 250


async def test_the_oldest_are_forgotten(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"Plan {n}" for n in range(5)]
    await _import(database, *(plan(charge(), name=name) for name in names))
    monkeypatch.setattr(price_lists, "MOST_KEPT", 3)
    numbers = await price_lists.all_numbers(database)

    for some in (numbers[:2], numbers[1:3], numbers[2:], numbers):
        found = await price_lists.by_numbers(database, some)
        assert [found[n].name for n in some] == [names[numbers.index(n)] for n in some]
    assert await price_lists.by_numbers(database, [0]) == {}
    assert await price_lists.by_numbers(database, []) == {}


async def _import(database: Database, *plans: Plan) -> None:
    read = replace(catalogue.read('{"plans": []}', NOW), plans=plans)
    await imports.import_catalogue(database, read, NOW)


async def _all(database: Database) -> dict[str, Plan]:
    found = await price_lists.by_numbers(database, await price_lists.all_numbers(database))
    return {plan.name: plan for plan in found.values()}
