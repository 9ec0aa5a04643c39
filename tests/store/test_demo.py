"""The demonstration data: complete, priced, and the same on whatever day it is loaded again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from plangraph.domain import findings
from plangraph.domain.plan import ChargeType, Plan
from plangraph.domain.rating.asked import METERED, ChargeBy, Usage
from plangraph.domain.rating.estimate import estimate
from plangraph.services import demo
from plangraph.store import tables
from plangraph.store.engine import Database, open_database
from tests.store.contents import everything, rows

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)


async def test_loading_again_next_week_changes_nothing(database: Database) -> None:
    first = await demo.load_demo(database, NOW)
    before = await everything(database)

    second = await demo.load_demo(database, NOW + timedelta(days=7, hours=3))

    assert (first.plans.created, first.customers.created, first.accounts.created) == (20, 62, 27)
    assert not second.changed_anything
    assert await everything(database) == before


async def test_statuses_lie_around_today(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    await demo.load_demo(database, NOW)

    links = await rows(database, "customer_plan", "starting_on", "ends")
    await database.close()

    active = [1 for start, end in links if start <= NOW < end]
    ended = [1 for _, end in links if end <= NOW]
    upcoming = [1 for start, _ in links if start > NOW]
    assert (len(active), len(ended), len(upcoming)) == (53, 14, 9)


def test_every_kind_of_charge_is_shown() -> None:
    plans = demo.read_demo(NOW).plans

    kinds = {c.charge_type for p in plans for c in p.charges}

    assert kinds == set(ChargeType)
    assert {p.annotations.key for p in plans} >= {"essentials", "professional"}
    assert any(len({c.start_period for c in p.charges}) > 2 for p in plans)
    assert any(c.tier_reset_frequency > 1 for p in plans for c in p.charges)
    assert any(p.minimums for p in plans)
    assert any(p.overage_rates for p in plans)
    assert any(p.credit_grants for p in plans)


@pytest.mark.parametrize("plan", demo.read_demo(NOW).plans, ids=lambda plan: plan.name)
def test_every_plan_can_be_estimated(plan: Plan) -> None:
    names = dict.fromkeys(c.name for c in plan.charges if c.charge_type in METERED)
    usage = [Usage(ChargeBy(name=name), Decimal(3_000)) for name in names]

    totals = [estimate(plan, period, usage).totals for period in (0, 5, 13)]

    assert all(totals)
    codes = {finding.code for finding in findings.of_plan(plan)}
    assert codes <= {findings.FindingCode.VOLUME_CLIFF}


def test_one_customer_is_on_a_plan_twice() -> None:
    customers = demo.read_demo(NOW).customers

    twice = [c.name for c in customers if len({p.plan_key for p in c.plans}) < len(c.plans)]

    assert twice == ["Brightwater Foods"]


def test_account_12345_stays_unknown() -> None:
    accounts = demo.read_demo(NOW).accounts

    assert "12345" not in {a.key for a in accounts}
    acme = next(a for a in accounts if a.key == "acme")
    assert acme.plan_keys == ("essentials",)
    assert [(o.feature_key, o.variant_key) for o in acme.feature_overrides or ()] == [
        ("metrics", "true"),
        ("chat", "off"),
    ]


async def test_accounts_are_linked_to_customers(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    await demo.load_demo(database, NOW)

    linked = select(func.count()).where(col(tables.IngestAlias.alias) == col(tables.Account.key))
    count = (await database.rows(linked))[0][0]
    await database.close()

    assert count == 24
