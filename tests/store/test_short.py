"""Where a statement of SQLite's is run: here if it is short, else in the thread, with the same answer."""

import sqlite3
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from plangraph.store.reads import Failed
from plangraph.store.reads_sqlite import SqliteReads
from plangraph.store.short import Short
from plangraph.store.statement import Statement

FEW, MANY = 10, 200_000


def statement(text: str, *names: str) -> Statement:
    return Statement(text, None, dict.fromkeys(names), {}, (), frozenset(), frozenset())


def counting() -> Statement:
    """Answers with the number of its steps, so to say."""
    rows = "with recursive n(i) as (select 1 union all select i + 1 from n where i < :most) "
    return statement(rows + "select cast(count(*) as blob) from n", "most")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "short.db"
    connection = sqlite3.connect(path)
    connection.executescript("pragma journal_mode=wal; create table told (word text); insert into told values ('one')")
    connection.close()
    return path


class Watched(SqliteReads):
    """Counts what the thread is given."""

    handed = 0

    async def _do(self, work: Any, own: Any = None) -> Any:
        self.handed += 1
        return await super()._do(work, own)


@pytest.fixture
async def reads(file: Path) -> AsyncIterator[Watched]:
    found = Watched(str(file))
    found._short.seconds = 60  # so that what is short is decided by its steps, however busy the machine
    yield found
    await found.close()


async def test_what_the_thread_found_short_is_run_here(reads: Watched) -> None:
    one = counting()
    noted: list[None] = []
    reads.noted = partial(noted.append, None)

    answers = [await reads.answer(one, {"most": FEW}) for _ in range(5)]

    assert answers == [b"10"] * 5
    assert (reads.handed, len(noted)) == (1, 5)


async def test_what_turns_out_to_be_long_is_left_to_the_thread_for_a_while(reads: Watched) -> None:
    one = counting()
    for _ in range(2):
        await reads.answer(one, {"most": FEW})

    assert await reads.answer(one, {"most": MANY}) == b"200000"
    assert reads.handed == 2

    for _ in range(20):
        assert await reads.answer(one, {"most": FEW}) == b"10"
    assert reads.handed == 2 + 15


async def test_what_is_long_is_never_run_here(reads: Watched) -> None:
    one = counting()

    for _ in range(3):
        await reads.answer(one, {"most": MANY})

    assert reads.handed == 3


async def test_a_short_one_is_run_here_however_often(reads: Watched) -> None:
    one = counting()

    for _ in range(2_000):  # many times the steps that one may take
        await reads.answer(one, {"most": FEW})

    assert reads.handed == 1


async def test_what_another_connection_writes_is_seen(reads: Watched, file: Path) -> None:
    one = statement("select cast(word as blob) from told")
    for _ in range(2):
        assert await reads.answer(one, {}) == b"one"
    with sqlite3.connect(file) as other:
        other.execute("update told set word = 'two'")
    other.close()

    assert await reads.answer(one, {}) == b"two"
    assert reads.handed == 1


async def test_what_took_too_long_here_is_left_to_the_thread(reads: Watched) -> None:
    one = counting()
    await reads.answer(one, {"most": FEW})
    reads._short.seconds = 0

    for _ in range(3):
        assert await reads.answer(one, {"most": FEW}) == b"10"

    assert reads.handed == 3


async def test_a_failure_is_the_threads_to_tell(reads: Watched) -> None:
    one = statement("select cast(json(:text) as blob)", "text")
    for _ in range(2):
        assert await reads.answer(one, {"text": "[1]"}) == b"[1]"

    with pytest.raises(Failed, match="malformed JSON"):
        await reads.answer(one, {"text": "["})
    assert reads.handed == 2


def test_a_lock_is_not_waited_for_here(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.executescript("create table told (word text); begin exclusive")
    short = Short(partial(sqlite3.connect, path), seconds=60)
    one = statement("select cast(count(*) as blob) from told")
    short.took(one, 0.001)

    assert short.answer(one, {}) is None
    writer.execute("rollback")
    assert short.answer(one, {}) is None  # for a while
    for _ in range(16):
        short.took(one, 0.001)
    assert short.answer(one, {}) == b"0"

    short.close()
    writer.close()
