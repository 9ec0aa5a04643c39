"""Charges."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, literal_column, select, type_coerce
from sqlmodel import col

from plangraph.domain.plan import ChargeType, MetricUsage, RoundingBehavior, TierMode
from plangraph.graph.conditions import among, equals, lifts, named_by, where
from plangraph.graph.connection import Node
from plangraph.graph.fields import column, embedded, expression, many, one, present, resolved
from plangraph.graph.orders import order
from plangraph.graph.types.credit_type import CreditType
from plangraph.graph.types.plan_by import PLAN_KEYS, PlanBy
from plangraph.graph.types.price import Price
from plangraph.graph.types.price_curve import ARGUMENTS, PricePoint, price_curves
from plangraph.graph.types.product import Product
from plangraph.graph.types.shared import CustomField
from plangraph.store import tables
from plangraph.store.types import PlainText, enumeration

if TYPE_CHECKING:
    from plangraph.graph.types.plan import Plan


def _told(model: type[Any], column: Any) -> Any:
    """What an annotation of the plan says of charges of this name."""
    of_charge = (col(model.plan_id) == col(tables.Charge.plan_id), col(model.charge) == col(tables.Charge.name))
    return select(column).where(*of_charge).correlate(tables.Charge).scalar_subquery()


TIER_MODE = _told(tables.PlanTierMode, col(tables.PlanTierMode.mode))
HAS_TIERS: Any = (
    select(col(tables.Price.id))
    .where(col(tables.Price.charge_id) == col(tables.Charge.id), col(tables.Price.position) > 0)
    .correlate(tables.Charge)
    .exists()
)
MODE_IN_FORCE: Any = type_coerce(func.coalesce(TIER_MODE, literal_column("'graduated'")), enumeration(TierMode))


@strawberry.type(description="How used quantities become billed ones: quantity / divisionFactor, then rounded.")
class UnitConversion:
    division_factor: Decimal = present(tables.Charge.division_factor, description="What the quantity is divided by.")
    rounding_behavior: RoundingBehavior | None = column(
        tables.Charge.rounding_behavior,
        description="How the result becomes a whole number; null: it keeps 20 decimal places.",
    )


@strawberry.type(description="Something that a plan charges for.")
class Charge(Node):
    uuid: UUID = column(tables.Charge.uuid, description="The vendor's id; with `startPeriod` it is unique in a plan.")
    plan: Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")] = one(
        tables.Charge.plan_id, description="The plan that it belongs to."
    )
    product: Product = one(tables.Charge.product_id, description="What is charged for.")
    name: str = column(tables.Charge.name, description="Its name; charges of one ramp share it.")
    charge_type: ChargeType = column(tables.Charge.charge_type, description="How it is counted.")
    credit_type: CreditType = one(tables.Charge.credit_type_id, description="The unit that its prices are in.")
    prices: list[Price] = many(
        tables.Price.charge_id, order_by=tables.Price.position, description="Its tiers, lowest first."
    )
    quantity: Decimal | None = column(tables.Charge.quantity, description="How many a fixed or seat charge bills.")
    start_period: int = column(
        tables.Charge.start_period, description="How many billing periods pass before it applies; 0: from the first."
    )
    tier_reset_frequency: int = column(
        tables.Charge.tier_reset_frequency,
        description="Tiers count over so many billing periods, then start again; 1: each period by itself.",
    )
    unit_conversion: UnitConversion | None = embedded(
        tables.Charge.division_factor, description="How used quantities become billed ones; null: they are the same."
    )
    tier_mode: TierMode = expression(
        MODE_IN_FORCE,
        description="How its tiers apply: as annotated, else graduated, which is assumed.",
    )
    tier_mode_assumed: bool = expression(
        TIER_MODE.is_(None) & HAS_TIERS,
        description="Whether it has several tiers and nothing says how they apply, so that graduated is assumed.",
    )
    metric_key: str | None = expression(
        _told(tables.PlanMetric, col(tables.PlanMetric.metric_key)),
        description="The metric that feeds it, as annotated; null when nothing says which.",
    )
    metric_usage: MetricUsage | None = expression(
        _told(tables.PlanMetric, col(tables.PlanMetric.usage)),
        description="How the metric's values become its quantity; null when no metric feeds it.",
    )
    price_curve: list[PricePoint] = resolved(
        price_curves,
        key=tables.Charge.id,
        arguments=ARGUMENTS,
        cost=20,
        lasting=True,
        description="Price and cost over the quantity, for a chart: exact at every tier's edge.",
    )
    custom_fields: list[CustomField] = many(
        tables.ChargeCustomField.charge_id,
        order_by=tables.ChargeCustomField.key,
        description="Values that the vendor's users attached, by name.",
    )
    removed_at: datetime | None = column(
        tables.Charge.removed_at, description="When a sync found it gone; null while it is there."
    )


@strawberry.enum(description="What charges can be sorted by.")
class ChargeOrderField(Enum):
    PRODUCT = order(
        tables.Charge.product_name,
        tables.Charge.name,
        tables.Charge.start_period,
        description="By the product's name, then the charge's, then start period.",
    )
    NAME = order(tables.Charge.name, description="By name.")
    START_PERIOD = order(tables.Charge.start_period, description="By start period.")


@strawberry.input(description="Which charges.")
class ChargeFilter:
    plan: PlanBy | None = named_by(
        lambda named: col(tables.Charge.plan_id).in_(select(col(tables.Plan.id)).where(named)),
        PLAN_KEYS,
        description="Of this plan.",
    )
    charge_types: list[ChargeType] | None = among(tables.Charge.charge_type, description="Any of these types.")
    product: strawberry.ID | None = where(
        lambda binds: col(tables.Charge.product_id).in_(
            select(col(tables.Product.id)).where(col(tables.Product.gid) == binds["value"])
        ),
        PlainText(),
        description="For the product with this global id.",
    )
    credit_type: str | None = where(
        lambda binds: col(tables.Charge.credit_type_id).in_(
            select(col(tables.CreditType.id)).where(col(tables.CreditType.name) == binds["value"])
        ),
        PlainText(),
        description="In the credit type of this name.",
    )
    start_period: int | None = equals(tables.Charge.start_period, description="Exactly this start period.")
    start_period_from: int | None = where(
        lambda binds: col(tables.Charge.start_period) >= binds["value"],
        Integer(),
        description="This start period or a later one.",
    )
    removed: bool | None = lifts(
        col(tables.Charge.removed_at).is_not(None), description="True: those that a sync found gone, too."
    )
