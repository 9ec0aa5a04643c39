"""What an operation may cost, worked out before it runs from its text and its variables alone.

The weights: a scalar, an enum, an embedded object and page info 0; an object 1; a list 1, and what is below it five
times; a connection 2, and what is below it as often as the page size asked for; a node of a page 1; a total or a count
5; a mutation 10; introspection 10, whatever its size. A field may say its own in its metadata. Fields that are selected
twice count twice: the sum is an upper bound, and one pass finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from plangraph.domain.errors import LimitExceeded
from plangraph.graph.limits import Limits
from plangraph.graph.walk import Found, Fragments, When, definitions, fields_in, metadata
from plangraph.store import loads

OBJECT, LIST, CONNECTION, COUNT, MUTATION, INTROSPECTION = 1, 1, 2, 5, 10, 10
LIST_SIZE = 5
PAGE_SIZE = 25
_OF_A_PAGE = ("edges", "nodes")


@dataclass(frozen=True, slots=True)
class Size:
    """How often what is below counts: a fixed number, the values of variables, or the length of one."""

    fixed: int = 1
    variables: tuple[str, ...] = ()
    most: int | None = None

    def of(self, variables: Mapping[str, Any]) -> int:
        given = [_number(variables[name]) for name in self.variables if variables.get(name) is not None]
        size = max(given) if given else self.fixed
        if self.most is not None and size > self.most:
            raise LimitExceeded("rows in one page", size, self.most)
        return max(size, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A selected field: its own cost, and what is below it so many times."""

    own: int
    size: Size
    below: tuple["Cost", ...]
    when: tuple[When, ...]


Cost = int | Part


def total(cost: Cost, variables: Mapping[str, Any]) -> int:
    """Raises LimitExceeded for a page that is larger than allowed."""
    if isinstance(cost, int):
        return cost
    if not all(when.holds(variables) for when in cost.when):
        return 0
    return cost.own + cost.size.of(variables) * sum(total(part, variables) for part in cost.below)


def cost_of(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments, limits: Limits) -> Cost:
    """What does not depend on variables is added up at once."""
    mutation = operation.operation is OperationType.MUTATION

    def field(found: Found, root: bool, page: Size | None) -> Cost:
        name = found.node.name.value
        if name in ("__schema", "__type"):
            return INTROSPECTION
        defined = definitions(schema, found.parent, name)
        if not defined:
            return 0
        own, size, paged = _weight(found.node, defined[0], limits)
        own = max((int(metadata(d)["cost"]) for d in defined if "cost" in metadata(d)), default=own)
        if root and mutation:
            own = MUTATION
        if found.parent.name.endswith("Connection"):
            if name not in (*_OF_A_PAGE, "pageInfo"):
                own, size = COUNT, Size(0)
            elif name in _OF_A_PAGE:
                own, size = 0, page or Size(PAGE_SIZE)
        below: list[Cost] = [1] if name == "nodes" and found.parent.name.endswith("Connection") else []
        if found.node.selection_set:
            if paged and paged.variables:
                below.append(Part(0, paged, (), ()))  # looks at the page size, whatever of the page is selected
            type_: Any = get_named_type(defined[0].type)
            inner = fields_in(schema, type_, found.node.selection_set, fragments)
            below += [field(f, root=False, page=paged) for f in inner]
        return _folded(own, size, below, found.when)

    selected = fields_in(schema, schema.get_root_type(operation.operation), operation.selection_set, fragments)  # type: ignore[arg-type]  # a valid operation has its type
    return _folded(0, Size(), [field(found, root=True, page=None) for found in selected], ())


def _weight(node: FieldNode, field: GraphQLField, limits: Limits) -> tuple[int, Size, Size | None]:
    """The field's own cost, how often what is below counts, and the page size for a connection's edges and nodes."""
    load = metadata(field).get("load")
    named = get_named_type(field.type)
    if named.name.endswith("Connection"):
        return CONNECTION, Size(), _page_size(node, limits)
    if is_list_type(get_nullable_type(field.type)):
        return LIST, _list_size(node) if isinstance(load, loads.NodeLookup) else Size(LIST_SIZE), None
    if is_leaf_type(named) or named.name == "PageInfo" or isinstance(load, loads.Embedded):
        return 0, Size(), None
    return OBJECT, Size(), None


def _page_size(node: FieldNode, limits: Limits) -> Size:
    literals, variables = [], []
    for argument in node.arguments or ():
        if argument.name.value not in ("first", "last"):
            continue
        if isinstance(argument.value, VariableNode):
            variables.append(argument.value.name.value)
        elif isinstance(argument.value, IntValueNode):
            literals.append(int(argument.value.value))
    return _checked(Size(max(literals, default=PAGE_SIZE), tuple(variables), limits.page))


def _list_size(node: FieldNode) -> Size:
    for argument in node.arguments or ():
        if isinstance(argument.value, VariableNode):
            return Size(LIST_SIZE, (argument.value.name.value,))
        if isinstance(argument.value, ListValueNode):
            return Size(len(argument.value.values))
    return Size(LIST_SIZE)


def _checked(size: Size) -> Size:
    size.of({})
    return size


def _number(value: Any) -> int:
    return len(value) if isinstance(value, list | tuple) else int(value)


def _folded(own: int, size: Size, below: list[Cost], when: tuple[When, ...]) -> Cost:
    constant = sum(part for part in below if isinstance(part, int))
    parts = tuple(part for part in below if isinstance(part, Part))
    if not parts and not when and not size.variables:
        return own + max(size.fixed, 0) * constant
    return Part(own, size, (constant, *parts) if constant else parts, when)
