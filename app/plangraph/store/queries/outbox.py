"""Writes that wait for Kickplan: added with the write itself, read in order for each account."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, insert, or_, select, update

from plangraph.domain import times
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.engine import Database
from plangraph.store.queries import json_text
from plangraph.store.queries.bulk import insert_new, set_rows, table_of
from plangraph.store.queries.metrics import NewEvent
from plangraph.store.tables import OutboxKind, OutboxState
from plangraph.store.write import Connection

_ENTRY, _LOCK = table_of(tables.OutboxEntry), table_of(tables.OutboxLock)
_NAME = "kickplan"


class Entry(NamedTuple):
    """`body` is JSON text."""

    id: int
    uuid: UUID
    account_key: str
    kind: OutboxKind
    body: str
    state: OutboxState
    attempts: int
    next_attempt_at: datetime
    last_error: str | None
    inserted_at: datetime
    delivered_at: datetime | None


_COLUMNS = [_ENTRY.c[name] for name in Entry._fields]


async def add_account(connection: Connection, account_key: str, body: Mapping[str, Any], now: datetime) -> None:
    await connection.execute(insert(_ENTRY).values(**_entry(uuid4(), account_key, OutboxKind.ACCOUNT, dict(body), now)))


def metric_entry(event: NewEvent, now: datetime) -> dict[str, Any]:
    """Column by column. A metric without an idempotency key gets one, so that sending it twice stores it once."""
    uuid = uuid4()
    body = {
        "key": event.metric_key,
        "value": event.value,
        "account_key": event.account_key,
        "idempotency_key": event.idempotency_key or str(uuid),
        "time": times.print_time(event.time),
    }
    return _entry(uuid, event.account_key, OutboxKind.METRIC, body, now)


def _entry(uuid: UUID, account_key: str, kind: OutboxKind, body: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "account_key": account_key,
        "kind": kind,
        "body": json_text.text(body),
        "state": OutboxState.PENDING,
        "attempts": 0,
        "next_attempt_at": now,
        "inserted_at": now,
    }


async def due_accounts(database: Database, now: datetime, limit: int) -> list[str]:
    """Accounts whose oldest waiting entry may be sent now, the oldest first."""
    oldest = (
        select(func.min(_ENTRY.c.id).label("id"))
        .where(_ENTRY.c.state == OutboxState.PENDING)
        .group_by(_ENTRY.c.account_key)
        .subquery()
    )
    statement = (
        select(_ENTRY.c.account_key)
        .join(oldest, oldest.c.id == _ENTRY.c.id)
        .where(_ENTRY.c.next_attempt_at <= now)
        .order_by(_ENTRY.c.id)
        .limit(limit)
    )
    return [row[0] for row in await database.rows(statement)]


async def waiting(database: Database, account_key: str, limit: int) -> list[Entry]:
    """An account's waiting entries in order."""
    own = (_ENTRY.c.state == OutboxState.PENDING, _ENTRY.c.account_key == account_key)
    rows = await database.rows(select(*_COLUMNS).where(*own).order_by(_ENTRY.c.id).limit(limit))
    return [Entry(*row) for row in rows]


async def entries(database: Database, state: OutboxState | None, limit: int) -> list[Entry]:
    """The newest entries of a state, or of all."""
    statement = select(*_COLUMNS).order_by(_ENTRY.c.id.desc()).limit(limit)
    if state is not None:
        statement = statement.where(_ENTRY.c.state == state)
    return [Entry(*row) for row in await database.rows(statement)]


async def counts(database: Database) -> dict[OutboxState, int]:
    rows = await database.rows(select(_ENTRY.c.state, func.count()).group_by(_ENTRY.c.state))
    return dict.fromkeys(OutboxState, 0) | {row[0]: row[1] for row in rows}


async def delivered(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    rows = [{"id": n, "state": OutboxState.DELIVERED, "delivered_at": now, "last_error": None} for n in ids]
    await set_rows(connection, _ENTRY, rows)


async def failed(
    connection: Connection, entry: Entry, state: OutboxState, next_attempt_at: datetime, error: str
) -> None:
    values = {"state": state, "attempts": entry.attempts + 1, "next_attempt_at": next_attempt_at, "last_error": error}
    await connection.execute(update(_ENTRY).where(_ENTRY.c.id == entry.id).values(**values))


async def revive(connection: Connection, uuids: Sequence[UUID] | None, now: datetime) -> int:
    """Dead entries wait again, with all their attempts before them; None for all of them. Answers how many."""
    values = {"state": OutboxState.PENDING, "attempts": 0, "next_attempt_at": now}
    statement = update(_ENTRY).where(_ENTRY.c.state == OutboxState.DEAD).values(**values)
    given: dict[str, Any] = {}
    if uuids is not None:
        statement = statement.where(OneOf(_ENTRY.c.uuid, bound_list("values", _ENTRY.c.uuid.type)))
        given = {"values": list(uuids)}
    return int((await connection.execute(statement, given)).rowcount)


async def take(connection: Connection, holder: str, now: datetime, ends: datetime) -> str | None:
    """None when we deliver from now on, else who does."""
    statement = (
        insert_new(connection, _LOCK)
        .values(name=_NAME, holder=holder, expires_at=ends)
        .on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": holder, "expires_at": ends},
            where=or_(_LOCK.c.expires_at <= now, _LOCK.c.holder == holder),
        )
        .returning(_LOCK.c.id)
    )
    if (await connection.execute(statement)).first() is not None:
        return None
    found = (await connection.execute(select(_LOCK.c.holder).where(_LOCK.c.name == _NAME))).scalar()
    return str(found)


async def release(connection: Connection, holder: str, now: datetime) -> None:
    own = (_LOCK.c.name == _NAME, _LOCK.c.holder == holder)
    await connection.execute(update(_LOCK).where(*own).values(expires_at=now))
