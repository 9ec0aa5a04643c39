"""Charges of plans with their prices and custom fields, written in bulk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain import ids
from plangraph.domain.plan import Charge, Plan
from plangraph.store import tables
from plangraph.store.queries.bulk import Rule, merge

_PRICES = Rule(tables.Price, ("charge_id", "position"))
_FIELDS = Rule(tables.ChargeCustomField, ("charge_id", "key"))


async def save_charges(
    connection: AsyncConnection,
    plans: Sequence[tuple[int, Plan]],
    units: Mapping[UUID, int],
    products: Mapping[str, int],
    removed_at: datetime | None,
) -> set[int]:
    """Numbers of plans whose charges differ now. With `removed_at` what is gone is marked instead of deleted."""
    names = {c.product_id: c.product_name for _, p in plans for c in p.charges}
    rows = [_charge(number, p, c, units, products, names) for number, p in plans for c in p.charges]
    removal = {"removed_at": removed_at} if removed_at else None
    rule = Rule(tables.Charge, ("plan_id", "uuid", "start_period"), removal=removal)
    if removal is None:
        rows = [{**row, "removed_at": None} for row in rows]
    merged = await merge(connection, rule, rows, "plan_id", [number for number, _ in plans])
    touched: set[int] = merged.touched()
    charges = {(number, c.uuid, c.start_period): (p, c) for number, p in plans for c in p.charges}
    numbers = {merged.ids[key]: key[0] for key in charges}
    prices = [row for key, (p, c) in charges.items() for row in _prices(merged.ids[key], p, c)]
    fields = [
        {"charge_id": merged.ids[key], "key": name, "value": value}
        for key, (_, c) in charges.items()
        for name, value in c.custom_fields.items()
    ]
    for part, wanted in ((_PRICES, prices), (_FIELDS, fields)):
        done = await merge(connection, part, wanted, "charge_id", numbers)
        touched |= {numbers[number] for number in done.touched()}
    return touched


def _charge(
    number: int,
    plan: Plan,
    charge: Charge,
    units: Mapping[UUID, int],
    products: Mapping[str, int],
    names: Mapping[str, str],
) -> dict[str, Any]:
    conversion = charge.unit_conversion
    return {
        "plan_id": number,
        "uuid": charge.uuid,
        "start_period": charge.start_period,
        "gid": ids.global_id("Charge", plan.uuid, charge.uuid, charge.start_period),
        "product_id": products[charge.product_id],
        "product_name": names[charge.product_id],
        "name": charge.name,
        "charge_type": charge.charge_type,
        "credit_type_id": units[charge.credit_type.uuid],
        "quantity": charge.quantity,
        "tier_reset_frequency": charge.tier_reset_frequency,
        "division_factor": conversion.division_factor if conversion else None,
        "rounding_behavior": conversion.rounding_behavior if conversion else None,
    }


def _prices(number: int, plan: Plan, charge: Charge) -> list[dict[str, Any]]:
    tiers = [p.tier for p in charge.prices]
    return [
        {
            "charge_id": number,
            "position": n,
            "gid": ids.global_id("Price", plan.uuid, charge.uuid, charge.start_period, n),
            "tier": p.tier,
            "up_to": up_to,
            "value": p.value,
            "unit": charge.credit_type.name,
            "quantity": p.quantity,
            "collection_schedule": p.collection_schedule,
            "collection_interval": p.collection_interval,
        }
        for n, (p, up_to) in enumerate(zip(charge.prices, [*tiers[1:], None], strict=False))
    ]
