"""Sets the value of a metric."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import strawberry

from plangraph.domain.errors import InvalidInput
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.enums import describe
from plangraph.graph.fields import KNOWN
from plangraph.graph.scalars import BigInt
from plangraph.graph.types.metric import Metric, MetricEvent
from plangraph.graph.types.user_error import INPUT, UserError, user_errors
from plangraph.services import metrics
from plangraph.store import tables
from plangraph.store.queries.metric_set import Outcome

Known = Mapping[str, Any] | None

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
    known: strawberry.Private[Mapping[str, Known]]

    @strawberry.field(
        description="The metric as it is now; null when the input was refused.",
        metadata={KNOWN: ("gid", "account_key", "key", "value", "time")},
    )
    def metric(self, info: strawberry.Info[Context, None]) -> Metric | None:
        gid = self.known["metric"] and self.known["metric"]["gid"]
        found: Metric | None = info.context.reader.related(info, tables.Metric.gid, gid)
        return found

    @strawberry.field(
        description="The value that was stored, now or when it was first sent; null when none was.",
        metadata={KNOWN: ("gid", "value", "time", "received_at", "idempotency_key")},
    )
    def event(self, info: strawberry.Info[Context, None]) -> MetricEvent | None:
        gid = self.known["event"] and self.known["event"]["gid"]
        found: MetricEvent | None = info.context.reader.related(info, tables.MetricEvent.gid, gid)
        return found


async def metric_set(info: strawberry.Info[Context, None], input: Annotated[MetricSetInput, INPUT]) -> MetricSetPayload:
    payload = await set_metric(info.context, input)
    info.context.reader.forget()
    return payload


async def set_metric(context: Context, input: MetricSetInput) -> MetricSetPayload:
    mutation_id = present(input.client_mutation_id)
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
        nothing: dict[str, Known] = {"metric": None, "event": None}
        wrong = user_errors(refused.errors)
        return MetricSetPayload(outcome=None, user_errors=wrong, client_mutation_id=mutation_id, known=nothing)
    return MetricSetPayload(
        outcome=done.outcome,
        user_errors=user_errors(done.errors),
        client_mutation_id=mutation_id,
        known={
            "metric": {
                "gid": done.metric,
                "account_key": input.account_key,
                "key": input.key,
                **done.current._asdict(),
            },
            "event": done.stored
            and {
                "gid": done.event,
                "idempotency_key": present(input.idempotency_key) or None,
                **done.stored._asdict(),
            },
        },
    )
