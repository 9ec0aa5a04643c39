"""The scalars: exact decimals, 64-bit integers, instants, UUIDs and JSON, read strictly and printed in one form."""

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal as ExactDecimal
from typing import TYPE_CHECKING, Any, NewType

import orjson
import strawberry
from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLError,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)

from plangraph.domain import decimals, times

if TYPE_CHECKING:
    BigInt = int
    JSON = Any
else:
    BigInt = NewType("BigInt", int)
    JSON = NewType("JSON", object)

_SAFE = 2**53
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
Parse = Callable[[Any], Any]


def parse_big(given: Any) -> int:
    if isinstance(given, str) and given.removeprefix("-").isdecimal() and given.isascii() and len(given) <= 20:
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int):
        raise GraphQLError("BigInt is a whole number, or a string of digits.")
    if not _LOWEST <= given <= _HIGHEST:
        raise GraphQLError("BigInt has at most 64 bits.")
    return given


def print_big(value: int) -> int | str:
    return value if -_SAFE < value < _SAFE else str(value)


def parse_decimal(given: Any) -> ExactDecimal:
    try:
        return decimals.parse(given)
    except ValueError as error:
        raise GraphQLError(f"This Decimal {error}.") from None


def parse_instant(given: Any) -> datetime:
    try:
        return times.parse_time(given)
    except ValueError as error:
        raise GraphQLError(f"This DateTime {error}.") from None


def parse_uuid(given: Any) -> uuid.UUID:
    try:
        if not isinstance(given, str) or len(given) != 36:
            raise ValueError(given)
        return uuid.UUID(given)
    except ValueError:
        raise GraphQLError("A UUID is 36 characters such as 7d1f0c2a-1b2c-4d3e-8f90-a1b2c3d4e5f6.") from None


def print_json(text: Any) -> Any:
    """JSON is carried as text, so that numbers in it stay exact; here it becomes part of the answer as it is."""
    return orjson.Fragment(text)


def _literal(parse: Parse) -> Callable[..., Any]:
    """A literal's own text goes to the parser, so that no digit is lost to a float."""

    def read(node: ValueNode, _variables: Any = None) -> Any:
        if isinstance(node, IntValueNode):
            return parse(int(node.value) if len(node.value) < 4000 else node.value)
        if isinstance(node, FloatValueNode | StringValueNode):
            return parse(node.value)
        return parse(None)

    return read


def _json_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Any:
    match node:
        case IntValueNode() | FloatValueNode():
            return json.loads(node.value, parse_float=ExactDecimal)
        case StringValueNode() | BooleanValueNode():
            return node.value
        case EnumValueNode():
            raise GraphQLError("JSON has no bare words; put quotes around it.")
        case NullValueNode():
            return None
        case ListValueNode():
            return [_json_literal(v, variables) for v in node.values]
        case ObjectValueNode():
            return {f.name.value: _json_literal(f.value, variables) for f in node.fields}
        case VariableNode():
            return (variables or {}).get(node.name.value)
    raise GraphQLError("This is not JSON.")


def _same(value: Any) -> Any:
    return value


SCALARS: dict[Any, Any] = {
    BigInt: strawberry.scalar(
        name="BigInt",
        description="A 64-bit whole number: a JSON number within 53 bits, else a string of digits; both are accepted.",
        specified_by_url="https://www.w3.org/TR/xmlschema11-2/#long",
        serialize=print_big,
        parse_value=parse_big,
        parse_literal=_literal(parse_big),
    ),
    ExactDecimal: strawberry.scalar(
        name="Decimal",
        description=(
            "An exact decimal as a string of plain digits, such as `0.00325`; never a float. Strings and numbers are "
            "accepted, with at most 40 digits before the point and 30 after it."
        ),
        specified_by_url="https://www.w3.org/TR/xmlschema11-2/#decimal",
        serialize=decimals.plain,
        parse_value=parse_decimal,
        parse_literal=_literal(parse_decimal),
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description=(
            "An instant in UTC: `2026-03-01T10:00:00Z`, with six digits of fraction when it has any. Any ISO 8601 "
            "date-time is accepted; without an offset it means UTC."
        ),
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=times.print_time,
        parse_value=parse_instant,
        parse_literal=_literal(parse_instant),
    ),
    uuid.UUID: strawberry.scalar(
        name="UUID",
        description="A UUID in its 36-character form.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
        serialize=str,
        parse_value=parse_uuid,
        parse_literal=_literal(parse_uuid),
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value; numbers are exact.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
        serialize=print_json,
        parse_value=_same,
        parse_literal=_json_literal,
    ),
}
