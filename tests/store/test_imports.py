"""Catalogues into the database: whole or not at all, and twice the same as once."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import BillingPeriod
from plangraph.services import catalogue, imports
from plangraph.services.imports import Counts, ImportSummary
from plangraph.services.plans import save_plan
from plangraph.store.engine import Database, open_database
from tests.conftest import Statements
from tests.store.contents import everything, rows

NOW = datetime(2026, 3, 10, 12, 30, 15, 123456, tzinfo=UTC)
LATER = NOW + timedelta(days=9)
ACME, BIRCH = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
USD, TOKENS = {"name": "USD (cents)"}, {"name": "Tokens"}


def charge(name: str, *tiers: tuple[str, str], **more: Any) -> dict[str, Any]:
    prices = [{"tier": tier, "value": value} for tier, value in tiers]
    defaults = {"charge_type": "usage", "product_name": "Storage", "credit_type": USD}
    return {"name": name, "prices": prices, **defaults, **more}


def grant(name: str, priority: str) -> dict[str, Any]:
    amounts = {"amount_granted": "5", "amount_paid": "0", "effective_duration": "1"}
    units = {"amount_granted_credit_type": TOKENS, "amount_paid_credit_type": USD}
    return {"name": name, "priority": priority, **amounts, **units}


def basic() -> dict[str, Any]:
    """A catalogue with something of each kind."""
    return {
        "plans": [
            {
                "plan": {
                    "name": "Bulk",
                    "custom_fields": {"market": "emea"},
                    "charges": [
                        charge("Disk", ("0", "10"), ("1000", "9.5"), unit_conversion={"division_factor": "1024"}),
                        charge("Disk", ("0", "12"), start_period=3, custom_fields={"note": "later"}),
                        charge("Runs", ("0", "3"), credit_type=TOKENS, product_name="Compute"),
                        charge("Care", ("0", "10"), charge_type="composite"),
                    ],
                    "minimums": [{"name": "Floor", "value": "500", "credit_type": USD}],
                    "overage_rates": [
                        {"credit_type": TOKENS, "fiat_credit_type": USD, "to_fiat_conversion_factor": "1600"}
                    ],
                    "credit_grants": [grant("Late", "10"), grant("Soon", "2")],
                },
                "annotations": {
                    "tier_mode": {"Disk": "volume"},
                    "metric": {"Disk": "disk"},
                    "composite": {"Care": ["Disk", "Runs"]},
                    "period": "quarter",
                },
            },
            {"plan": {"name": "Bare"}, "annotations": {"key": "bare"}},
        ],
        "features": [
            {
                "key": "seats",
                "type": "integer",
                "variants": {"few": 2, "many": 90},
                "default_variant": "few",
                "entitlements": {"bulk": "many"},
            }
        ],
        "customers": [
            {
                "id": ACME,
                "name": "Acme",
                "ingest_aliases": ["acme", "acme-2"],
                "custom_fields": {"salesforce-id": "7"},
                "plans": [
                    {"plan_key": "bulk", "starting_on": {"days": -30}, "ending_before": {"days": -3}},
                    {"plan_key": "bare", "starting_on": {"days": -3}},
                ],
            },
            {"id": BIRCH, "name": "Birch", "created_at": "2025-01-01T00:00:00Z"},
        ],
        "accounts": [
            {
                "key": "acme",
                "name": "Ácme",
                "custom_fields": {"size": 5, "ratio": 0.10, "vip": True, "tier": "gold"},
                "account_plans": [{"plan_key": "bare"}, {"plan_key": "bulk"}],
                "feature_overrides": [{"feature_key": "seats", "variant_key": "few", "expires_at": {"days": 2}}],
                "metrics": [
                    {"key": "disk", "value": 5, "time": {"days": -2}},
                    {"key": "disk", "value": 9, "time": {"days": -1}},
                    {"key": "disk", "value": 7, "time": {"days": -1}},
                    {"key": "disk", "value": 1, "time": {"days": -5}, "idempotency_key": "k"},
                ],
            }
        ],
    }


async def load(database: Database, given: dict[str, Any], now: datetime = NOW) -> ImportSummary:
    return await imports.import_catalogue(database, catalogue.read(json.dumps(given), NOW), now)


async def test_import(database: Database) -> None:
    summary = await load(database, basic())

    assert summary == ImportSummary(
        plans=Counts(2),
        features=Counts(1),
        customers=Counts(2),
        customer_plans=Counts(2),
        accounts=Counts(1),
        metric_events=Counts(4),
    )
    assert await rows(database, "plan", "key", "name", "period") == [
        ("bulk", "Bulk", BillingPeriod.QUARTER),
        ("bare", "Bare", None),
    ]
    prices = await rows(database, "price", "position", "tier", "up_to", "value", "unit")
    assert [tuple(str(v) for v in row) for row in prices] == [
        ("0", "0", "1000", "10", "USD (cents)"),
        ("1", "1000", "None", "9.5", "USD (cents)"),
        ("0", "0", "None", "12", "USD (cents)"),
        ("0", "0", "None", "3", "Tokens"),
        ("0", "0", "None", "10", "USD (cents)"),
    ]
    assert await rows(database, "credit_grant", "name", "rank") == [("Late", 1), ("Soon", 0)]
    assert await rows(database, "plan_credit_type", "plan_id", "name") == [(1, "USD (cents)"), (1, "Tokens")]
    assert await rows(database, "plan_product", "plan_id", "name") == [(1, "Storage"), (1, "Compute")]
    assert await rows(database, "customer", "external_id", "created_at") == [
        ("acme", NOW),
        (BIRCH, datetime(2025, 1, 1, tzinfo=UTC)),
    ]
    assert await rows(database, "account", "key", "name", "name_folded") == [("acme", "Ácme", "ácme")]
    assert await rows(database, "account_custom_field", "key", "value", "text") == [
        ("size", "5", "5"),
        ("ratio", "0.1", "0.1"),
        ("vip", "true", "true"),
        ("tier", '"gold"', "gold"),
    ]
    assert await rows(database, "metric", "account_key", "key", "value", "event_id") == [("acme", "disk", 7, 3)]


async def test_import_twice(database: Database) -> None:
    await load(database, basic())
    before = await everything(database)

    summary = await load(database, basic(), LATER)

    assert not summary.changed_anything
    assert summary.metric_events == Counts(0, 0, 4)
    assert await everything(database) == before


async def test_both_databases_hold_the_same(sqlite_url: str, postgres_url: str) -> None:
    held = []
    changed = basic()
    changed["plans"][0]["plan"]["charges"].pop(0)
    changed["plans"].insert(0, {"plan": {"name": "First"}})
    for url in (sqlite_url, postgres_url):
        database = open_database(url)
        await load(database, basic())
        await load(database, changed, LATER)
        held.append(await everything(database))
        await database.close()

    assert held[0] == held[1]


async def test_changed_plan_keeps_its_numbers(database: Database) -> None:
    await load(database, basic())
    before = await everything(database)
    given = basic()
    given["plans"][0]["plan"]["charges"] = [
        charge("Disk", ("0", "12"), start_period=3),
        charge("Disk", ("0", "11"), ("500", "9"), ("1000", "8"), unit_conversion={"division_factor": "1024"}),
        charge("Nodes", ("0", "4")),
    ]

    summary = await load(database, given, LATER)

    assert summary.plans == Counts(0, 1, 1)
    after = await everything(database)
    kept = [row["id"] for row in before["charge"] if row["name"] == "Disk"]
    assert [row["id"] for row in after["charge"] if row["name"] == "Disk"] == kept
    assert [row["name"] for row in after["charge"]] == ["Disk", "Disk", "Nodes"]
    assert [(row["inserted_at"], row["updated_at"]) for row in after["plan"]] == [(NOW, LATER), (NOW, NOW)]
    assert after["charge_custom_field"] == []
    assert after["customer"] == before["customer"]


async def test_key_survives_a_new_name(database: Database) -> None:
    given = basic()
    await load(database, given)
    plan = given["plans"][0]["plan"]
    plan["id"] = str((await rows(database, "plan", "uuid"))[0][0])
    plan["name"] = "Bulk, renamed"

    await load(database, given, LATER)

    assert (await rows(database, "plan", "key", "name"))[0] == ("bulk", "Bulk, renamed")


async def test_new_names_reach_the_rows_that_carry_them(database: Database) -> None:
    unit = "33333333-3333-4333-8333-333333333333"
    old, new = {"id": unit, "name": "Old"}, {"id": unit, "name": "New"}
    renamed = {"product_id": "storage", "product_name": "New storage"}
    minimum = {"name": "M", "value": "1", "credit_type": old}
    first = {"name": "One", "charges": [charge("A", ("0", "1"), credit_type=old)], "minimums": [minimum]}
    second = {"name": "Two", "charges": [{**charge("B", ("0", "1"), credit_type=new), **renamed}]}
    await load(database, {"plans": [{"plan": first}]})

    await load(database, {"plans": [{"plan": second}]}, LATER)

    assert await rows(database, "price", "unit") == [("New",), ("New",)]
    assert await rows(database, "minimum", "unit") == [("New",)]
    assert await rows(database, "plan_credit_type", "name") == [("New",), ("New",)]
    assert await rows(database, "charge", "product_name") == [("New storage",), ("New storage",)]
    assert await rows(database, "plan_product", "name") == [("New storage",), ("New storage",)]


async def test_aliases_change_hands_within_a_file(database: Database) -> None:
    given: dict[str, Any] = {
        "plans": [],
        "customers": [
            {"id": ACME, "name": "Acme", "ingest_aliases": ["a", "b"]},
            {"id": BIRCH, "name": "Birch", "ingest_aliases": ["c"]},
        ],
    }
    await load(database, given)
    given["customers"][0]["ingest_aliases"] = ["c", "a"]
    given["customers"][1]["ingest_aliases"] = ["b"]

    summary = await load(database, given, LATER)

    assert summary.customers == Counts(0, 2, 0)
    assert await rows(database, "customer", "external_id", "updated_at") == [("c", LATER), ("b", LATER)]
    aliases = await rows(database, "ingest_alias", "customer_id", "position", "alias")
    assert sorted(aliases) == [(1, 0, "c"), (1, 1, "a"), (2, 0, "b")]


async def test_variants_change_places(database: Database) -> None:
    given = basic()
    await load(database, given)
    given["features"][0]["variants"] = {"many": 91, "some": 10, "few": 2}

    summary = await load(database, given, LATER)

    assert summary.features == Counts(0, 1, 0)
    variants = await rows(database, "variant", "position", "key", "value")
    assert sorted(variants) == [(0, "many", "91"), (1, "some", "10"), (2, "few", "2")]
    assert await rows(database, "entitlement", "variant_id") == [(2,)]


async def test_what_an_account_does_not_tell_stays(database: Database) -> None:
    await load(database, basic())
    before = await everything(database)
    told = {"key": "acme", "metrics": [{"key": "disk", "value": 70, "time": {"days": 0}}]}

    summary = await load(database, {"plans": [], "accounts": [told]}, LATER)

    assert (summary.accounts, summary.metric_events) == (Counts(0, 0, 1), Counts(1))
    after = await everything(database)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"metric", "metric_event"}
    assert after["metric"][0]["value"] == 70


async def test_every_wrong_reference_is_named_and_nothing_written(database: Database) -> None:
    await load(database, basic())
    before = await everything(database)
    given = {
        "plans": [{"plan": {"name": "Fresh"}}],
        "features": [
            {"key": "flag", "type": "boolean", "entitlements": {"fresh": "true", "nowhere": "true"}},
            {"key": "seats", "type": "integer", "variants": {"few": 2}, "default_variant": "few"},
        ],
        "customers": [
            {
                "id": BIRCH,
                "name": "Birch",
                "ingest_aliases": ["acme-2", "birch"],
                "plans": [{"plan_key": "gone", "starting_on": {"days": 0}}],
            }
        ],
        "accounts": [
            {
                "key": "birch",
                "custom_fields": {"big": 10**41},
                "account_plans": [{"plan_key": "fresh"}, {"plan_key": "lost"}],
                "feature_overrides": [
                    {"feature_key": "flag", "variant_key": "true"},
                    {"feature_key": "flag", "variant_key": "maybe"},
                    {"feature_key": "nothing", "variant_key": "true"},
                    {"feature_key": "seats", "override": "default_on"},
                ],
            },
            {"key": "acme", "metrics": [{"key": "disk", "value": 2, "idempotency_key": "k"}]},
        ],
    }

    with pytest.raises(InvalidInput) as refused:
        await load(database, given, LATER)

    assert sorted((e.dotted, e.code.value) for e in refused.value.errors) == [
        ("accounts.0.account_plans.1.plan_key", "UNKNOWN_PLAN"),
        ("accounts.0.custom_fields.big", "OUT_OF_RANGE"),
        ("accounts.0.feature_overrides.1.variant_key", "UNKNOWN_VARIANT"),
        ("accounts.0.feature_overrides.2.feature_key", "UNKNOWN_FEATURE"),
        ("accounts.0.feature_overrides.3.override", "UNKNOWN_VARIANT"),
        ("accounts.1.metrics.0.idempotency_key", "CONFLICT"),
        ("customers.0.ingest_aliases.0", "CONFLICT"),
        ("customers.0.plans.0.plan_key", "UNKNOWN_PLAN"),
        ("features.0.entitlements.nowhere", "UNKNOWN_PLAN"),
        ("features.1.variants", "INVALID"),
    ]
    assert await everything(database) == before


async def test_refused_import_burns_no_numbers(sqlite_url: str, postgres_url: str) -> None:
    held = []
    for url in (sqlite_url, postgres_url):
        database = open_database(url)
        with pytest.raises(InvalidInput):
            await load(database, {**basic(), "plans": []})
        await load(database, basic())
        held.append(await everything(database))
        await database.close()

    assert held[0] == held[1]


async def test_number_of_statements_is_constant(database: Database, counted: Callable[[Database], Statements]) -> None:
    await load(database, basic())
    statements = counted(database)
    taken = []
    for number in (3, 15):
        plan = basic()["plans"][0]["plan"]
        await load(database, {"plans": [{"plan": {**plan, "name": f"P{number}-{n}"}} for n in range(number)]})
        taken.append(len(statements.take()))

    assert taken[0] == taken[1]


async def test_a_vendors_plan_keeps_annotations_and_marks_what_is_gone(database: Database) -> None:
    await load(database, basic())
    given = basic()
    given["plans"][0]["plan"]["charges"].pop(2)
    del given["plans"][0]["annotations"]
    plan = catalogue.read(json.dumps(given), NOW).plans[0]

    await save_plan(database, plan, LATER)
    once = await everything(database)
    await save_plan(database, plan, LATER + timedelta(days=1))

    assert await rows(database, "charge", "name", "removed_at") == [
        ("Disk", None),
        ("Disk", None),
        ("Runs", LATER),
        ("Care", None),
    ]
    assert await rows(database, "plan_tier_mode", "charge") == [("Disk",)]
    after = await everything(database)
    assert after["plan"][0]["updated_at"] == LATER
    assert after["plan"][0]["synced_at"] == LATER + timedelta(days=1)
    assert after["charge"] == once["charge"]
