"""Databases for tests: a PostgreSQL cluster of our own for the run, and fresh migrated databases on both kinds."""

import asyncio
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from plangraph.services.demo import load_demo
from plangraph.store.engine import open_database
from plangraph.store.migrations import upgrade

DEMO_DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def postgres_binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def postgres_cluster(*, durable: bool = False) -> Iterator[str]:
    """The URL, without a database name, of a server that lives as long as the block."""
    binaries = postgres_binaries()
    assert binaries is not None
    with tempfile.TemporaryDirectory(prefix="plangraph-pg-", ignore_cleanup_errors=True) as folder:
        place, prefix = Path(folder), _as_another_user(folder)
        port = free_port()
        run = subprocess.run
        initdb = [str(binaries / "initdb"), "-D", f"{place}/data", "-U", "plangraph", "-A", "trust", "-E", "UTF8"]
        run([*prefix, *initdb, "--no-sync"], check=True, capture_output=True)
        options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c max_connections=200"
        if not durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        control = [*prefix, str(binaries / "pg_ctl"), "-D", f"{place}/data", "-w"]
        run([*control, "-l", f"{place}/log", "-o", options, "start"], check=True, capture_output=True)
        try:
            yield f"postgresql://plangraph@127.0.0.1:{port}"
        finally:
            run([*control, "-m", "immediate", "stop"], check=False, capture_output=True)


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
