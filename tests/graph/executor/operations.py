"""Generated operations over the whole schema: whatever a client could ask of what is in `tests.graph.rows`."""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from plangraph.graph.fields import load_of
from plangraph.store import loads, tables
from tests.graph.rows import rows
from tests.graph.running import SCHEMA

_ROWS = rows()
_GRAPH = SCHEMA._schema
_GIDS = [row["gid"] for found in _ROWS.values() for row in found if "gid" in row]
_TIMES = [
    "2026-03-01T12:00:00Z",
    "2026-02-20T00:00:00+01:00",
    "2026-03-10T12:00:00.005Z",
    "2025-01-01",
    "2027-01-01T00:00",
]
_TEXTS: dict[str, list[str]] = {
    "search": ["", "a", "ST", "acme", "quo", "EMOJI", "100%", "zzz", "plan-", "account-"],
    "key": ["plan-1", "plan-2", "account-3", "account-0", "calls", "feature-1", "feature-2", "nothing"],
    "keys": ["plan-1", "plan-2", "plan-3", "nothing"],
    "accountKey": ["account-0", "account-3", "nobody"],
    "creditType": ["EUR", "tokens", 'odd "unit"'],
    "ingestAlias": ["account-3", "alias-5", "nobody"],
    "product": [row["gid"] for row in _ROWS[tables.Product]],
    "value": ["gold", "x", ""],
    "charge": ["Calls", "Seats", "", "nothing"],
    "name": ["Calls", "Seats", "nothing"],
    "timeZone": ["UTC", "Europe/Berlin", "Nowhere/At All"],
}
_AMOUNTS = ["0", "1", "12.5", "1000", "100000"]
_UUIDS = [str(row["uuid"]) for table in (tables.Plan, tables.Customer) for row in _ROWS[table][:5]]
CURSOR = "cursor"


@dataclass
class Made:
    """`cursors`: variables for `after` or `before` by the response key of their list; null until they are known."""

    text: str = ""
    variables: dict[str, Any] = field(default_factory=dict)
    cursors: dict[str, list[str]] = field(default_factory=dict)


def operations(*, everything: bool = False) -> st.SearchStrategy[Made]:
    return st.integers(0, 2**64).map(lambda seed: Maker(Random(seed), everything=everything).made())


