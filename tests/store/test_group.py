"""Writes on SQLite that share a commit: who is answered when, and what one failing or leaving means to the others."""

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from plangraph.store.group import MOST, Group, Run


class Watched(sqlite3.Connection):
    """Counts commits, and holds one back while `gate` is closed."""

    commits = 0
    gate = threading.Event()
    failure: Exception | None = None

    def execute(self, text: str, *values: Any) -> sqlite3.Cursor:
        if text == "COMMIT":
            assert self.gate.wait(10)
            if self.failure:
                raise self.failure
            Watched.commits += 1
        return super().execute(text, *values)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    made = tmp_path / "group.db"
    with sqlite3.connect(made) as connection:
        connection.execute("create table word (text text unique)")
    connection.close()
    return made


def group_of(path: Path) -> Group:
    Watched.commits, Watched.failure = 0, None
    Watched.gate.set()

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Watched)

    return Group(connect, asyncio.Lock())


def adding(text: str) -> Any:
    def work(run: Run) -> str:
        run("insert into word values (:text)", {"text": text})
        return text

    return work


def words(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    found = {row[0] for row in connection.execute("select text from word")}
    connection.close()
    return found


@contextmanager
def held_back() -> Iterator[None]:
    Watched.gate.clear()
    try:
        yield
    finally:
        Watched.gate.set()


async def test_what_waits_is_committed_together(path: Path) -> None:
    group = group_of(path)

    with held_back():
        waiting = [asyncio.create_task(group.run(adding(str(n)))) for n in range(30)]
        await asyncio.sleep(0.1)
        answered = [task.done() for task in waiting]
        stored = words(path)
    answers = await asyncio.gather(*waiting)
    await group.close()

    assert not any(answered)
    assert stored == set()
    assert answers == [str(n) for n in range(30)]
    assert words(path) == set(answers)
    assert Watched.commits <= 2  # the first, and whatever came while it was under way


async def test_failure_of_one_is_its_own(path: Path) -> None:
    group = group_of(path)

    def half(run: Run) -> None:
        run("insert into word values ('half')", {})
        run("insert into word values ('same')", {})

    waiting: list[Awaitable[Any]] = [group.run(adding("same")), group.run(half), group.run(adding("last"))]
    first, failed, last = await asyncio.gather(*waiting, return_exceptions=True)
    await group.close()

    assert first == "same"
    assert last == "last"
    assert isinstance(failed, sqlite3.IntegrityError)
    assert words(path) == {"same", "last"}


async def test_commit_that_fails_is_told_to_all(path: Path) -> None:
    group = group_of(path)
    Watched.failure = sqlite3.OperationalError("database or disk is full")

    answers = await asyncio.gather(*(group.run(adding(str(n))) for n in range(3)), return_exceptions=True)
    Watched.failure = None
    again = await group.run(adding("again"))
    await group.close()

    assert [str(a) for a in answers] == ["database or disk is full"] * 3
    assert again == "again"
    assert words(path) == {"again"}


async def test_after_the_end_nobody_waits_for_ever(path: Path) -> None:
    group = group_of(path)
    await group.close()

    with pytest.raises(RuntimeError, match="shutdown"):
        await asyncio.wait_for(group.run(adding("late")), 5)


async def test_who_leaves_before_the_group_begins_writes_nothing(path: Path) -> None:
    group = group_of(path)

    with held_back():
        first = asyncio.create_task(group.run(adding("first")))
        await asyncio.sleep(0.05)
        leaving, staying = (asyncio.create_task(group.run(adding(text))) for text in ("leaving", "staying"))
        await asyncio.sleep(0.05)
        first.cancel()
        leaving.cancel()
        await asyncio.wait([first, leaving])
    assert await staying == "staying"
    await group.close()

    assert words(path) == {"first", "staying"}


async def test_others_of_the_process_get_their_turn(path: Path) -> None:
    turn = asyncio.Lock()
    group = group_of(path)
    group._turn = turn
    done: list[str] = []

    async def many() -> None:
        await asyncio.gather(*(group.run(adding(str(n))) for n in range(3 * MOST)))
        done.append("many")

    async def other() -> None:
        await asyncio.sleep(0)
        async with turn:
            done.append("other")

    await asyncio.gather(many(), other())
    await group.close()

    assert done == ["other", "many"]


async def test_two_processes_take_turns(path: Path) -> None:
    one, two = group_of(path), group_of(path)

    await asyncio.gather(*((one, two)[n % 2].run(adding(str(n))) for n in range(100)))
    await asyncio.gather(one.close(), two.close())

    assert len(words(path)) == 100
