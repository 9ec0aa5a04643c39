"""Promises that hold for every part of the schema."""

from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
)

from plangraph.domain import ids
from plangraph.graph.rows import table_of
from plangraph.graph.schema import build_schema

SCHEMA: GraphQLSchema = build_schema()._schema


def own_types() -> Iterator[GraphQLNamedType]:
    return (t for name, t in SCHEMA.type_map.items() if not name.startswith("__"))


def test_everything_is_described() -> None:
    bare: list[str] = []
    for type_ in own_types():
        if not type_.description:
            bare.append(type_.name)
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in type_.fields.items():
                bare += [f"{type_.name}.{name}"] if not field.description else []
                bare += [f"{type_.name}.{name}({a})" for a, arg in field.args.items() if not arg.description]
        elif isinstance(type_, GraphQLInputObjectType):
            bare += [f"{type_.name}.{n}" for n, f in type_.fields.items() if not f.description]
        elif isinstance(type_, GraphQLEnumType):
            bare += [f"{type_.name}.{n}" for n, v in type_.values.items() if not v.description]

    assert bare == []


def test_every_node_has_a_prefix_and_a_table_with_ids() -> None:
    node = SCHEMA.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)

    nodes = {t.name: t for t in SCHEMA.get_possible_types(node)}

    assert set(nodes) == set(ids.PREFIXES)
    assert all("gid" in table_of(t).c for t in nodes.values())


def test_every_type_is_reachable_from_a_query() -> None:
    query = SCHEMA.query_type
    assert query is not None
    seen, waiting = {query.name}, [query]
    while waiting:
        for field in waiting.pop().fields.values():
            target = field.type
            while hasattr(target, "of_type"):
                target = target.of_type
            if isinstance(target, GraphQLObjectType) and target.name not in seen:
                seen.add(target.name)
                waiting.append(target)

    objects = {t.name for t in own_types() if isinstance(t, GraphQLObjectType)}
    mutations = {n for n in objects if n.endswith("Payload") or n in {"Mutation", "UserError"}}

    assert objects - seen - mutations == set()


def test_connections_have_the_same_parts() -> None:
    found = {
        t.name: set(t.fields) for t in own_types() if isinstance(t, GraphQLObjectType) and t.name.endswith("Connection")
    }

    assert found
    assert {name for name, parts in found.items() if not {"edges", "nodes", "pageInfo", "totalCount"} <= parts} == set()