class Maker:
    """`everything`: fields that statements do not answer by themselves, too: what Python works out, nodes by ids."""

    def __init__(self, random: Random, *, everything: bool = False) -> None:
        self.random, self.everything = random, everything
        self.operation = Made()
        self.declared: list[str] = []
        self.fragments: list[str] = []
        self.number = 0

    def made(self) -> Made:
        root = _GRAPH.query_type
        assert root is not None
        body = self.selection(root, 0)
        head = f"query Q({', '.join(self.declared)})" if self.declared else "query Q"
        self.operation.text = " ".join([head, body, *self.fragments])
        return self.operation

    def chance(self, of_ten: int) -> bool:
        return self.random.randrange(10) < of_ten

    def fresh(self, start: str) -> str:
        self.number += 1
        return f"{start}{self.number}"

    # ---- selections
    def selection(self, type_: Any, depth: int) -> str:
        if isinstance(type_, GraphQLInterfaceType):
            return self.abstract(type_, depth)
        names = [name for name, field in type_.fields.items() if self.everything or _compiles(field)]
        leaves = [n for n in names if is_leaf_type(get_named_type(type_.fields[n].type))]
        relations = [n for n in names if n not in leaves]
        structural = type_.name.endswith(("Connection", "Edge")) or type_.name in ("Query", "PageInfo")
        if depth > 7 and not structural:
            relations = []
        most = 3 if type_.name == "Query" else 2
        chosen = self.some(leaves, 0, 5) + self.some(relations, 1 if structural and relations else 0, most)
        parts = [self.field(type_, name, depth) for name in chosen]
        if not parts or self.chance(1):
            parts.append(self.random.choice(["__typename", "kind: __typename"]))
        return "{ " + " ".join(self.grouped(type_, parts)) + " }"

    def some(self, names: list[str], least: int, most: int) -> list[str]:
        if not names:
            return []
        return self.random.sample(names, self.random.randint(min(least, len(names)), min(most, len(names))))

    def abstract(self, type_: GraphQLInterfaceType, depth: int) -> str:
        possible = sorted(t.name for t in _GRAPH.get_possible_types(type_))
        chosen = self.some(possible, 1, 4)
        on = [f"... on {name} {self.selection(_GRAPH.get_type(name), depth + 1)}" for name in chosen]
        return "{ __typename id " + " ".join(on) + " }"

    def grouped(self, type_: GraphQLObjectType, parts: list[str]) -> list[str]:
        """Some of the parts in a fragment, by name or in place."""
        kind = self.random.choice(["", "", "", "", "named", "inline", "node", "twice"])
        cut = self.random.randint(0, len(parts) - 1)
        inner = " ".join(parts[cut:])
        if kind in ("named", "twice"):
            name = self.fresh("F")
            self.fragments.append(f"fragment {name} on {type_.name} {{ {inner} }}")
            spread = f"...{name}{self.directive()}"
            return [*parts[:cut], spread, *([f"...{name}"] if kind == "twice" else [])]
        if kind == "inline":
            on = self.random.choice(["", f" on {type_.name}"])
            return [*parts[:cut], f"...{on}{self.directive()} {{ {inner} }}"]
        if kind == "node" and any(i.name == "Node" for i in type_.interfaces):
            return [*parts, "... on Node { __typename theId: id }"]
        return parts

    def field(self, parent: GraphQLObjectType, name: str, depth: int) -> str:
        definition = parent.fields[name]
        target = get_named_type(definition.type)
        key = self.fresh("a") if definition.args or self.chance(2) else name
        arguments = self.arguments(definition, key)
        alias = "" if key == name else f"{key}: "
        below = "" if is_leaf_type(target) else " " + self.selection(target, depth + 1)
        return f"{alias}{name}{arguments}{self.directive()}{below}"

    def directive(self) -> str:
        if not self.chance(1):
            return ""
        value = self.random.choice([True, False])
        condition = self.variable("Boolean!", value) if self.chance(6) else str(value).lower()
        return f" @{self.random.choice(['skip', 'include'])}(if: {condition})"

    # ---- arguments
    def arguments(self, definition: GraphQLField, key: str) -> str:
        given = []
        paged = "first" in definition.args
        if paged:
            given += self.page(key)
        for name, argument in definition.args.items():
            if paged and name in ("first", "last", "after", "before"):
                continue
            if isinstance(argument.type, GraphQLNonNull) or self.chance(4):
                given.append(f"{name}: {self.argument(name, argument)}")
        return f"({', '.join(given)})" if given else ""

    def page(self, key: str) -> list[str]:
        size = 200 if self.random.randint(0, 99) == 0 else self.random.randint(0, 4)
        which = self.random.choice(["first", "first", "last"])
        given = [f"{which}: {self.variable('Int', size) if self.chance(5) else size}"]
        for end in ("after", "before"):
            if self.chance(4):
                name = self.variable("String", None)
                self.operation.cursors.setdefault(key, []).append(name[1:])
                given.append(f"{end}: {name}")
        return given

    def argument(self, name: str, argument: GraphQLArgument) -> str:
        value = self.value(name, argument.type)
        return self.variable(str(argument.type), value) if self.chance(5) else literal(argument.type, value)

    def variable(self, type_: str, value: Any) -> str:
        name = self.fresh("v")
        self.declared.append(f"${name}: {type_}")
        self.operation.variables[name] = value
        return f"${name}"

    def value(self, name: str, type_: Any) -> Any:
        if not isinstance(type_, GraphQLNonNull) and self.chance(1):
            return None
        type_ = get_nullable_type(type_)
        if isinstance(type_, GraphQLList):
            return [
                self.value(name, GraphQLNonNull(get_nullable_type(type_.of_type)))
                for _ in range(self.random.randint(0, 3))
            ]
        if isinstance(type_, GraphQLEnumType):
            return self.random.choice(sorted(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return self.input(type_)
        match type_.name:
            case "Boolean":
                return self.random.choice([True, False])
            case "Int":
                return self.random.randint(-1, 4)
            case "Decimal":
                return self.random.choice(_AMOUNTS)
            case "DateTime":
                return self.random.choice(_TIMES)
            case "UUID":
                return self.random.choice(_UUIDS)
            case "ID" if name not in _TEXTS:
                return self.random.choice([*_GIDS, "plan_00", "nothing", "charge_zz", ""])
        return self.random.choice(_TEXTS[name])

    def input(self, type_: GraphQLInputObjectType) -> dict[str, Any]:
        names = list(type_.fields)
        if type_.extensions["strawberry-definition"].is_one_of:
            name = self.random.choice(names)
            return {name: self.value(name, GraphQLNonNull(get_nullable_type(type_.fields[name].type)))}
        needed = [n for n in names if isinstance(type_.fields[n].type, GraphQLNonNull)]
        chosen = dict.fromkeys([*needed, *self.some(names, 0, 2)])
        return {name: self.value(name, type_.fields[name].type) for name in chosen}


def _compiles(field: GraphQLField) -> bool:
    load = load_of(field)
    by_hand = load is None or isinstance(load, loads.Resolved)
    return not (by_hand or (isinstance(load, loads.NodeLookup) and load.many))


def literal(type_: Any, value: Any) -> str:
    type_ = get_nullable_type(type_)
    if value is None:
        return "null"
    if isinstance(type_, GraphQLList):
        return "[" + ", ".join(literal(type_.of_type, one) for one in value) + "]"
    if isinstance(type_, GraphQLEnumType):
        return str(value)
    if isinstance(type_, GraphQLInputObjectType):
        return "{" + ", ".join(f"{n}: {literal(type_.fields[n].type, v)}" for n, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)
