"""One account written field by field; its row is locked, so concurrent writers of one key follow each other."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain import ids, texts
from plangraph.domain.account import FeatureOverride, Scalar
from plangraph.domain.plan import Annotations, Plan, Vendor
from plangraph.store import tables
from plangraph.store.queries import accounts
from plangraph.store.queries.bulk import insert_new, merge, rows_in, table_of
from plangraph.store.queries.bulk import lock as lock_tables
from plangraph.store.queries.plans import WRITES as PLAN_WRITES
from plangraph.store.queries.plans import save_plans


class Locked(NamedTuple):
    """An account's row, held until the transaction ends."""

    number: int
    updated_at: datetime
    created: bool


async def lock(connection: AsyncConnection, key: str) -> Locked | None:
    account = table_of(tables.Account)
    statement = select(account.c.id, account.c.updated_at).where(account.c.key == key).with_for_update()
    row = (await connection.execute(statement)).first()
    return None if row is None else Locked(row[0], row[1], created=False)


async def lock_or_create(connection: AsyncConnection, key: str, now: datetime) -> Locked:
    """Looks first, so that no number is burnt; the unique key decides between two who create it at once."""
    found = await lock(connection, key)
    while found is None:
        account = table_of(tables.Account)
        row = {"key": key, "gid": ids.global_id("Account", key), "key_folded": texts.fold(key)}
        statement = (
            insert_new(connection, account)
            .values(**row, name=None, name_folded=None, inserted_at=now, updated_at=now)
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(account.c.id)
        )
        number = (await connection.execute(statement)).scalar()
        found = Locked(number, now, created=True) if number is not None else await lock(connection, key)
    return found


async def touch(connection: AsyncConnection, account: Locked, now: datetime) -> None:
    """`updated_at` moves with every write, even within one tick of the clock."""
    if account.created:
        return
    moved = max(now, account.updated_at + timedelta(microseconds=1))
    table = table_of(tables.Account)
    await connection.execute(update(table).where(table.c.id == account.number).values(updated_at=moved))


async def rename(connection: AsyncConnection, account: Locked, name: str | None) -> None:
    table = table_of(tables.Account)
    folded = None if name is None else texts.fold(name)
    await connection.execute(update(table).where(table.c.id == account.number).values(name=name, name_folded=folded))


async def merge_fields(connection: AsyncConnection, account: Locked, fields: Mapping[str, Scalar | None]) -> None:
    """Key by key; null takes a key away."""
    table = table_of(tables.AccountCustomField)
    columns = [table.c.key, table.c.value, table.c.text]
    there = {row[0]: row for row in await rows_in(connection, columns, table.c.account_id, [account.number])}
    rows = [
        {"account_id": account.number, "key": key, "value": value, "text": text}
        for key, value, text in there.values()
        if key not in fields
    ]
    rows += [accounts.field_row(account.number, key, value) for key, value in fields.items() if value is not None]
    await merge(connection, accounts.FIELDS, rows, "account_id", [account.number])


async def replace_plans(connection: AsyncConnection, account: Locked, plans: Sequence[int]) -> None:
    rows = [accounts.plan_row(account.number, position, plan) for position, plan in enumerate(plans)]
    await merge(connection, accounts.PLANS, rows, "account_id", [account.number])


async def replace_overrides(connection: AsyncConnection, account: Locked, overrides: Sequence[FeatureOverride]) -> None:
    rows = [accounts.override_row(account.number, position, o) for position, o in enumerate(overrides)]
    await merge(connection, accounts.OVERRIDES, rows, "account_id", [account.number])


async def plan_numbers(connection: AsyncConnection, keys: Sequence[str]) -> dict[str, int]:
    """Row numbers of those of these plans that are there."""
    plan = table_of(tables.Plan)
    return {row[0]: row[1] for row in await rows_in(connection, [plan.c.key, plan.c.id], plan.c.key, keys)}


async def name_plans(connection: AsyncConnection, keys: Sequence[str], now: datetime) -> dict[str, int]:
    """Row numbers of all of these plans; those that are not here yet are added, known by key alone."""
    found = await plan_numbers(connection, keys)
    if found.keys() >= set(keys):
        return found
    await lock_tables(connection, (tables.Account, *PLAN_WRITES))
    found = await plan_numbers(connection, keys)
    named = {ids.plan_of_key(key): key for key in keys if key not in found}
    plans = [
        Plan(uuid=uuid, name=key, annotations=Annotations(key=key), vendor=Vendor.KICKPLAN)
        for uuid, key in named.items()
    ]
    saved = await save_plans(connection, plans, now)
    return {**found, **{key: saved.numbers[uuid] for uuid, key in named.items()}}
