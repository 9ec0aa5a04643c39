"""Where every mutation begins; each has a module of its own in `mutations/`."""

import strawberry

from plangraph.domain.viewer import Scope
from plangraph.graph.mutations.account_upsert import AccountUpsertPayload, account_upsert
from plangraph.graph.mutations.metric_set import MetricSetPayload, metric_set

WRITE = {"scope": Scope.WRITE, "cost": 10}
ADMIN = {"scope": Scope.ADMIN, "cost": 10}


@strawberry.type(description="Everything that can be written. What a person got wrong is in `userErrors`.")
class Mutation:
    account_upsert: AccountUpsertPayload = strawberry.mutation(
        resolver=account_upsert, metadata=WRITE, description="Creates or updates an account. Needs scope write."
    )
    metric_set: MetricSetPayload = strawberry.mutation(
        resolver=metric_set, metadata=WRITE, description="Sets a metric's value for an account. Needs scope write."
    )
