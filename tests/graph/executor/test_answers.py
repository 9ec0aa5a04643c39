"""Answers of the compiled executor that were once wrong, or that are easy to get wrong."""

from types import SimpleNamespace
from typing import cast

import pytest
from graphql.execution.values import VariableValues
from sqlalchemy import insert, text
from sqlalchemy.engine import URL

from plangraph.domain.errors import Unavailable
from plangraph.graph.executor.unsupported import Reason
from plangraph.store import tables
from plangraph.store.engine import Database
from plangraph.store.open import open_reads
from plangraph.store.pulse import Pulse, asking
from tests.graph.executor.both import ACCOUNT, Both
from tests.graph.running import NOW


async def test_counts_without_a_count(both: Both) -> None:
    """Three objects, not as many as there are rows."""
    found = await both.ask('{ plan(by: {key: "plan-0"}) { customers { statusCounts { __typename status } } } }')

    assert found.reason == ""
    counts = found.data["plan"]["customers"]["statusCounts"]
    assert [c["status"] for c in counts] == ["ACTIVE", "ENDED", "UPCOMING"]


@pytest.mark.parametrize(
    "query",
    [
        "{ accounts { nodes { customer { externalId } } } }",
        "{ customers(first: 100) { nodes { account { key } } } }",
        "{ features { nodes { key defaultVariant { key } onVariant { key } offVariant { key } } } }",
        "{ accounts { nodes { featureOverrides { featureKey variant { key value } expired } } } }",
        "{ metrics { nodes { history { nodes { current value } } } } }",
    ],
)
async def test_expressions_speak_of_their_own_row(both: Both, query: str) -> None:
    """A subquery in a definition correlates to the row around it, not to the whole table."""
    found = await both.ask(query)

    assert found.reason == ""


async def test_row_of_which_nothing_is_read(both: Both) -> None:
    found = await both.ask(
        '{ a: feature(key: "feature-1") { __typename } b: feature(key: "feature-1") { key @skip(if: true) } }'
    )

    assert (found.data, found.reason) == ({"a": {"__typename": "Feature"}, "b": {}}, "")


async def test_page_of_constants(both: Both) -> None:
    """No row is needed for them, and none multiplies them."""
    found = await both.ask("{ plans(first: 2) { __typename totalCount pageInfo { __typename hasNextPage } } }")

    assert found.reason == ""
    assert found.data["plans"]["pageInfo"] == {"__typename": "PageInfo", "hasNextPage": True}


async def test_exact_numbers_in_json(both: Both) -> None:
    """JSON keeps every digit, also beside a field that Python computes."""
    query = "{ features { nodes { variants { value } } } plans { nodes { minimums { formatted } } } }"

    found = await both.ask(query)
    operation = both.documents.read(query).choose(None)
    answer = await both.compiled(operation, VariableValues({}, {}), both.context(ACCOUNT, NOW))

    assert found.reason == ""
    assert isinstance(answer.data, bytes)
    assert b"12345678901234567890.000000000000000000001" in answer.data


async def test_deeper_than_one_statement(both: Both) -> None:
    """Beyond what SQLite parses at once, a second statement fills in."""
    down = "charges(first: 3) { edges { node { id plan { name %s } } } }"
    query = "{ plans(first: 3) { nodes { " + down % (down % (down % "minimums { name creditType { name } }")) + " } } }"

    found = await both.ask(query)
    operation = both.documents.read(query).choose(None)
    plan, _ = await both.plans.plan(operation, VariableValues({}, {}), both.context(ACCOUNT, NOW))

    assert found.reason == ""
    assert bool(plan.statement.cuts) is (both.database.dialect == "sqlite")


async def test_unknown_stored_word(both: Both) -> None:
    """The reference tells which field it is; the compiled executor leaves it to it."""
    async with both.database.transaction() as connection:
        await connection.execute(text("update charge set rounding_behavior = 'sideways', division_factor = '2'"))

    found = await both.ask("{ charges(first: 1) { nodes { name unitConversion { roundingBehavior } } } }")

    assert found.reason == Reason.DATA.value
    assert len(found.errors) == 1


