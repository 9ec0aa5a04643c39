"""Runs of a sync and their lock."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update

from plangraph.domain.plan import Vendor
from plangraph.store import tables
from plangraph.store.engine import Database
from plangraph.store.queries.bulk import insert_new, set_rows, table_of
from plangraph.store.tables import SyncState
from plangraph.store.write import Connection

_SYNC, _LOCK, _PLAN = table_of(tables.Sync), table_of(tables.SyncLock), table_of(tables.Plan)


class Holder(NamedTuple):
    holder: str
    taken_at: datetime
    expires_at: datetime


class Known(NamedTuple):
    """A plan of the vendor that is stored here."""

    number: int
    name: str
    synced_at: datetime | None
    removed_at: datetime | None


async def holder(connection: Connection, vendor: Vendor) -> Holder | None:
    columns = (_LOCK.c.holder, _LOCK.c.taken_at, _LOCK.c.expires_at)
    row = (await connection.execute(select(*columns).where(_LOCK.c.vendor == vendor))).first()
    return None if row is None else Holder(*row)


async def take(
    connection: Connection, vendor: Vendor, name: str, now: datetime, ends: datetime, dead: str | None
) -> bool:
    """Whether the lock is ours now: it was free, its time was up, or its holder is known to be `dead`."""
    statement = (
        insert_new(connection, _LOCK)
        .values(vendor=vendor, holder=name, taken_at=now, expires_at=ends)
        .on_conflict_do_update(
            index_elements=["vendor"],
            set_={"holder": name, "taken_at": now, "expires_at": ends},
            where=or_(_LOCK.c.expires_at <= now, _LOCK.c.holder == (dead or name)),
        )
        .returning(_LOCK.c.id)
    )
    return (await connection.execute(statement)).first() is not None


async def keep(connection: Connection, vendor: Vendor, name: str, ends: datetime) -> bool:
    """Moves the end of our lock on; False when somebody else has it by now."""
    statement = update(_LOCK).where(_LOCK.c.vendor == vendor, _LOCK.c.holder == name).values(expires_at=ends)
    return bool((await connection.execute(statement)).rowcount)


async def release(connection: Connection, vendor: Vendor, name: str, now: datetime) -> None:
    await keep(connection, vendor, name, now - timedelta(seconds=1))


async def begin(
    connection: Connection, vendor: Vendor, uuid: UUID, name: str, now: datetime, since: datetime
) -> datetime:
    """A new run. Runs that never ended are marked; one that began after `since` is gone on with.

    Answers from when on what is stored counts as done.
    """
    running = select(_SYNC.c.id, _SYNC.c.continues_from).where(
        _SYNC.c.vendor == vendor, _SYNC.c.state == SyncState.RUNNING
    )
    left = (await connection.execute(running.order_by(_SYNC.c.id))).all()
    ended = [{"id": row[0], "state": SyncState.INTERRUPTED, "finished_at": now} for row in left]
    await set_rows(connection, _SYNC, ended)
    start: datetime = left[-1][1] if left and left[-1][1] >= since else now
    await connection.execute(
        insert(_SYNC).values(
            uuid=uuid,
            vendor=vendor,
            state=SyncState.RUNNING,
            holder=name,
            started_at=now,
            continues_from=start,
            skipped="[]",
            **dict.fromkeys(COUNTS, 0),
        )
    )
    return start


COUNTS = (
    "plans_seen",
    "plans_created",
    "plans_changed",
    "plans_removed",
    "customers_created",
    "customers_changed",
    "customer_plans_created",
    "customer_plans_changed",
    "customer_plans_removed",
)


async def note(connection: Connection, uuid: UUID, values: Mapping[str, Any]) -> None:
    await connection.execute(update(_SYNC).where(_SYNC.c.uuid == uuid).values(**values))


async def known(database: Database, vendor: Vendor) -> dict[UUID, Known]:
    columns = (_PLAN.c.uuid, _PLAN.c.id, _PLAN.c.name, _PLAN.c.synced_at, _PLAN.c.removed_at)
    rows = await database.rows(select(*columns).where(_PLAN.c.vendor == vendor).order_by(_PLAN.c.id))
    return {row[0]: Known(*row[1:]) for row in rows}


async def remove_plans(connection: Connection, numbers: Sequence[int], now: datetime) -> None:
    await set_rows(connection, _PLAN, [{"id": n, "removed_at": now, "updated_at": now} for n in numbers])


class Run(NamedTuple):
    """A run as `plangraph sync status` shows it; `skipped` is JSON text."""

    vendor: Vendor
    state: SyncState
    holder: str
    started_at: datetime
    finished_at: datetime | None
    plans_seen: int
    plans_created: int
    plans_changed: int
    plans_removed: int
    customers_created: int
    customers_changed: int
    customer_plans_created: int
    customer_plans_changed: int
    customer_plans_removed: int
    skipped: str
    error: str | None


async def runs(database: Database, limit: int) -> list[Run]:
    """The latest runs, newest first."""
    columns = [_SYNC.c[name] for name in Run._fields]
    rows = await database.rows(select(*columns).order_by(_SYNC.c.id.desc()).limit(limit))
    return [Run(*row) for row in rows]


async def last_done(database: Database) -> dict[Vendor, datetime]:
    """When the last sync that came to its end began, runs that it went on with included: data is as new as that."""
    begun = select(_SYNC.c.vendor, func.max(_SYNC.c.continues_from)).where(_SYNC.c.state == SyncState.DONE)
    return {row[0]: row[1] for row in await database.rows(begun.group_by(_SYNC.c.vendor))}


async def current_holder(database: Database, vendor: Vendor, now: datetime) -> Holder | None:
    columns = (_LOCK.c.holder, _LOCK.c.taken_at, _LOCK.c.expires_at)
    rows = await database.rows(select(*columns).where(_LOCK.c.vendor == vendor, _LOCK.c.expires_at > now))
    return Holder(*rows[0]) if rows else None
