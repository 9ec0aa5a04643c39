"""Arguments that are filled in are those that graphql-core would coerce."""

from typing import Any

import pytest
from graphql import GraphQLError, OperationDefinitionNode, build_schema, parse, print_ast, validate
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from plangraph.graph.executor.template import Template

SCHEMA = build_schema(
    """
    scalar JSON
    scalar Raw
    enum Size { SMALL LARGE }
    input Box { name: String! size: Size = SMALL inner: Box boxes: [Box!] note: String any: JSON raw: Raw }
    type Query { make(box: Box, boxes: [Box], count: Int = 3, any: JSON): Int }
    """
)
RAW: Any = SCHEMA.type_map["Raw"]
RAW.coerce_input_literal = print_ast  # one that looks at the literal, variables and all
FIELD = SCHEMA.query_type.fields["make"]  # type: ignore[union-attr]  # it has one
NAMES: list[dict[str, Any]] = [
    {"name": "a", "text": "x"},
    {"name": "b", "text": ""},
    {"name": "c", "text": None},
    {"name": "d"},
    {},
]


def both(text: str, turns: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    document = parse(text)
    assert validate(SCHEMA, document) == []
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    node: Any = operation.selection_set.selections[0]
    template = Template(FIELD, node)
    told = []
    for given in turns:
        variables = get_variable_values(SCHEMA, operation.variable_definitions or (), given)
        if isinstance(variables, VariableValues):
            told.append((asked(template.filled, variables), asked(get_argument_values, FIELD, node, variables)))
    return told


def asked(function: Any, *given: Any) -> Any:
    try:
        return function(*given)
    except GraphQLError as error:
        return str(error)


@pytest.mark.parametrize(
    ("declared", "arguments"),
    [
        ("$name: String!", "box: {name: $name}"),
        ("$text: String", 'box: {name: "a", note: $text, size: LARGE}'),
        (
            '$name: String!, $text: String! = "left out"',
            "box: {name: $name, inner: {name: $name, note: $text, boxes: [{name: $name}, {name: $text}]}}",
        ),
        ("$name: String!, $text: String", "box: {name: $name, any: {a: $text, b: [1, $name]}}"),
        ("$name: String!, $any: JSON", "box: {name: $name, any: $any}"),
        ("$name: String!, $text: String", "box: {name: $name, raw: {a: $text, b: [1, $name]}}"),
        ("$name: String!", "boxes: {name: $name}"),
        ("$name: String!, $box: Box", "boxes: [$box, {name: $name}, null]"),
        ("$box: Box, $count: Int", "box: $box, count: $count"),
        ("$boxes: [Box], $any: JSON, $text: String", "boxes: $boxes, any: [$any, {c: $text}]"),
        ("$count: Int", 'count: $count, box: {name: "constant", any: {a: [1, {b: null}]}}'),
    ],
)
def test_the_same_as_by_graphql_core(declared: str, arguments: str) -> None:
    box = {"name": "z", "inner": {"name": "y", "note": None}}
    others: list[dict[str, Any]] = [
        {"any": {"q": [1, {"r": None}]}, "box": box, "boxes": [box, None], "count": 7},
        {"any": None, "box": None, "boxes": None, "count": None},
        {"any": 1, "box": {"name": "w"}, "boxes": box, "count": 0},
    ]
    turns = [{**names, **rest} for names in NAMES for rest in others]

    told = both(f"query Q({declared}) {{ make({arguments}) }}", [*turns, *turns])

    assert told
    for found, wanted in told:
        assert found == wanted


def test_what_is_filled_in_is_not_shared() -> None:
    (first, _), (second, _) = both(
        "query Q($name: String!) { make(boxes: [{name: $name}]) }", [{"name": "a"}, {"name": "b"}]
    )

    assert (first["boxes"][0]["name"], second["boxes"][0]["name"]) == ("a", "b")
