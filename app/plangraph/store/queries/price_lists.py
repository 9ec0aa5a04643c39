"""Stored plans as typed ones, whole, for whoever prices them: a constant number of statements for any number of plans.

What a sync found gone of a plan is left out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, func, select
from sqlmodel import SQLModel

from plangraph.domain.plan import (
    Annotations,
    Charge,
    CreditGrant,
    CreditType,
    MetricLink,
    Minimum,
    OverageRate,
    Plan,
    Price,
    UnitConversion,
)
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries.bulk import table_of
from plangraph.store.seen import Readable

Groups = dict[int, list[Any]]
Units = Mapping[int, CreditType]
MOST_KEPT = 2_000
_PARTS = [
    table_of(model).name
    for model in (
        tables.Charge,
        tables.Product,
        tables.Price,
        tables.CreditType,
        tables.Minimum,
        tables.OverageRate,
        tables.CreditGrant,
        tables.PlanTierMode,
        tables.PlanMetric,
        tables.PlanComposite,
        tables.PlanCompositePart,
    )
]
# Where each kind of part names units
_UNITS = {
    "charges": ("credit_type_id",),
    "minimums": ("credit_type_id",),
    "rates": ("credit_type_id", "fiat_credit_type_id"),
    "grants": ("amount_granted_credit_type_id", "amount_paid_credit_type_id"),
}
# What no price depends on is not read. Charges and prices are unpacked in this order, since there are many of them
_PLAN = ("id", "uuid", "name", "description", "key", "period", "minimum_order", "vendor")
_CHARGE = (
    "id",
    "uuid",
    "name",
    "charge_type",
    "credit_type_id",
    "quantity",
    "start_period",
    "tier_reset_frequency",
    "division_factor",
    "rounding_behavior",
)
_PRICE = ("tier", "value", "quantity", "collection_schedule", "collection_interval")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A plan with what it was made of: its row, and the version of the tables from which its parts were read."""

    plan: Plan
    row: Sequence[Any]


