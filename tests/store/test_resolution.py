"""Features resolved in order: an unexpired override, the last plan that grants, the default."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from plangraph.domain.viewer import Scope, Viewer
from plangraph.services import catalogue, imports
from plangraph.services.resolution import Reason, Resolution, resolve
from plangraph.store.batches import Reading
from plangraph.store.engine import Database
from tests.conftest import Statements

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
READER = Viewer("pg_test", Scope.READ)
BASE = {
    "plans": [{"plan": {"name": "Base"}}, {"plan": {"name": "Extra"}}, {"plan": {"name": "Empty"}}],
    "features": [
        {"key": "flag", "type": "boolean", "entitlements": {"base": "true"}},
        {
            "key": "chat",
            "name": "Chat",
            "type": "boolean",
            "variants": {"on": True, "off": False},
            "default_variant": "off",
            "entitlements": {"base": "off", "extra": "on"},
        },
        {
            "key": "size",
            "type": "object",
            "variants": {"s": {"gb": 1.50}, "l": {"gb": 20}},
            "default_variant": "s",
        },
    ],
}


async def load(database: Database, *accounts: dict[str, Any]) -> Reading:
    await imports.import_catalogue(database, catalogue.read(json.dumps({**BASE, "accounts": accounts}), NOW), NOW)
    return Reading(database, READER, NOW)


def account(plans: list[str], *overrides: dict[str, Any], key: str = "acme") -> dict[str, Any]:
    return {"key": key, "account_plans": [{"plan_key": p} for p in plans], "feature_overrides": list(overrides)}


def override(variant: str, **more: Any) -> dict[str, Any]:
    return {"feature_key": "chat", "variant_key": variant, **more}


ORDER: list[tuple[dict[str, Any], str, Reason, str | None]] = [
    (account([]), "off", Reason.DEFAULT, None),
    (account(["empty"]), "off", Reason.DEFAULT, None),
    (account(["base"]), "off", Reason.PLAN, "base"),
    (account(["base", "extra"]), "on", Reason.PLAN, "extra"),
    (account(["extra", "base"]), "off", Reason.PLAN, "base"),
    (account(["extra", "base", "empty"]), "off", Reason.PLAN, "base"),
    (account(["base"], override("on")), "on", Reason.OVERRIDE, None),
    (account(["base", "extra"], override("off")), "off", Reason.OVERRIDE, None),
    (account(["base"], override("on", expires_at={"days": 1})), "on", Reason.OVERRIDE, None),
    (account(["base"], override("on", expires_at={"days": -1})), "off", Reason.PLAN, "base"),
    (account(["base"], override("on", expires_at="2026-03-10T12:30:00Z")), "off", Reason.PLAN, "base"),
    (account(["base"], {"feature_key": "chat", "override": "default_on"}), "on", Reason.OVERRIDE, None),
    (account(["extra"], {"feature_key": "chat", "override": "default_off"}), "off", Reason.OVERRIDE, None),
    (account([], override("on"), override("off")), "off", Reason.OVERRIDE, None),
    (account([], override("on"), override("off", expires_at={"days": -1})), "on", Reason.OVERRIDE, None),
]


async def test_order(database: Database) -> None:
    accounts = [{**given, "key": f"a{n}"} for n, (given, *_) in enumerate(ORDER)]
    reading = await load(database, *accounts)

    found = await resolve(reading, [a["key"] for a in accounts], ["chat"])

    for n, (given, variant, reason, plan) in enumerate(ORDER):
        (one,) = found[f"a{n}"]
        assert (one.variant, one.reason, one.plan_key) == (variant, reason, plan), given
        assert one.value == {"on": "true", "off": "false"}[variant]


async def test_unknown_account_has_the_defaults(database: Database) -> None:
    reading = await load(database, account(["base"]))

    found = await resolve(reading, ["12345", None])

    assert [(r.key, r.value, r.reason) for r in found["12345"]] == [
        ("chat", "false", Reason.DEFAULT),
        ("flag", "false", Reason.DEFAULT),
        ("size", '{"gb":1.5}', Reason.DEFAULT),
    ]
    assert found[None] == found["12345"]
    assert found[None][0].name == "Chat"


async def test_unknown_feature(database: Database) -> None:
    reading = await load(database)

    found = (await resolve(reading, [None], ["nope", "flag", "a\x00"]))[None]

    assert found[0] == Resolution("nope", Reason.UNKNOWN_FEATURE, error_code="FLAG_NOT_FOUND")
    assert [r.key for r in found] == ["nope", "flag", "a\x00"]
    assert found[2].reason is Reason.UNKNOWN_FEATURE


async def test_hidden_account_has_the_defaults(database: Database) -> None:
    await load(database, account(["base"]), account(["extra"], key="birch"))
    viewer = Viewer("pg_test", Scope.ACCOUNT, account_key="acme")

    found = await resolve(Reading(database, viewer, NOW), ["acme", "birch"], ["chat"])

    assert [found[key][0].reason for key in ("acme", "birch")] == [Reason.PLAN, Reason.DEFAULT]


async def test_one_statement_for_any_number_of_accounts(
    database: Database, counted: Callable[[Database], Statements]
) -> None:
    keys = [f"a{n}" for n in range(50)]
    reading = await load(database, *(account(["base"], key=key) for key in keys))
    statements = counted(database)

    found = await resolve(reading, keys)

    assert len(found) == 50
    assert len(statements.take()) == 1
