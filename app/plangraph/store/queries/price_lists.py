"""Stored plans as typed ones, whole, for whoever prices them: a constant number of statements for any number of plans.

What a sync found gone of a plan is left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, func, select

from plangraph.domain.plan import Plan
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries import typed_plans
from plangraph.store.queries.bulk import table_of
from plangraph.store.seen import Readable

Groups = dict[int, list[Any]]
MOST_KEPT = 2_000
_PARTS = [table_of(model).name for model in typed_plans.PARTS]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A plan with what it was made of: its row, and the version of the tables of all plans' parts."""

    plan: Plan
    row: Sequence[Any]


async def by_numbers(database: Readable, numbers: Sequence[int]) -> dict[int, Plan]:
    """Row number → plan; numbers that are none are left out.

    A plan that was read is read again only if its row or the tables of its parts have been written since, by whomever.
    Their version is read before the parts, so a write in between makes what is kept useless, never wrong.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return {}
    kept: dict[int, _Kept] = database.kept.setdefault(_Kept, {})
    rows = {row[0]: row for row in await database.rows(_rows(), {"keys": wanted, "tables": _PARTS})}
    database.uses(_PARTS)
    found = {n: kept[n].plan for n, row in rows.items() if n in kept and kept[n].row == row}
    missing = [n for n in rows if n not in found]
    if missing:
        read = await typed_plans.of_numbers(database, missing)
        if len(kept) + len(read) > MOST_KEPT:
            kept.clear()
        kept |= {n: _Kept(plan, rows[n]) for n, plan in read.items()}
        found |= read
    return {n: found[n] for n in rows if n in found}


@cache
def _rows() -> Select[Any]:
    """Each plan's row, with the version of the tables of all plans' parts."""
    plan, version = table_of(tables.Plan), table_of(tables.DataVersion)
    among = OneOf(version.c.table_name, bound_list("tables", version.c.table_name.type))
    parts = select(func.sum(version.c.n)).where(among).scalar_subquery()
    statement = select(plan.c.id, *(plan.c[name] for name in typed_plans.COLUMNS), parts.label("parts"))
    return statement.where(OneOf(plan.c.id, bound_list("keys", plan.c.id.type)))


async def prepare(database: Readable) -> None:
    """Has the statements compiled that any number of plans is read by."""
    await all_numbers(database, priced=True)
    await by_numbers(database, [0])
    await typed_plans.of_numbers(database, [])


async def numbers_of(
    database: Readable,
    *,
    gids: Sequence[str] = (),
    uuids: Sequence[UUID] = (),
    keys: Sequence[str] = (),
) -> dict[str | UUID, int]:
    """Global id, UUID or key → row number of the plan, for those that are there."""
    plan = table_of(tables.Plan)
    by: list[tuple[Column[Any], Sequence[Any]]] = [(plan.c.gid, gids), (plan.c.uuid, uuids), (plan.c.key, keys)]
    found: dict[str | UUID, int] = {}
    for column, values in by:
        if values:
            statement = select(column, plan.c.id).where(OneOf(column, bound_list("keys", column.type)))
            found |= {row[0]: row[1] for row in await database.rows(statement, {"keys": list(values)})}
    return found


async def all_numbers(database: Readable, *, priced: bool = False) -> list[int]:
    """Every plan that is not removed, by name; `priced`: only those with a charge."""
    plan, charge = table_of(tables.Plan), table_of(tables.Charge)
    statement = select(plan.c.id).where(plan.c.removed_at.is_(None)).order_by(plan.c.name, plan.c.id)
    if priced:
        there = select(charge.c.id).where(charge.c.plan_id == plan.c.id, charge.c.removed_at.is_(None))
        statement = statement.where(there.exists())
    return [row[0] for row in await database.rows(statement)]


async def plans_of_charges(database: Readable, numbers: Sequence[int]) -> dict[int, tuple[int, UUID, int]]:
    """Row number of a charge → that of its plan, with the charge's UUID and start period."""
    charge = table_of(tables.Charge)
    statement = select(charge.c.id, charge.c.plan_id, charge.c.uuid, charge.c.start_period)
    found = await _grouped(database, numbers, statement, charge.c.id)
    return {number: (row.plan_id, row.uuid, row.start_period) for number, (row,) in found.items()}


async def plans_of_links(
    database: Readable, numbers: Sequence[int]
) -> dict[int, tuple[int, datetime, datetime | None]]:
    """Row number of a customer plan → that of its plan, with when it begins and ends."""
    link = table_of(tables.CustomerPlan)
    statement = select(link.c.id, link.c.plan_id, link.c.starting_on, link.c.ending_before)
    found = await _grouped(database, numbers, statement, link.c.id)
    return {number: (row.plan_id, row.starting_on, row.ending_before) for number, (row,) in found.items()}


async def _grouped(database: Readable, numbers: Sequence[int], statement: Select[Any], key: Column[Any]) -> Groups:
    """Rows of a statement by its first column, which is `key`; only those of the plans asked for."""
    chosen = statement.where(OneOf(key, bound_list("keys", key.type)))
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in await database.rows(chosen, {"keys": numbers}):
        found[row[0]].append(row)
    return found
