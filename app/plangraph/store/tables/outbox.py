"""Writes that go on to Kickplan: committed with the write itself, delivered afterwards in order for each account."""

from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import Index

from plangraph.store.tables import columns


class OutboxKind(Enum):
    """Which of the vendor's endpoints it goes to."""

    ACCOUNT = "account"
    METRIC = "metric"


class OutboxState(Enum):
    """PENDING waits for its turn or its next attempt; DEAD was refused or failed too often and waits for a person."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"


class OutboxEntry(columns.Row, table=True):
    """`body` is the JSON that is sent; `uuid` is the idempotency key of a metric that came without one."""

    __tablename__ = "outbox_entry"
    __table_args__ = (
        Index("outbox_entry_waiting", "state", "account_key", "id"),
        Index("outbox_entry_by_state", "state", "id"),
    )

    id: int = columns.key()
    uuid: UUID = columns.uuid()
    account_key: str = columns.text()
    kind: OutboxKind = columns.one_of(OutboxKind)
    body: str = columns.json()
    state: OutboxState = columns.one_of(OutboxState)
    attempts: int
    next_attempt_at: datetime = columns.time()
    last_error: str | None = columns.text()
    inserted_at: datetime = columns.time()
    delivered_at: datetime | None = columns.time()


class OutboxLock(columns.Row, table=True):
    """Which process delivers; the row with `name` is taken over when its time is up."""

    __tablename__ = "outbox_lock"

    id: int = columns.key()
    name: str = columns.text(unique=True)
    holder: str = columns.text()
    expires_at: datetime = columns.time()
