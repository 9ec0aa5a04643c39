"""Makes generated operations speak of what is in the database, so that they reach past the first null."""

import random
from typing import Any

from graphql import (
    GraphQLInputObjectType,
    GraphQLSchema,
    IntValueNode,
    ObjectValueNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    print_ast,
    visit,
)

FACTS = """{
  plans(first: 30) { nodes { id uuid key name charges(first: 4) { nodes { id uuid name metricKey product { id } } } } }
  customers(first: 10) { nodes { id uuid name ingestAliases } }
  accounts(first: 10) { nodes { id key name metrics { id key } } }
  features(first: 10) { nodes { id key variants { key } } }
}"""
Pool = dict[str, list[str]]


def pool_of(facts: Any) -> Pool:
    """Every text of an answer by the name of its field."""
    pool: Pool = {}

    def collect(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, below in value.items():
                collect(key, below)
        elif isinstance(value, list):
            for below in value:
                collect(name, below)
        elif isinstance(value, str):
            pool.setdefault(name, []).append(value)

    collect("", facts)
    return pool


def grounded(schema: GraphQLSchema, query: str, pool: Pool, chance: random.Random) -> str:
    """The same operation with texts from the pool, small whole numbers and one key in each @oneOf."""
    info = TypeInfo(schema)
    texts = [text for name in ("key", "name", "metricKey", "ingestAliases") for text in pool.get(name, ["x"])]

    class Replace(Visitor):
        def enter_object_value(self, node: ObjectValueNode, *_: Any) -> ObjectValueNode | None:
            type_ = get_named_type(info.get_input_type())
            if isinstance(type_, GraphQLInputObjectType) and type_.is_one_of and node.fields:
                return ObjectValueNode(fields=(chance.choice(node.fields),))
            return None

        def enter_string_value(self, _: StringValueNode, key: Any, parent: Any, *__: Any) -> StringValueNode | None:
            type_ = get_named_type(info.get_input_type())
            name = getattr(getattr(parent, "name", None), "value", "") if key == "value" else ""
            kind = type_.name if type_ else ""
            if chance.random() < 0.15:
                return None
            if kind == "ID":
                return StringValueNode(value=chance.choice(pool["id"]))
            if kind == "UUID":
                return StringValueNode(value=chance.choice(pool["uuid"]))
            if kind == "Decimal":
                return StringValueNode(value=str(chance.choice([0, 1, 7, "0.5", 1000, 99_999, "1000000.25"])))
            if kind == "String":
                if name == "timeZone":
                    return StringValueNode(value=chance.choice(["UTC", "Europe/Berlin", "America/New_York"]))
                own = pool.get(name) or pool.get(name.removesuffix("Key")) or texts
                return StringValueNode(value=chance.choice(own if chance.random() < 0.5 else texts))
            return None

        def enter_int_value(self, _: IntValueNode, *__: Any) -> IntValueNode | None:
            return IntValueNode(value=str(chance.choice([0, 0, 1, 2, 3, 5, 12, 50])))

    document = visit(parse(query), TypeInfoVisitor(info, Replace()))
    return print_ast(document)