async def by_numbers(database: Readable, numbers: Sequence[int]) -> dict[int, Plan]:
    """Row number → plan; numbers that are none are left out. Custom fields are not read, since no price needs them.

    The parts are in the order in which their global ids count them; charges by product, name and start. A plan that
    was read is read again only if its row or the tables of its parts have been written since, by whomever.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return {}
    kept: dict[int, _Kept] = database.kept.setdefault(_Kept, {})
    rows = {row.id: row for row in await database.rows(_rows(), {"keys": wanted, "tables": _PARTS})}  # type: ignore[attr-defined]  # by name
    database.uses(_PARTS)
    found = {n: kept[n].plan for n, row in rows.items() if n in kept and kept[n].row == row}
    read = await _read(database, {n: row for n, row in rows.items() if n not in found})
    if len(kept) + len(read) > MOST_KEPT:
        kept.clear()
    kept.update({n: _Kept(plan, rows[n]) for n, plan in read.items()})
    return found | read


@cache
def _rows() -> Select[Any]:
    """Each plan's row, with the version of the tables of all plans' parts."""
    plan, version = table_of(tables.Plan), table_of(tables.DataVersion)
    among = OneOf(version.c.table_name, bound_list("tables", version.c.table_name.type))
    parts = select(func.sum(version.c.n)).where(among).scalar_subquery()
    statement = select(*(plan.c[name] for name in _PLAN), parts.label("parts"))
    return statement.where(OneOf(plan.c.id, bound_list("keys", plan.c.id.type)))


async def _read(database: Readable, rows: Mapping[int, Any]) -> dict[int, Plan]:
    wanted = list(rows)
    if not wanted:
        return {}
    of = {
        "charges": await _charges(database, wanted),
        "minimums": await _parts(database, wanted, tables.Minimum, "position"),
        "rates": await _parts(database, wanted, tables.OverageRate, "position"),
        "grants": await _parts(database, wanted, tables.CreditGrant, "position"),
        "modes": await _parts(database, wanted, tables.PlanTierMode, "charge"),
        "metrics": await _parts(database, wanted, tables.PlanMetric, "charge"),
        "composites": await _composite_parts(database, wanted),
    }
    prices = await _prices(database, wanted)
    units = await _units(database, of)
    return {number: _plan(row, of, prices, units) for number, row in rows.items()}


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


async def _parts(database: Readable, numbers: Sequence[int], model: type[SQLModel], *order: str) -> Groups:
    table = table_of(model)
    key = table.c.plan_id
    statement = select(key, *table.c).order_by(key, *(table.c[name] for name in order), table.c.id)
    return await _grouped(database, numbers, statement, key)


async def _charges(database: Readable, numbers: Sequence[int]) -> Groups:
    charge, product = table_of(tables.Charge), table_of(tables.Product)
    statement = (
        select(
            charge.c.plan_id,
            *(charge.c[name] for name in _CHARGE),
            product.c.product_id.label("product_key"),
            product.c.name.label("product"),
        )
        .join_from(charge, product, charge.c.product_id == product.c.id)
        .where(charge.c.removed_at.is_(None))
        .order_by(charge.c.plan_id, charge.c.product_name, charge.c.name, charge.c.start_period, charge.c.id)
    )
    return await _grouped(database, numbers, statement, charge.c.plan_id)


async def _prices(database: Readable, numbers: Sequence[int]) -> dict[int, list[Price]]:
    """By charge. Made from tuples, since there are more prices than of all else and rows look names up."""
    charge, price = table_of(tables.Charge), table_of(tables.Price)
    statement = (
        select(price.c.charge_id, *(price.c[name] for name in _PRICE))
        .join_from(price, charge, price.c.charge_id == charge.c.id)
        .order_by(price.c.charge_id, price.c.position)
    )
    chosen = statement.where(OneOf(charge.c.plan_id, bound_list("keys", charge.c.plan_id.type)))
    found: defaultdict[int, list[Price]] = defaultdict(list)
    for number, tier, value, quantity, schedule, interval in await database.rows(chosen, {"keys": numbers}):
        found[number].append(Price(tier, value, quantity, schedule, interval))
    return found


async def _composite_parts(database: Readable, numbers: Sequence[int]) -> Groups:
    """By plan: the composite's name and one part's."""
    composite, part = table_of(tables.PlanComposite), table_of(tables.PlanCompositePart)
    statement = (
        select(composite.c.plan_id, composite.c.charge, part.c.charge.label("part"))
        .join_from(part, composite, part.c.composite_id == composite.c.id)
        .order_by(composite.c.plan_id, composite.c.charge, part.c.position)
    )
    return await _grouped(database, numbers, statement, composite.c.plan_id)


async def _units(database: Readable, of: Mapping[str, Groups]) -> Units:
    numbers = {
        getattr(row, column)
        for kind, columns in _UNITS.items()
        for rows in of[kind].values()
        for row in rows
        for column in columns
    }
    unit = table_of(tables.CreditType)
    statement = select(unit.c.id, unit.c.uuid, unit.c.name)
    found = await _grouped(database, sorted(numbers), statement, unit.c.id)
    return {number: CreditType(row.uuid, row.name) for number, (row,) in found.items()}


def _plan(row: Any, of: Mapping[str, Groups], prices: Mapping[int, Sequence[Price]], units: Units) -> Plan:
    number = row.id
    composites: defaultdict[str, list[str]] = defaultdict(list)
    for part in of["composites"].get(number, ()):
        composites[part.charge].append(part.part)
    return Plan(
        uuid=row.uuid,
        name=row.name,
        description=row.description,
        charges=tuple(_charge(c, prices, units) for c in of["charges"].get(number, ())),
        minimums=tuple(
            Minimum(m.name, m.value, units[m.credit_type_id], m.start_period) for m in of["minimums"].get(number, ())
        ),
        overage_rates=tuple(
            OverageRate(
                units[r.credit_type_id], units[r.fiat_credit_type_id], r.to_fiat_conversion_factor, r.start_period
            )
            for r in of["rates"].get(number, ())
        ),
        credit_grants=tuple(_grant(g, units) for g in of["grants"].get(number, ())),
        annotations=Annotations(
            key=row.key,
            period=row.period,
            minimum_order=row.minimum_order,
            tier_modes={m.charge: m.mode for m in of["modes"].get(number, ())},
            metrics={m.charge: MetricLink(m.metric_key, m.usage) for m in of["metrics"].get(number, ())},
            composites={name: tuple(parts) for name, parts in composites.items()},
        ),
        vendor=row.vendor,
    )


def _charge(row: Any, prices: Mapping[int, Sequence[Price]], units: Units) -> Charge:
    _, number, uuid, name, kind, unit, quantity, start, reset, factor, rounding, product_id, product_name = row
    return Charge(
        uuid=uuid,
        name=name,
        charge_type=kind,
        credit_type=units[unit],
        product_id=product_id,
        product_name=product_name,
        prices=tuple(prices.get(number, ())),
        quantity=quantity,
        start_period=start,
        tier_reset_frequency=reset,
        unit_conversion=None if factor is None else UnitConversion(factor, rounding),
    )


def _grant(row: Any, units: Units) -> CreditGrant:
    return CreditGrant(
        name=row.name,
        amount_granted=row.amount_granted,
        amount_granted_credit_type=units[row.amount_granted_credit_type_id],
        amount_paid=row.amount_paid,
        amount_paid_credit_type=units[row.amount_paid_credit_type_id],
        effective_duration=row.effective_duration,
        priority=row.priority,
        send_invoice=row.send_invoice,
        reason=row.reason,
        recurrence_duration=row.recurrence_duration,
        recurrence_interval=row.recurrence_interval,
    )
