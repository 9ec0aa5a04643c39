"""Stored plans as typed ones, with all that counts for a price, by one statement for any number of them.

What a sync found gone of a plan is left out. Custom fields are not read, since no price needs them. Charges are in the
order of product, name and start; the rest as global ids count it.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Select, select
from sqlmodel import SQLModel

from plangraph.domain.plan import (
    Annotations,
    Charge,
    ChargeType,
    CreditGrant,
    CreditType,
    MetricLink,
    MetricUsage,
    Minimum,
    OverageRate,
    Plan,
    Price,
    RoundingBehavior,
    TierMode,
    UnitConversion,
)
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries import annotations
from plangraph.store.queries.bulk import table_of
from plangraph.store.queries.json_rows import lists, text
from plangraph.store.queries.plan_pages import PLAN, UNIT, grants, minimums, rates
from plangraph.store.seen import Readable

READ: tuple[type[SQLModel], ...] = (
    tables.Plan,
    tables.Charge,
    tables.Price,
    tables.Product,
    tables.CreditType,
    tables.Minimum,
    tables.OverageRate,
    tables.CreditGrant,
    *annotations.WRITES,
)
_COLUMNS = ("uuid", "name", "description", "key", "period", "minimum_order", "vendor")
_PARTS = 7
Row = Sequence[Any]


async def of_numbers(database: Readable, numbers: Sequence[int]) -> dict[int, Plan]:
    """By row number; numbers that are none are left out."""
    reader = _Reader()
    rows = await database.rows(_statement(database.dialect), {"keys": list(numbers)})
    return {row[0]: reader.plan(row, *map(orjson.loads, row[-_PARTS:])) for row in rows}


@lru_cache
def _statement(dialect: str) -> Select[Any]:
    parts = (
        _charges(dialect),
        minimums(dialect),
        rates(dialect),
        grants(dialect),
        _annotated(dialect, tables.PlanTierMode, "charge", "mode"),
        _annotated(dialect, tables.PlanMetric, "charge", "metric_key", "usage"),
        _composites(dialect),
    )
    shown = [text(dialect, part).label(f"part{n}") for n, part in enumerate(parts)]
    statement = select(PLAN.c.id, *(PLAN.c[name] for name in _COLUMNS), *shown)
    return statement.where(OneOf(PLAN.c.id, bound_list("keys", PLAN.c.id.type)))


def _charges(dialect: str) -> ColumnElement[Any]:
    charge, price, product = table_of(tables.Charge), table_of(tables.Price), table_of(tables.Product)
    prices = lists(
        dialect,
        select(price.c.tier, price.c.value, price.c.quantity, price.c.collection_schedule, price.c.collection_interval)
        .where(price.c.charge_id == charge.c.id)
        .order_by(price.c.position)
        .correlate(charge),
    )
    return lists(
        dialect,
        select(
            charge.c.uuid,
            charge.c.name,
            charge.c.charge_type,
            UNIT.c.uuid,
            UNIT.c.name,
            product.c.product_id,
            product.c.name,
            prices.label("prices"),
            charge.c.quantity,
            charge.c.start_period,
            charge.c.tier_reset_frequency,
            charge.c.division_factor,
            charge.c.rounding_behavior,
        )
        .select_from(
            charge.join(UNIT, UNIT.c.id == charge.c.credit_type_id).join(product, product.c.id == charge.c.product_id)
        )
        .where(charge.c.plan_id == PLAN.c.id, charge.c.removed_at.is_(None))
        .order_by(charge.c.product_name, charge.c.name, charge.c.start_period, charge.c.id)
        .correlate(PLAN),
    )


def _annotated(dialect: str, model: type[SQLModel], *columns: str) -> ColumnElement[Any]:
    table = table_of(model)
    told = select(*(table.c[name] for name in columns)).where(table.c.plan_id == PLAN.c.id)
    return lists(dialect, told.order_by(table.c.charge).correlate(PLAN))


def _composites(dialect: str) -> ColumnElement[Any]:
    composite, part = table_of(tables.PlanComposite), table_of(tables.PlanCompositePart)
    return lists(
        dialect,
        select(composite.c.charge, part.c.charge)
        .join_from(composite, part, part.c.composite_id == composite.c.id)
        .where(composite.c.plan_id == PLAN.c.id)
        .order_by(composite.c.charge, part.c.position)
        .correlate(PLAN),
    )


class _Decimals(dict[str, Decimal]):
    """A text that recurs is read once, and its value kept once."""

    def __missing__(self, given: str) -> Decimal:
        found = self[given] = Decimal(given)
        return found


class _Reader:
    """Makes typed values of JSON; plans read together share their units and numbers."""

    def __init__(self) -> None:
        self.decimals = _Decimals()
        self.units: dict[str, CreditType] = {}

    def plan(
        self,
        row: Any,
        charges: list[Row],
        minimums: list[Row],
        rates: list[Row],
        grants: list[Row],
        modes: list[Row],
        metrics: list[Row],
        composites: list[Row],
    ) -> Plan:
        chosen: defaultdict[str, list[str]] = defaultdict(list)
        for name, part in composites:
            chosen[name].append(part)
        return Plan(
            uuid=row.uuid,
            name=row.name,
            description=row.description,
            charges=tuple([self.charge(*row) for row in charges]),
            minimums=tuple([self.minimum(*row) for row in minimums]),
            overage_rates=tuple([self.rate(*row) for row in rates]),
            credit_grants=tuple([self.grant(*row) for row in grants]),
            annotations=Annotations(
                key=row.key,
                period=row.period,
                minimum_order=row.minimum_order,
                tier_modes={name: TierMode(mode) for name, mode in modes},
                metrics={name: MetricLink(key, MetricUsage(usage)) for name, key, usage in metrics},
                composites={name: tuple(parts) for name, parts in chosen.items()},
            ),
            vendor=row.vendor,
        )

    def unit(self, uuid: str, name: str) -> CreditType:
        if uuid not in self.units:
            self.units[uuid] = CreditType(UUID(uuid), name)
        return self.units[uuid]

    def some(self, given: str | None) -> Decimal | None:
        return None if given is None else self.decimals[given]

    def charge(
        self,
        uuid: str,
        name: str,
        kind: str,
        unit: str,
        unit_name: str,
        product_id: str,
        product_name: str,
        prices: list[Row],
        quantity: str | None,
        start: int,
        reset: int,
        factor: str | None,
        rounding: str | None,
    ) -> Charge:
        decimals, some = self.decimals, self.some
        return Charge(
            uuid=UUID(uuid),
            name=name,
            charge_type=ChargeType(kind),
            credit_type=self.unit(unit, unit_name),
            product_id=product_id,
            product_name=product_name,
            prices=tuple(
                [
                    Price(decimals[tier], decimals[value], some(units), schedule, interval)
                    for tier, value, units, schedule, interval in prices
                ]
            ),
            quantity=some(quantity),
            start_period=start,
            tier_reset_frequency=reset,
            unit_conversion=None
            if factor is None
            else UnitConversion(decimals[factor], None if rounding is None else RoundingBehavior(rounding)),
        )

    def minimum(self, name: str, value: str, start: int, unit: str, unit_name: str) -> Minimum:
        return Minimum(name, self.decimals[value], self.unit(unit, unit_name), start)

    def rate(self, unit: str, unit_name: str, fiat: str, fiat_name: str, start: int, factor: str) -> OverageRate:
        return OverageRate(self.unit(unit, unit_name), self.unit(fiat, fiat_name), self.decimals[factor], start)

    def grant(
        self,
        name: str,
        granted: str,
        unit: str,
        unit_name: str,
        paid: str,
        paid_unit: str,
        paid_unit_name: str,
        duration: str,
        priority: str,
        send_invoice: int,
        reason: str | None,
        recurrence_duration: str | None,
        recurrence_interval: str | None,
    ) -> CreditGrant:
        return CreditGrant(
            name=name,
            amount_granted=self.decimals[granted],
            amount_granted_credit_type=self.unit(unit, unit_name),
            amount_paid=self.decimals[paid],
            amount_paid_credit_type=self.unit(paid_unit, paid_unit_name),
            effective_duration=self.decimals[duration],
            priority=priority,
            send_invoice=bool(send_invoice),
            reason=reason,
            recurrence_duration=self.some(recurrence_duration),
            recurrence_interval=self.some(recurrence_interval),
        )
