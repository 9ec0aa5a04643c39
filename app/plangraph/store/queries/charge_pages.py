"""Charges of a plan as REST shows them: one statement for each page, prices and custom fields included."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from plangraph.store import tables
from plangraph.store.keyset import Order
from plangraph.store.queries.bulk import table_of
from plangraph.store.queries.json_rows import Answering, lists, rows
from plangraph.store.queries.plan_pages import LIMIT, PLAN, UNIT, UUID_GIVEN, At, beyond, values

_CHARGE, _PRICE, _PRODUCT = table_of(tables.Charge), table_of(tables.Price), table_of(tables.Product)
ORDER = Order((_CHARGE.c.id,), descending=False)


async def page(reads: Answering, uuid: UUID, limit: int, after: At) -> list[list[Any]] | None:
    """A page of a plan's charges; None when there is no such plan."""
    found = await rows(reads, _charges, (after is not None,), {"uuid": uuid, "limit": limit, **values(after)})
    return found[0][0] if found else None


def _charges(dialect: str, follows: bool) -> Select[Any]:
    field = table_of(tables.ChargeCustomField)
    fields = lists(
        dialect,
        select(field.c.key, field.c.value)
        .where(field.c.charge_id == _CHARGE.c.id)
        .order_by(field.c.id)
        .correlate(_CHARGE),
    )
    prices = lists(
        dialect,
        select(
            _PRICE.c.tier, _PRICE.c.value, _PRICE.c.quantity, _PRICE.c.collection_schedule, _PRICE.c.collection_interval
        )
        .where(_PRICE.c.charge_id == _CHARGE.c.id)
        .order_by(_PRICE.c.position)
        .correlate(_CHARGE),
    )
    found = (
        select(
            _CHARGE.c.id,
            _CHARGE.c.uuid,
            _CHARGE.c.name,
            _CHARGE.c.charge_type,
            UNIT.c.uuid,
            UNIT.c.name,
            fields.label("fields"),
            _PRODUCT.c.product_id,
            _CHARGE.c.product_name,
            prices.label("prices"),
            _CHARGE.c.quantity,
            _CHARGE.c.start_period,
            _CHARGE.c.tier_reset_frequency,
            _CHARGE.c.division_factor,
            _CHARGE.c.rounding_behavior,
        )
        .select_from(
            _CHARGE.join(UNIT, UNIT.c.id == _CHARGE.c.credit_type_id).join(
                _PRODUCT, _PRODUCT.c.id == _CHARGE.c.product_id
            )
        )
        .where(_CHARGE.c.plan_id == PLAN.c.id, _CHARGE.c.removed_at.is_(None), *beyond(ORDER, follows))
        .order_by(*ORDER.sort())
        .limit(LIMIT)
        .correlate(PLAN)
    )
    return select(lists(dialect, found).label("charges")).where(PLAN.c.uuid == UUID_GIVEN)
