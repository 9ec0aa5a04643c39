"""What an account's token is told does not depend on anybody else: taking all others away changes no answer.

That is more than finding no key, id or name of another in an answer: counts, cursors and errors may not tell, either.
"""

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    TypeInfo,
    TypeInfoVisitor,
    Undefined,
    Visitor,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    parse,
    visit,
)

from plangraph.domain.errors import LimitExceeded
from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.errors import Refused
from plangraph.graph.scopes import refusals
from plangraph.graph.walk import metadata
from plangraph.store import tables
from tests.graph.executor.both import Both
from tests.graph.executor.operations import Maker, literal
from tests.graph.owners import OWN, ROWS, account_of, take_others_away
from tests.graph.running import SCHEMA

GRAPH = SCHEMA._schema


def viewer_of(account: str) -> Viewer:
    return Viewer("pg_account", Scope.ACCOUNT, account)


async def told(both: Both, text: str, variables: dict[str, Any], viewer: Viewer) -> Any:
    """What both executors answer, or the messages of what the viewer's scope refuses before it runs."""
    if messages := refused(both, text, variables, viewer):
        return messages
    found = await both.ask(text, variables, viewer=viewer)
    return found.data, found.errors


def refused(both: Both, text: str, variables: dict[str, Any], viewer: Viewer) -> list[str]:
    demands = both.documents.read(text).choose(None).demands
    return [error.message for error in refusals(demands, viewer, variables)]


# ---- whatever a client could ask
@pytest.mark.parametrize(("account", "number"), [(OWN, 120), ("account-nobody", 40)])
async def test_generated_operations(both: Both, account: str, number: int) -> None:
    viewer = viewer_of(account)
    made = [Maker(Random(seed), everything=True).made() for seed in range(number)]

    async def answers() -> list[Any]:
        found = []
        for one in made:
            try:
                found.append(await told(both, one.text, one.variables, viewer))
            except (Refused, LimitExceeded) as error:  # fields that cannot be merged, or more than is served
                found.append(str(error))
        return found

    before = await answers()
    await take_others_away(both.database, account)
    after = await answers()

    pairs = zip(made, before, after, strict=True)
    assert [(one.text, first, then) for one, first, then in pairs if first != then] == []
    assert sum(isinstance(answer, tuple) for answer in before) > number / 2


# ---- every field of every type, by the shortest way to it
Step = tuple[str, str]
"""The text of a field with its arguments, and the type condition below it or nothing."""


def ways(account: str, *, by_lists: bool = False) -> dict[str, list[Step]]:
    """The shortest way from Query to each type that an object can have, the account's own things first.

    `by_lists`: to the rows of the root's lists, of which there are many at once, and no further.
    """
    root = GRAPH.query_type
    assert root is not None
    found: dict[str, list[Step]] = {root.name: []}
    if by_lists:
        lists = {n: get_named_type(f.type) for n, f in root.fields.items() if not metadata(f).get("scope")}
        found = {t.name: [(f"{n}(first: 100)", "")] for n, t in lists.items() if t.name.endswith("Connection")}
    waiting: deque[Any] = deque(GRAPH.type_map[name] for name in found)
    while waiting:
        parent = waiting.popleft()
        for name, field in parent.fields.items():
            target = get_named_type(field.type)
            if isinstance(target, GraphQLObjectType) and target.name not in found:
                if by_lists and (name != "nodes" or found[parent.name][1:]):
                    continue
                found[target.name] = [*found[parent.name], (f"{name}{arguments(parent, name, field, account)}", "")]
                waiting.append(target)
    return found


def arguments(parent: GraphQLObjectType, name: str, field: GraphQLField, account: str) -> str:
    """Those that are required, so that they find something."""
    given = []
    for argument, defined in field.args.items():
        if isinstance(defined.type, GraphQLNonNull) and defined.default_value is Undefined:
            value = _given(account)[f"{parent.name}.{name}"][argument]
            given.append(f"{argument}: {literal(defined.type, value)}")
    return f"({', '.join(given)})" if given else ""


def _given(account: str) -> dict[str, dict[str, Any]]:
    plan = {"key": "plan-4"}
    window = {"from": "2026-01-01T00:00:00Z", "to": "2026-03-10T00:00:00Z", "every": "WEEK"}
    customer = next((r for r in ROWS[tables.Customer] if account_of(r["id"]) == account), ROWS[tables.Customer][0])
    return {
        "Query.node": {"id": customer["gid"]},
        "Query.nodes": {"ids": [row["gid"] for row in (*ROWS[tables.Account], *ROWS[tables.MetricEvent])]},
        "Query.plan": {"by": plan},
        "Query.customer": {"by": {"ingestAlias": account}},
        "Query.account": {"by": {"key": account}},
        "Query.product": {"id": ROWS[tables.Product][0]["gid"]},
        "Query.feature": {"key": "feature-1"},
        "Query.resolveFeature": {"key": "feature-1"},
        "Query.estimate": {"input": {"plan": plan}},
        "Query.comparePlans": {"input": {"plans": [plan, {"key": "plan-5"}], "usage": []}},
        "Account.metric": {"key": "calls"},
        "Account.feature": {"key": "feature-0"},
        "Charge.priceCurve": {"upTo": "100"},
        "Metric.series": window,
        "Plan.effective": {"period": 1},
    }