async def test_required_row_that_is_missing(both: Both) -> None:
    async with both.database.transaction() as connection:
        await connection.execute(text("update feature set default_variant = 'gone' where key = 'feature-1'"))

    found = await both.ask("{ features { nodes { key defaultVariant { key } } } }")

    assert found.reason == Reason.DATA.value
    assert found.errors == ["Cannot return null for non-nullable field Feature.defaultVariant."]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{ __schema { queryType { name } } }", Reason.INTROSPECTION),
        ('{ nodes(ids: ["plan_00"]) { id } }', Reason.ABSTRACT_LIST),
        ('{ plans(after: "no cursor") { totalCount } }', Reason.INPUT),
        ("{ plans { nodes { " + " ".join(f"a{n}: name" for n in range(61)) + " } } }", Reason.SIZE),
    ],
)
async def test_left_to_the_reference(both: Both, query: str, reason: Reason) -> None:
    found = await both.ask(query)

    assert found.reason == reason.value


async def test_other_account_stays_hidden(both: Both) -> None:
    """Counts and named rows included."""
    query = """{
      accounts { totalCount nodes { key } } customers { totalCount } metrics { totalCount }
      plans { nodes { customers(status: null) { totalCount customerCount statusCounts { count } } } }
    }"""

    everybody, own = await both.ask(query), await both.ask(query, viewer=ACCOUNT)

    assert own.reason == ""
    assert own.data["accounts"] == {"totalCount": 1, "nodes": [{"key": "account-3"}]}
    assert own.data["metrics"]["totalCount"] < everybody.data["metrics"]["totalCount"]
    assert own.data["customers"]["totalCount"] == 1


async def test_statement_is_compiled_once_for_a_shape(both: Both) -> None:
    """Limits, cursors and values are bound; which filter fields are given is part of the statement."""
    query = "query($n: Int, $f: ChargeFilter) { charges(first: $n, filter: $f) { nodes { name } } }"

    for variables in ({"n": 1}, {"n": 2}, {"n": 3, "f": {"startPeriod": 1}}, {"n": 3, "f": {"startPeriod": 2}}):
        await both.ask(query, variables)

    assert len(both.plans._plans) == 2


async def test_database_away(both: Both) -> None:
    """Nobody asks a database again that did not answer; the whole request is told."""
    reads = both.reads
    url = both.database.reader.url
    elsewhere = url.set(database=f"{url.database}.gone") if both.database.dialect == "sqlite" else url.set(port=1)
    both.plans.reads = open_reads(_database(both.database.dialect, elsewhere))
    operation = both.documents.read("{ plans { totalCount } }").choose(None)

    with pytest.raises(Unavailable):
        await both.compiled(operation, VariableValues({}, {}), both.context(ACCOUNT, NOW))

    assert both.told == []
    await both.plans.reads.close()
    both.plans.reads = reads


async def test_statements_of_one_answer_see_the_same_data(both: Both) -> None:
    plan, values = await both.plans.plan(
        both.documents.read("{ products { totalCount } }").choose(None),
        VariableValues({}, {}),
        both.context(ACCOUNT, NOW),
    )

    async with both.reads.snapshot() as fetch:
        before = await fetch(plan.statement, values)
        async with both.database.transaction() as connection:
            row = {"id": 1_000, "gid": "product_ff", "product_id": "new", "name": "n", "name_folded": "n"}
            await connection.execute(insert(tables.Product), row)
        after = await fetch(plan.statement, values)
    outside = await both.reads.answer(plan.statement, values)

    assert before == after == b'{"products":{"totalCount":5}}'
    assert outside == b'{"products":{"totalCount":6}}'


def _database(dialect: str, url: URL) -> Database:
    """What readers need to know of a database."""
    pulse = Pulse(asking()) if dialect == "postgresql" else None
    known = {"dialect": dialect, "reader": SimpleNamespace(url=url), "pulse": pulse, "statement_seconds": None}
    return cast("Database", SimpleNamespace(**known))
