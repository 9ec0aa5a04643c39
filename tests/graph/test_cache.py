"""Kept answers: the bytes that would be read now, for the one who may see them, and no more than there is room for."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from graphql.execution.values import VariableValues
from sqlalchemy import text as sql
from sqlalchemy import update

from plangraph.domain.errors import Unavailable
from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.cache import Cache
from plangraph.graph.context import Context
from plangraph.graph.execution import Answer, Execute, coerced
from plangraph.graph.operation import Operation
from plangraph.store import tables
from plangraph.store.answers import HIT, LARGEST, MISS, KeptAnswers
from plangraph.store.engine import Database
from plangraph.store.reads import Failed
from plangraph.store.versions import Versions, open_versions
from tests.graph.executor.both import ACCOUNT, Both
from tests.graph.executor.conftest import both as both  # noqa: PLC0414 (a fixture)
from tests.graph.running import ADMIN, NOW, SCHEMA

PLANS = "{ plans { nodes { id name charges { nodes { name prices { value formatted } } } } } }"
PRICED = "{ plans { nodes { summary effective(period: 0) { charges { name } } ramps { steps { values } } } } }"
METRICS = "{ metrics { nodes { value } } }"
CUSTOMERS = "{ plans { nodes { customers { totalCount edges { node { name } } } } } }"
ROOM = 1_000_000


@dataclass
class Kept:
    """A cache in front of the compiled executor, and what became of each query."""

    both: Both
    versions: Versions
    cache: Cache
    told: list[str]
    runs: int = 0

    async def ask(
        self, text: str, variables: dict[str, Any] | None = None, *, viewer: Viewer = ADMIN, now: datetime = NOW
    ) -> Answer:
        operation = self.both.documents.read(text).choose(None)
        values = coerced(SCHEMA._schema, operation, variables or {})
        return await self.cache(operation, values, self.both.context(viewer, now))

    async def twice(self, text: str, **options: Any) -> str:
        """What became of it the second time, which answers the same."""
        first = await self.ask(text, **options)
        second = await self.ask(text, **options)
        assert second.data == first.data
        return self.told[-1]

    async def change(self, statement: str) -> None:
        async with self.both.database.transaction() as connection:
            await connection.execute(sql(statement))


def cached(both: Both, versions: Versions, room: int = ROOM, execute: Execute | None = None) -> Kept:
    async def run(operation: Operation, variables: VariableValues, context: Context) -> Answer:
        made.runs += 1
        return await (execute or both.compiled)(operation, variables, context)

    told: list[str] = []
    made = Kept(both, versions, Cache(run, KeptAnswers(versions, room, told.append)), told)
    return made


@pytest.fixture
async def versions(database: Database) -> AsyncIterator[Versions]:
    opened = open_versions(database)
    yield opened
    await opened.close()


@pytest.fixture
def kept(both: Both, versions: Versions) -> Kept:
    return cached(both, versions)


async def test_asked_again_nothing_runs(kept: Kept) -> None:
    first = await kept.ask(PLANS)
    second = await kept.ask(PLANS)

    assert (kept.told, kept.runs) == ([MISS, HIT], 1)
    assert (second.data, second.kept, first.kept) == (first.data, True, False)
    assert second.digest == first.digest


async def test_what_python_works_out_of_tables(kept: Kept) -> None:
    assert await kept.twice(PRICED) == HIT
    await kept.change("update metric set value = 77")
    assert (await kept.ask(PRICED)).kept

    before = await kept.ask(PRICED)
    await kept.change("update price set value = 125 where position = 0")
    after = await kept.ask(PRICED)

    assert (after.kept, after.data == before.data) == (False, False)
    assert await kept.twice(PRICED) == HIT


@pytest.mark.parametrize(
    "text",
    [
        "{ viewer { keyPrefix } }",
        "{ resolveFeatures { key value } }",
        "{ accounts { nodes { estimate { userErrors { code } } } } }",
        "{ plans { nodes { summary } } viewer { scope } }",
    ],
)
async def test_what_asks_the_clock_or_who_asks(kept: Kept, text: str) -> None:
    assert await kept.twice(text) == MISS


async def test_written_tables_alone_matter(kept: Kept) -> None:
    await kept.ask(PLANS)
    await kept.ask(METRICS)
    await kept.change("update metric set value = 77")

    plans, metrics = await kept.ask(PLANS), await kept.ask(METRICS)

    assert (plans.kept, metrics.kept) == (True, False)
    assert await kept.twice(METRICS) == HIT


@pytest.mark.parametrize(
    "statement",
    [
        "update plan set name = 'Renamed'",
        "update price set value = 125 where position = 0",
        "delete from price where position > 0",
        "insert into price (id, gid, charge_id, position, tier, value, unit) values (9999, 'g', 1, 99, 5, 7, 'u')",
    ],
)
async def test_any_change_of_what_was_read(kept: Kept, statement: str) -> None:
    before = await kept.ask(PLANS)
    await kept.change(statement)

    after = await kept.ask(PLANS)

    assert not after.kept
    assert after.data != before.data
    assert await kept.twice(PLANS) == HIT


async def test_changed_while_it_is_read(kept: Kept) -> None:
    """What is committed between the versions and the data makes the entry useless, not wrong."""
    await kept.ask(METRICS)
    await kept.change("update plan set name = 'One'")
    await kept.ask(PLANS)
    await kept.change("update plan set name = 'Other'")

    found = await kept.ask(PLANS)

    assert isinstance(found.data, bytes)
    assert b"Other" in found.data


async def test_variables_and_viewers_have_their_own(kept: Kept) -> None:
    text = "query($n: Int!, $s: String) { accounts(first: $n, filter: {search: $s}) { nodes { key } } }"
    asked: list[tuple[dict[str, Any], Viewer]] = [
        ({"n": 1}, ADMIN),
        ({"n": 2}, ADMIN),
        ({"n": 2, "s": None}, ADMIN),
        ({"n": 2, "s": "account"}, ADMIN),
        ({"n": 2}, ACCOUNT),
        ({"n": 2}, Viewer("pg_account", Scope.ACCOUNT, "account-4")),
    ]
    first = [await kept.ask(text, variables, viewer=viewer) for variables, viewer in asked]
    second = [await kept.ask(text, variables, viewer=viewer) for variables, viewer in asked]

    assert [answer.kept for answer in first] == [False] * len(asked)
    assert [answer.kept for answer in second] == [True] * len(asked)
    assert [answer.data for answer in second] == [answer.data for answer in first]
    assert len({answer.data for answer in first}) == 4


async def test_another_key_of_the_same_sight_shares(kept: Kept) -> None:
    await kept.ask(PLANS, viewer=Viewer("pg_one", Scope.READ))

    assert (await kept.ask(PLANS, viewer=Viewer("pg_two", Scope.READ))).kept


async def test_ends_at_the_next_beginning_or_end(kept: Kept) -> None:
    """A customer's plan begins while the answer is kept: up to that very instant it is given, and from then on not."""
    begins, ends = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    await set_time(kept, "true", NOW - timedelta(days=9), tables.FOREVER)
    await set_time(kept, "id = (select min(id) from customer_plan where removed_at is null)", begins, ends)
    just = timedelta(microseconds=1)
    instants = [NOW, begins - just, begins, ends - just, ends, ends + just]

    answers = [(await kept.ask(CUSTOMERS, now=now)) for now in instants]

    assert [answer.kept for answer in answers] == [False, True, False, True, False, True]
    for now, answer in zip(instants, answers, strict=True):
        assert answer.data == (await fresh(kept, CUSTOMERS, now)).data
    assert len({answer.data for answer in answers}) >= 2


