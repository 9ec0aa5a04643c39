"""What a vendor does not tell of a plan, and somebody wrote down here."""

import strawberry
from sqlalchemy import func, literal_column, type_coerce

from plangraph.domain.plan import BillingPeriod, MetricUsage, MinimumOrder, TierMode
from plangraph.graph.fields import column, expression, many, values
from plangraph.store import tables
from plangraph.store.types import enumeration


def _told_or(attribute: object, otherwise: BillingPeriod | MinimumOrder) -> object:
    told = func.coalesce(attribute, literal_column(f"'{otherwise.value}'"))
    return type_coerce(told, enumeration(type(otherwise)))


PERIOD = _told_or(tables.Plan.period, BillingPeriod.MONTH)


@strawberry.type(description="How a charge's tiers apply.")
class TierModeAnnotation:
    charge: str = column(tables.PlanTierMode.charge, description="The charge's name.")
    mode: TierMode = column(tables.PlanTierMode.mode, description="How its tiers apply.")


@strawberry.type(description="Which metric feeds a charge.")
class MetricAnnotation:
    charge: str = column(tables.PlanMetric.charge, description="The charge's name.")
    metric_key: str = column(tables.PlanMetric.metric_key, description="The metric's key.")
    usage: MetricUsage = column(tables.PlanMetric.usage, description="How its values become a quantity.")


@strawberry.type(description="Which charges a composite charge takes its percentage of.")
class CompositeAnnotation:
    charge: str = column(tables.PlanComposite.charge, description="The composite charge's name.")
    parts: list[str] = values(
        tables.PlanCompositePart.charge,
        key=tables.PlanCompositePart.composite_id,
        order_by=tables.PlanCompositePart.position,
        description="Names of the charges whose spend counts.",
    )


@strawberry.type(description="What the vendor's API does not tell of a plan. Changed by import and `planAnnotate`.")
class PlanAnnotations:
    period: BillingPeriod = expression(
        PERIOD,  # type: ignore[arg-type]  # built from the enum named beside it
        description="How long a billing period is; a month unless told.",
    )
    minimum_order: MinimumOrder = expression(
        _told_or(tables.Plan.minimum_order, MinimumOrder.BEFORE_CREDITS),  # type: ignore[arg-type]  # likewise
        description="How the minimum and credits meet; before credits unless told.",
    )
    tier_modes: list[TierModeAnnotation] = many(
        tables.PlanTierMode.plan_id,
        order_by=tables.PlanTierMode.charge,
        description="How tiers apply, by charge; graduated is assumed for those not named.",
    )
    metrics: list[MetricAnnotation] = many(
        tables.PlanMetric.plan_id,
        order_by=tables.PlanMetric.charge,
        description="Which metric feeds which charge.",
    )
    composites: list[CompositeAnnotation] = many(
        tables.PlanComposite.plan_id,
        order_by=tables.PlanComposite.charge,
        description="What composite charges take their percentage of.",
    )
