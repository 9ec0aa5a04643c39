"""Stored plans as typed ones, with all that counts for a price, by one statement for any number of them.

What a sync found gone of a plan is left out. Custom fields are not read, since no price needs them. Charges are in the
order of product, name and start; the rest as global ids count it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, CompoundSelect, Select, literal_column, select, union_all
from sqlmodel import SQLModel

from plangraph.domain.plan import (
    Annotations,
    BillingPeriod,
    Charge,
    ChargeType,
    CreditGrant,
    CreditType,
    MetricLink,
    MetricUsage,
    Minimum,
    MinimumOrder,
    OverageRate,
    Plan,
    Price,
    RoundingBehavior,
    TierMode,
    UnitConversion,
    Vendor,
)
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries import annotations
from plangraph.store.queries.bulk import table_of
from plangraph.store.queries.json_rows import lists, text
from plangraph.store.queries.plan_pages import PLAN, UNIT, grant_rows, minimum_rows, rate_rows
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
KEYS = bound_list("keys", PLAN.c.id.type)
Row = Sequence[Any]
Made = TypeVar("Made")


async def of_numbers(database: Readable, numbers: Sequence[int]) -> dict[int, Plan]:
    """By row number; numbers that are none are left out."""
    rows = await database.rows(_statement(database.dialect), {"keys": list(numbers)})
    charges = {number: found for kind, number, found in rows if kind == "charges"}
    return _read(charges, **{kind: orjson.loads(found) for kind, _, found in rows if kind != "charges"})


@lru_cache
def _statement(dialect: str) -> CompoundSelect[Any]:
    """A list of each kind for all plans, since PostgreSQL takes half as long again for one of each plan.

    But the charges of each plan for themselves: parsed at once they would take more memory than the plans.
    """
    parts = {
        "plans": _plans(),
        "minimums": _of_plans(minimum_rows(), tables.Minimum),
        "rates": _of_plans(rate_rows(), tables.OverageRate),
        "grants": _of_plans(grant_rows(), tables.CreditGrant),
        "modes": _annotated(tables.PlanTierMode, "charge", "mode"),
        "metrics": _annotated(tables.PlanMetric, "charge", "metric_key", "usage"),
        "composites": _composites(),
    }
    charges = select(_kind("charges"), PLAN.c.id, text(dialect, _charges(dialect))).where(OneOf(PLAN.c.id, KEYS))
    every = (select(_kind(kind), literal_column("0"), text(dialect, lists(dialect, p))) for kind, p in parts.items())
    return union_all(charges, *every)


def _kind(name: str) -> ColumnElement[Any]:
    return literal_column(f"'{name}'")


def _plans() -> Select[Any]:
    columns = (
        PLAN.c[name] for name in ("id", "uuid", "name", "description", "key", "period", "minimum_order", "vendor")
    )
    return select(*columns).where(OneOf(PLAN.c.id, KEYS))


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


def _annotated(model: type[SQLModel], *columns: str) -> Select[Any]:
    table = table_of(model)
    return _of_plans(select(*(table.c[name] for name in columns)).order_by(table.c.charge), model)


def _composites() -> Select[Any]:
    composite, part = table_of(tables.PlanComposite), table_of(tables.PlanCompositePart)
    statement = (
        select(composite.c.charge, part.c.charge)
        .join_from(composite, part, part.c.composite_id == composite.c.id)
        .order_by(composite.c.charge, part.c.position)
    )
    return _of_plans(statement, tables.PlanComposite)


def _of_plans(statement: Select[Any], model: type[SQLModel]) -> Select[Any]:
    """With the plan's number in the last place."""
    plan = table_of(model).c.plan_id
    return statement.add_columns(plan).where(OneOf(plan, KEYS))


def _read(
    charges: Mapping[int, str],
    plans: list[Row],
    minimums: list[Row],
    rates: list[Row],
    grants: list[Row],
    modes: list[Row],
    metrics: list[Row],
    composites: list[Row],
) -> dict[int, Plan]:
    reader = _Reader()
    minimums_of, rates_of = _by_last(reader.minimum, minimums), _by_last(reader.rate, rates)
    grants_of = _by_last(reader.grant, grants)
    modes_of = _by_last(lambda name, mode: (name, TierMode(mode)), modes)
    metrics_of = _by_last(lambda name, key, usage: (name, MetricLink(key, MetricUsage(usage))), metrics)
    parts_of = _by_last(lambda name, part: (name, part), composites)
    return {
        number: Plan(
            uuid=UUID(uuid),
            name=name,
            description=description,
            charges=tuple([reader.charge(*row) for row in orjson.loads(charges[number])]),
            minimums=tuple(minimums_of[number]),
            overage_rates=tuple(rates_of[number]),
            credit_grants=tuple(grants_of[number]),
            annotations=Annotations(
                key=key,
                period=None if period is None else BillingPeriod(period),
                minimum_order=None if order is None else MinimumOrder(order),
                tier_modes=dict(modes_of[number]),
                metrics=dict(metrics_of[number]),
                composites=_composed(parts_of[number]),
            ),
            vendor=Vendor(vendor),
        )
        for number, uuid, name, description, key, period, order, vendor in plans
    }


def _by_last(make: Callable[..., Made], rows: Iterable[Row]) -> defaultdict[int, list[Made]]:
    found: defaultdict[int, list[Made]] = defaultdict(list)
    for *row, number in rows:
        found[number].append(make(*row))
    return found


def _composed(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, part in pairs:
        found[name].append(part)
    return {name: tuple(parts) for name, parts in found.items()}


class _Decimals(dict[str, Decimal]):
    """A text that recurs is read once, and its value kept once."""

    def __missing__(self, given: str) -> Decimal:
        found = self[given] = Decimal(given)
        return found


class _Reader:
    """Makes typed values of JSON; those read together share their units and numbers."""

    def __init__(self) -> None:
        self.decimals = _Decimals()
        self.units: dict[str, CreditType] = {}

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
