"""Arguments as resolvers take them: Strawberry's `convert_arguments`, with all names and types looked up beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from typing import Any

from graphql import GraphQLField, GraphQLInputObjectType, GraphQLList, GraphQLNonNull

Take = Callable[[Any], Any]


def taker(definition: GraphQLField) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """A function from a field's arguments, as graphql-core has coerced them, to its resolver's."""
    names = [(name, _python(argument), _taker(argument.type)) for name, argument in definition.args.items()]
    return lambda given: {python: take(given[name]) for name, python, take in names if name in given}


def _taker(type_: Any) -> Take:
    match type_:
        case GraphQLNonNull():
            return _taker(type_.of_type)
        case GraphQLList():
            item = _taker(type_.of_type)
            return lambda given: [item(one) for one in given] if isinstance(given, list) else given
        case GraphQLInputObjectType():
            return _object(type_)
    return lambda given: given


def _object(type_: GraphQLInputObjectType) -> Take:
    """Made with what was given; a member that may be left out and has no default is then None."""
    defined = type_.extensions["strawberry-definition"]
    names = [(name, _python(member), _taker(member.type)) for name, member in type_.fields.items()]
    missing = {f.python_name: None for f in defined.fields if f.default is MISSING and f.default_factory is MISSING}

    def take(given: Any) -> Any:
        if not isinstance(given, dict):
            return given  # nothing
        return defined.origin(**missing | {python: one(given[name]) for name, python, one in names if name in given})

    return take


def _python(argument: Any) -> str:
    name: str = argument.extensions["strawberry-definition"].python_name
    return name
