"""Failures as OFREP tells them: `{"errorCode", "errorDetails"}`, with the flag's key where one was asked for."""

from collections.abc import Mapping

from plangraph.domain.errors import InvalidInput
from plangraph.web.errors import Failure

CODES: Mapping[str, str] = {"INVALID_INPUT": "PARSE_ERROR", "NOT_FOUND": "FLAG_NOT_FOUND"}


def render(failure: Failure) -> dict[str, str]:
    """Source of the shape: the protocol's OpenAPI document."""
    if isinstance(failure.error, InvalidInput) and failure.error.errors:
        return invalid(failure.error)
    return {"errorCode": CODES.get(failure.code, "GENERAL"), "errorDetails": failure.message}


def invalid(error: InvalidInput) -> dict[str, str]:
    """A context that is wrong has a code of its own."""
    about_context = any(e.path[:1] == ("context",) for e in error.errors)
    code = "INVALID_CONTEXT" if about_context else "PARSE_ERROR"
    told = "; ".join(f"{e.dotted} {e.message}" if e.path else e.message for e in error.errors)
    return {"errorCode": code, "errorDetails": told or error.message}
