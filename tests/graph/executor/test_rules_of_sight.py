"""The walk as an account would not be worth much if it noticed nothing: each rule taken away must change an answer.

`tests.store.test_visible` shows of every rule which rows it lets through; here is whether anybody comes to see them.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from plangraph.graph.execution import coerced
from plangraph.store import batches, statement, statement_pages, visible
from plangraph.store.engine import open_database
from plangraph.store.open import open_reads
from tests.graph import rows
from tests.graph.executor.both import Both, texts
from tests.graph.executor.test_others_hidden import GRAPH, refused, viewer_of, walk
from tests.graph.owners import OWN, not_applied, without
from tests.graph.running import NOW

OWNERS = {
    "customer_custom_field": "customer",
    "ingest_alias": "customer",
    "account_custom_field": "account",
    "account_plan": "account",
    "feature_override": "account",
}
"""Tables that are only ever come to by a row of another, which is hidden itself: their rules are a second line."""
UNREAD = {"billable_object", "outbox_entry"}
"""Nothing reads the one; the other is for administrators, who are bound to no account."""
FIRST_LINE = sorted(set(visible._RULES) - set(OWNERS) - UNREAD)
APPLIED = {
    "reference": [(batches, name) for name in ("ones", "lookup", "totals", "counts", "_page")],
    "compiled": [(statement, "_found"), (statement_pages, "__init__")],
}
"""Where an executor applies the rules, by function; what reads second lines alone is left out."""
MANY = {"sqlite": "_pages_sqlite", "postgresql": "_pages_postgres"}


class Asked:
    """One executor, answering the operations of the walk as an account."""

    def __init__(self, both: Both, executor: str) -> None:
        self.both, self.executor = both, executor
        self.viewer = viewer_of(OWN)
        self.operations = [text for _, _, text in walk(OWN) if not refused(both, text, {}, self.viewer)]
        self.answers: dict[str, Any] = {}

    def fresh(self) -> Both:
        """Without statements that were compiled under other rules."""
        return replace(self.both, told=[])

    async def answer(self, both: Both, text: str) -> Any:
        operation = both.documents.read(text).choose(None)
        execute = both.compiled if self.executor == "compiled" else both.reference
        found = await execute(operation, coerced(GRAPH, operation, {}), both.context(self.viewer, NOW))
        return texts(found), [error.message for error in found.errors]

    async def notices(self, taken: Callable[[], AbstractContextManager[None]]) -> bool:
        """Whether any answer is another one than with everything in its place."""
        changed = self.fresh()
        for text in self.operations:
            if text not in self.answers:
                self.answers[text] = await self.answer(self.both, text)
            with taken():
                found = await self.answer(changed, text)
            if found != self.answers[text]:
                return True
        return False


@pytest.fixture(params=["compiled", "reference"])
def asked(both: Both, request: pytest.FixtureRequest) -> Asked:
    return Asked(both, request.param)


async def test_each_rule_that_is_taken_away_is_noticed(asked: Asked) -> None:
    assert [rule for rule in FIRST_LINE if not await asked.notices(partial(without, rule))] == []


async def test_each_place_that_applies_no_rule_is_noticed(asked: Asked) -> None:
    places = [*APPLIED[asked.executor]]
    if asked.executor == "reference":
        places.append((batches, MANY[asked.both.database.dialect]))

    assert [place for place in places if not await asked.notices(partial(not_applied, *place))] == []


@pytest.fixture
async def small(sqlite_url: str) -> AsyncIterator[Both]:
    database = open_database(sqlite_url)
    await rows.fill(database)
    reads = open_reads(database)
    yield Both(database, reads)
    await reads.close()
    await database.close()


async def test_second_lines_hold_where_the_first_is_gone(small: Both) -> None:
    asked = Asked(small, "compiled")
    assert not await asked.notices(partial(without, *OWNERS, *UNREAD))  # whose rows they are is hidden already

    for owner in set(OWNERS.values()):
        with without(owner):
            exposed = Asked(asked.fresh(), "compiled")
            second = [rule for rule in OWNERS if OWNERS[rule] == owner]
            assert [rule for rule in second if not await exposed.notices(partial(without, rule))] == []
