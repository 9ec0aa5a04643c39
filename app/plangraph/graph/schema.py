"""The schema, put together. What it looks like is `graphql/schema.graphql`."""

import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from plangraph.graph import enums
from plangraph.graph.mutation import Mutation
from plangraph.graph.query import Query
from plangraph.graph.scalars import SCALARS
from plangraph.graph.types.metric import MetricEvent

assert enums  # noqa: S101 (imported so that the domain's enums are described)


def build_schema() -> strawberry.Schema:
    schema = strawberry.Schema(Query, Mutation, config=StrawberryConfig(scalar_map=SCALARS), types=[MetricEvent])
    _mark_one_of(schema._schema)  # noqa: SLF001 (Strawberry has no other way to graphql-core's schema)
    return schema


def _mark_one_of(schema: GraphQLSchema) -> None:
    """Strawberry checks @oneOf by rules of its own; graphql-core, once told, does so for literals as well."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType) and type_.extensions["strawberry-definition"].is_one_of:
            type_.is_one_of = True


def printed() -> str:
    """The schema as `graphql/schema.graphql` has it: sorted by name, so that a difference is a change.

    The server tells fields in the order in which they are written, which is better to read. Strawberry's own
    `sort_schema` loses how it writes enums.
    """
    schema = build_schema()
    for type_ in schema._schema.type_map.values():  # noqa: SLF001 (as above)
        for members in (getattr(type_, "fields", {}), getattr(type_, "values", {})):
            in_order = sorted(members.items())
            members.clear()
            members.update(in_order)
    return f"{schema.as_str()}\n"
