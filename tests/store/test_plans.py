"""Plans annotated by administrators: what is given replaces, null clears, and what is refused changes nothing."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import BillingPeriod, MetricLink, MetricUsage, MinimumOrder, TierMode
from plangraph.services import catalogue, imports
from plangraph.services.plans import AnnotationFields, annotate
from plangraph.store.engine import Database
from plangraph.store.queries.plan_by import PlanBy
from tests.store.contents import everything, rows

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
BASE = PlanBy(key="base")


@pytest.fixture(autouse=True)
async def known(database: Database) -> None:
    def charge(name: str, product: str = "P") -> dict[str, Any]:
        prices = [{"tier": "0", "value": "1"}]
        unit = {"name": "USD (cents)"}
        return {"name": name, "charge_type": "usage", "product_name": product, "credit_type": unit, "prices": prices}

    charges = [charge("Disk"), charge("Runs"), charge("Twin"), charge("Twin", "Q")]
    annotations = {"period": "year", "tier_mode": {"Disk": "volume"}, "metric": {"Disk": "disk"}}
    plans = [
        {"plan": {"name": "Base", "charges": charges}, "annotations": annotations},
        {"plan": {"name": "Extra"}},
    ]
    accounts = [{"key": "acme", "account_plans": [{"plan_key": "base"}]}]
    given = {"plans": plans, "accounts": accounts}
    await imports.import_catalogue(database, catalogue.read(json.dumps(given), NOW), NOW)


async def test_what_is_given_replaces(database: Database) -> None:
    fields = AnnotationFields(
        period=BillingPeriod.MONTH,
        minimum_order=MinimumOrder.AFTER_CREDITS,
        tier_modes=(("Runs", TierMode.GRADUATED),),
        composites=(("Runs", ("Disk", "Runs")),),
    )

    found = await annotate(database, BASE, fields, LATER)

    assert found.key == "base"
    assert (await rows(database, "plan", "period", "minimum_order", "updated_at"))[0] == (
        BillingPeriod.MONTH,
        MinimumOrder.AFTER_CREDITS,
        LATER,
    )
    assert await rows(database, "plan_tier_mode", "charge", "mode") == [("Runs", TierMode.GRADUATED)]
    assert await rows(database, "plan_metric", "charge", "metric_key") == [("Disk", "disk")]
    assert await rows(database, "plan_composite", "charge") == [("Runs",)]
    assert await rows(database, "plan_composite_part", "position", "charge") == [(0, "Disk"), (1, "Runs")]


async def test_null_clears(database: Database) -> None:
    await annotate(database, BASE, AnnotationFields(period=None, tier_modes=None, metrics=()), LATER)

    assert (await rows(database, "plan", "period"))[0] == (None,)
    held = await everything(database)
    assert (held["plan_tier_mode"], held["plan_metric"]) == ([], [])


async def test_metric_usage(database: Database) -> None:
    links = (("Disk", MetricLink("gb", MetricUsage.MAX)), ("Runs", MetricLink("runs")))

    await annotate(database, BASE, AnnotationFields(metrics=links), LATER)

    assert await rows(database, "plan_metric", "charge", "metric_key", "usage") == [
        ("Disk", "gb", MetricUsage.MAX),
        ("Runs", "runs", MetricUsage.LAST),
    ]


async def test_accounts_follow_a_new_key(database: Database) -> None:
    (number,) = (await rows(database, "plan", "id"))[0]

    found = await annotate(database, BASE, AnnotationFields(key="basic"), LATER)

    assert found.key == "basic"
    assert await rows(database, "account_plan", "plan_id") == [(number,)]


async def test_by_any_name(database: Database) -> None:
    for name in ("gid", "uuid", "key"):
        value = (await rows(database, "plan", name))[1][0]

        found = await annotate(database, PlanBy(**{name: value}), AnnotationFields(), LATER)

        assert found.key == "extra"


WRONG: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"key": "extra"}, [("key", "CONFLICT")]),
    ({"key": None}, [("key", "REQUIRED")]),
    ({"key": ""}, [("key", "REQUIRED")]),
    (
        {"tier_modes": (("Nope", TierMode.VOLUME), ("Twin", TierMode.VOLUME))},
        [("tier_modes.0.charge", "UNKNOWN_CHARGE"), ("tier_modes.1.charge", "AMBIGUOUS_CHARGE")],
    ),
    (
        {"tier_modes": (("Disk", TierMode.VOLUME), ("Disk", TierMode.GRADUATED))},
        [("tier_modes.1.charge", "INVALID")],
    ),
    ({"metrics": (("Disk", MetricLink("")),)}, [("metrics.0.metric_key", "REQUIRED")]),
    (
        {"composites": (("Disk", ("Runs", "Nope")), ("Runs", ()))},
        [("composites.1.parts", "REQUIRED"), ("composites.0.parts.1", "UNKNOWN_CHARGE")],
    ),
]


async def test_refused(database: Database) -> None:
    before = await everything(database)

    for fields, wrong in WRONG:
        with pytest.raises(InvalidInput) as refused:
            await annotate(database, BASE, AnnotationFields(**{"period": None, **fields}), LATER)
        assert [(e.dotted, e.code.value) for e in refused.value.errors] == wrong

    assert await everything(database) == before


async def test_unknown_plan(database: Database) -> None:
    for by in (PlanBy(key="nope"), PlanBy(gid="plan_00"), PlanBy(key="a\x00"), PlanBy()):
        with pytest.raises(InvalidInput) as refused:
            await annotate(database, by, AnnotationFields(), LATER)
        assert [(e.dotted, e.code.value) for e in refused.value.errors] == [("plan", "UNKNOWN_PLAN")]
