"""What a caller is told when something fails: one table of statuses, a renderer for each surface, the rest masked.

The default form is `{"error": {"code", "message", "requestId", "fields"}}`; a surface brings its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from plangraph.domain import errors
from plangraph.domain.errors import PlanGraphError
from plangraph.web.logs import Log

INTERNAL = "INTERNAL_SERVER_ERROR"
STATUS: Mapping[str, int] = {
    "INVALID_INPUT": 400,
    "CONFLICT": 400,
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "METHOD_NOT_ALLOWED": 405,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "PAYLOAD_TOO_LARGE": 413,
    "LIMIT_EXCEEDED": 400,
    "THROTTLED": 429,
    "TIMEOUT": 503,
    "UNAVAILABLE": 503,
    INTERNAL: 500,
}
_HEADERS: Mapping[str, Mapping[str, str]] = {
    "UNAUTHENTICATED": {"www-authenticate": 'Bearer realm="plangraph"'},
    "THROTTLED": {"retry-after": "60"},
    "TIMEOUT": {"retry-after": "1"},
    "UNAVAILABLE": {"retry-after": "1"},
}
MASKED = "Something went wrong here. The log has the whole story under this request's id."


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure as a surface renders it. `error` is None when nothing of it may be told but the request's id."""

    status: int
    code: str
    message: str
    request_id: str
    error: PlanGraphError | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Renderer = Callable[[Failure], Any]


def default(failure: Failure) -> Any:
    told: dict[str, Any] = {"code": failure.code, "message": failure.message, "requestId": failure.request_id}
    if isinstance(failure.error, errors.InvalidInput) and failure.error.errors:
        wrong = failure.error.errors
        told["fields"] = [{"field": e.dotted, "message": e.message, "code": e.code.value} for e in wrong]
    return {"error": told}


def failure_of(error: Exception, request_id: str) -> Failure:
    """What of this error may leave; anything unforeseen is masked."""
    headers: dict[str, str] = {}
    if isinstance(error, HTTPException):
        headers, error = dict(error.headers or {}), _of_http(error)
    if not isinstance(error, PlanGraphError):
        return Failure(STATUS[INTERNAL], INTERNAL, MASKED, request_id)
    headers |= _HEADERS.get(error.code, {})
    return Failure(STATUS[error.code], error.code, error.message, request_id, error, headers)


@dataclass(frozen=True, slots=True)
class Answers:
    """Renders failures as the surface that a path belongs to does."""

    surfaces: Sequence[tuple[str, Renderer]]
    log: Log

    def of(self, scope: Scope, error: Exception, status: int | None = None) -> Response:
        """`status` overrules the table's."""
        state = scope["state"]
        failure = failure_of(error, state.get("request_id", ""))
        state["code"] = failure.code
        if failure.error is None:
            self.log.error("request failed", request_id=failure.request_id, exc_info=error)
        elif failure.status >= 500:  # expected, and many at once when the database is away: no traceback each time
            cause = type(error.__cause__ or error).__name__
            self.log.warning("request failed", code=failure.code, cause=cause, request_id=failure.request_id)
        body = orjson.dumps(self._renderer(scope["path"])(failure))
        headers = {"cache-control": "no-store", **failure.headers}
        return Response(body, status or failure.status, headers, "application/json")

    def _renderer(self, path: str) -> Renderer:
        for prefix, render in self.surfaces:
            if path == prefix or path.startswith(f"{prefix}/"):
                return render
        return default


class Errors:
    """Answers for whatever is raised below it, as long as no answer has begun: then the state has its `status`."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self.app, self.answers = app, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except ClientDisconnect:
            return  # nobody is left to be told
        except Exception as error:
            if scope["type"] != "http":
                raise
            answer = self.answers.of(scope, error)
            if "status" in scope["state"]:
                raise
            await answer(scope, receive, send)


def _of_http(error: HTTPException) -> Exception:
    if error.status_code == 404:
        return errors.NotFound("Nothing is at this path.")
    if error.status_code == 405:
        allow = (error.headers or {}).get("Allow", "GET")
        return errors.MethodNotAllowed(f"This path answers {allow} only.")
    if error.status_code == 413:
        return errors.PayloadTooLarge("The body is too large.")
    if 400 <= error.status_code < 500:
        return errors.InvalidInput(message=error.detail)
    return error
