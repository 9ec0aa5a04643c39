"""Values of variables that are scalars and enums, the same as by graphql-core."""

from typing import Any

import pytest
from graphql import build_schema, get_variable_values, parse
from graphql.execution.values import VariableValues

from plangraph.graph.variables import coerced_leaves, leaves_of

SCHEMA = build_schema(
    """
    enum Size { SMALL LARGE }
    input Box { name: String }
    type Query { a(n: Int, t: String, s: Size, b: Box, l: [Int]): Int }
    """
)
GIVEN: list[dict[str, Any]] = [
    {},
    {"n": 1, "t": "x", "s": "LARGE", "other": 5},
    {"n": 1, "t": None, "s": None},
    {"n": None, "t": "x", "s": "SMALL"},
    {"n": "1", "t": "x", "s": "SMALL"},
    {"n": 2**40, "t": "x", "s": "SMALL"},
    {"n": 1, "t": 5, "s": "SMALL"},
    {"n": 1, "t": "x", "s": "MEDIUM"},
    {"n": 1, "t": {"deep": []}, "s": "SMALL"},
]


def definitions(declared: str) -> Any:
    return parse(f"query Q({declared}) {{ a }}").definitions[0]


def told(found: VariableValues) -> list[Any]:
    return [(name, s.signature.name, str(s.signature.type), s.value) for name, s in found.sources.items()]


@pytest.mark.parametrize("declared", ["$n: Int!, $t: String, $s: Size", '$n: Int = 3, $t: String! = "a", $s: Size'])
@pytest.mark.parametrize("given", GIVEN)
def test_the_same_as_by_graphql_core_or_left_to_it(declared: str, given: dict[str, Any]) -> None:
    operation = definitions(declared)
    leaves = leaves_of(SCHEMA, operation)
    assert leaves is not None
    wanted = get_variable_values(SCHEMA, operation.variable_definitions, given)

    found = coerced_leaves(leaves, given)

    if isinstance(wanted, list) or not {"n", "t", "s"} <= given.keys():
        assert found is None
    else:
        assert found is not None
        assert (found.coerced, told(found)) == (wanted.coerced, told(wanted))


@pytest.mark.parametrize("declared", ["$b: Box", "$n: Int, $l: [Int]"])
def test_other_types_are_left_to_graphql_core(declared: str) -> None:
    assert leaves_of(SCHEMA, definitions(declared)) is None


def test_no_variables_are_leaves() -> None:
    assert leaves_of(SCHEMA, parse("{ a }").definitions[0]) == []  # type: ignore[arg-type]  # an operation
