"""Operations that nobody wrote: whatever the schema allows is answered, and nothing in it is a bug of ours."""

import json
from collections import Counter
from random import Random
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from graphql import GraphQLSchema, build_schema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries

from plangraph.resources import SCHEMA
from tests.contract.grounded import FACTS, grounded, pool_of
from tests.served import Served

TEXT = SCHEMA.read_text("utf-8")
SCHEMA_OF_CLIENTS: GraphQLSchema = build_schema(TEXT)
SCALARS: dict[str, Any] = {
    "BigInt": st.integers(-(2**63), 2**63 - 1).map(nodes.Int),
    "DateTime": st.datetimes().map(lambda at: nodes.String(at.isoformat() + "Z")),
    "Decimal": st.decimals(allow_nan=False, allow_infinity=False, places=8).map(lambda d: nodes.String(f"{d:f}")),
    "JSON": st.one_of(st.integers(-9, 9).map(nodes.Int), st.booleans().map(nodes.Boolean)),
    "UUID": st.uuids().map(lambda u: nodes.String(str(u))),
}


def fields_of(type_: str) -> list[str]:
    return list(SCHEMA_OF_CLIENTS.get_type(type_).fields)  # type: ignore[union-attr]  # an object type of our own schema


GENERATED = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], max_examples=60, derandomize=True
)


def ask(server: Served, key: str, query: str) -> tuple[int, Any]:
    headers = {"Content-Type": "application/json", **server.bearer(key)}
    request = Request(f"{server.url}/graphql", json.dumps({"query": query}).encode(), headers)
    try:
        with urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


def codes(answer: Any) -> set[str]:
    return {error["extensions"]["code"] for error in answer.get("errors", ())}


def check(server: Served, key: str, query: str, seen: Counter[str]) -> None:
    status, answer = ask(server, key, query)

    found = codes(answer)
    seen.update(found or {"answered"})
    assert status < 500, query
    assert found <= {"BAD_USER_INPUT", "LIMIT_EXCEEDED", "GRAPHQL_VALIDATION_FAILED"}, (query, answer)


def test_generated_queries(server: Served) -> None:
    seen: Counter[str] = Counter()

    @GENERATED
    @given(queries(TEXT, custom_scalars=SCALARS))
    def run(query: str) -> None:
        check(server, server.admin, query, seen)

    run()
    assert seen["answered"] >= 1


@pytest.mark.parametrize("field", sorted(fields_of("Query")))
def test_generated_queries_about_what_there_is(server: Served, field: str) -> None:
    """Each root field by itself, with ids, keys and names that are in the demo."""
    pool = pool_of(ask(server, server.admin, FACTS)[1]["data"])
    chance, seen = Random(1), Counter[str]()

    @settings(GENERATED, max_examples=10)
    @given(queries(TEXT, fields=[field], custom_scalars=SCALARS))
    def run(query: str) -> None:
        check(server, server.admin, grounded(SCHEMA_OF_CLIENTS, query, pool, chance), seen)

    run()
    assert seen.total() >= 1
