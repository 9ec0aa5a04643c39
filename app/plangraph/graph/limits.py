"""What one request may ask for, and the pass that counts it before anything expensive looks at the document.

Everything behind this pass (validation, cost, scopes, execution) may expand fragments naively, since their expanded
number is already bounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from plangraph.domain.errors import LimitExceeded

_LISTS = frozenset(
    {"types", "directives", "fields", "args", "inputFields", "interfaces", "enumValues", "possibleTypes"}
)
_COUNTED = 10**9  # fragments that double reach numbers that no client could read


@dataclass(frozen=True, slots=True)
class Limits:
    """Each is a setting. Sizes in bytes, times in seconds; counts are per operation, fragments expanded."""

    query_bytes: int = 64 * 1024
    tokens: int = 1_000
    depth: int = 15
    aliases: int = 30
    fields: int = 500
    directives: int = 50
    spreads: int = 100
    query_roots: int = 20
    mutation_roots: int = 10
    page: int = 100
    json_nesting: int = 64
    json_values: int = 10_000
    cost: int = 10_000
    seconds: float = 10.0
    introspection: bool = True
    introspection_depth: int = 25
    introspection_lists: int = 20
    cached_documents: int = 500
    cached_bytes: int = 64 * 1024 * 1024


@dataclass(slots=True)
class Counts:
    """Of one definition at first; with its fragments once they are added."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    spreads: int = 0
    roots: int = 0
    depth: int = 0
    introspection_depth: int = 0
    introspection_lists: int = 0
    spread_at: list[tuple[str, int, int | None]] = field(default_factory=list)

    def add(self, other: "Counts", at: int, introspection_at: int | None) -> None:
        self.fields += other.fields
        self.aliases += other.aliases
        self.directives += other.directives
        self.spreads += other.spreads
        self.introspection_lists += other.introspection_lists
        if at == 0:
            self.roots += other.roots
        if introspection_at is None:
            self.depth = max(self.depth, at + other.depth)
            self.introspection_depth = max(self.introspection_depth, other.introspection_depth)
        else:
            below = max(other.depth, other.introspection_depth)
            self.introspection_depth = max(self.introspection_depth, introspection_at + below)


def check(document: DocumentNode, limits: Limits) -> None:
    """Raises LimitExceeded for the first limit that an operation passes. Looks at each definition once."""
    fragments = {d.name.value: count(d) for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    for name in _leaves_first(fragments):
        _expand(fragments[name], fragments)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            counts = count(definition)
            _expand(counts, fragments)
            mutation = definition.operation is OperationType.MUTATION
            _compare(counts, limits, limits.mutation_roots if mutation else limits.query_roots)
    for counts in fragments.values():
        # A fragment that no operation uses is still looked at by the validation.
        _compare(counts, limits, limits.fields)


def _compare(counts: Counts, limits: Limits, roots: int) -> None:
    for what, asked, allowed in (
        ("levels of fields", counts.depth, limits.depth),
        ("levels of introspection", counts.introspection_depth, limits.introspection_depth),
        ("lists of introspection", counts.introspection_lists, limits.introspection_lists),
        ("fields", counts.fields, limits.fields),
        ("aliases", counts.aliases, limits.aliases),
        ("directives", counts.directives, limits.directives),
        ("fragment spreads", counts.spreads, limits.spreads),
        ("root fields", counts.roots, roots),
    ):
        if asked > allowed:
            raise LimitExceeded(what, min(asked, _COUNTED), allowed)


def count(definition: OperationDefinitionNode | FragmentDefinitionNode) -> Counts:
    """What stands in one definition itself; a stack of its own, so that deep nesting costs no call depth."""
    counts = Counts(directives=len(definition.directives or ()))
    if isinstance(definition, OperationDefinitionNode):
        counts.directives += sum(len(v.directives or ()) for v in definition.variable_definitions or ())
    introspects = isinstance(definition, FragmentDefinitionNode) and definition.type_condition.name.value[:2] == "__"
    stack: list[tuple[SelectionSetNode, int, int | None]] = [(definition.selection_set, 0, 0 if introspects else None)]
    while stack:
        selections, depth, introspection = stack.pop()
        for node in selections.selections:
            counts.directives += len(node.directives or ())
            if isinstance(node, FragmentSpreadNode):
                counts.spreads += 1
                counts.spread_at.append((node.name.value, depth, introspection))
            elif isinstance(node, FieldNode):
                counts.fields += 1
                counts.aliases += node.alias is not None
                counts.roots += depth == 0
                counts.introspection_lists += introspection is not None and node.name.value in _LISTS
                inside = 1 if node.name.value in ("__schema", "__type") else _deeper(introspection)
                if inside is None:
                    counts.depth = max(counts.depth, depth + 1)
                else:
                    counts.introspection_depth = max(counts.introspection_depth, inside)
                if node.selection_set:
                    stack.append((node.selection_set, depth + 1, inside))
            elif (below := getattr(node, "selection_set", None)) is not None:
                counts.spreads += 1
                stack.append((below, depth, introspection))
    return counts


def _deeper(introspection: int | None) -> int | None:
    return None if introspection is None else introspection + 1


def _expand(counts: Counts, fragments: Mapping[str, Counts]) -> None:
    spreads, counts.spread_at = counts.spread_at, []
    for name, at, introspection_at in spreads:
        if name in fragments:
            counts.add(fragments[name], at, introspection_at)


def _leaves_first(fragments: Mapping[str, Counts]) -> list[str]:
    """Each fragment after those that it spreads; a cycle is cut where it closes, the validation reports it."""
    order: list[str] = []
    seen: set[str] = set()
    for root in fragments:
        if root in seen:
            continue
        seen.add(root)
        path: list[tuple[str, Iterator[str]]] = [(root, _spread_names(fragments[root]))]
        while path:
            name, below = path[-1]
            following = next((s for s in below if s in fragments and s not in seen), None)
            if following is None:
                order.append(name)
                path.pop()
            else:
                seen.add(following)
                path.append((following, _spread_names(fragments[following])))
    return order


def _spread_names(counts: Counts) -> Iterator[str]:
    return iter([name for name, _, _ in counts.spread_at])