async def set_time(kept: Kept, where: str, begins: datetime, ends: datetime) -> None:
    moved = update(tables.CustomerPlan).values(starting_on=begins, ends=ends).where(sql(where))
    async with kept.both.database.transaction() as connection:
        await connection.execute(moved)


async def fresh(kept: Kept, text: str, now: datetime) -> Answer:
    operation = kept.both.documents.read(text).choose(None)
    values = coerced(SCHEMA._schema, operation, {})
    return await kept.both.compiled(operation, values, kept.both.context(ADMIN, now))


async def test_clock_that_goes_back(kept: Kept) -> None:
    await kept.ask(CUSTOMERS, now=NOW)

    assert not (await kept.ask(CUSTOMERS, now=NOW - timedelta(days=400))).kept


@pytest.mark.parametrize(
    "text",
    [
        "{ viewer { scope } }",
        "{ accounts { nodes { featureOverrides { expired } } } }",
        "{ customers { nodes { plans { nodes { currentPeriod } } } } }",
        "{ __schema { queryType { name } } }",
    ],
)
async def test_not_kept(kept: Kept, text: str) -> None:
    assert await kept.twice(text) == MISS
    assert len(kept.cache.answers.kept) == 0


async def test_answers_with_errors_are_not_kept(kept: Kept) -> None:
    text = '{ plans(after: "nonsense") { nodes { name } } }'

    first, second = await kept.ask(text), await kept.ask(text)

    assert (bool(first.errors), bool(second.errors), second.kept) == (True, True, False)


