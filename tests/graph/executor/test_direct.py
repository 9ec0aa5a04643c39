"""Mutations that know what they show: answered as the reference answers them, errors and all."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.execution import coerced
from plangraph.graph.executor.plans import COMPILED, REFERENCE
from plangraph.store.engine import Database
from plangraph.store.open import open_reads
from tests.conftest import Statements
from tests.graph.executor.both import Both
from tests.graph.running import ADMIN, NOW, SCHEMA

ALL = """mutation Set($input: MetricSetInput!) {
  done: metricSet(input: $input) { ...Payload event { time } }
}
fragment Payload on MetricSetPayload {
  __typename outcome clientMutationId userErrors { field message code }
  metric { __typename key value time ... on Node { __typename } }
  event { value time receivedAt idempotencyKey }
}"""
STEPS: list[dict[str, Any]] = [
    {"value": 5, "time": "2026-02-01T00:00:00Z", "idempotencyKey": "a", "clientMutationId": "m"},
    {"value": "9223372036854775807", "time": "2026-02-02T00:00:00.5+01:00"},
    {"value": -3, "time": "2025-01-01T00:00:00Z", "idempotencyKey": ""},
    {"value": 5, "idempotencyKey": "a"},
    {"value": 6, "idempotencyKey": "a"},
    {"value": 7, "idempotencyKey": "a\x00"},
    {"value": 7},
    {"value": 8, "time": "0001-01-01T00:00:00Z"},
    {"value": 8, "time": "9999-12-31T23:59:59.999999Z"},
]


@pytest.fixture
async def both(database: Database) -> AsyncIterator[Both]:
    reads = open_reads(database)
    yield Both(database, reads)
    await reads.close()


async def write(both: Both, text: str, given: dict[str, Any], *, compiled: bool, viewer: Viewer = ADMIN) -> Any:
    """The answer's data and errors, and which executor gave it."""
    operation = both.documents.read(text).choose(None)
    values = coerced(SCHEMA._schema, operation, given)
    execute = both.compiled if compiled else both.reference
    answer = await execute(operation, values, both.context(viewer, NOW))
    return answer.data, [(e.message, e.path, e.locations) for e in answer.errors], both.told[-1] if both.told else None


async def test_every_outcome_as_the_reference_tells_it(both: Both) -> None:
    for step in STEPS:
        wanted = await write(both, ALL, {"input": {"key": "k", "accountKey": "one", **step}}, compiled=False)
        found = await write(both, ALL, {"input": {"key": "k", "accountKey": "two", **step}}, compiled=True)

        assert found == (*wanted[:2], (COMPILED, ""))


async def test_ids_lead_to_the_rows(both: Both) -> None:
    text = """mutation { metricSet(input: {key: "k", accountKey: "a", value: 5}) {
      metric { id accountKey key } event { id } } }"""
    found = (await write(both, text, {}, compiled=True))[0]["metricSet"]

    query = "query($id: ID!) { node(id: $id) { ... on Metric { id accountKey key } ... on MetricEvent { id } } }"
    assert (await both.ask(query, {"id": found["metric"]["id"]})).data["node"] == found["metric"]
    assert (await both.ask(query, {"id": found["event"]["id"]})).data["node"] == found["event"]


@pytest.mark.parametrize(
    "text",
    [
        "mutation { metricSet(input: %s) { metric { account { key } } } }",
        "mutation { metricSet(input: %s) { metric { history { totalCount } } } }",
        "mutation { metricSet(input: %s) { event { current } } }",
        "mutation { metricSet(input: %s) { outcome } __typename }",
        "mutation($yes: Boolean = true) { metricSet(input: %s) { outcome @include(if: $yes) } }",
        'mutation { metricSet(input: %s) { outcome } accountUpsert(input: {key: "b"}) { account { key } } }',
    ],
)
async def test_what_must_be_read_is_read_by_the_reference(both: Both, text: str) -> None:
    data, errors, told = await write(both, text % '{key: "k", accountKey: "a", value: 5}', {}, compiled=True)

    assert (errors, told) == ([], (REFERENCE, "mutation"))
    assert data["metricSet"]


async def test_nothing_selected_writes_nothing(both: Both) -> None:
    text = 'mutation { metricSet(input: {key: "k", accountKey: "a", value: 5}) @skip(if: true) { outcome } }'

    assert (await write(both, text, {}, compiled=True))[:2] == ({}, [])
    assert (await both.ask("{ metrics { totalCount } }")).data == {"metrics": {"totalCount": 0}}


async def test_failures_have_their_place(both: Both) -> None:
    text = 'mutation {\n  set: metricSet(input: {key: "k", accountKey: "a", value: 5}) { outcome }\n}'
    other = Viewer("pg_test", Scope.WRITE, account_key="b")

    wanted = await write(both, text, {}, compiled=False, viewer=other)
    found = await write(both, text, {}, compiled=True, viewer=other)

    assert found[:2] == wanted[:2]
    assert found[1][0][1] == ["set"]


async def test_statements(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """One on PostgreSQL, with what it answers; SQLite's few go through one thread."""
    through_sqlalchemy, sent = Statements(both.database), 0

    def noted() -> None:
        nonlocal sent
        sent += 1

    monkeypatch.setattr(both.database.quick, "noted", noted)
    counts = []
    for step in (STEPS[0], STEPS[1], STEPS[3]):
        sent = 0
        await write(both, ALL, {"input": {"key": "k", "accountKey": "a", **step}}, compiled=True)
        counts.append(sent)

    assert counts == ([1, 1, 1] if both.database.dialect == "postgresql" else [4, 3, 2])
    assert through_sqlalchemy.take() == []
