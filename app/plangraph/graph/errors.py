"""How each failure is told over GraphQL: one table of codes and statuses, and a mask over whatever was not foreseen."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from plangraph.domain import errors
from plangraph.domain.errors import FieldError, InvalidInput, LimitExceeded, PlanGraphError

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
OPERATION_RESOLUTION_FAILURE = "OPERATION_RESOLUTION_FAILURE"
BAD_REQUEST = "BAD_REQUEST"
BAD_USER_INPUT = "BAD_USER_INPUT"
INTERNAL = "INTERNAL_SERVER_ERROR"
MASKED = "Something went wrong on the server. Its log has the details under the correlation id."
RETRY_SECONDS = 2
_MOST_ERRORS = 50
_LONGEST = 500
_MOST_LOGGED = 5


@dataclass(frozen=True, slots=True)
class Told:
    """The code that clients see, and the status of a request that fails as a whole.

    None is the status of a well-formed request that is refused: 400, or 200 for clients that read plain JSON.
    """

    code: str
    status: int | None = None


TABLE: Mapping[type[PlanGraphError], Told] = {
    errors.InvalidInput: Told(BAD_USER_INPUT),
    errors.Conflict: Told(BAD_USER_INPUT),
    errors.Unauthenticated: Told("UNAUTHENTICATED", 401),
    errors.Forbidden: Told("FORBIDDEN", 403),
    errors.NotFound: Told("NOT_FOUND", 404),
    errors.MethodNotAllowed: Told(BAD_REQUEST, 405),
    errors.UnsupportedMediaType: Told(BAD_REQUEST, 415),
    errors.PayloadTooLarge: Told(BAD_REQUEST, 413),
    errors.LimitExceeded: Told("LIMIT_EXCEEDED"),
    errors.Throttled: Told("THROTTLED", 429),
    errors.Timeout: Told("TIMEOUT", 503),
    errors.Unavailable: Told("UNAVAILABLE", 503),
}
AWAY = frozenset(entry.code for entry in TABLE.values() if entry.status == 503)


class Refused(Exception):
    """A request that never ran: malformed (a status is given) or refused for its document or variables (none is)."""

    def __init__(self, problem: str | Sequence[GraphQLError], code: str, status: int | None = None) -> None:
        self.errors = [GraphQLError(problem)] if isinstance(problem, str) else list(problem)
        super().__init__(self.errors[0].message)
        self.code = code
        self.status = 400 if code == BAD_REQUEST and status is None else status


def rendered(error: Refused | PlanGraphError) -> list[dict[str, Any]]:
    """The error entries of a request that never ran."""
    if isinstance(error, PlanGraphError):
        return [_of_domain(error)]
    found = [{"message": _plain(e.message), **_place(e), "extensions": {"code": error.code}} for e in error.errors]
    return found[:_MOST_ERRORS]


def told(error: PlanGraphError) -> Told:
    return next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)


def status_of(error: Refused | PlanGraphError) -> int | None:
    return error.status if isinstance(error, Refused) else told(error).status


@dataclass(frozen=True, slots=True)
class Masking:
    """Tells what was foreseen; anything else goes to the log whole, and the client gets the id to find it by."""

    log: Any
    correlation_id: str

    def executed(self, given: Iterable[GraphQLError]) -> list[dict[str, Any]]:
        """The error entries of an operation that ran; one bug in a long list is logged a few times only."""
        room = iter(range(_MOST_LOGGED))
        return [self._of_field(error, room) for error in given]

    def masked(self, error: BaseException, **where: Any) -> dict[str, Any]:
        self.log.error("unforeseen failure", request_id=self.correlation_id, exc_info=error, **where)
        return self._mask()

    def _mask(self) -> dict[str, Any]:
        return {"message": MASKED, "extensions": {"code": INTERNAL, "correlationId": self.correlation_id}}

    def _of_field(self, error: GraphQLError, room: Iterator[int]) -> dict[str, Any]:
        origin = _origin(error)
        if isinstance(origin, PlanGraphError):
            return _of_domain(origin) | _place(error)
        if isinstance(origin, GraphQLError) and origin.nodes:
            # The executor itself names the node of an argument that it cannot read; a value that it cannot write has
            # none.
            return {"message": _plain(error.message), **_place(error), "extensions": {"code": BAD_USER_INPUT}}
        told = self._mask() if next(room, None) is None else self.masked(origin, path=error.path)
        return told | _place(error)


def outside(error: PlanGraphError | None, request_id: str) -> Any:
    """How a failure before the view is told on its path: a missing key, a body that is too large, None for a bug."""
    if error is None:
        return {"errors": [{"message": MASKED, "extensions": {"code": INTERNAL, "correlationId": request_id}}]}
    return {"errors": rendered(error)}


def _origin(error: GraphQLError) -> BaseException:
    origin: BaseException = error
    while isinstance(origin, GraphQLError) and origin.original_error is not None:
        origin = origin.original_error
    return origin


def _of_domain(error: PlanGraphError) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": told(error).code}
    if isinstance(error, LimitExceeded):
        extensions |= {"limit": error.limit, "asked": error.asked, "allowed": error.allowed}
    if isinstance(error, InvalidInput) and error.errors:
        extensions["fields"] = [
            {"field": camel(wrong), "message": wrong.message, "code": wrong.code.value} for wrong in error.errors
        ]
    return {"message": _sentence(error), "extensions": extensions}


def _sentence(error: PlanGraphError) -> str:
    wrong = error.errors if isinstance(error, InvalidInput) else ()
    said = "; ".join(f"{'.'.join(camel(w))}: {w.message}" if w.path else w.message for w in wrong)
    return f"{error.message}: {said}" if said else error.message


def _place(error: GraphQLError) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if error.locations:
        place["locations"] = [{"line": at.line, "column": at.column} for at in error.locations[:_MOST_ERRORS]]
    if error.path is not None:
        place["path"] = error.path
    return place


def camel(wrong: FieldError) -> list[str]:
    """A field's path in the API's own spelling."""
    return [re.sub(r"_([a-z0-9])", lambda m: m[1].upper(), str(part)) for part in wrong.path]


def _plain(message: str) -> str:
    """Not longer than anyone reads, and without names of Python classes, which graphql-core writes for odd values."""
    message = message if len(message) <= _LONGEST else message[:_LONGEST] + " …"
    return re.sub(r"<[A-Za-z_.]+ (?:instance|object)[^>]*>", "the given value", message)
