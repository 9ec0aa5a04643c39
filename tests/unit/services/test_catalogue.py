"""The catalogue file: what it gives, and that every mistake in it is told with its place."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from plangraph.domain.account import FeatureOverride, OverrideKind
from plangraph.domain.errors import InvalidInput
from plangraph.domain.feature import FeatureType
from plangraph.domain.metric import Event
from plangraph.services import catalogue
from tests.price_lists import charge, plan_json

TODAY = date(2026, 3, 10)
ACME = "11111111-1111-4111-8111-111111111111"
SEEDS = Path(__file__).parents[3] / "db" / "seeds" / "price_lists.json"


def read(**given: Any) -> catalogue.Catalogue:
    return catalogue.read(json.dumps({"plans": [], **given}), TODAY)


def refused(given: str | bytes | dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as refusal:
        catalogue.read(json.dumps(given) if isinstance(given, dict) else given, TODAY)
    return [(e.dotted, e.message, e.code.value) for e in refusal.value.errors]


def test_ten_public_price_lists() -> None:
    found = catalogue.read(SEEDS.read_bytes(), TODAY)

    assert len(found.plans) == 10
    supabase = next(p for p in found.plans if p.name == "Supabase Pro")
    assert [(g.name, g.amount_granted) for g in supabase.credit_grants] == [("Compute Credits", Decimal(1000))]
    assert (found.features, found.customers, found.accounts) == ((), (), ())


def test_numbers_are_exact() -> None:
    text = json.dumps({"plans": [{"plan": plan_json(charge("Calls", (0, "VALUE")))}]})

    found = catalogue.read(text.replace('"VALUE"', "0.12345678901234567890123456789"), TODAY)

    assert found.plans[0].charges[0].prices[0].value == Decimal("0.12345678901234567890123456789")


def test_boolean_feature() -> None:
    (found,) = read(features=[{"key": "sso", "type": "boolean", "entitlements": {"team": "true"}}]).features

    assert found.name == "sso"
    assert found.type is FeatureType.BOOLEAN
    assert list(found.variants.items()) == [("true", True), ("false", False)]
    assert (found.default_variant, found.on_variant, found.off_variant) == ("false", "true", "false")
    assert found.entitlements == {"team": "true"}


def test_feature_of_other_types() -> None:
    variants = {"large": 50, "small": 5}
    limit = {"key": "limit", "name": "Limit", "type": "integer", "variants": variants, "default_variant": "small"}
    chat = {"key": "chat", "type": "string", "variants": {"on": "yes", "off": "no"}, "default_variant": "off"}
    theme = {
        "key": "theme",
        "type": "object",
        "variants": {"dark": {"ink": "#fff"}, "plain": {}},
        "default_variant": "plain",
        "on_variant": "dark",
    }

    first, second, third = read(features=[limit, chat, theme]).features

    assert list(first.variants) == ["large", "small"]
    assert (first.on_variant, first.off_variant) == (None, None)
    assert (second.on_variant, second.off_variant) == ("on", "off")
    assert (third.on_variant, third.off_variant) == ("dark", None)


def test_wrong_features() -> None:
    given = [
        {"key": "a", "type": "integer", "variants": {"x": True}, "default_variant": "y", "entitlements": {"p": "z"}},
        {"key": "b", "type": "string"},
        {"key": "c", "type": "string", "variants": {"x": "1"}},
        {"key": "d", "type": "object", "variants": {"x": [1]}, "default_variant": "x", "off_variant": "no"},
        {"key": "", "type": "float"},
        {"key": "e", "type": "boolean", "variants": {"yes": True}},
    ]

    assert refused({"plans": [], "features": given}) == [
        ("features.0.variants.x", "must be a whole number", "INVALID"),
        ("features.0.default_variant", "'y' is no variant of this feature", "UNKNOWN_VARIANT"),
        ("features.0.entitlements.p", "'z' is no variant of this feature", "UNKNOWN_VARIANT"),
        ("features.1.variants", "is required", "REQUIRED"),
        ("features.2.default_variant", "is required", "REQUIRED"),
        ("features.3.variants.x", "must be an object", "INVALID"),
        ("features.3.off_variant", "'no' is no variant of this feature", "UNKNOWN_VARIANT"),
        ("features.4.key", "must not be empty", "INVALID"),
        ("features.4.type", "must be one of 'boolean', 'string', 'integer' or 'object'", "INVALID"),
        ("features.5.default_variant", "is required", "REQUIRED"),
    ]


def test_customer_with_offsets() -> None:
    given = {
        "id": ACME,
        "name": "Acme",
        "ingest_aliases": ["acme"],
        "custom_fields": {"region": "eu"},
        "customer_config": {"salesforce_account_id": "001"},
        "created_at": {"days": -45},
        "plans": [
            {"plan_key": "team", "starting_on": {"days": -45}, "ending_before": {"days": 0}},
            {"plan_key": "pro", "starting_on": "2026-03-10T02:00:00+02:00"},
        ],
    }

    (found,) = read(customers=[given]).customers

    january = datetime(2026, 1, 24, tzinfo=UTC)
    today = datetime(2026, 3, 10, tzinfo=UTC)
    assert (found.uuid, found.salesforce_account_id) == (UUID(ACME), "001")
    assert (found.created_at, found.updated_at, found.archived_at) == (january, january, None)
    assert [(p.plan_key, p.starting_on, p.ending_before) for p in found.plans] == [
        ("team", january, today),
        ("pro", today, None),
    ]
    assert found.plans[0].uuid != found.plans[1].uuid


def test_offsets_count_from_the_day_of_an_instant() -> None:
    text = json.dumps({"plans": [], "customers": [{"id": ACME, "name": "Acme", "created_at": {"days": 0}}]})

    (found,) = catalogue.read(text, datetime(2026, 3, 10, 17, 30, tzinfo=UTC)).customers

    assert found.created_at == datetime(2026, 3, 10, tzinfo=UTC)


def test_account() -> None:
    given = {
        "key": "acme",
        "name": None,
        "custom_fields": {"size": 5, "gone": None},
        "account_plans": [{"plan_key": "team"}, {"plan_key": "addon"}],
        "feature_overrides": [
            {"feature_key": "sso", "variant_key": "true", "expires_at": {"days": 1}},
            {"feature_key": "chat", "override": "default_on"},
        ],
        "metrics": [
            {"key": "seats", "value": "12", "time": {"days": -1}, "idempotency_key": "a"},
            {"key": "calls", "value": 7},
        ],
    }

    (found,) = read(accounts=[given]).accounts

    assert (found.key, found.name, found.custom_fields) == ("acme", None, {"size": 5})
    assert found.plan_keys == ("team", "addon")
    assert found.feature_overrides == (
        FeatureOverride("sso", "true", OverrideKind.VARIANT_KEY, datetime(2026, 3, 11, tzinfo=UTC)),
        FeatureOverride("chat", None, OverrideKind.DEFAULT_ON),
    )
    assert found.metrics == (
        Event("seats", 12, datetime(2026, 3, 9, tzinfo=UTC), "a"),
        Event("calls", 7),
    )


def test_every_mistake_is_told() -> None:
    given = {
        "plans": [
            {"plan": plan_json(charge("Calls", (0, "x")))},
            {"note": "no plan"},
            {"plan": plan_json(charge("Calls", (1, 1)))},
        ],
        "customers": [
            {"id": ACME, "name": "Acme", "created_at": "yesterday", "plans": [{"plan_key": "a", "starting_on": 5}]},
            {
                "id": ACME,
                "name": "Acme",
                "updated_at": {"days": 100_000, "hours": 1},
                "archived_at": {"days": 100_001},
            },
            {
                "id": ACME,
                "name": "Acme",
                "archived_at": "2026-02-30T00:00:00Z",
                "plans": [{"plan_key": "a", "starting_on": {"days": 1}, "ending_before": {"days": 0}}],
            },
        ],
        "accounts": [
            {"key": "a", "feature_overrides": [{"feature_key": "x"}], "metrics": [{"key": "m", "value": "1.5"}]},
            {"key": "b", "feature_overrides": [{"feature_key": "x"}], "custom_fields": {"a": "b"}},
            {"key": "c", "custom_fields": {"a": [1]}, "metrics": [{"key": "m", "value": 2**63}]},
        ],
    }
    moment = 'must be a date-time such as 2026-03-01T10:00:00Z or an offset {"days": -45}'

    assert refused(given) == [
        ("plans.0.plan.charges.0.prices.0.value", "is not a plain decimal number", "INVALID"),
        ("plans.1.plan", "is required", "REQUIRED"),
        (
            "plans.2.plan.charges.0.prices.0.tier",
            "must be 0 in the lowest tier, since it says what the first unit costs",
            "INVALID",
        ),
        ("customers.0.plans.0.starting_on", moment, "INVALID"),
        ("customers.1.updated_at", moment, "INVALID"),
        ("customers.1.archived_at", moment, "INVALID"),
        ("customers.2.plans.0.ending_before", "is before `starting_on`", "OUT_OF_RANGE"),
        ("customers.2.archived_at", "is not a date-time that exists", "INVALID"),
        ("accounts.0.metrics.0.value", "must be a whole number", "INVALID"),
        ("accounts.1.feature_overrides.0.variant_key", "is required", "REQUIRED"),
        ("accounts.2.custom_fields.a", "must be a string, a number, true, false or null", "INVALID"),
        ("accounts.2.metrics.0.value", "does not fit in 64 bits", "OUT_OF_RANGE"),
    ]


def test_offset_beyond_the_calendar() -> None:
    with pytest.raises(InvalidInput) as refusal:
        catalogue.read(
            json.dumps({"plans": [], "customers": [{"id": ACME, "name": "A", "created_at": {"days": 9}}]}),
            date(9999, 12, 30),
        )

    assert [(e.dotted, e.message) for e in refusal.value.errors] == [
        ("customers.0.created_at", "is not a date-time that exists")
    ]


def test_entries_that_stand_twice() -> None:
    link = {"plan_key": "a", "starting_on": {"days": 0}, "customer_plan_id": ACME}
    other = "22222222-2222-4222-8222-222222222222"
    feature = {"key": "sso", "type": "boolean"}
    given = {
        "plans": [{"plan": plan_json()}, {"plan": plan_json()}],
        "features": [feature, feature],
        "customers": [
            {"id": ACME, "name": "A", "ingest_aliases": ["acme"], "plans": [link, link]},
            {"id": ACME, "name": "A"},
            {"id": other, "name": "B", "ingest_aliases": ["acme"]},
        ],
        "accounts": [{"key": "a"}, {"key": "a"}],
    }

    assert refused(given) == [
        ("plans.1.plan.id", "is the same as plans.0.plan.id", "INVALID"),
        ("features.1.key", "is the same as features.0.key", "INVALID"),
        ("customers.1.id", "is the same as customers.0.id", "INVALID"),
        ("customers.2.ingest_aliases.0", "is the same as customers.0.ingest_aliases.0", "INVALID"),
        ("customers.0.plans.1.customer_plan_id", "is the same as customers.0.plans.0.customer_plan_id", "INVALID"),
        ("accounts.1.key", "is the same as accounts.0.key", "INVALID"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "must be a JSON object with `plans`"),
        ("", "is not JSON: Expecting value (line 1, column 1)"),
        ('{"plans": [], "plans": []}', "has the key 'plans' twice in one object"),
        ('{"plans": [NaN]}', "holds NaN, which is not a number"),
        ('{"plans": [' + "1" * 5000 + "]}", "holds a number with too many digits"),
        ("[" * 200_000, "is nested too deeply"),
        (b"\xff", "is not UTF-8 text"),
    ],
)
def test_files_that_are_no_catalogue(text: str | bytes, message: str) -> None:
    assert refused(text) == [("", message, "INVALID")]


def test_deep_nesting() -> None:
    text = '{"plans": [], "features": ' + "[" * 300 + "]" * 300 + "}"

    assert refused(text) == [("features", "is nested deeper than 100 levels", "INVALID")]


def test_keys_that_no_database_takes() -> None:
    assert refused({"plans": [{"a\x00": 1}]}) == [("plans.0", "has a key that holds a NUL character", "INVALID")]


def test_text_that_is_far_too_long() -> None:
    assert refused({"plans": [], "features": ["x" * 10_001]}) == [
        ("features.0", "is longer than 10000 characters", "TOO_LONG")
    ]


def test_what_an_entry_does_not_tell() -> None:
    text = json.dumps(
        {
            "plans": [],
            "features": [{"key": "a", "type": "boolean"}, {"key": "b", "type": "boolean", "entitlements": {}}],
            "customers": [{"id": ACME, "name": "Acme"}],
            "accounts": [{"key": "acme"}, {"key": "birch", "custom_fields": {}, "account_plans": []}],
        }
    )

    found = catalogue.read(text, date(2026, 3, 10))

    assert [f.entitlements for f in found.features] == [None, {}]
    assert (found.customers[0].created_at, found.customers[0].updated_at) == (None, None)
    assert [(a.custom_fields, a.plan_keys, a.feature_overrides) for a in found.accounts] == [
        (None, None, None),
        ({}, (), None),
    ]
