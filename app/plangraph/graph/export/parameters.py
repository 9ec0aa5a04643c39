"""A list's arguments as flat text parameters, made of the very definitions that the graph's arguments are made of.

A field's name in snake case is its parameter. A field that is an object has a parameter for each of its own fields
(`starting_on_from`, `custom_field_key`); of an object that takes exactly one key, the key needs no ending (`plan`,
`plan_uuid`). `order_by` is the name of an order, with `-` before it for the reverse.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField

from plangraph.domain import texts
from plangraph.domain.errors import FieldError, UserErrorCode
from plangraph.graph.orders import OrderDirection, direction_input
from plangraph.graph.scalars import SCALARS
from plangraph.services.export import Parameter
from plangraph.store.loads import Page

ALL = "all"


class Wrong(Exception):
    """What is wrong with one value, in words."""


@dataclass(frozen=True, eq=False, slots=True)
class Leaf:
    """One parameter: where its value goes, and how it is read."""

    parameter: Parameter
    field: str
    part: str | None
    read: Callable[[str], Any]

    @property
    def name(self) -> str:
        return self.parameter.name


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of the list, or field of its filter. `object_`: its value's class; `one`: which takes one key."""

    name: str
    leaves: tuple[Leaf, ...]
    object_: type | None
    one: bool
    many: bool
    default: Any


class Reading:
    """Collects what is wrong while reading; every wrong parameter is told at once."""

    def __init__(self, given: Sequence[tuple[str, str]]) -> None:
        self.wrong: list[FieldError] = []
        self._given: dict[str, list[str]] = {}
        for name, text in given:
            self._given.setdefault(name, []).append(text)

    def refuse_others(self, known: Sequence[str]) -> None:
        for name in (name for name in self._given if name not in known):
            self.refuse(name, f"is no parameter of this export; there are {', '.join(known)}")

    def refuse(self, name: str, message: str, code: UserErrorCode = UserErrorCode.INVALID) -> None:
        self.wrong.append(FieldError((name,), message, code))

    def argument(self, argument: Argument) -> Any:
        """Its value; its default when nothing was given, or something wrong."""
        found = {leaf: values for leaf in argument.leaves if (values := self._values(leaf))}
        if not found:
            return argument.default
        if argument.object_ is None:
            values = next(iter(found.values()))
            return values[0] if not argument.many else None if ALL in values else values
        if argument.one:
            if len(found) > 1 and not argument.many:
                for leaf in found:
                    self.refuse(leaf.name, f"say only one of {_or([leaf.name for leaf in argument.leaves])}")
            named = [argument.object_(**{cast("str", leaf.part): v}) for leaf, values in found.items() for v in values]
            return named if argument.many else named[0]
        for leaf in argument.leaves:
            if leaf.name not in self._given and _needed(argument.object_, cast("str", leaf.part)):
                others = [other.name for other in found]
                self.refuse(leaf.name, f"is needed beside {_or(others)}", UserErrorCode.REQUIRED)
        parts = {leaf.part: values[0] for leaf, values in found.items()}
        return argument.default if self.wrong else argument.object_(**cast("dict[str, Any]", parts))

    def leaf(self, leaf: Leaf) -> Any:
        return next(iter(self._values(leaf)), None)

    def _values(self, leaf: Leaf) -> list[Any]:
        found = self._given.get(leaf.name, [])
        if len(found) > 1 and not leaf.parameter.many:
            self.refuse(leaf.name, "is given more than once")
        if leaf.parameter.many and "enum" in leaf.parameter.schema:
            found = [word for text in found for word in text.split(",")]
        return [value for text in found if (value := self._value(leaf, text)) is not MISSING]

    def _value(self, leaf: Leaf, text: str) -> Any:
        try:
            return leaf.read(text)
        except (Wrong, GraphQLError) as error:
            self.refuse(leaf.name, str(error) if isinstance(error, Wrong) else _as_sentence(error.message))
            return MISSING


def arguments_of(load: Page) -> list[Argument]:
    fields = load.filters.__strawberry_definition__.fields if load.filters else ()  # type: ignore[attr-defined]  # set by Strawberry
    return [_argument(field) for field in fields]


def naming(name: str, by: type, description: str) -> Argument:
    """An argument that names one thing by one key."""
    return Argument(name, tuple(_parts(name, by, many=False, description=description, one=True)), by, True, False, None)


def switch(name: str, description: str) -> Argument:
    leaf = Leaf(Parameter(name, {"type": "boolean"}, f"{description} false unless given."), name, None, _boolean)
    return Argument(name, (leaf,), None, False, False, False)


def order_parameter(load: Page) -> Leaf | None:
    if load.orders is None:
        return None
    orders = {member.name.lower(): member for member in load.orders}
    made = cast("Any", direction_input(load.orders))

    def read(text: str) -> Any:
        member = orders.get(text.removeprefix("-").lower())
        if member is None:
            raise Wrong(f"must be {_or(orders)}, with - before it for the reverse")
        return made(field=member, direction=OrderDirection.DESC if text.startswith("-") else OrderDirection.ASC)

    schema = {"type": "string", "enum": [*orders, *(f"-{name}" for name in orders)]}
    told = f"The order: {_or(orders)}, with `-` before it for the reverse; {next(iter(orders))} unless given."
    return Leaf(Parameter("order_by", schema, told), "order_by", None, read)


