"""What the real schema asks of keys."""

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, parse

from plangraph.domain.viewer import Scope
from plangraph.graph.schema import build_schema
from plangraph.graph.scopes import demands_of
from plangraph.graph.walk import metadata

SCHEMA: GraphQLSchema = build_schema()._schema


def scopes_of(text: str) -> set[Scope]:
    (operation,) = parse(text).definitions
    return {demand.scope for demand in demands_of(SCHEMA, operation, {})}  # type: ignore[arg-type]  # the only definition


def fields(type_: GraphQLObjectType | None) -> dict[str, GraphQLField]:
    assert type_ is not None
    found: dict[str, GraphQLField] = type_.fields
    return found


def test_every_mutation_asks_for_writing_at_least() -> None:
    asked = {name: scopes_of(f"mutation {{ {name} {{ __typename }} }}") for name in fields(SCHEMA.mutation_type)}

    assert len(asked) >= 2
    assert [name for name, scopes in asked.items() if not scopes & {Scope.WRITE, Scope.ADMIN}] == []


def test_queries_ask_for_no_more_than_they_say() -> None:
    for name, field in fields(SCHEMA.query_type).items():
        said = {metadata(field)["scope"]} if "scope" in metadata(field) else set()

        assert scopes_of(f"{{ {name} }}") == said
