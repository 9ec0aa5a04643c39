"""The arguments of a field whose literals hold variables: coerced once, with room for the values of each request."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import FieldNode, GraphQLError, GraphQLField, ListValueNode, ObjectValueNode, VariableNode
from graphql.execution.values import VariableValues, get_argument_values


class _Room(NamedTuple):
    variable: str


class Template:
    """Answers as `get_argument_values` does, and asks it only when other variables are given than the last time.

    What a null means depends on where it stands, and a scalar may make something of a literal with variables in it:
    both are left to graphql-core.
    """

    def __init__(self, definition: GraphQLField, node: FieldNode) -> None:
        self.definition, self.node = definition, node
        self._given: frozenset[str] | None = None
        self._made: dict[str, Any] | None = None

    def filled(self, variables: VariableValues) -> dict[str, Any]:
        """Raises GraphQLError as `get_argument_values` does."""
        given = variables.coerced
        if given.keys() != self._given:
            self._given, self._made = frozenset(given), self._learned(variables)
        if self._made is None or None in given.values():
            return get_argument_values(self.definition, self.node, variables)
        return {name: _filled(value, given) for name, value in self._made.items()}

    def _learned(self, variables: VariableValues) -> dict[str, Any] | None:
        rooms: dict[str, Any] = {name: _Room(name) for name in variables.coerced}
        try:
            made = get_argument_values(self.definition, self.node, VariableValues(variables.sources, rooms))
        except GraphQLError:
            return None
        written = sum(_variables(argument.value, rooms) for argument in self.node.arguments or ())
        return made if written == sum(map(_rooms, made.values())) else None


def _filled(made: Any, given: Mapping[str, Any]) -> Any:
    if isinstance(made, _Room):
        return given[made.variable]
    if isinstance(made, dict):
        return {name: _filled(value, given) for name, value in made.items()}
    return [_filled(value, given) for value in made] if isinstance(made, list) else made


def _rooms(made: Any) -> int:
    if isinstance(made, dict | list):
        return sum(map(_rooms, made.values() if isinstance(made, dict) else made))
    return int(isinstance(made, _Room))


def _variables(literal: Any, given: Mapping[str, Any]) -> int:
    match literal:
        case VariableNode():
            return int(literal.name.value in given)
        case ListValueNode():
            return sum(_variables(one, given) for one in literal.values)
        case ObjectValueNode():
            return sum(_variables(one.value, given) for one in literal.fields)
    return 0
