"""Arguments become what resolvers take, exactly as Strawberry itself does it."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLField, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLObjectType
from strawberry.types.arguments import convert_arguments

from plangraph.graph.inputs import taker
from tests.graph.running import SCHEMA


def values(type_: Any, depth: int = 0) -> Iterator[Any]:
    """Coerced values of a type: with all that may be given, with what must be, and nothing where that is allowed."""
    if not isinstance(type_, GraphQLNonNull):
        yield None
    else:
        type_ = type_.of_type
    if isinstance(type_, GraphQLList):
        yield []
        yield list(values(type_.of_type, depth))
    elif isinstance(type_, GraphQLInputObjectType):
        members = type_.fields.items()
        yield {name: list(values(m.type, depth + 1))[-1] for name, m in members if isinstance(m.type, GraphQLNonNull)}
        yield {name: next(values(m.type, depth + 1)) for name, m in members}
        yield {name: list(values(m.type, depth + 1))[-1] for name, m in members}
    else:
        yield f"a leaf {depth} deep"


def fields() -> dict[str, GraphQLField]:
    types = [t for t in SCHEMA._schema.type_map.values() if isinstance(t, GraphQLObjectType) and t.name[:2] != "__"]
    return {f"{t.name}.{name}": field for t in types for name, field in t.fields.items() if field.args}


@pytest.mark.parametrize("name", fields())
def test_as_strawberry_takes_them(name: str) -> None:
    field = fields()[name]
    take = taker(field)
    defined = field.extensions["strawberry-definition"].arguments
    registry = SCHEMA.schema_converter.scalar_registry
    for argument, definition in field.args.items():
        for value in values(definition.type):
            given = {argument: value}
            wanted = convert_arguments(given, defined, config=SCHEMA.config, scalar_registry=registry)

            assert take(given) == wanted
            assert repr(take(given)) == repr(wanted)  # types that compare alike are not the same
    assert take({}) == {}
