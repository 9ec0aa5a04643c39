"""Checks that the writing services share: texts that a database takes, and keys that are there at all."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from plangraph.domain import decimals, texts
from plangraph.domain.errors import FieldError, Forbidden, UserErrorCode
from plangraph.domain.viewer import Viewer

Path = tuple[str | int, ...]


def text_errors(value: str | None, at: Path, most: int = texts.KEY_LENGTH) -> Iterator[FieldError]:
    """A text that may be absent or empty."""
    problem = None if value is None else texts.problem(value, most)
    if problem:
        code = UserErrorCode.TOO_LONG if len(value or "") > most else UserErrorCode.INVALID
        yield FieldError(at, problem, code)


def key_errors(value: object, at: Path) -> Iterator[FieldError]:
    """A key that must be there."""
    if not isinstance(value, str) or not value:
        yield FieldError(at, "is required", UserErrorCode.REQUIRED)
    else:
        yield from text_errors(value, at)


def number_errors(value: object, at: Path) -> Iterator[FieldError]:
    """Numbers anywhere in a JSON value that have more digits than are kept: an exponent can stand for millions."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from number_errors(inner, (*at, key))
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value):
            yield from number_errors(inner, (*at, n))
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        try:
            decimals.parse(value)
        except ValueError as error:
            yield FieldError(at, str(error), UserErrorCode.OUT_OF_RANGE)


def own_account_only(viewer: Viewer, account_key: object) -> None:
    """A viewer bound to an account writes to no other."""
    if viewer.account_key not in (None, account_key):
        raise Forbidden("This key may not write to other accounts.")


def together(found: Iterable[FieldError], more: Iterable[FieldError]) -> list[FieldError]:
    """Every wrong field once: of `more` only what is not at or below a place that `found` has told already."""
    told = list(found)
    places = {error.path for error in told}
    for error in more:
        if not any(error.path[:n] in places for n in range(len(error.path) + 1)):
            told.append(error)
            places.add(error.path)
    return told
