"""Pages of lists: how many, in which direction, and cursors. Knows no SQL and no GraphQL.

A cursor is the fingerprint of its list (field, filter, order) and the hex of a JSON array of the row's sort values and
number. It holds no secret: it is parsed strictly, and altering it only moves the reader within the same list.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode

DEFAULT_SIZE = 25
LARGEST_SIZE = 100
_TAG = 12


@dataclass(frozen=True, slots=True)
class Slice:
    """How many rows from which end."""

    limit: int
    backward: bool


def slice_of(first: int | None, last: int | None, largest: int = LARGEST_SIZE) -> Slice:
    """Raises InvalidInput naming `first` or `last`."""
    if first is not None and last is not None:
        raise _bad("last", "cannot be given together with first", UserErrorCode.INVALID)
    name, asked = ("first", first) if last is None else ("last", last)
    limit = DEFAULT_SIZE if asked is None else asked
    if not 0 <= limit <= largest:
        raise _bad(name, f"must be from 0 to {largest}", UserErrorCode.OUT_OF_RANGE)
    return Slice(limit, last is not None)


def fingerprint(*binding: object) -> str:
    """What a cursor belongs to, short."""
    return hashlib.blake2s(repr(binding).encode("utf-8", "surrogatepass"), digest_size=_TAG // 2).hexdigest()


def make_cursor(tag: str, values: Sequence[Any]) -> str:
    """`values` are JSON texts and numbers already in the form that the databases print."""
    return tag + json.dumps(list(values), separators=(",", ":"), ensure_ascii=False).encode().hex()


def parse_cursor(
    name: str, text: str, tag: str, read: Sequence[Callable[[Any], Any]], nullable: Sequence[bool]
) -> tuple[Any, ...]:
    """The values that `make_cursor` wrote, each read back; raises InvalidInput naming the argument."""
    try:
        if text[:_TAG] != tag:
            raise ValueError("another list")
        values = json.loads(bytes.fromhex(text[_TAG:]))
        if not isinstance(values, list) or make_cursor(tag, values) != text:
            raise ValueError("not as written")
        parsed = []
        for value, back, empty in zip(values, read, nullable, strict=True):
            if value is None and not empty:
                raise ValueError("nothing where something is needed")
            parsed.append(None if value is None else back(value))
        return tuple(parsed)
    except (ValueError, TypeError, ArithmeticError, RecursionError, UnicodeError):
        raise _bad(name, "is not a cursor of this list with this filter and order", UserErrorCode.INVALID) from None


def _bad(name: str, message: str, code: UserErrorCode) -> InvalidInput:
    return InvalidInput([FieldError((name,), message, code)])
