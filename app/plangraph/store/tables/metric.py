"""Metrics: the value in force, and every value that was ever set.

Both name account and metric by key, since neither need exist before a value arrives.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from plangraph.store.tables import columns


class Metric(columns.Row, table=True):
    """The event with the latest time, kept by the writer; `event_id` says which."""

    __table_args__ = (UniqueConstraint("account_key", "key"), Index("metric_by_key", "key", "id"))

    id: int = columns.key()
    gid: str = columns.gid()
    account_key: str = columns.text()
    key: str = columns.text()
    value: int = columns.big()
    time: datetime = columns.time()
    event_id: int = columns.big()


class MetricEvent(columns.Row, table=True):
    __tablename__ = "metric_event"
    __table_args__ = (
        UniqueConstraint("account_key", "metric_key", "idempotency_key"),
        Index("metric_event_history", "metric_id", "time", "id"),
        Index("metric_event_received", "received_at", "id"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    uid: UUID = columns.uuid()
    metric_id: int = columns.to("metric.id", cascade=True)
    account_key: str = columns.text()
    metric_key: str = columns.text()
    value: int = columns.big()
    time: datetime = columns.time()
    received_at: datetime = columns.time()
    idempotency_key: str | None = columns.text()
    written_by: str | None = columns.text()
