"""What operations cost; the project's own stay well below the cap."""

import json
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema

from plangraph.domain.errors import LimitExceeded
from plangraph.graph import cost
from plangraph.graph.execution import coerced
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents
from plangraph.graph.schema import build_schema
from plangraph.resources import OPERATIONS
from tests.graph.small import SCHEMA

SHARE = 0.6


def cost_of(text: str, schema: GraphQLSchema = SCHEMA, /, **variables: Any) -> int:
    operation = Documents(schema, Limits()).read(text).choose(None)
    return cost.total(operation.cost, coerced(schema, operation, variables).coerced)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ hello __typename }", 0),
        ("{ thing { name } }", 1),
        ("{ thing { parent { name } } }", 2),
        ("{ thing { tags } }", 1 + 1),
        ("{ thing { parts { parent { name } } } }", 1 + 1 + 5 * 1),
        ("{ thing { parts { parts { parent { name } } } } }", 1 + 1 + 5 * (1 + 5 * 1)),
        ("{ things { pageInfo { hasNextPage } } }", 2),
        ("{ things { totalCount } }", 2 + 5),
        ("{ things { nodes { name } } }", 2 + 25 * 1),
        ("{ things { edges { cursor } } }", 2),
        ("{ things { edges { node { name } } } }", 2 + 25 * 1),
        ("{ things(first: 3) { edges { node { parent { name } } } totalCount } }", 2 + 3 * (1 + 1) + 5),
        ("{ things(last: 4) { nodes { things(first: 2) { nodes { name } } } } }", 2 + 4 * (1 + 2 + 2)),
        ("{ things(first: 0) { nodes { name } } }", 2),
        ("{ things(first: -5) { nodes { name } } }", 2),
        ("{ things(first: 3, last: 4) { nodes { name } } }", 2 + 4),
        ("{ thing { dear } }", 1 + 50),
        ('mutation { rename(name: "x") { parent { name } } }', 10 + 1),
        ("{ __schema { types { name fields { name } } } }", 10),
        ('{ __schema { types { name } } __type(name: "Thing") { name } }', 20),
        ("{ ...A ...A } fragment A on Query { thing { name } }", 2),
        ('{ node(id: "x") { ... on Thing { parent { name } } } }', 1 + 1),
        ("{ thing @skip(if: true) { name } }", 0),
        ("{ thing @include(if: true) { name } }", 1),
        ("{ ... @include(if: false) { thing { name } } }", 0),
    ],
)
def test_cost(text: str, expected: int) -> None:
    assert cost_of(text) == expected


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("query ($n: Int) { things(first: $n) { nodes { name } } }", {"n": 9}, 2 + 9),
        ("query ($n: Int) { things(first: $n) { nodes { name } } }", {"n": 0}, 2),
        ("query ($n: Int) { things(first: $n) { nodes { name } } }", {"n": None}, 2 + 25),
        ("query ($n: Int) { things(first: $n) { nodes { name } } }", {}, 2 + 25),
        ("query ($n: Int = 7) { things(first: $n) { nodes { name } } }", {}, 2 + 7),
        ("query ($n: Int, $m: Int) { things(first: $n, last: $m) { nodes { name } } }", {"n": 3, "m": 8}, 2 + 8),
        ("query ($n: Int) { thing { things(first: $n) { pageInfo { hasNextPage } } } }", {"n": 9}, 1 + 2),
        ("query ($on: Boolean = true) { thing @include(if: $on) { name } }", {}, 1),
        ("query ($on: Boolean = true) { thing @include(if: $on) { name } }", {"on": False}, 0),
        ("query ($on: Boolean!) { ... @skip(if: $on) { thing { name } hello } }", {"on": True}, 0),
        ("query ($on: Boolean!) { ...A @skip(if: $on) } fragment A on Query { thing { name } }", {"on": False}, 1),
    ],
)
def test_cost_by_variables(text: str, variables: dict[str, Any], expected: int) -> None:
    assert cost_of(text, **variables) == expected


def test_a_page_by_variable_has_its_limit() -> None:
    with pytest.raises(LimitExceeded) as caught:
        cost_of("query ($n: Int) { things(first: $n) { totalCount } }", n=101)

    assert (caught.value.limit, caught.value.asked, caught.value.allowed) == ("rows in one page", 101, 100)


def operations() -> list[Path]:
    return sorted(OPERATIONS.glob("*.graphql"))


def variables_of(path: Path) -> Any:
    given = path.with_suffix(".variables.json")
    return json.loads(given.read_text("utf-8")) if given.exists() else {}


def test_own_operations_are_far_below_the_cap(capsys: pytest.CaptureFixture[str]) -> None:
    schema = build_schema()._schema
    limits = Limits()

    costs = {path.stem: cost_of(path.read_text("utf-8"), schema, **variables_of(path)) for path in operations()}

    with capsys.disabled():
        print()
        for name, price in sorted(costs.items(), key=lambda entry: -entry[1]):
            print(f"  {name:<30} {price:>6,} of {limits.cost:,}  {price / limits.cost:>6.1%}")
    assert len(costs) >= 2
    assert {name for name, price in costs.items() if price > SHARE * limits.cost} == set()
