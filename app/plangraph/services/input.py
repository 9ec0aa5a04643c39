"""What callers send, checked: JSON text to Python values, pydantic's findings to the project's own field errors.

Every surface and every file goes through here, so that one mistake reads the same everywhere.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import NoneType
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plangraph.domain import texts
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.services.checks import together

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]

DEEPEST = 100
_WITHOUT_TEXT = (int, float, Decimal, NoneType)
MOST_DIGITS = 4_300  # as many as Python reads of an integer

# pydantic's error type → our sentence; `{…}` is filled from the error's own context
_SENTENCES = {
    "missing": "is required",
    "extra_forbidden": "is not known here, and what is not known cannot be priced",
    "string_type": "must be a string",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "literal_error": "must be one of {expected}",
}
_CODES = {"missing": UserErrorCode.REQUIRED, "integer_range": UserErrorCode.OUT_OF_RANGE}
# What other vendors' price lists hold and this model has no place for, by the key that gives it away
_UNSUPPORTED = {
    "flat_fee": "a flat fee per tier",
    "flat_amount": "a flat fee per tier",
    "flat_amount_decimal": "a flat fee per tier",
    "flat_price": "a flat fee per tier",
    "package_size": "a package per tier",
    "package": "a package per tier",
    "package_quantity": "a package per tier",
    "stairstep": "stairstep pricing",
    "stair_step": "stairstep pricing",
    "pool": "a tier counter shared by several charges",
    "pooled": "a tier counter shared by several charges",
    "tier_pool": "a tier counter shared by several charges",
    "pooled_with": "a tier counter shared by several charges",
    "shared_tiers": "a tier counter shared by several charges",
}
# Fields whose value, when it is none of the known ones, asks for a kind of pricing that the model lacks
_KINDS = ("charge_type", "rounding_behavior", "tier_mode")


def read_json(given: str | bytes) -> Any:
    """Numbers exactly (Decimal where a point or exponent is written). Raises InvalidInput for anything but JSON.

    A key that stands twice in an object is refused, since one of its values would be dropped silently.
    """
    try:
        return json.loads(given, parse_float=_decimal, parse_constant=_no_number, object_pairs_hook=_object)
    except RecursionError:
        raise _not_json("is nested too deeply") from None
    except UnicodeDecodeError:
        raise _not_json("is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _not_json(f"is not JSON: {error.msg} ({place})") from None
    except ValueError:  # an integer of thousands of digits, which Python declines to read
        raise _not_json("holds a number with too many digits") from None


def validated(model: type[Model], given: Any, at: Path = ()) -> Model:
    """The JSON value as this shape. Raises InvalidInput with every wrong field, their paths beginning with `at`."""
    wrong = list(text_errors(given, at))
    try:
        found = model.model_validate(given)
    except ValidationError as error:
        wrong = together(wrong, [_field_error(detail, at) for detail in error.errors(include_url=False)])
    else:
        if not wrong:
            return found
    raise InvalidInput(wrong)


def text_errors(given: Any, at: Path = ()) -> Iterator[FieldError]:
    """Texts inside a JSON value that no database takes: NUL characters, lone surrogates, far too long or too deep."""
    if _sound(given):
        return
    waiting: list[tuple[Path, Any]] = [(at, given)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            problem = texts.problem(value, texts.TEXT_LENGTH)
            if problem:
                code = UserErrorCode.TOO_LONG if len(value) > texts.TEXT_LENGTH else UserErrorCode.INVALID
                yield FieldError(path, problem, code)
        elif isinstance(value, Mapping | list) and len(path) - len(at) > DEEPEST:
            yield FieldError(path[: len(at) + 1], f"is nested deeper than {DEEPEST} levels")
        elif isinstance(value, Mapping):
            problems = {key: texts.problem(key) for key in value}
            yield from (FieldError(path, f"has a key that {problem}") for problem in problems.values() if problem)
            waiting.extend(((*path, key), inner) for key, inner in value.items() if not problems[key])
        elif isinstance(value, list):
            waiting.extend(((*path, position), inner) for position, inner in enumerate(value))


def _sound(given: Any) -> bool:
    """Whether there is surely nothing to tell: all texts looked at together, which is how nearly all input is."""
    held: list[str] = []
    level = [given]
    for _ in range(DEEPEST):
        within: list[Any] = []
        for value in level:
            if isinstance(value, str):
                held.append(value)
            elif isinstance(value, dict):
                held += value
                within += value.values()
            elif isinstance(value, list):
                within += value
            elif not isinstance(value, _WITHOUT_TEXT):
                return False
        if not within:
            longest = max(map(len, held), default=0)
            return longest <= texts.KEY_LENGTH and texts.problem("".join(held), longest * len(held)) is None
        level = within
    return False


def _field_error(detail: ErrorDetails, at: Path) -> FieldError:
    kind, path = detail["type"], (*at, *detail["loc"])
    if kind == "extra_forbidden":
        feature = _UNSUPPORTED.get(str(path[-1]).lower())
        message = f"asks for {feature}, which this price model cannot express" if feature else _SENTENCES[kind]
        return FieldError(path, message, UserErrorCode.UNSUPPORTED_PLAN)
    sentence = _SENTENCES.get(kind, detail["msg"]).format_map(detail.get("ctx") or {})
    if kind == "literal_error" and any(part in _KINDS for part in path):
        return FieldError(path, f"{sentence}; others cannot be priced", UserErrorCode.UNSUPPORTED_PLAN)
    return FieldError(path, sentence, _CODES.get(kind, UserErrorCode.INVALID))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise _not_json(f"has the key {twice[:50]!r} twice in one object")
    return found


def _decimal(text: str) -> Decimal:
    """A short text such as 1e999999999 would print as a gigabyte of digits."""
    value = Decimal(text)
    if abs(value.adjusted()) > MOST_DIGITS:
        raise _not_json("holds a number with too many digits")
    return value


def _no_number(name: str) -> NoReturn:
    raise _not_json(f"holds {name}, which is not a number")


def _not_json(problem: str) -> InvalidInput:
    return InvalidInput([FieldError((), problem)])