async def test_room(both: Both, versions: Versions) -> None:
    """The one unused longest goes first."""
    mine = cached(both, versions, room=20_000)
    text = "query($n: Int!) { plans(first: $n) { nodes { name } } }"
    for n in range(1, 8):
        await mine.ask(text, {"n": n})
        await mine.ask(text, {"n": 1})
        assert mine.cache.answers.kept.bytes <= 20_000
    for n in range(8, 40):
        await mine.ask(text, {"n": n})
        assert mine.cache.answers.kept.bytes <= 20_000

    assert 1 < len(mine.cache.answers.kept) < 20
    assert not (await mine.ask(text, {"n": 2})).kept
    assert (await mine.ask(text, {"n": 39})).kept


async def test_one_answer_takes_no_more_than_its_part(both: Both, versions: Versions) -> None:
    answer = await both.compiled(*_asked(both, PLANS))
    assert isinstance(answer.data, bytes)
    mine = cached(both, versions, room=LARGEST * len(answer.data))

    assert await mine.twice(PLANS) == MISS
    assert await mine.twice("{ plans(first: 1) { nodes { name } } }") == HIT


def _asked(both: Both, text: str) -> tuple[Operation, VariableValues, Context]:
    operation = both.documents.read(text).choose(None)
    return operation, coerced(SCHEMA._schema, operation, {}), both.context(ADMIN, NOW)


async def test_outdated_is_read_once_for_all_who_ask(kept: Kept) -> None:
    await kept.ask(PLANS)
    await kept.change("update plan set name = 'Renamed'")

    answers = await asyncio.gather(*(kept.ask(PLANS) for _ in range(20)))

    assert kept.runs == 2
    assert len({answer.data for answer in answers}) == 1


async def test_whoever_reads_for_all_may_leave(both: Both, versions: Versions) -> None:
    slow = asyncio.Event()

    async def execute(operation: Operation, variables: VariableValues, context: Context) -> Answer:
        if mine.runs == 2:
            slow.set()
            await asyncio.sleep(60)
        return await both.compiled(operation, variables, context)

    mine = cached(both, versions, execute=execute)
    await mine.ask(PLANS)
    await mine.change("update plan set name = 'Renamed'")
    leaving = asyncio.create_task(mine.ask(PLANS))
    await slow.wait()
    waiting = asyncio.create_task(mine.ask(PLANS))
    await asyncio.sleep(0.01)
    leaving.cancel()

    answer = await asyncio.wait_for(waiting, 10)

    assert isinstance(answer.data, bytes)
    assert b"Renamed" in answer.data


async def test_without_versions_nothing_is_given(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a database that has not been migrated yet: everything is read."""
    await kept.ask(PLANS)

    async def fails() -> Any:
        raise Failed("no such table")

    monkeypatch.setattr(kept.versions, "fresh", fails)

    assert await kept.twice(PLANS) == MISS


async def test_database_away(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    await kept.ask(PLANS)

    async def away() -> Any:
        raise Unavailable("away")

    monkeypatch.setattr(kept.versions, "fresh", away)

    with pytest.raises(Unavailable):
        await kept.ask(PLANS)