def given_to(load: Page, arguments: Sequence[Argument], reading: Reading) -> dict[str, Any]:
    """The arguments as graph/arguments takes them; what is wrong is left to `reading` to tell."""
    found = {argument.name: reading.argument(argument) for argument in arguments}
    order = order_parameter(load)
    given: dict[str, Any] = {"order_by": reading.leaf(order)} if order else {}
    if load.flat:
        return given | found
    return given if load.filters is None else {**given, "filter": load.filters(**found)}


def _needed(object_: type, part: str) -> bool:
    fields: Sequence[StrawberryField] = object_.__strawberry_definition__.fields  # type: ignore[attr-defined]  # set by Strawberry
    return any(f.python_name == part and not isinstance(f.type, StrawberryOptional) for f in fields)


def _argument(field: StrawberryField) -> Argument:
    default: Any = field.default
    if default is MISSING and callable(field.default_factory):
        default = field.default_factory()
    kind, many = _bare(field.type)
    name = field.graphql_name or field.python_name
    description = field.description or ""
    if definition := _input(kind):
        one = bool(definition.is_one_of)
        leaves = tuple(_parts(name, kind, many=many, description=description, one=one))
        return Argument(field.python_name, leaves, kind, one, many, default)
    read, schema = _reader(kind)
    if many and default is not strawberry.UNSET and default:
        words = ", ".join(member.name for member in default)
        schema = {**schema, "enum": [*schema["enum"], ALL]}
        description, read = f"{description} Here `{ALL}` says null. {words} unless given.", _or_all(read)
    elif default is False:
        description = f"{description} false unless given."
    leaf = Leaf(Parameter(name, schema, description, many), field.python_name, None, read)
    return Argument(field.python_name, (leaf,), None, False, many, default)


def _parts(name: str, kind: Any, *, many: bool, description: str, one: bool) -> Iterator[Leaf]:
    for field in kind.__strawberry_definition__.fields:
        part, _ = _bare(field.type)
        read, schema = _reader(part)
        ending = field.graphql_name or field.python_name
        full = name if one and ending == "key" else f"{name}_{ending}"
        yield Leaf(Parameter(full, schema, f"{description} {field.description}", many), name, field.python_name, read)


def _bare(kind: Any) -> tuple[Any, bool]:
    """Without what says that it may be null or several; and whether it may be several."""
    many = False
    while isinstance(kind, StrawberryOptional | StrawberryList):
        many = many or isinstance(kind, StrawberryList)
        kind = kind.of_type
    return kind, many


def _input(kind: Any) -> Any:
    definition = getattr(kind, "__strawberry_definition__", None)
    return definition if getattr(definition, "is_input", False) else None


def _reader(kind: Any) -> tuple[Callable[[str], Any], Mapping[str, Any]]:
    """How one value is read, and its JSON schema."""
    if isinstance(kind, StrawberryEnumDefinition):
        return _enum(cast("type[Enum]", kind.wrapped_cls))
    return _READERS[kind]


def _enum(cls: type[Enum]) -> tuple[Callable[[str], Any], Mapping[str, Any]]:
    def read(text: str) -> Enum:
        try:
            return cls[text.upper()]
        except KeyError:
            raise Wrong(f"must be {_or(cls.__members__)}") from None

    return read, {"type": "string", "enum": list(cls.__members__)}


def _or_all(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: ALL if text.lower() == ALL else read(text)


def _text(text: str) -> str:
    if problem := texts.problem(text, texts.TEXT_LENGTH):
        raise Wrong(problem)
    return text


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise Wrong("must be true or false")
    return text == "true"


def _integer(text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 10 and -(2**31) <= int(text) < 2**31):
        raise Wrong("must be a whole number of at most 32 bits")
    return int(text)


def _as_sentence(message: str) -> str:
    """The scalars' own words, said of a parameter: `This DateTime is not …`."""
    return message.removeprefix("This DateTime ").removeprefix("This Decimal ").removesuffix(".")


def _or(words: Any) -> str:
    every = list(words)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} or {every[-1]}"


_READERS: Mapping[Any, tuple[Callable[[str], Any], Mapping[str, Any]]] = {
    str: (_text, {"type": "string"}),
    strawberry.ID: (_text, {"type": "string"}),
    bool: (_boolean, {"type": "boolean"}),
    int: (_integer, {"type": "integer"}),
    datetime: (SCALARS[datetime].parse_value, {"type": "string", "format": "date-time"}),
    UUID: (SCALARS[UUID].parse_value, {"type": "string", "format": "uuid"}),
    Decimal: (SCALARS[Decimal].parse_value, {"type": "string"}),
}
