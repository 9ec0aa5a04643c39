"""Plans written whole: by natural key, in place, so that row numbers, keys and global ids survive a reload."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from plangraph.domain import ids, keys, texts
from plangraph.domain.plan import CreditGrant, Plan
from plangraph.domain.rating import grants
from plangraph.store import tables
from plangraph.store.engine import Database
from plangraph.store.queries import annotations, units
from plangraph.store.queries.bulk import Rule, merge, set_rows, table_of
from plangraph.store.queries.charges import save_charges

WRITES = (
    tables.CreditType,
    tables.Product,
    tables.Plan,
    tables.PlanCustomField,
    tables.PlanCreditType,
    tables.PlanProduct,
    *annotations.WRITES,
    tables.Charge,
    tables.ChargeCustomField,
    tables.Price,
    tables.Minimum,
    tables.OverageRate,
    tables.CreditGrant,
)
_FIELDS = Rule(tables.PlanCustomField, ("plan_id", "key"))
_CREDIT_TYPES = Rule(tables.PlanCreditType, ("plan_id", "credit_type_id"))
_PRODUCTS = Rule(tables.PlanProduct, ("plan_id", "product_id"))
_MINIMUMS = Rule(tables.Minimum, ("plan_id", "position"))
_RATES = Rule(tables.OverageRate, ("plan_id", "position"))
_GRANTS = Rule(tables.CreditGrant, ("plan_id", "position"))


class Saved(NamedTuple):
    """`numbers`: row number by UUID."""

    numbers: Mapping[UUID, int]
    created: frozenset[UUID]
    changed: frozenset[UUID]


async def all_keys(connection: AsyncConnection) -> dict[UUID, str]:
    """UUID → key of every plan that is there."""
    plan = table_of(tables.Plan)
    return {row[0]: row[1] for row in await connection.execute(select(plan.c.uuid, plan.c.key).order_by(plan.c.id))}


async def numbers_by_key(connection: AsyncConnection) -> dict[str, int]:
    plan = table_of(tables.Plan)
    return {row[0]: row[1] for row in await connection.execute(select(plan.c.key, plan.c.id))}


async def save_plans(
    connection: AsyncConnection, plans: Sequence[Plan], now: datetime, *, synced: bool = False
) -> Saved:
    """Makes the stored plans be these, whole; plans that are not given stay.

    `synced`: they come from the vendor's API, so what people annotated stays, and charges that are gone are marked as
    removed instead of deleted. Raises InvalidInput when a given key is another plan's.
    """
    named = keys.of_plans(plans, await all_keys(connection))
    credit_types = await units.save_credit_types(connection, [c for p in plans for c in units.credit_types_of(p)])
    products = await units.save_products(connection, [c for p in plans for c in p.charges])
    times = {"inserted_at": now, "updated_at": now}
    rule = Rule(tables.Plan, ("uuid",), first=times, moved={"updated_at": now}, vacate=("key",))
    rows = [_plan(p, named[p.uuid], synced=synced) for p in plans]
    merged = await merge(connection, rule, rows, "uuid", [p.uuid for p in plans])
    numbers = {key[0]: number for key, number in merged.ids.items()}
    numbered = [(numbers[p.uuid], p) for p in plans]

    touched = await save_charges(connection, numbered, credit_types, products, now if synced else None)
    parts = [
        (_FIELDS, [row for n, p in numbered for row in _fields(n, p)]),
        (_CREDIT_TYPES, [row for n, p in numbered for row in _units(n, p, credit_types)]),
        (_PRODUCTS, [row for n, p in numbered for row in _products(n, p, products)]),
        (_MINIMUMS, [row for n, p in numbered for row in _minimums(n, p, credit_types)]),
        (_RATES, [row for n, p in numbered for row in _rates(n, p, credit_types)]),
        (_GRANTS, [row for n, p in numbered for row in _grants(n, p, credit_types)]),
    ]
    for part, wanted in parts:
        touched |= (await merge(connection, part, wanted, "plan_id", numbers.values())).touched()
    if not synced:
        touched |= await annotations.save(connection, [(n, p.annotations) for n, p in numbered])

    own = {numbers[key[0]] for key in merged.created | merged.changed}
    later = [{"id": n, "updated_at": now} for n in sorted(touched - own)]
    await set_rows(connection, table_of(tables.Plan), later)
    if synced:
        await set_rows(connection, table_of(tables.Plan), [{"id": n, "synced_at": now} for n in numbers.values()])
    created = frozenset(key[0] for key in merged.created)
    moved = {uuid for uuid, number in numbers.items() if number in touched} | {key[0] for key in merged.changed}
    return Saved(numbers, created, frozenset(moved - created))


def _plan(plan: Plan, key: str, *, synced: bool) -> dict[str, Any]:
    row = {
        "uuid": plan.uuid,
        "gid": ids.global_id("Plan", plan.uuid),
        "key": key,
        "name": plan.name,
        "name_folded": texts.fold(plan.name),
        "description": plan.description,
        "vendor": plan.vendor,
        "removed_at": None,
    }
    if not synced:
        row |= {"period": plan.annotations.period, "minimum_order": plan.annotations.minimum_order}
    return row


def _fields(number: int, plan: Plan) -> list[dict[str, Any]]:
    return [{"plan_id": number, "key": key, "value": value} for key, value in plan.custom_fields.items()]


def _units(number: int, plan: Plan, numbers: Mapping[UUID, int]) -> list[dict[str, Any]]:
    return [{"plan_id": number, "credit_type_id": numbers[c.uuid], "name": c.name} for c in units.credit_types_of(plan)]


def _products(number: int, plan: Plan, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    names = {c.product_id: c.product_name for c in plan.charges}
    return [{"plan_id": number, "product_id": numbers[key], "name": name} for key, name in names.items()]


def _minimums(number: int, plan: Plan, numbers: Mapping[UUID, int]) -> list[dict[str, Any]]:
    return [
        {
            "plan_id": number,
            "position": n,
            "gid": ids.global_id("Minimum", plan.uuid, n),
            "name": m.name,
            "credit_type_id": numbers[m.credit_type.uuid],
            "start_period": m.start_period,
            "value": m.value,
            "unit": m.credit_type.name,
        }
        for n, m in enumerate(plan.minimums)
    ]


def _rates(number: int, plan: Plan, numbers: Mapping[UUID, int]) -> list[dict[str, Any]]:
    return [
        {
            "plan_id": number,
            "position": n,
            "gid": ids.global_id("OverageRate", plan.uuid, n),
            "credit_type_id": numbers[r.credit_type.uuid],
            "fiat_credit_type_id": numbers[r.fiat_credit_type.uuid],
            "start_period": r.start_period,
            "to_fiat_conversion_factor": r.to_fiat_conversion_factor,
        }
        for n, r in enumerate(plan.overage_rates)
    ]


def _grants(number: int, plan: Plan, numbers: Mapping[UUID, int]) -> list[dict[str, Any]]:
    ranks = ranked(plan.credit_grants)
    return [
        {
            "plan_id": number,
            "position": n,
            "gid": ids.global_id("CreditGrant", plan.uuid, n),
            "rank": ranks[n],
            "name": g.name,
            "amount_granted": g.amount_granted,
            "amount_granted_credit_type_id": numbers[g.amount_granted_credit_type.uuid],
            "amount_paid": g.amount_paid,
            "amount_paid_credit_type_id": numbers[g.amount_paid_credit_type.uuid],
            "effective_duration": g.effective_duration,
            "priority": g.priority,
            "send_invoice": g.send_invoice,
            "reason": g.reason,
            "recurrence_duration": g.recurrence_duration,
            "recurrence_interval": g.recurrence_interval,
        }
        for n, g in enumerate(plan.credit_grants)
    ]


def ranked(given: Sequence[CreditGrant]) -> list[int]:
    """Each grant's place by priority, as an estimate uses them up; ties as given."""
    ranks = [0] * len(given)
    for rank, n in enumerate(sorted(range(len(given)), key=lambda n: grants.rank(given[n]))):
        ranks[n] = rank
    return ranks


async def inserted_at(database: Database, uuid: UUID) -> datetime | None:
    """When a plan was first stored; None for one that is not."""
    found = await database.rows(select(col(tables.Plan.inserted_at)).where(col(tables.Plan.uuid) == uuid))
    return found[0][0] if found else None
