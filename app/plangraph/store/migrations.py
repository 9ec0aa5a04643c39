"""Brings a database to the newest form, forwards only, in a transaction and under a lock; or says how it stands."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, inspect, text

from plangraph import resources
from plangraph.store.engine import OLDEST_POSTGRES, Database, translated

_LOCK = 7_420_011  # any number, the same in every process


class DatabaseTooNew(Exception):
    """The database was migrated by a newer program."""


class DatabaseTooOld(Exception):
    """The server is older than what is supported."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`current` is None for an empty database; `known` tells whether this program has that revision."""

    current: str | None
    newest: str
    known: bool

    @property
    def up_to_date(self) -> bool:
        return self.current == self.newest


def newest() -> str:
    """The revision that this program's statements are written for."""
    return _revisions()[-1]


@cache
def _revisions() -> list[str]:
    """In order. A migration's file is named after its revision, so that Alembic is imported only to migrate."""
    found = sorted(path.name.partition("_")[0] for path in resources.MIGRATIONS.glob("versions/*.py"))
    if not found:
        raise RuntimeError(f"no migrations in {resources.MIGRATIONS}")
    return found


def refuse_newer(found: Standing) -> None:
    """Raises DatabaseTooNew."""
    if not found.known:
        raise DatabaseTooNew(
            f"the database is at revision {found.current}, which this program does not know; "
            f"it knows up to {found.newest}. Use the newer program that migrated it."
        )


async def standing(database: Database) -> Standing:
    with translated():
        async with database.reader.connect() as connection:
            return await connection.run_sync(_standing)


async def upgrade(database: Database) -> Standing:
    """Answers how the database stood before. Raises DatabaseTooNew, DatabaseTooOld."""
    with translated():
        async with database.writer.begin() as connection:
            return await connection.run_sync(_upgrade)


def _standing(connection: Connection) -> Standing:
    _check_server(connection)
    current = None
    if inspect(connection).has_table("alembic_version"):
        current = connection.execute(text("select version_num from alembic_version")).scalar_one_or_none()
    return Standing(current, newest(), current is None or current in _revisions())


def _upgrade(connection: Connection) -> Standing:
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    before = _standing(connection)
    refuse_newer(before)
    if not before.up_to_date:
        _migrate(connection)
    return before


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _check_server(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    version = int(connection.execute(text("show server_version_num")).scalar_one())
    if version < OLDEST_POSTGRES:
        raise DatabaseTooOld(f"PostgreSQL {OLDEST_POSTGRES // 10000} or newer is needed; this is {version // 10000}")
