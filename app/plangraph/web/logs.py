"""One line for each request and each mishap, structured; never a query string, a body, a variable or a key."""

import logging
import random
import re
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TextIO

import orjson
import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plangraph.web.headers import completed

Log = structlog.typing.FilteringBoundLogger
Finished = Callable[[Scope, int, float], None]

_TRACE = re.compile(rb"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_NAMES = random.Random()  # noqa: S311 (a request's name is no secret)
_SANE = re.compile(rb"[A-Za-z0-9._:-]{1,64}")


def make_log(form: str, level: str, stream: TextIO | None = None) -> Log:
    """`form`: console, json, or auto (console on a terminal)."""
    out = stream or sys.stderr
    log: Log = structlog.wrap_logger(_Lines(out), **_made(form, level, out)).bind()  # else each line makes a logger
    return log


def take_over(form: str, level: str) -> Log:
    """The log of a whole process: libraries write to it as well. For entry points, since logging is the process's."""
    log = make_log(form, level)
    structlog.configure(logger_factory=lambda *_: _Lines(sys.stderr), **_made(form, level, sys.stderr))
    least = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(handlers=[_Bridge(log)], level=max(least, logging.INFO), force=True)
    quiet = ["alembic", "httpx", "uvicorn.access"]
    if _is_console(form, sys.stderr):
        quiet.append("uvicorn.error")  # people have been told the address, and see when it ends
    for name in quiet:
        logging.getLogger(name).setLevel(logging.WARNING)
    return log


def _made(form: str, level: str, out: TextIO) -> dict[str, Any]:
    processors: list[Any] = [_json]
    if _is_console(form, out):
        # The default formatter of exceptions prints local variables, and keys could be among them.
        plain = structlog.dev.plain_traceback
        console = structlog.dev.ConsoleRenderer(
            colors=out.isatty(), exception_formatter=plain, sort_keys=False, pad_event_to=0, pad_level=False
        )
        stamp = structlog.processors.TimeStamper("%H:%M:%S", utc=False)
        processors = [structlog.processors.add_log_level, stamp, _for_people, console]
    return {"processors": processors, "wrapper_class": structlog.make_filtering_bound_logger(level)}


def _is_console(form: str, out: TextIO) -> bool:
    return form == "console" or (form == "auto" and out.isatty())


def _for_people(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """`GET /graphql 200 3.2 ms` and what is not usual about it."""
    if event["event"] == "request":
        method, path, status, ms = (event.pop(name) for name in ("method", "path", "status", "ms"))
        event["event"] = f"{method} {path} {status} {ms} ms"
        if status < 400:
            event.pop("request_id")
    return {name: value for name, value in event.items() if value is not None}


class _Lines:
    """Where lines end up. A full disk or a reader that has gone costs lines, never requests."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def msg(self, line: str) -> None:
        try:
            self._out.write(line + "\n")
            self._out.flush()
        except (OSError, ValueError):  # ValueError: closed
            pass

    debug = info = warning = error = critical = exception = log = msg


class RequestLog:
    """Outermost: names the request, completes its answer's headers, times it, and tells `finished` and the log.

    Downstream the request's state has `request_id`, and `status` as soon as an answer has begun.
    """

    def __init__(self, app: ASGIApp, log: Log, finished: Finished, *, access: bool) -> None:
        self.app, self.log, self.finished, self.access = app, log, finished, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        request_id = state["request_id"] = _request_id(scope)

        def noting(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                state["status"] = message["status"]
                message["headers"] = completed(message.get("headers", ()), request_id.encode())
            return send(message)

        began = perf_counter()
        try:
            await self.app(scope, receive, noting)
        finally:
            seconds = perf_counter() - began
            status = state.get("status", 499)  # as nginx has it: the client left before an answer began
            self.finished(scope, status, seconds)
            if self.access:
                self._line(scope, status, seconds)

    def _line(self, scope: Scope, status: int, seconds: float) -> None:
        state, path = scope["state"], scope["path"][:200]
        viewer = state.get("viewer")
        told = {name: state[name] for name in ("operation", "code", "cache") if state.get(name)}
        self.log.info(
            "request",
            method=scope["method"],
            path=path if path.isprintable() else ascii(path)[1:-1],  # no control characters into a terminal
            status=status,
            ms=round(seconds * 1000, 1),
            request_id=state["request_id"],
            key=viewer.key_prefix if viewer else None,
            **told,
        )


class _Bridge(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        exc_info = record.exc_info if record.exc_info and record.exc_info[0] else None
        extra = {"exc_info": exc_info} if exc_info else {}
        self._log.log(record.levelno, record.getMessage(), logger=record.name, **extra)


def _request_id(scope: Scope) -> str:
    """The caller's own, when it is one; else fresh."""
    for name, value in scope["headers"]:
        if name == b"traceparent":
            trace = _TRACE.fullmatch(value)
            if trace:
                return trace[1].decode()
        elif name == b"x-request-id" and _SANE.fullmatch(value):
            return str(value.decode())
    return f"{_NAMES.getrandbits(128):032x}"


def _json(logger: Any, level: str, event: MutableMapping[str, Any]) -> str:
    """All that a line needs in one processor: a chain of them took as long again."""
    if event.get("exc_info"):
        event = structlog.processors.format_exc_info(logger, level, event)
    line = {**event, "level": level, "timestamp": datetime.now(UTC)}
    return orjson.dumps(line, default=str, option=orjson.OPT_UTC_Z).decode()
