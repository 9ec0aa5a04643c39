"""Stored plans as typed ones, whole, for whoever prices them: a constant number of statements for any number of plans.

What a sync found gone of a plan is left out.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Select, select

from plangraph.domain.plan import Plan
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries import typed_plans
from plangraph.store.queries.bulk import table_of
from plangraph.store.seen import Readable

MOST_KEPT = 2_000
_TABLES = [table_of(model).name for model in typed_plans.READ]


class _Kept(NamedTuple):
    """Plans as they were read, by row number, while what they are made of has this version."""

    version: int
    plans: dict[int, Plan]


async def by_numbers(database: Readable, numbers: Sequence[int]) -> dict[int, Plan]:
    """Row number → plan; numbers that are none are left out.

    Until one of the tables that plans are made of is written, by whomever, a plan that was read is not read again.
    Their version is read before the plans, so a write in between makes what is kept useless, never wrong.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return {}
    plans = _kept(database, await database.version(_TABLES))
    found = {n: plans[n] for n in wanted if n in plans}
    missing = [n for n in wanted if n not in plans]
    if missing:
        read = await typed_plans.of_numbers(database, missing)
        if len(plans) + len(read) > MOST_KEPT:
            plans.clear()
        plans |= read
        found |= read
    return {n: found[n] for n in wanted if n in found}


def _kept(database: Readable, version: int) -> dict[int, Plan]:
    """Of this version. Nothing is kept of a snapshot that is older than what is kept already."""
    kept: _Kept | None = database.kept.get(_Kept)
    if kept is None or kept.version < version:
        kept = database.kept[_Kept] = _Kept(version, {})
    return kept.plans if kept.version == version else {}


async def prepare(database: Readable) -> None:
    """Has the statements compiled that any number of plans is read by."""
    await all_numbers(database, priced=True)
    await by_numbers(database, [0])


async def numbers_of(
    database: Readable,
    *,
    gids: Sequence[str] = (),
    uuids: Sequence[UUID] = (),
    keys: Sequence[str] = (),
) -> dict[str | UUID, int]:
    """Global id, UUID or key → row number of the plan, for those that are there."""
    by: tuple[tuple[str, Sequence[Any]], ...] = (("gid", gids), ("uuid", uuids), ("key", keys))
    found: dict[str | UUID, int] = {}
    for column, values in by:
        if values:
            found |= {row[0]: row[1] for row in await database.rows(_named(column), {"keys": list(values)})}
    return found


@cache
def _named(column: str) -> Select[Any]:
    plan = table_of(tables.Plan)
    return _those(plan.c[column], select(plan.c[column], plan.c.id))


async def all_numbers(database: Readable, *, priced: bool = False) -> list[int]:
    """Every plan that is not removed, by name; `priced`: only those with a charge."""
    return [row[0] for row in await database.rows(_all(priced))]


@cache
def _all(priced: bool) -> Select[Any]:
    plan, charge = table_of(tables.Plan), table_of(tables.Charge)
    statement = select(plan.c.id).where(plan.c.removed_at.is_(None)).order_by(plan.c.name, plan.c.id)
    there = select(charge.c.id).where(charge.c.plan_id == plan.c.id, charge.c.removed_at.is_(None))
    return statement.where(there.exists()) if priced else statement


async def plans_of_charges(database: Readable, numbers: Sequence[int]) -> dict[int, tuple[int, UUID, int]]:
    """Row number of a charge → that of its plan, with the charge's UUID and start period."""
    found = await database.rows(_of_charges(), {"keys": numbers})
    return {number: (plan, uuid, start) for number, plan, uuid, start in found}


@cache
def _of_charges() -> Select[Any]:
    charge = table_of(tables.Charge)
    return _those(charge.c.id, select(charge.c.id, charge.c.plan_id, charge.c.uuid, charge.c.start_period))


async def plans_of_links(
    database: Readable, numbers: Sequence[int]
) -> dict[int, tuple[int, datetime, datetime | None]]:
    """Row number of a customer plan → that of its plan, with when it begins and ends."""
    found = await database.rows(_of_links(), {"keys": numbers})
    return {number: (plan, start, end) for number, plan, start, end in found}


@cache
def _of_links() -> Select[Any]:
    link = table_of(tables.CustomerPlan)
    return _those(link.c.id, select(link.c.id, link.c.plan_id, link.c.starting_on, link.c.ending_before))


def _those(key: Column[Any], statement: Select[Any]) -> Select[Any]:
    return statement.where(OneOf(key, bound_list("keys", key.type)))
