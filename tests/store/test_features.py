"""Features and entitlements changed by administrators: every wrong field told, refused changes change nothing."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.feature import FeatureType
from plangraph.services import catalogue, imports
from plangraph.services.features import FeatureFields, Written, set_entitlement, upsert_feature
from plangraph.store.engine import Database
from plangraph.store.queries.plan_by import PlanBy
from tests.store.contents import everything, rows

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
async def known(database: Database) -> None:
    seats = {
        "key": "seats",
        "type": "integer",
        "variants": {"few": 2, "many": 90},
        "default_variant": "few",
        "entitlements": {"base": "many"},
    }
    given = {"plans": [{"plan": {"name": "Base"}}, {"plan": {"name": "Extra"}}], "features": [seats]}
    await imports.import_catalogue(database, catalogue.read(json.dumps(given), NOW), NOW)


async def test_new_boolean_feature_needs_no_more_than_its_type(database: Database) -> None:
    written = await upsert_feature(database, FeatureFields("flag", type=FeatureType.BOOLEAN))

    assert written == Written("flag", created=True)
    feature = (await rows(database, "feature", "key", "name", "default_variant", "on_variant", "off_variant"))[1]
    assert feature == ("flag", "flag", "false", "true", "false")
    assert (await rows(database, "variant", "position", "key", "value"))[2:] == [
        (0, "true", "true"),
        (1, "false", "false"),
    ]


async def test_what_is_not_told_stays(database: Database) -> None:
    written = await upsert_feature(database, FeatureFields("seats", name="Seats"))

    assert written == Written("seats", created=False)
    assert await rows(database, "feature", "name", "type", "default_variant") == [("Seats", FeatureType.INTEGER, "few")]
    assert await rows(database, "variant", "key", "value") == [("few", "2"), ("many", "90")]
    assert await rows(database, "entitlement", "variant_id") == [(2,)]


async def test_variants_are_replaced(database: Database) -> None:
    await upsert_feature(database, FeatureFields("seats", variants=(("many", 99), ("none", 0)), default_variant="none"))

    assert sorted(await rows(database, "variant", "position", "key", "value")) == [
        (0, "many", "99"),
        (1, "none", "0"),
    ]
    assert await rows(database, "entitlement", "variant_id") == [(2,)]


WRONG: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"key": ""}, [("key", "REQUIRED")]),
    ({"key": "new"}, [("type", "REQUIRED")]),
    (
        {"key": "new", "type": FeatureType.STRING},
        [("variants", "REQUIRED")],
    ),
    (
        {"key": "new", "type": FeatureType.STRING, "variants": (("a", "x"), ("b", 5))},
        [("variants.1.value", "INVALID"), ("default_variant", "REQUIRED")],
    ),
    ({"key": "seats", "variants": ()}, [("variants", "REQUIRED")]),
    ({"key": "seats", "variants": None}, [("variants", "REQUIRED")]),
    ({"key": "seats", "variants": (("few", 1), ("few", 2))}, [("variants.1.key", "INVALID")]),
    ({"key": "seats", "variants": (("few", 2),)}, [("variants", "INVALID")]),
    (
        {"key": "new", "type": FeatureType.OBJECT, "variants": (("a", {"b": ["\x00"]}),)},
        [("variants.0.value.b.0", "INVALID")],
    ),
    (
        {"key": "new", "type": FeatureType.OBJECT, "variants": (("a", {"b": Decimal("1E+999999999")}),)},
        [("variants.0.value.b", "OUT_OF_RANGE")],
    ),
    ({"key": "seats", "default_variant": "no"}, [("default_variant", "UNKNOWN_VARIANT")]),
    ({"key": "seats", "on_variant": "no"}, [("on_variant", "UNKNOWN_VARIANT")]),
    ({"key": "seats", "type": FeatureType.STRING}, [("type", "INVALID"), ("type", "INVALID")]),
    ({"key": "seats", "name": "x" * 256}, [("name", "TOO_LONG")]),
]


async def test_refused(database: Database) -> None:
    before = await everything(database)

    for fields, wrong in WRONG:
        with pytest.raises(InvalidInput) as refused:
            await upsert_feature(database, FeatureFields(**fields))
        assert [(e.dotted, e.code.value) for e in refused.value.errors] == wrong

    assert await everything(database) == before


STEPS: list[tuple[str, str | None, list[tuple[int, int]]]] = [
    ("base", "many", [(1, 2)]),
    ("extra", None, [(1, 2)]),
    ("extra", "few", [(1, 2), (2, 1)]),
    ("base", "few", [(1, 1), (2, 1)]),
    ("base", None, [(2, 1)]),
    ("base", "few", [(2, 1), (1, 1)]),
]


async def test_entitlements(database: Database) -> None:
    """Steps one after another: a grant that is there already, or is not, moves nothing."""
    times, held = {"base": NOW, "extra": NOW}, [(1, 2)]
    for n, (plan, variant, granted) in enumerate(STEPS):
        now = NOW + timedelta(minutes=1 + n)

        found = await set_entitlement(database, PlanBy(key=plan), "seats", variant, now)

        assert found.key == plan
        assert await rows(database, "entitlement", "plan_id", "variant_id") == granted
        times[plan], held = times[plan] if granted == held else now, granted
        assert dict(await rows(database, "plan", "key", "updated_at")) == times


async def test_refused_entitlement(database: Database) -> None:
    before = await everything(database)

    with pytest.raises(InvalidInput) as refused:
        await set_entitlement(database, PlanBy(key="nope"), "seats", "no", LATER)
    with pytest.raises(InvalidInput) as unknown:
        await set_entitlement(database, PlanBy(key="base"), "nope", None, LATER)

    assert [(e.dotted, e.code.value) for e in refused.value.errors] == [
        ("plan", "UNKNOWN_PLAN"),
        ("variant", "UNKNOWN_VARIANT"),
    ]
    assert [(e.dotted, e.code.value) for e in unknown.value.errors] == [("feature", "UNKNOWN_FEATURE")]
    assert await everything(database) == before
