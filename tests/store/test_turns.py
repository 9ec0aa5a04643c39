"""Who waits for the very same reads it once, and nobody is told anything older than when it asked."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from plangraph.store.engine import open_database
from plangraph.store.open import open_reads
from plangraph.store.reads import Failed, Reads
from plangraph.store.statement import Statement

WAITERS = 20


def statement(text: str) -> Statement:
    return Statement(text, ("a", "b"), {"a": None, "b": None}, {}, {}, frozenset(), frozenset())


COUNTED = statement("select convert_to(count(*)::text || $1::text || $2::text[]::text, 'UTF8') from noted")
SLOWLY = statement(
    "select convert_to($1::text || $2::text[]::text || count(*)::text, 'UTF8') from noted, pg_sleep(0.3)"
)
WRONG = statement("select convert_to((1 / ($1::text::int + cardinality($2::text[])))::text, 'UTF8')")


class Narrow:
    """Readings over one connection, and another one to write with."""

    def __init__(self, reads: Reads, other: Any) -> None:
        self.reads, self.other, self.sent = reads, other, 0
        reads.noted = self._note

    def _note(self) -> None:
        self.sent += 1

    def ask(self, wanted: Statement, a: str = "x", *b: str) -> "asyncio.Task[bytes]":
        return asyncio.create_task(self.reads.answer(wanted, {"a": a, "b": list(b)}))

    async def busy(self) -> "asyncio.Task[bytes]":
        """Somebody else's reading is under way, for longer than it takes to ask."""
        first = self.ask(SLOWLY, "other")
        await asyncio.sleep(0.1)
        self.sent = 0
        return first

    async def write(self) -> None:
        await self.other.execute("insert into noted values (1)")


@pytest.fixture
async def narrow(postgres_url: str) -> AsyncIterator[Narrow]:
    database = open_database(postgres_url)
    reads, other = open_reads(database, 1), await asyncpg.connect(postgres_url)
    await other.execute("create table noted (n int)")
    yield Narrow(reads, other)
    await other.execute("drop table noted")
    await other.close()
    await reads.close()
    await database.close()


async def test_the_same_is_read_once(narrow: Narrow) -> None:
    await narrow.busy()

    found = await asyncio.gather(*(narrow.ask(COUNTED, "x", "y") for _ in range(WAITERS)))

    assert found == [b"0x{y}"] * WAITERS
    assert narrow.sent == 1


async def test_other_values_are_other_readings(narrow: Narrow) -> None:
    await narrow.busy()

    found = await asyncio.gather(*(narrow.ask(COUNTED, "x", str(n % 2)) for n in range(WAITERS)))

    assert found == [b"0x{0}", b"0x{1}"] * (WAITERS // 2)
    assert narrow.sent == 2


async def test_alone_nothing_is_shared(narrow: Narrow) -> None:
    assert [await narrow.ask(COUNTED) for _ in range(3)] == [b"0x{}"] * 3
    assert narrow.sent == 3


async def test_whoever_joins_sees_what_was_written_before(narrow: Narrow) -> None:
    await narrow.busy()
    first = narrow.ask(COUNTED)
    await asyncio.sleep(0)
    await narrow.write()

    assert await narrow.ask(COUNTED) == await first == b"1x{}"
    assert narrow.sent == 1


async def test_a_reading_that_has_begun_is_not_joined(narrow: Narrow) -> None:
    begun = narrow.ask(SLOWLY)
    await asyncio.sleep(0.1)
    await narrow.write()

    assert await narrow.ask(SLOWLY) == b"x{}1"
    assert await begun == b"x{}0"


@pytest.mark.parametrize("leaves_after", [0.01, 0.4])
async def test_whoever_reads_for_all_may_leave(narrow: Narrow, leaves_after: float) -> None:
    """Before its turn, or in the midst of its statement."""
    await narrow.busy()
    leaving = narrow.ask(SLOWLY)
    await asyncio.sleep(0)
    others = [narrow.ask(SLOWLY) for _ in range(WAITERS)]
    await asyncio.sleep(leaves_after)
    leaving.cancel()

    assert await asyncio.wait_for(asyncio.gather(*others), 10) == [b"x{}0"] * WAITERS
    assert leaving.cancelled()


async def test_others_may_leave(narrow: Narrow) -> None:
    await narrow.busy()
    first = narrow.ask(COUNTED)
    await asyncio.sleep(0)
    leaving, staying = narrow.ask(COUNTED), narrow.ask(COUNTED)
    await asyncio.sleep(0)
    leaving.cancel()

    assert await first == await staying == b"0x{}"
    assert narrow.sent == 1


async def test_a_failure_is_told_to_all(narrow: Narrow) -> None:
    await narrow.busy()

    found = await asyncio.gather(*(narrow.ask(WRONG, "0") for _ in range(WAITERS)), return_exceptions=True)

    assert [type(failure) for failure in found] == [Failed] * WAITERS
    assert narrow.sent == 1
    assert await narrow.ask(COUNTED) == b"0x{}"
    assert narrow.reads.in_use == 0
