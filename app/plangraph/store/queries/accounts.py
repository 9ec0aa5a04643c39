"""Accounts with their plans, custom fields and overrides, written in bulk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain import ids, texts
from plangraph.domain.account import Account, FeatureOverride, Scalar
from plangraph.store import tables
from plangraph.store.queries import json_text
from plangraph.store.queries.bulk import Rule, merge, rows_in, set_rows, table_of

WRITES = (tables.Account, tables.AccountCustomField, tables.AccountPlan, tables.FeatureOverride)
FIELDS = Rule(tables.AccountCustomField, ("account_id", "key"))
PLANS = Rule(tables.AccountPlan, ("account_id", "position"))
OVERRIDES = Rule(tables.FeatureOverride, ("account_id", "position"))


def field_row(number: int, key: str, value: Scalar) -> dict[str, Any]:
    return {"account_id": number, "key": key, "value": json_text.text(value), "text": shown(value)}


def shown(value: Scalar) -> str:
    """A custom field as the graph shows it: texts as they are, anything else as its JSON."""
    return value if isinstance(value, str) else json_text.text(value)


def plan_row(number: int, position: int, plan: int) -> dict[str, Any]:
    return {"account_id": number, "position": position, "plan_id": plan}


def override_row(number: int, position: int, override: FeatureOverride) -> dict[str, Any]:
    return {
        "account_id": number,
        "position": position,
        "feature_key": override.feature_key,
        "variant_key": override.variant_key,
        "kind": override.override,
        "expires_at": override.expires_at,
    }


async def save_accounts(
    connection: AsyncConnection, accounts: Sequence[Account], plans: Mapping[str, int], now: datetime
) -> tuple[frozenset[str], frozenset[str]]:
    """Writes what these accounts tell; what they do not tell stays. Answers the keys of those created and changed."""
    times = {"inserted_at": now, "updated_at": now}
    rule = Rule(tables.Account, ("key",), first=times, moved={"updated_at": now})
    names = await _names(connection, [a.key for a in accounts])
    rows = [_account(a, names.get(a.key)) for a in accounts]
    merged = await merge(connection, rule, rows, "key", [a.key for a in accounts])
    numbered = {merged.ids[(a.key,)]: a for a in accounts}
    fields = {n: a.custom_fields for n, a in numbered.items() if a.custom_fields is not None}
    listed = {n: a.plan_keys for n, a in numbered.items() if a.plan_keys is not None}
    overrides = {n: a.feature_overrides for n, a in numbered.items() if a.feature_overrides is not None}
    parts: list[tuple[Rule, Mapping[int, Any], list[dict[str, Any]]]] = [
        (FIELDS, fields, [field_row(n, key, value) for n, told in fields.items() for key, value in told.items()]),
        (PLANS, listed, [plan_row(n, i, plans[key]) for n, told in listed.items() for i, key in enumerate(told)]),
        (OVERRIDES, overrides, [override_row(n, i, o) for n, told in overrides.items() for i, o in enumerate(told)]),
    ]
    touched: set[int] = set()
    for part, told, rows in parts:
        touched |= (await merge(connection, part, rows, "account_id", told)).touched()
    own = {merged.ids[key] for key in merged.created | merged.changed}
    await set_rows(connection, table_of(tables.Account), [{"id": n, "updated_at": now} for n in sorted(touched - own)])
    created = frozenset(key[0] for key in merged.created)
    changed = {numbered[n].key for n in touched} | {key[0] for key in merged.changed}
    return created, frozenset(changed - created)


async def _names(connection: AsyncConnection, keys: Sequence[str]) -> dict[str, str | None]:
    account = table_of(tables.Account)
    return {row[0]: row[1] for row in await rows_in(connection, [account.c.key, account.c.name], account.c.key, keys)}


def _account(account: Account, name: str | None) -> dict[str, Any]:
    kept = account.name if account.name is not None else name
    return {
        "key": account.key,
        "gid": ids.global_id("Account", account.key),
        "key_folded": texts.fold(account.key),
        "name": kept,
        "name_folded": None if kept is None else texts.fold(kept),
    }
