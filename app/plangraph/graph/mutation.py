"""Where every mutation begins; each has a module of its own in `mutations/`."""

import strawberry

from plangraph.domain.viewer import Scope
from plangraph.graph.fields import DIRECT
from plangraph.graph.mutations.account_token_create import AccountTokenCreatePayload, account_token_create
from plangraph.graph.mutations.account_upsert import AccountUpsertPayload, account_upsert
from plangraph.graph.mutations.entitlement_set import EntitlementSetPayload, entitlement_set
from plangraph.graph.mutations.feature_upsert import FeatureUpsertPayload, feature_upsert
from plangraph.graph.mutations.metric_set import MetricSetPayload, metric_set, set_metric
from plangraph.graph.mutations.plan_annotate import PlanAnnotatePayload, plan_annotate

WRITE = {"scope": Scope.WRITE, "cost": 10}
ADMIN = {"scope": Scope.ADMIN, "cost": 10}


@strawberry.type(description="Everything that can be written. What a person got wrong is in `userErrors`.")
class Mutation:
    account_upsert: AccountUpsertPayload = strawberry.mutation(
        resolver=account_upsert, metadata=WRITE, description="Creates or updates an account. Needs scope write."
    )
    account_token_create: AccountTokenCreatePayload = strawberry.mutation(
        resolver=account_token_create,
        metadata=WRITE,
        description="Makes a key that reads plans, features and one account, for a browser. Needs scope write.",
    )
    metric_set: MetricSetPayload = strawberry.mutation(
        resolver=metric_set,
        metadata={**WRITE, DIRECT: set_metric},
        description="Sets a metric's value for an account. Needs scope write.",
    )
    feature_upsert: FeatureUpsertPayload = strawberry.mutation(
        resolver=feature_upsert, metadata=ADMIN, description="Creates or changes a feature. Needs scope admin."
    )
    entitlement_set: EntitlementSetPayload = strawberry.mutation(
        resolver=entitlement_set,
        metadata=ADMIN,
        description="Sets which variant of a feature a plan grants. Needs scope admin.",
    )
    plan_annotate: PlanAnnotatePayload = strawberry.mutation(
        resolver=plan_annotate,
        metadata=ADMIN,
        description="Writes down what a plan's vendor does not tell. Needs scope admin.",
    )