def walk(account: str) -> Iterator[tuple[str, list[str], str]]:
    """Type, fields, and the operation that selects them with all leaves below.

    A type's fields are asked for together, but for those that may be refused: the root's by scope, others by what they
    are given, or for one row of many. Leaves are those of the fields that lead to them.
    """
    for name, text in by_name(account):
        yield "Query", [name], f"{{ {text} }}"
    to = [*ways(account).items(), *ways(account, by_lists=True).items()]
    for type_name, way in to:
        type_ = GRAPH.type_map[type_name]
        assert isinstance(type_, GraphQLObjectType)
        selected = {
            name: f"{name}{arguments(type_, name, field, account)}{below(get_named_type(field.type), account)}"
            for name, field in type_.fields.items()
            if type_name == "Query" or not is_leaf_type(get_named_type(field.type))
        }
        many = way[:1] != ways(account)[type_name][:1]
        alone = [n for n in selected if many or type_name == "Query" or arguments(type_, n, type_.fields[n], account)]
        together = [name for name in selected if name not in alone]
        for names in [*([name] for name in alone), *([together] if together else [])]:
            inner = " ".join(selected[name] for name in names)
            for step, _ in reversed(way):
                inner = f"{step} {{ __typename {inner} }}"
            yield type_name, names, f"{{ {inner} }}"


def by_name(account: str) -> Iterator[tuple[str, str]]:
    """Somebody else's things, asked for by those who know what they are called."""
    other = next(row for row in ROWS[tables.Account] if row["key"] != account)
    customer = next(row for row in ROWS[tables.Customer] if account_of(row["id"]) != account)
    yield "account", f'account(by: {{key: "{other["key"]}"}}) {{ __typename key }}'
    yield "customer", f'customer(by: {{uuid: "{customer["uuid"]}"}}) {{ __typename name }}'
    for row in (other, customer):
        yield "node", f'node(id: "{row["gid"]}") {{ __typename id }}'


def fields_of(text: str) -> set[tuple[str, str]]:
    """Every field that an operation selects, by its type."""
    found: set[tuple[str, str]] = set()
    types = TypeInfo(GRAPH)

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            parent = types.get_parent_type()
            if parent is not None and node.name.value[:2] != "__":
                found.add((parent.name, node.name.value))

    visit(parse(text), TypeInfoVisitor(types, Fields()))
    return found


def below(type_: Any, account: str, depth: int = 0, prefix: str = "") -> str:
    """All leaves, and those of a page's entries; `prefix`: for response keys that are no other type's."""
    if is_leaf_type(type_):
        return ""
    if isinstance(type_, GraphQLInterfaceType):
        on = (f"... on {t.name} {below(t, account, 1, t.name)}" for t in GRAPH.get_possible_types(type_))
        return " { __typename id " + " ".join(on) + " }"
    parts = ["__typename"]
    for name, field in type_.fields.items():
        target = get_named_type(field.type)
        if is_leaf_type(target):
            parts.append(f"{prefix and f'{prefix}_{name}: '}{name}{arguments(type_, name, field, account)}")
        elif depth == 0 and (type_.name.endswith(("Connection", "Edge")) or target.name == "PageInfo"):
            parts.append(f"{name}{below(target, account, 0 if target.name.endswith('Edge') else 1)}")
    return " { " + " ".join(parts) + " }"


def all_fields() -> set[tuple[str, str]]:
    """Of every type but those that only mutations answer with."""
    mutations = GRAPH.mutation_type
    assert mutations is not None
    written = {mutations.name} | {get_named_type(field.type).name for field in mutations.fields.values()}
    return {
        (type_.name, name)
        for type_ in GRAPH.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__") and type_.name not in written
        for name in type_.fields
    }


FOR_ADMINISTRATORS = {"Sync", "SyncConnection", "SyncEdge", "OutboxEntry", "OutboxEntryConnection", "OutboxEntryEdge"}
WORKED_OUT = {
    "Assumption", "BreakEven", "CreditApplied", "CurvePoint", "EstimateLine", "EstimateTier", "EstimateWarning",
    "OverageLine", "PlanCurve", "PricePoint",
}  # fmt: skip
"""From prices alone, and not by every plan."""


def for_administrators() -> set[str]:
    root = GRAPH.query_type
    assert root is not None
    return {name for name, field in root.fields.items() if metadata(field).get("scope") is Scope.ADMIN}


ABSTRACT = {type_ for type_ in GRAPH.type_map.values() if is_abstract_type(type_)}


def test_walk_reaches_every_field() -> None:
    reached = {field for _, _, text in walk(OWN) for field in fields_of(text)}
    assert {(type_, name) for type_, name in reached if GRAPH.type_map[type_] not in ABSTRACT} == all_fields()


async def test_every_field_of_every_type(both: Both) -> None:
    viewer, asked = viewer_of(OWN), list(walk(OWN))

    before = [await told(both, text, {}, viewer) for _, _, text in asked]
    await take_others_away(both.database, OWN)
    after = [await told(both, text, {}, viewer) for _, _, text in asked]

    pairs = zip(asked, before, after, strict=True)
    assert [(one, first, then) for one, first, then in pairs if first != then] == []
    roots = [(name, answer) for (type_, [name, *_], _), answer in zip(asked, before, strict=True) if type_ == "Query"]
    assert {name for name, answer in roots if isinstance(answer, list)} == for_administrators()
    never_seen = {type_ for type_, _ in all_fields()} - types_in(before) - FOR_ADMINISTRATORS
    assert never_seen <= WORKED_OUT | {"Query"}


def types_in(answer: Any) -> set[str]:
    if isinstance(answer, list | tuple):
        return {name for item in answer for name in types_in(item)}
    if isinstance(answer, dict):
        return {answer[n] for n in answer if n == "__typename"} | {n for v in answer.values() for n in types_in(v)}
    return set()
