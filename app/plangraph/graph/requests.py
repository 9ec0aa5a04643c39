"""A GraphQL request out of a URL or a body: every malformed one is one clear refusal, and nothing else escapes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from plangraph.domain.errors import LimitExceeded
from plangraph.graph.errors import Refused
from plangraph.graph.limits import Limits

_PARAMETERS = 100
_HALF_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)


def from_body(body: bytes, limits: Limits) -> GraphQLRequest:
    given = decode(body, limits)
    if isinstance(given, list):
        raise _bad("Batches of operations are not served; send one operation in each request.")
    if not isinstance(given, dict):
        raise _bad("The body must be a JSON object with the member query.")
    return _request(given)


def from_url(query_string: bytes, limits: Limits) -> GraphQLRequest:
    """`query`, `operationName`, and `variables` and `extensions` as JSON text, as GraphQL over HTTP says."""
    given: dict[str, Any] = {}
    parts = query_string.split(b"&", _PARAMETERS)
    if len(parts) > _PARAMETERS:
        raise _bad(f"The URL has more than {_PARAMETERS} parameters.")
    for part in parts:
        name, _, value = part.partition(b"=")
        key = _text(name)
        if key not in ("query", "operationName", "variables", "extensions"):
            continue
        if key in given:
            raise _bad(f"The parameter {key} is given twice.")
        given[key] = _text(value)
    for key in ("variables", "extensions"):
        if key in given:
            given[key] = decode(given[key].encode(), limits) if given[key] else None
    given["operationName"] = given.get("operationName") or None
    return _request(given)


def _text(encoded: bytes) -> str:
    try:
        return unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise _bad("The URL's parameters must be UTF-8, percent-encoded.") from None


def _request(given: Mapping[str, Any]) -> GraphQLRequest:
    query, name = given.get("query"), given.get("operationName")
    if query is None:
        raise _bad(
            "The request has no query; send the text of an operation as query. For people there is the page /graphiql."
        )
    if not isinstance(query, str):
        raise _bad("The member query must be a string.")
    if name is not None and not isinstance(name, str):
        raise _bad("The member operationName must be a string or null.")
    for key in ("variables", "extensions"):
        if given.get(key) is not None and not isinstance(given[key], dict):
            raise _bad(f"The member {key} must be an object or null.")
    return GraphQLRequest(query, name, given.get("variables") or {}, given.get("extensions") or {})


def decode(body: bytes, limits: Limits) -> Any:
    """JSON with exact numbers: one with a fraction or an exponent becomes a Decimal.

    Refused beside what JSON itself forbids: NaN and infinities, a member given twice (which of them was meant?), halves
    of surrogate pairs (no text can hold them) and integers of more than 4,300 digits (Python's own limit).
    """
    try:
        text = body.decode()
        given = _DECODER.decode(text)
    except UnicodeDecodeError:
        raise _bad("The JSON must be in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _bad(f"The JSON cannot be read: {error.msg} at line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise _bad("The JSON is nested too deeply.") from None
    except (ValueError, ArithmeticError):
        raise _bad("The JSON holds a number that is too long.") from None
    opened = text.count("{") + text.count("[")
    most = 1 + opened + text.count(":") + text.count(",")
    if (
        opened > limits.json_nesting or most > limits.json_values or "\\u" in text
    ):  # else it cannot hold what is refused
        _look_through(given, limits)
    return given


def _bad(message: str) -> Refused:
    return Refused(message, "BAD_REQUEST")


def _no_constant(name: str) -> NoReturn:
    raise _bad(f"JSON has no {name}.")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _bad("The JSON has an object with the same member twice.")
    return members


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_duplicates)


def _look_through(given: Any, limits: Limits) -> None:
    level, depth, values = [given], 0, 1
    while level:
        below: list[Any] = []
        for value in level:
            if isinstance(value, str):
                if not value.isascii() and _HALF_PAIR.search(value):
                    raise _bad("The JSON holds half of a surrogate pair.")
            elif isinstance(value, dict):
                below.extend(value)
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        depth += any(isinstance(value, dict | list) for value in level)
        values += len(below)
        if depth > limits.json_nesting:
            raise LimitExceeded("levels of JSON", depth, limits.json_nesting)
        if values > limits.json_values:
            raise LimitExceeded("values in the JSON", values, limits.json_values)
        level = below
