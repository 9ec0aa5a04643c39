"""Sets the value of a metric."""

from datetime import datetime
from typing import Annotated

import strawberry

from plangraph.domain.errors import InvalidInput
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.enums import describe
from plangraph.graph.scalars import BigInt
from plangraph.graph.types.metric import Metric, MetricEvent
from plangraph.graph.types.user_error import INPUT, UserError, user_errors
from plangraph.services import metrics
from plangraph.store import tables
from plangraph.store.queries.metric_set import Outcome

describe(
    Outcome,
    "What became of a value.",
    as_="MetricSetOutcome",
    APPLIED="Stored, and in force now.",
    REPLAYED="The idempotency key was used before with the same value: nothing was stored again.",
    CONFLICT="The idempotency key was used before with another value: nothing was stored.",
    SUPERSEDED="Stored in the history, but a value with a later time is in force.",
)


@strawberry.input(description="A value to set.")
class MetricSetInput:
    key: str = strawberry.field(description="The metric's key; it need not exist.")
    value: BigInt = strawberry.field(description="The value.")
    account_key: str = strawberry.field(description="The account's key; it need not exist.")
    idempotency_key: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="A name of your own for this value: sent again with it, nothing is stored twice.",
    )
    time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="From when the value counts; now, unless given."
    )
    client_mutation_id: str | None = strawberry.field(
        default=strawberry.UNSET, description="Comes back in the payload."
    )


@strawberry.type(description="What became of a value.")
class MetricSetPayload:
    outcome: Outcome | None = strawberry.field(description="What became of it; null when the input was refused.")
    user_errors: list[UserError] = strawberry.field(description="What was wrong; then nothing was stored.")
    client_mutation_id: str | None = strawberry.field(description="What the input said.")
    metric_id: strawberry.Private[str | None]
    event_id: strawberry.Private[str | None]

    @strawberry.field(description="The metric as it is now; null when the input was refused.")
    def metric(self, info: strawberry.Info[Context, None]) -> Metric | None:
        found: Metric | None = info.context.reader.related(info, tables.Metric.gid, self.metric_id)
        return found

    @strawberry.field(description="The value that was stored, now or when it was first sent; null when none was.")
    def event(self, info: strawberry.Info[Context, None]) -> MetricEvent | None:
        found: MetricEvent | None = info.context.reader.related(info, tables.MetricEvent.gid, self.event_id)
        return found


async def metric_set(info: strawberry.Info[Context, None], input: Annotated[MetricSetInput, INPUT]) -> MetricSetPayload:
    context = info.context
    try:
        done = await metrics.set_metric(
            context.database,
            context.viewer,
            key=input.key,
            value=input.value,
            account_key=input.account_key,
            idempotency_key=present(input.idempotency_key),
            time=present(input.time),
            now=context.now,
        )
    except InvalidInput as refused:
        wrong = user_errors(refused.errors)
        return MetricSetPayload(
            outcome=None,
            user_errors=wrong,
            client_mutation_id=present(input.client_mutation_id),
            metric_id=None,
            event_id=None,
        )
    context.reader.forget()
    return MetricSetPayload(
        outcome=done.outcome,
        user_errors=user_errors(done.errors),
        client_mutation_id=present(input.client_mutation_id),
        metric_id=done.metric,
        event_id=done.event,
    )
