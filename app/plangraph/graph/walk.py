"""What every look at a valid selection needs: a field's definition, and whether directives leave it out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)

Fragments = Mapping[str, FragmentDefinitionNode]


@dataclass(frozen=True, slots=True)
class When:
    """A condition on a Boolean variable, from @skip or @include."""

    variable: str
    wanted: bool

    def holds(self, variables: Mapping[str, Any]) -> bool:
        return variables.get(self.variable) is self.wanted


@dataclass(frozen=True, slots=True)
class Found:
    """A selected field, fragments expanded, under the conditions that stand between it and its parent."""

    node: FieldNode
    parent: GraphQLCompositeType
    when: tuple[When, ...]

    @property
    def key(self) -> str:
        return self.node.alias.value if self.node.alias else self.node.name.value


def fields_in(
    schema: GraphQLSchema,
    parent: GraphQLCompositeType,
    selections: SelectionSetNode,
    fragments: Fragments,
    when: tuple[When, ...] = (),
) -> Iterator[Found]:
    """The fields of one selection set. The document is valid and within its limits."""
    for node in selections.selections:
        conditions = _conditions(node)
        if conditions is None:
            continue
        below = (*when, *conditions)
        if isinstance(node, FieldNode):
            yield Found(node, parent, below)
            continue
        fragment = node if isinstance(node, InlineFragmentNode) else fragments[node.name.value]  # type: ignore[attr-defined]  # a spread
        condition = fragment.type_condition
        on: Any = schema.get_type(condition.name.value) if condition else parent
        yield from fields_in(schema, on, fragment.selection_set, fragments, below)


def _conditions(node: SelectionNode) -> tuple[When, ...] | None:
    """None when a literal leaves the selection out for good."""
    found = []
    for directive in node.directives or ():
        name = directive.name.value
        if name not in ("skip", "include"):
            continue
        (argument,) = directive.arguments or ()
        value = argument.value
        if isinstance(value, VariableNode):
            found.append(When(value.name.value, name == "include"))
        elif isinstance(value, BooleanValueNode) and value.value is not (name == "include"):
            return None
    return tuple(found)


def definitions(schema: GraphQLSchema, parent: GraphQLCompositeType, name: str) -> list[GraphQLField]:
    """The field as its type defines it, and for an interface as each of its types does too; none for `__typename`."""
    types: list[Any] = [parent]
    if is_abstract_type(parent):
        types += schema.get_possible_types(parent)
    return [t.fields[name] for t in types if name in getattr(t, "fields", {})]


def metadata(field: GraphQLField) -> Mapping[str, Any]:
    """What our own helpers said of the field (graph/fields.py): its load, scope and cost."""
    definition = field.extensions.get("strawberry-definition")
    return getattr(definition, "metadata", None) or {}
