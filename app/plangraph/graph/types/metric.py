"""Metrics: the value in force and its history."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import select, type_coerce
from sqlalchemy.types import Boolean
from sqlmodel import col

from plangraph.graph.conditions import begins, equals, where
from plangraph.graph.connection import Connection, Node
from plangraph.graph.fields import column, connection, expression, one, resolved
from plangraph.graph.orders import order_by
from plangraph.graph.scalars import BigInt
from plangraph.graph.types.metric_series import MetricPoint, metric_series
from plangraph.services.series import Aggregate, Bucket
from plangraph.store import tables
from plangraph.store.types import UtcDateTime

if TYPE_CHECKING:
    from plangraph.graph.types.account import Account


def _is_current() -> Any:
    metric, event = tables.Metric, tables.MetricEvent
    current = (
        select(col(metric.event_id)).where(col(metric.id) == col(event.metric_id)).correlate(event).scalar_subquery()
    )
    return type_coerce(col(event.id) == current, Boolean())


@strawberry.type(description="One value that was set.")
class MetricEvent(Node):
    value: BigInt = column(tables.MetricEvent.value, description="The value.")
    time: datetime = column(tables.MetricEvent.time, description="The instant from which it is meant.")
    received_at: datetime = column(tables.MetricEvent.received_at, description="When it arrived here.")
    idempotency_key: str | None = column(
        tables.MetricEvent.idempotency_key, description="The caller's own name for it; a replay stores nothing."
    )
    current: bool = expression(_is_current(), description="Whether it is the value in force.")
    metric: Annotated["Metric", strawberry.lazy("plangraph.graph.types.metric")] = one(
        tables.MetricEvent.metric_id, description="The metric that was set."
    )


@strawberry.input
class MetricHistoryArguments:
    """The arguments of Metric.history."""

    from_: datetime | None = where(
        lambda binds: col(tables.MetricEvent.time) >= binds["value"],
        UtcDateTime(),
        name="from",
        description="Only from this instant on.",
    )
    to: datetime | None = where(
        lambda binds: col(tables.MetricEvent.time) < binds["value"],
        UtcDateTime(),
        description="Only before this instant.",
    )


@strawberry.type(description="A number that is set for an account: the value with the latest time is in force.")
class Metric(Node):
    account: Annotated["Account", strawberry.lazy("plangraph.graph.types.account")] | None = one(
        tables.Metric.account_key, to=tables.Account.key, description="The account; null while it does not exist here."
    )
    account_key: str = column(tables.Metric.account_key, description="The account's key.")
    key: str = column(tables.Metric.key, description="The metric's key.")
    value: BigInt = column(tables.Metric.value, description="The value in force.")
    time: datetime = column(tables.Metric.time, description="The instant from which it is meant.")
    history: Connection[MetricEvent] = connection(
        tables.MetricEvent.metric_id,
        arguments=MetricHistoryArguments,
        default=order_by(tables.MetricEvent.time),
        descending=True,
        description="Every value that was set, latest time first.",
    )
    series: list[MetricPoint] = resolved(
        metric_series,
        key=tables.Metric.id,
        arguments={
            "from_": (datetime, strawberry.UNSET, "From this instant on."),
            "to": (datetime, strawberry.UNSET, "Before this instant."),
            "every": (Bucket, strawberry.UNSET, "How long a step is."),
            "time_zone": (str, "UTC", "Whose calendar the steps follow: an IANA name such as `Europe/Berlin`."),
            "aggregate": (Aggregate, Aggregate.LAST, "What a step tells of its values."),
        },
        description="The value over time in at most 1,000 steps; the one in force is carried over gaps.",
    )


@strawberry.input
class MetricsArguments:
    """The arguments of Query.metrics."""

    account_key: str | None = equals(tables.Metric.account_key, description="Of this account.")
    key: str | None = equals(tables.Metric.key, description="With this key.")
    search: str | None = begins(tables.Metric.key, description="With a key that begins so, as it is written.")
