"""Sets which variant of a feature a plan grants."""

from typing import Annotated

import strawberry

from plangraph.domain.errors import InvalidInput
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.mutations.plan_named import plan_named
from plangraph.graph.types.feature import Feature
from plangraph.graph.types.plan import Plan
from plangraph.graph.types.plan_by import PlanBy
from plangraph.graph.types.user_error import INPUT, UserError, user_errors
from plangraph.services import features
from plangraph.store import tables


@strawberry.input(description="Which variant of which feature a plan grants.")
class EntitlementSetInput:
    plan: PlanBy = strawberry.field(description="The plan.")
    feature: str = strawberry.field(description="The feature's key.")
    variant: str | None = strawberry.field(
        default=strawberry.UNSET, description="The variant's key; null or none takes the grant away."
    )


@strawberry.type(description="What became of a grant.")
class EntitlementSetPayload:
    user_errors: list[UserError] = strawberry.field(description="What was wrong; then nothing was changed.")
    plan_id: strawberry.Private[int | None] = None
    feature_key: strawberry.Private[str | None] = None

    @strawberry.field(description="The plan as it is now; null when the input was refused.")
    def plan(self, info: strawberry.Info[Context, None]) -> Plan | None:
        found: Plan | None = info.context.reader.related(info, tables.Plan.id, self.plan_id)
        return found

    @strawberry.field(description="The feature as it is now; null when the input was refused.")
    def feature(self, info: strawberry.Info[Context, None]) -> Feature | None:
        found: Feature | None = info.context.reader.related(info, tables.Feature.key, self.feature_key)
        return found


async def entitlement_set(
    info: strawberry.Info[Context, None], input: Annotated[EntitlementSetInput, INPUT]
) -> EntitlementSetPayload:
    context = info.context
    try:
        plan = await features.set_entitlement(
            context.database, plan_named(input.plan), input.feature, present(input.variant), context.now
        )
    except InvalidInput as refused:
        return EntitlementSetPayload(user_errors=user_errors(refused.errors))
    context.reader.forget()
    return EntitlementSetPayload(user_errors=[], plan_id=plan.number, feature_key=input.feature)
