"""Accounts written by callers: absent, null and empty differ, and what is refused changes nothing."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain.account import FeatureOverride, OverrideKind
from plangraph.domain.errors import Forbidden, InvalidInput, NotFound
from plangraph.domain.viewer import Scope, Viewer
from plangraph.services import catalogue, imports
from plangraph.services.accounts import AccountFields, Written, update, upsert
from plangraph.store.batches import Reading
from plangraph.store.engine import Database
from tests.store.account_view import AccountView, view
from tests.store.contents import everything, rows

NOW = datetime(2026, 3, 10, 12, 30, 15, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
WRITER = Viewer("pg_test", Scope.WRITE)
FULL = AccountFields(
    key="acme",
    name="Acme",
    custom_fields={"size": 5, "tier": "gold"},
    account_plans=("essentials", "extra"),
    feature_overrides=(FeatureOverride("metrics", "true"), FeatureOverride("chat", "off")),
)


@pytest.fixture(autouse=True)
async def known(database: Database) -> None:
    chat = {"key": "chat", "type": "boolean", "variants": {"on": True, "off": False}, "default_variant": "off"}
    sizes = {"key": "size", "type": "string", "variants": {"s": "small"}, "default_variant": "s"}
    given = {
        "plans": [{"plan": {"name": "Essentials"}}, {"plan": {"name": "Extra"}}],
        "features": [{"key": "metrics", "type": "boolean"}, chat, sizes],
    }
    await imports.import_catalogue(database, catalogue.read(json.dumps(given), NOW), NOW)


async def seen(database: Database, key: str = "acme") -> AccountView:
    found = await view(Reading(database, WRITER, NOW), key)
    assert found is not None
    return found


async def test_create(database: Database) -> None:
    written = await upsert(database, WRITER, FULL, NOW)

    assert written == Written("acme", created=True)
    assert await seen(database) == AccountView(
        key="acme",
        name="Acme",
        plans=("essentials", "extra"),
        feature_overrides=(("metrics", "true"), ("chat", "off")),
        custom_fields={"size": "5", "tier": '"gold"'},
        inserted_at=NOW,
        updated_at=NOW,
    )


CHANGES: list[tuple[dict[str, Any], str | None, int, int, set[str]]] = [
    ({}, "Acme", 2, 2, {"size", "tier"}),
    ({"name": None}, None, 2, 2, {"size", "tier"}),
    ({"name": "New"}, "New", 2, 2, {"size", "tier"}),
    ({"account_plans": ()}, "Acme", 0, 2, {"size", "tier"}),
    ({"account_plans": ("extra",)}, "Acme", 1, 2, {"size", "tier"}),
    ({"feature_overrides": ()}, "Acme", 2, 0, {"size", "tier"}),
    ({"custom_fields": {}}, "Acme", 2, 2, {"size", "tier"}),
    ({"custom_fields": {"tier": None, "new": Decimal("1.5")}}, "Acme", 2, 2, {"size", "new"}),
    ({"custom_fields": {"unheard": None}}, "Acme", 2, 2, {"size", "tier"}),
]


async def test_absent_null_and_empty(database: Database) -> None:
    """Each change is of an account of its own; what became of it is name, plans, overrides and custom fields."""
    for n, (change, name, plans, overrides, fields) in enumerate(CHANGES):
        key = f"a{n}"
        await upsert(database, WRITER, FULL._replace(key=key), NOW)

        written = await upsert(database, WRITER, AccountFields(key=key, **change), LATER)

        assert written == Written(key, created=False)
        now = await seen(database, key)
        became = (now.name, len(now.plans), len(now.feature_overrides), set(now.custom_fields))
        assert became == (name, plans, overrides, fields), change
        assert (now.inserted_at, now.updated_at) == (NOW, LATER)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"key": ""}, "key", "REQUIRED"),
    ({"key": None}, "key", "REQUIRED"),
    ({"key": "x" * 256}, "key", "TOO_LONG"),
    ({"key": "a\x00"}, "key", "INVALID"),
    ({"name": "x" * 256}, "name", "TOO_LONG"),
    ({"name": "\ud800"}, "name", "INVALID"),
    ({"custom_fields": None}, "custom_fields", "REQUIRED"),
    ({"custom_fields": {"a": "x" * 10_001}}, "custom_fields.a", "TOO_LONG"),
    ({"custom_fields": {"a": [1]}}, "custom_fields.a", "INVALID"),
    ({"custom_fields": {"a": 0.1}}, "custom_fields.a", "INVALID"),
    ({"account_plans": None}, "account_plans", "REQUIRED"),
    ({"account_plans": ("extra", "nope")}, "account_plans.1.plan_key", "UNKNOWN_PLAN"),
    ({"account_plans": ("",)}, "account_plans.0.plan_key", "REQUIRED"),
    ({"feature_overrides": None}, "feature_overrides", "REQUIRED"),
    ({"feature_overrides": (FeatureOverride("chat"),)}, "feature_overrides.0.variant_key", "REQUIRED"),
    ({"feature_overrides": (FeatureOverride("chat", "x"),)}, "feature_overrides.0.variant_key", "UNKNOWN_VARIANT"),
    ({"feature_overrides": (FeatureOverride("no", "x"),)}, "feature_overrides.0.feature_key", "UNKNOWN_FEATURE"),
    (
        {"feature_overrides": (FeatureOverride("size", override=OverrideKind.DEFAULT_ON),)},
        "feature_overrides.0.override",
        "UNKNOWN_VARIANT",
    ),
]


async def test_refused(database: Database) -> None:
    await upsert(database, WRITER, FULL, NOW)
    before = await everything(database)

    for change, path, code in WRONG:
        with pytest.raises(InvalidInput) as refused:
            await upsert(database, WRITER, AccountFields(**{"key": "acme", "name": "Other", **change}), LATER)
        assert [(e.dotted, e.code.value) for e in refused.value.errors] == [(path, code)]

    assert await everything(database) == before


async def test_every_wrong_field_is_told(database: Database) -> None:
    fields = AccountFields(
        key="fresh",
        name="x" * 300,
        account_plans=("nope", ""),
        feature_overrides=(FeatureOverride("chat", "x"), FeatureOverride("no", "x"), FeatureOverride("chat")),
    )

    with pytest.raises(InvalidInput) as refused:
        await upsert(database, WRITER, fields, NOW)

    assert [e.dotted for e in refused.value.errors] == [
        "name",
        "account_plans.1.plan_key",
        "feature_overrides.2.variant_key",
        "account_plans.0.plan_key",
        "feature_overrides.0.variant_key",
        "feature_overrides.1.feature_key",
    ]
    assert await rows(database, "account", "key") == []


async def test_defaults_on_and_off_show_what_they_pick(database: Database) -> None:
    overrides = (
        FeatureOverride("chat", "off", OverrideKind.DEFAULT_ON),
        FeatureOverride("metrics", override=OverrideKind.DEFAULT_OFF, expires_at=LATER),
    )

    await upsert(database, WRITER, AccountFields(key="acme", feature_overrides=overrides), NOW)

    assert (await seen(database)).feature_overrides == (("chat", "on"), ("metrics", "false"))


async def test_updated_at_moves_within_one_tick(database: Database) -> None:
    await upsert(database, WRITER, FULL, NOW)

    await upsert(database, WRITER, AccountFields(key="acme"), NOW)

    assert (await seen(database)).updated_at == NOW + timedelta(microseconds=1)


async def test_update(database: Database) -> None:
    await upsert(database, WRITER, FULL, NOW)

    written = await update(database, WRITER, "acme", AccountFields(name="B"), LATER)

    assert written == Written("acme", created=False)
    assert (await seen(database)).name == "B"


async def test_update_of_an_unknown_account(database: Database) -> None:
    for key in ("acme", "a\x00", "\ud800", "x" * 300):
        with pytest.raises(NotFound):
            await update(database, WRITER, key, AccountFields(name="B"), NOW)

    assert await rows(database, "account", "key") == []


async def test_update_with_another_key(database: Database) -> None:
    await upsert(database, WRITER, FULL, NOW)
    before = await everything(database)

    with pytest.raises(InvalidInput) as refused:
        await update(database, WRITER, "acme", AccountFields(key="other", name="B"), LATER)

    assert [e.dotted for e in refused.value.errors] == ["key"]
    assert await everything(database) == before


async def test_unknown_names_are_kept_when_the_vendor_decides(database: Database) -> None:
    fields = AccountFields(
        key="acme", account_plans=("theirs", "extra"), feature_overrides=(FeatureOverride("beta", "x"),)
    )

    await upsert(database, WRITER, fields, NOW, accept_unknown=True)

    assert (await seen(database)).plans == ("theirs", "extra")
    assert (await seen(database)).feature_overrides == (("beta", "x"),)
    assert (await rows(database, "plan", "key", "name"))[2] == ("theirs", "theirs")


async def test_another_accounts_viewer(database: Database) -> None:
    viewer = Viewer("pg_test", Scope.WRITE, account_key="birch")

    with pytest.raises(Forbidden):
        await upsert(database, viewer, FULL, NOW)

    assert await rows(database, "account", "key") == []


async def test_hidden_account(database: Database) -> None:
    await upsert(database, WRITER, FULL, NOW)
    viewer = Viewer("pg_test", Scope.ACCOUNT, account_key="birch")

    assert await view(Reading(database, viewer, NOW), "acme") is None


async def test_concurrent_upserts_of_one_key(database: Database) -> None:
    changes = [
        AccountFields(key="acme", custom_fields={f"f{n}": n}, account_plans=("essentials",) * (n % 3))
        for n in range(30)
    ]

    written = await asyncio.gather(*(upsert(database, WRITER, change, NOW) for change in changes))

    assert sum(w.created for w in written) == 1
    assert await rows(database, "account", "key") == [("acme",)]
    assert len((await seen(database)).custom_fields) == 30
