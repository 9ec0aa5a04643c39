"""Fixtures that every folder shares; what a test needs beyond them stands beside it."""

import asyncio
import itertools
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from plangraph.store.engine import Database, open_database
from tests import databases
from tests.served import Served, serving

_number = itertools.count()


def missing(what: str) -> None:
    """A tool that is not there skips a test loudly; in continuous integration it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing: install it to run this test")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    databases.migrate(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server with a migrated database `template`."""
    if databases.postgres_binaries() is None:
        missing("PostgreSQL")
    with databases.postgres_cluster() as url:
        databases.create(url, "template")
        databases.migrate(f"{url}/template")
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / f"test{next(_number)}.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def emptied() -> list[str]:
    """PostgreSQL databases that earlier tests are done with, empty again: to make one takes most of a test's time."""
    return []


@pytest.fixture(scope="session")
def postgres_form(postgres_server: str) -> str:
    return asyncio.run(databases.form(f"{postgres_server}/template"))


@pytest.fixture
async def postgres_url(postgres_server: str, postgres_form: str, emptied: list[str]) -> AsyncIterator[str]:
    if emptied:
        url = emptied.pop()
    else:
        name = f"test{next(_number)}"
        url = f"{postgres_server}/{name}"
        connection = await asyncpg.connect(f"{postgres_server}/postgres")
        await connection.execute(f"create database {name} template template")
        await connection.close()
    yield url
    if await databases.emptied(url, postgres_form):
        emptied.append(url)


@pytest.fixture(scope="session")
def sqlite_demo_template(sqlite_template: Path) -> Path:
    path = sqlite_template.with_name("demo.db")
    shutil.copy(sqlite_template, path)
    databases.fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_demo_template(postgres_server: str) -> str:
    databases.create(postgres_server, "demo template template")
    databases.fill(f"{postgres_server}/demo")
    return postgres_server


@pytest.fixture(params=["sqlite", "postgresql"])
def demo_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind with the demo, loaded at `databases.DEMO_DAY`."""
    if request.param == "sqlite":
        path = tmp_path / f"demo{next(_number)}.db"
        shutil.copy(request.getfixturevalue("sqlite_demo_template"), path)
        return f"sqlite:///{path}"
    server: str = request.getfixturevalue("postgres_demo_template")
    name = f"demo{next(_number)}"
    databases.create(server, f"{name} template demo")
    return f"{server}/{name}"


@pytest.fixture
async def demo(demo_url: str) -> AsyncIterator[Database]:
    opened = open_database(demo_url)
    yield opened
    await opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated, empty database of each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Served]:
    """The real server on a fresh database of each kind, with a key of each scope."""
    with serving(database_url, tmp_path) as running:
        yield running


@pytest.fixture
def counted() -> Callable[[Database], "Statements"]:
    """Counts the SQL statements of a database from here on."""
    return Statements


class Statements:
    def __init__(self, database: Database) -> None:
        from sqlalchemy import event

        self.texts: list[str] = []
        for engine in {id(e): e for e in (database.reader, database.writer)}.values():
            event.listen(engine.sync_engine, "before_cursor_execute", self._note)

    def _note(self, _: object, __: object, text: str, *_rest: object) -> None:
        if not text.startswith("BEGIN"):
            self.texts.append(text)

    def take(self) -> list[str]:
        """The texts since the last call."""
        taken, self.texts = self.texts, []
        return taken
