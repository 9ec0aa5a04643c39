"""Keys and page sessions in the database. They are no one's data but the service's own, so no viewer narrows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain.viewer import Scope
from plangraph.store import tables
from plangraph.store.engine import Database


class Key(NamedTuple):
    """A key as it may be shown, and the hash that its token must have."""

    id: int
    prefix: str
    hash: str
    name: str
    scope: Scope
    account_key: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def valid(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


class NewKey(NamedTuple):
    prefix: str
    hash: str
    name: str
    scope: Scope
    account_key: str | None
    created_at: datetime
    expires_at: datetime | None


_KEY = tables.ApiKey.__table__.c  # type: ignore[attr-defined]  # SQLModel does not type it
_SESSION = tables.Session.__table__.c  # type: ignore[attr-defined]  # SQLModel does not type it
_ACCOUNT = tables.Account.__table__.c  # type: ignore[attr-defined]  # SQLModel does not type it
_COLUMNS = [_KEY[name] for name in Key._fields]


async def all_keys(database: Database) -> list[Key]:
    """Newest first."""
    return _keys(await database.rows(select(*_COLUMNS).order_by(_KEY.created_at.desc(), _KEY.id.desc())))


async def by_prefix(database: Database, prefix: str) -> Key | None:
    return _one(await database.rows(select(*_COLUMNS).where(_KEY.prefix == prefix)))


async def of_session(database: Database, hashed: str, now: datetime) -> tuple[Key, datetime] | None:
    """The key behind a session that has not expired, with the session's own end."""
    statement = (
        select(*_COLUMNS, _SESSION.expires_at)
        .join(tables.Session, _SESSION.api_key_id == _KEY.id)
        .where(_SESSION.hash == hashed, _SESSION.expires_at > now)
    )
    rows = await database.rows(statement)
    return (_keys(rows)[0], rows[0][-1]) if rows else None


async def add(connection: AsyncConnection, row: NewKey) -> None:
    await connection.execute(insert(tables.ApiKey).values(**row._asdict()))


async def add_account_token(connection: AsyncConnection, row: NewKey) -> bool:
    """False, and nothing stored, when there is no such account. Such tokens come by the thousand: the dead go now."""
    account = await connection.execute(select(_ACCOUNT.id).where(_ACCOUNT.key == row.account_key))
    if account.first() is None:
        return False
    await connection.execute(
        delete(tables.ApiKey).where(_KEY.scope == Scope.ACCOUNT, _KEY.expires_at <= row.created_at)
    )
    await add(connection, row)
    return True


async def revoke(connection: AsyncConnection, prefix: str, now: datetime) -> bool:
    """False when no key has that prefix; revoking again keeps the first time."""
    known = await connection.execute(select(_KEY.id).where(_KEY.prefix == prefix))
    if known.first() is None:
        return False
    unrevoked = and_(_KEY.prefix == prefix, _KEY.revoked_at.is_(None))
    await connection.execute(update(tables.ApiKey).where(unrevoked).values(revoked_at=now))
    return True


async def prune(connection: AsyncConnection, now: datetime, name: str) -> int:
    """Deletes expired account tokens, expired keys of that name and expired sessions; answers how many keys went."""
    short_lived = or_(_KEY.scope == Scope.ACCOUNT, _KEY.name == name)
    gone = await connection.execute(delete(tables.ApiKey).where(short_lived, _KEY.expires_at <= now))
    await connection.execute(delete(tables.Session).where(_SESSION.expires_at <= now))
    return gone.rowcount


async def add_session(
    connection: AsyncConnection, *, hashed: str, key_id: int, now: datetime, expires_at: datetime
) -> None:
    values = {"hash": hashed, "api_key_id": key_id, "created_at": now, "expires_at": expires_at}
    await connection.execute(insert(tables.Session).values(**values))


async def end_session(connection: AsyncConnection, hashed: str) -> None:
    await connection.execute(delete(tables.Session).where(_SESSION.hash == hashed))


def _keys(rows: Sequence[Sequence[Any]]) -> list[Key]:
    return [Key(*row[: len(_COLUMNS)]) for row in rows]


def _one(rows: Sequence[Sequence[Any]]) -> Key | None:
    return _keys(rows)[0] if rows else None
