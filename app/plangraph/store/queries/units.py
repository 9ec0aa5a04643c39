"""Credit types and products: what many plans share. Rows elsewhere carry their names, so a new name is spread here."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from plangraph.domain import ids, texts
from plangraph.domain.plan import Charge, CreditType, Plan
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries.bulk import Rule, merge, table_of

_CREDIT_TYPES = Rule(tables.CreditType, ("uuid",))
_PRODUCTS = Rule(tables.Product, ("product_id",))


def credit_types_of(plan: Plan) -> Iterable[CreditType]:
    """Every credit type that a plan uses anywhere, in order of appearance, once."""
    found = [c.credit_type for c in plan.charges]
    found += [m.credit_type for m in plan.minimums]
    for rate in plan.overage_rates:
        found += [rate.credit_type, rate.fiat_credit_type]
    for grant in plan.credit_grants:
        found += [grant.amount_granted_credit_type, grant.amount_paid_credit_type]
    return dict.fromkeys(found)


async def save_credit_types(connection: AsyncConnection, wanted: Iterable[CreditType]) -> Mapping[UUID, int]:
    """UUID → row number. Prices, minimums and links of other plans follow a new name."""
    by_uuid = {c.uuid: c for c in wanted}
    rows = [
        {
            "uuid": c.uuid,
            "gid": ids.global_id("CreditType", c.uuid),
            "name": c.name,
            "fiat": c.fiat,
            "unit": c.unit,
            "currency": c.currency,
        }
        for c in by_uuid.values()
    ]
    merged = await merge(connection, _CREDIT_TYPES, rows, "uuid", by_uuid)
    renamed = [merged.ids[key] for key in merged.changed]
    if renamed:
        charge = table_of(tables.Charge)
        unit = select(charge.c.credit_type_id).where(charge.c.id == table_of(tables.Price).c.charge_id)
        name = table_of(tables.CreditType).c.name
        owner = table_of(tables.CreditType).c.id
        named = select(name).where(owner == unit.scalar_subquery()).scalar_subquery()
        charges = select(charge.c.id).where(OneOf(charge.c.credit_type_id, bound_list("values", charge.c.id.type)))
        statement = update(tables.Price).where(table_of(tables.Price).c.charge_id.in_(charges)).values(unit=named)
        await connection.execute(statement, {"values": renamed})
        await _spread(connection, tables.Minimum, "unit", tables.CreditType, "credit_type_id", renamed)
        await _spread(connection, tables.PlanCreditType, "name", tables.CreditType, "credit_type_id", renamed)
    return {key[0]: number for key, number in merged.ids.items()}


async def save_products(connection: AsyncConnection, charges: Iterable[Charge]) -> Mapping[str, int]:
    """Product id → row number. Charges and links of other plans follow a new name."""
    names = {c.product_id: c.product_name for c in charges}
    rows = [
        {
            "product_id": key,
            "gid": ids.global_id("Product", key),
            "name": name,
            "name_folded": texts.fold(name),
        }
        for key, name in names.items()
    ]
    merged = await merge(connection, _PRODUCTS, rows, "product_id", names)
    renamed = [merged.ids[key] for key in merged.changed]
    if renamed:
        await _spread(connection, tables.Charge, "product_name", tables.Product, "product_id", renamed)
        await _spread(connection, tables.PlanProduct, "name", tables.Product, "product_id", renamed)
    return {key[0]: number for key, number in merged.ids.items()}


async def _spread(
    connection: AsyncConnection,
    carrier: type[SQLModel],
    column: str,
    source: type[SQLModel],
    link: str,
    renamed: list[int],
) -> None:
    """Writes the source's name into rows that carry it."""
    rows: Any = table_of(carrier)
    origin = table_of(source)
    name = select(origin.c.name).where(origin.c.id == rows.c[link]).scalar_subquery()
    statement = update(rows).where(OneOf(rows.c[link], bound_list("values", origin.c.id.type))).values({column: name})
    await connection.execute(statement, {"values": renamed})
