"""Runs of a sync from a vendor, and the lock that keeps two from running at once."""

from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import UniqueConstraint

from plangraph.domain.plan import Vendor
from plangraph.store.tables import columns


class SyncState(Enum):
    """INTERRUPTED: ended without saying so; the next run goes on where it stopped."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Sync(columns.Row, table=True):
    """`skipped` is a JSON array of `{"id", "name", "reason"}`: plans that the model cannot express.

    `continues_from`: the start of the first of the interrupted runs that this one goes on with; what was stored since
    then is not fetched again.
    """

    id: int = columns.key()
    uuid: UUID = columns.uuid()
    vendor: Vendor = columns.one_of(Vendor)
    state: SyncState = columns.one_of(SyncState)
    holder: str = columns.text()
    started_at: datetime = columns.time()
    continues_from: datetime = columns.time()
    finished_at: datetime | None = columns.time()
    plans_seen: int
    plans_created: int
    plans_changed: int
    plans_removed: int
    customers_created: int
    customers_changed: int
    customer_plans_created: int
    customer_plans_changed: int
    customer_plans_removed: int
    skipped: str = columns.json()
    error: str | None = columns.text()


class SyncLock(columns.Row, table=True):
    """`expires_at` is moved on while the holder works."""

    __tablename__ = "sync_lock"
    __table_args__ = (UniqueConstraint("vendor"),)

    id: int = columns.key()
    vendor: Vendor = columns.one_of(Vendor)
    holder: str = columns.text()
    taken_at: datetime = columns.time()
    expires_at: datetime = columns.time()
