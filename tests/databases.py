"""Databases for tests: a PostgreSQL cluster of our own for the run, and fresh migrated databases on both kinds."""

import asyncio
import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

import asyncpg
from sqlmodel import SQLModel

from plangraph.services.demo import load_demo
from plangraph.store.engine import open_database
from plangraph.store.migrations import upgrade

_ENOUGH = 8 << 30  # bytes
DEMO_DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def postgres_binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return versions[-1].parent if versions else None


@dataclass(frozen=True)
class Cluster:
    """`url` has no database name. It can be stopped and started again while a test runs."""

    url: str
    control: Sequence[str]
    options: str
    log: Path

    def start(self) -> None:
        run([*self.control, "-l", str(self.log), "-o", self.options, "start"], check=True, capture_output=True)

    def stop(self, how: str = "immediate") -> None:
        run([*self.control, "-m", how, "stop"], check=False, capture_output=True)


@contextmanager
def postgres_cluster(*, durable: bool = False) -> Iterator[str]:
    """The URL, without a database name, of a server that lives as long as the block."""
    with controlled_cluster(durable=durable) as cluster:
        yield cluster.url


@contextmanager
def controlled_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    binaries = postgres_binaries()
    assert binaries is not None
    where = None if durable else _memory()
    with tempfile.TemporaryDirectory(prefix="plangraph-pg-", dir=where, ignore_cleanup_errors=True) as folder:
        place, prefix = Path(folder), _as_another_user(folder)
        port = free_port()
        initdb = [str(binaries / "initdb"), "-D", f"{place}/data", "-U", "plangraph", "-A", "trust", "-E", "UTF8"]
        run([*prefix, *initdb, "--no-sync"], check=True, capture_output=True)
        options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c max_connections=200"
        if not durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        control = [*prefix, str(binaries / "pg_ctl"), "-D", f"{place}/data", "-w"]
        cluster = Cluster(f"postgresql://plangraph@127.0.0.1:{port}", control, options, place / "log")
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


def _memory() -> str | None:
    """Where files are kept in memory, if there is plenty: to make a database takes a third of the time there."""
    place = Path("/dev/shm")  # noqa: S108 (the folder in it is made for us alone)
    return str(place) if place.is_dir() and shutil.disk_usage(place).free > _ENOUGH else None


def _as_another_user(folder: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.name == "nt" or os.getuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def create(server: str, name: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(f"{server}/postgres")
        await connection.execute(f"create database {name}")
        await connection.close()

    asyncio.run(run())


async def form(url: str) -> str:
    """What a test may change of a PostgreSQL database beside its rows: relations, columns, version, settings."""
    connection = await asyncpg.connect(url)
    found: str = await connection.fetchval(_FORM)
    await connection.close()
    return found


async def emptied(url: str, wanted: str) -> bool:
    """Deletes all rows and lets numbers start again; False when the form is another one or someone still uses it."""
    try:
        connection = await asyncpg.connect(url)
    except (OSError, asyncpg.PostgresError):
        return False
    try:
        return await _alone(connection) and await connection.fetchval(_FORM) == wanted and await _empty(connection)
    except asyncpg.PostgresError:
        return False
    finally:
        await connection.close()


async def _alone(connection: asyncpg.Connection) -> bool:
    """A server takes a moment to see that a client has gone."""
    for _ in range(10):
        if not await connection.fetchval(_OTHERS):
            return True
        await asyncio.sleep(0.02)
    return False


async def _empty(connection: asyncpg.Connection) -> bool:
    names = [table.name for table in SQLModel.metadata.sorted_tables if table.name != "data_version"]
    held = " union all ".join(f"select '{n}' where exists (select from \"{n}\")" for n in names)
    await connection.execute("set lock_timeout = '1s'; set session_replication_role = replica")
    for row in await connection.fetch(held):
        await connection.execute(f'delete from "{row[0]}"')
    await connection.execute(_NUMBERS_FROM_ONE)
    return True


_OTHERS = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
"""
_FORM = """
select (select string_agg(version_num, ',') from alembic_version) || ' ' ||
  (select string_agg(relname || relnatts, ',' order by relname) from pg_class
   where relnamespace = 'public'::regnamespace) || ' ' ||
  (select count(*) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
             where d.datname = current_database())
"""
_NUMBERS_FROM_ONE = """
select setval(quote_ident(sequencename), 1, false) from pg_sequences
where schemaname = 'public' and last_value is not null
"""


def fill(url: str) -> None:
    """Loads the demo as of DEMO_DAY."""

    async def run() -> None:
        database = open_database(url)
        await load_demo(database, DEMO_DAY)
        await database.close()

    asyncio.run(run())
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def migrate(url: str) -> None:
    async def run() -> None:
        database = open_database(url)
        await upgrade(database)
        await database.close()

    asyncio.run(run())
