"""Writes down what a plan's vendor does not tell."""

from typing import Annotated

import strawberry

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import BillingPeriod, MetricLink, MetricUsage, MinimumOrder, TierMode
from plangraph.graph.context import Context
from plangraph.graph.mutations.given import given
from plangraph.graph.mutations.plan_named import plan_named
from plangraph.graph.types.plan import Plan
from plangraph.graph.types.plan_by import PlanBy
from plangraph.graph.types.user_error import INPUT, UserError, user_errors
from plangraph.services import plans
from plangraph.store import tables


@strawberry.input(description="How a charge's tiers apply.")
class TierModeAnnotationInput:
    charge: str = strawberry.field(description="The charge's name.")
    mode: TierMode = strawberry.field(description="How its tiers apply.")


@strawberry.input(description="Which metric feeds a charge.")
class MetricAnnotationInput:
    charge: str = strawberry.field(description="The charge's name.")
    metric_key: str = strawberry.field(description="The metric's key.")
    usage: MetricUsage = strawberry.field(
        default=MetricUsage.LAST, description="How its values within a window become a quantity."
    )


@strawberry.input(description="Which charges a composite charge takes its percentage of.")
class CompositeAnnotationInput:
    charge: str = strawberry.field(description="The composite charge's name.")
    parts: list[str] = strawberry.field(description="Names of the charges whose spend counts.")


@strawberry.input(
    description="What to write down of a plan. What is absent stays; what is given replaces; null clears."
)
class PlanAnnotateInput:
    plan: PlanBy = strawberry.field(description="The plan.")
    key: str | None = strawberry.field(
        default=strawberry.UNSET, description="A new key; accounts that name the plan follow. It cannot be cleared."
    )
    period: BillingPeriod | None = strawberry.field(
        default=strawberry.UNSET, description="How long a billing period is; null: a month is assumed."
    )
    minimum_order: MinimumOrder | None = strawberry.field(
        default=strawberry.UNSET, description="How minimum and credits meet; null: before credits is assumed."
    )
    tier_modes: list[TierModeAnnotationInput] | None = strawberry.field(
        default=strawberry.UNSET, description="How tiers apply, by charge."
    )
    metrics: list[MetricAnnotationInput] | None = strawberry.field(
        default=strawberry.UNSET, description="Which metric feeds which charge."
    )
    composites: list[CompositeAnnotationInput] | None = strawberry.field(
        default=strawberry.UNSET, description="What composite charges take their percentage of."
    )


@strawberry.type(description="What became of a plan's annotations.")
class PlanAnnotatePayload:
    user_errors: list[UserError] = strawberry.field(description="What was wrong; then nothing was changed.")
    plan_id: strawberry.Private[int | None] = None

    @strawberry.field(description="The plan as it is now; null when the input was refused.")
    def plan(self, info: strawberry.Info[Context, None]) -> Plan | None:
        found: Plan | None = info.context.reader.related(info, tables.Plan.id, self.plan_id)
        return found


async def plan_annotate(
    info: strawberry.Info[Context, None], input: Annotated[PlanAnnotateInput, INPUT]
) -> PlanAnnotatePayload:
    context = info.context
    fields = plans.AnnotationFields(
        key=given(input.key),
        period=given(input.period),
        minimum_order=given(input.minimum_order),
        tier_modes=given(input.tier_modes, lambda modes: [(m.charge, m.mode) for m in modes]),
        metrics=given(input.metrics, lambda links: [(m.charge, MetricLink(m.metric_key, m.usage)) for m in links]),
        composites=given(input.composites, lambda all_: [(c.charge, tuple(c.parts)) for c in all_]),
    )
    try:
        plan = await plans.annotate(context.database, plan_named(input.plan), fields, context.now)
    except InvalidInput as refused:
        return PlanAnnotatePayload(user_errors=user_errors(refused.errors))
    context.reader.forget()
    return PlanAnnotatePayload(user_errors=[], plan_id=plan.number)
