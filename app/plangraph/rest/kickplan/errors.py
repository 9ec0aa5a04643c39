"""Failures as Kickplan's Control API tells them: `{"message", "type", "errors": [{"field", "message", "type"}]}`."""

from collections.abc import Mapping
from typing import Any

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.web.errors import INTERNAL, Failure

TYPES: Mapping[str, str] = {
    "INVALID_INPUT": "invalid_input",
    "CONFLICT": "invalid_input",
    "UNAUTHENTICATED": "unauthorized",
    "FORBIDDEN": "forbidden",
    "NOT_FOUND": "not_found",
    "METHOD_NOT_ALLOWED": "method_not_allowed",
    "UNSUPPORTED_MEDIA_TYPE": "unsupported_media_type",
    "PAYLOAD_TOO_LARGE": "payload_too_large",
    "LIMIT_EXCEEDED": "invalid_input",
    "THROTTLED": "throttled",
    "TIMEOUT": "unavailable",
    "UNAVAILABLE": "unavailable",
    INTERNAL: "internal",
}


def render(failure: Failure) -> dict[str, Any]:
    """Source of the shape: the sample in Kickplan's reference."""
    error = failure.error
    wrong = error.errors if isinstance(error, InvalidInput) else ()
    whole = [e.message for e in wrong if not e.path]
    message = f"Invalid input: {'; '.join(whole)}" if whole else failure.message
    return {"message": message, "type": TYPES[failure.code], "errors": [_field(e) for e in wrong if e.path]}


def _field(error: FieldError) -> dict[str, str]:
    kind = "conflict" if error.code is UserErrorCode.CONFLICT else "invalid"
    return {"field": error.dotted, "message": error.message, "type": kind}
