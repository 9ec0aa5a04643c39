"""Every failure that a caller can meet, with one stable code each; the surfaces render them, this knows no HTTP.

PlanGraphError
├── InvalidInput            INVALID_INPUT   one or more fields, each with its own user error code
│   └── Conflict            CONFLICT        an idempotency key used again for another value
├── Unauthenticated         UNAUTHENTICATED
├── Forbidden               FORBIDDEN
├── NotFound                NOT_FOUND
├── MethodNotAllowed        METHOD_NOT_ALLOWED
├── UnsupportedMediaType    UNSUPPORTED_MEDIA_TYPE
├── PayloadTooLarge         PAYLOAD_TOO_LARGE
├── LimitExceeded           LIMIT_EXCEEDED
├── Throttled               THROTTLED
├── Timeout                 TIMEOUT
└── Unavailable             UNAVAILABLE     the database is away, read-only or full
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class UserErrorCode(Enum):
    """What is wrong with one field of an input."""

    REQUIRED = "REQUIRED"
    INVALID = "INVALID"
    TOO_LONG = "TOO_LONG"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    UNKNOWN_PLAN = "UNKNOWN_PLAN"
    UNKNOWN_FEATURE = "UNKNOWN_FEATURE"
    UNKNOWN_VARIANT = "UNKNOWN_VARIANT"
    UNKNOWN_ACCOUNT = "UNKNOWN_ACCOUNT"
    UNKNOWN_CHARGE = "UNKNOWN_CHARGE"
    AMBIGUOUS_CHARGE = "AMBIGUOUS_CHARGE"
    CONFLICT = "CONFLICT"
    UNPRICED_UNITS = "UNPRICED_UNITS"
    COMPOSITE_PARTS_UNKNOWN = "COMPOSITE_PARTS_UNKNOWN"
    PLAN_REQUIRED = "PLAN_REQUIRED"
    NEGATIVE_USAGE = "NEGATIVE_USAGE"
    UNSUPPORTED_PLAN = "UNSUPPORTED_PLAN"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: its path in snake case (names and list positions), a sentence and a code."""

    path: tuple[str | int, ...]
    message: str
    code: UserErrorCode = UserErrorCode.INVALID

    @property
    def dotted(self) -> str:
        return ".".join(map(str, self.path))


class PlanGraphError(Exception):
    """Something that a caller can be told: `code` for programs, the message for people."""

    code: str

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(PlanGraphError):
    """Carries every wrong field at once, so that a caller mends all of them in one round."""

    code = "INVALID_INPUT"

    def __init__(self, errors: Iterable[FieldError] = (), message: str = "Invalid input") -> None:
        super().__init__(message)
        self.errors: Sequence[FieldError] = tuple(errors)

    def __str__(self) -> str:
        told = "; ".join(f"{e.dotted}: {e.message}" if e.path else e.message for e in self.errors)
        return f"{self.message}: {told}" if told else self.message


class Conflict(InvalidInput):
    code = "CONFLICT"


class Unauthenticated(PlanGraphError):
    code = "UNAUTHENTICATED"


class Forbidden(PlanGraphError):
    code = "FORBIDDEN"


class NotFound(PlanGraphError):
    code = "NOT_FOUND"


class MethodNotAllowed(PlanGraphError):
    code = "METHOD_NOT_ALLOWED"


class UnsupportedMediaType(PlanGraphError):
    code = "UNSUPPORTED_MEDIA_TYPE"


class PayloadTooLarge(PlanGraphError):
    code = "PAYLOAD_TOO_LARGE"


class LimitExceeded(PlanGraphError):
    """Tells which limit, how much was asked and how much is allowed."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, limit: str, asked: int, allowed: int) -> None:
        super().__init__(f"The request has {asked} {limit}; at most {allowed} are allowed.")
        self.limit, self.asked, self.allowed = limit, asked, allowed


class Throttled(PlanGraphError):
    code = "THROTTLED"


class Timeout(PlanGraphError):
    code = "TIMEOUT"


class Unavailable(PlanGraphError):
    code = "UNAVAILABLE"
