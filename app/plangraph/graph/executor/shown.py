"""How a value that Python worked out becomes a part of the answer: a function for each selection, made once.

    type of the field, what is selected of it ─▶ Show        value ─ Show ─▶ what JSON is made of, places of rows

graphql-core would find out for each leaf anew how it is shown, which takes most of the time of such an operation.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from graphql import GraphQLList, GraphQLNonNull, GraphQLObjectType

from plangraph.graph.executor.unsupported import Reason, Unsupported
from plangraph.graph.fields import load_of
from plangraph.store.selected import Selected

Read = Callable[[Any], Any]
Place = Callable[[Selected, dict[str, Any]], None]
"""Told of a row, or rows, that an object names under the response key: they come in the place of what names them."""
Show = Callable[[Any, Place], Any]


def reader(parent: GraphQLObjectType, name: str) -> Read | None:
    """How a field is read of its type's value; None when that takes more than the value."""
    field = parent.fields[name]
    definition = field.extensions["strawberry-definition"]
    if load_of(field) is not None or field.args:
        return None
    resolver = definition.base_resolver
    if resolver is None:
        return attrgetter(definition.python_name)
    if resolver.info_parameter or resolver.is_async:
        return None
    made: Read = resolver.wrapped_func
    return made


def show_of(type_: Any, below: Show | None) -> Show:
    """`below`: how one object of the named type is shown, None for a leaf."""
    if isinstance(type_, GraphQLNonNull):
        return _required(_bare(type_.of_type, below))
    return _optional(_bare(type_, below))


def _bare(type_: Any, below: Show | None) -> Show:
    if isinstance(type_, GraphQLList):
        item = show_of(type_.of_type, below)
        return lambda values, place: [item(value, place) for value in values]
    if below:
        return below
    printed = type_.coerce_output_value
    return lambda value, _: printed(value)


def object_of(parts: Sequence[tuple[str, Read, Show]], rows: Sequence[Selected]) -> Show:
    """`rows`: those of the parts that name rows; what names them is their value."""

    def show(value: Any, place: Place) -> dict[str, Any]:
        found = {key: part(read(value), place) for key, read, part in parts}
        for row in rows:
            place(row, found)
        return found

    return show


def same(value: Any, _: Place) -> Any:
    return value


def _optional(show: Show) -> Show:
    return lambda value, place: None if value is None else show(value, place)


def _required(show: Show) -> Show:
    def required(value: Any, place: Place) -> Any:
        if value is None:
            raise Unsupported(Reason.DATA, "nothing where there must be something")
        return show(value, place)

    return required
