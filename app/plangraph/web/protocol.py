"""HTTP/1.1 as uvicorn reads it, bounded in time and size."""

import asyncio
from typing import Any
from urllib.parse import unquote

import httptools
import uvicorn
from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from plangraph.web.cycle import Cycle
from plangraph.web.garbage import settling
from plangraph.web.heads import Heads
from plangraph.web.known import Known, known

_LAST_WORD = 0.5  # seconds in which an idle connection may still bring the request that was already on its way
ABORT = "plangraph.abort"
"""An ASGI extension: closes the connection at once, unsent bytes and all, for answers that cannot be completed."""
_MOST_HEAD = 65_536  # bytes of a request before its body
_CROWDED = 2.0  # seconds for the request of a connection that is one too many


def _raw(status: str, code: str, message: str) -> bytes:
    """An answer to what is no request yet, so that the application cannot give it."""
    body = b'{"error":{"code":"%s","message":"%s"}}' % (code.encode(), message.encode())
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\nconnection: close"
    return head.encode() + b"\r\n\r\n" + body


_TOO_SLOW = _raw("408 Request Timeout", "TIMEOUT", "The request did not arrive whole in time.")
_TOO_LONG = _raw("431 Request Header Fields Too Large", "LIMIT_EXCEEDED", "The headers are too large.")
_NO_HTTP = _raw("400 Bad Request", "BAD_REQUEST", "This is not HTTP as RFC 9112 has it.")


class Config(uvicorn.Config):
    request_seconds: float = 20.0
    max_connections: int = 1_000

    def load(self) -> None:
        """Of several processes each makes its application here."""
        with settling():
            super().load()


class Protocol(HttpToolsProtocol):
    """Bounds a request's time, from its first byte to its last, and the size of its head; uvicorn bounds neither.

    Beyond `max_connections` newcomers are refused, those that are there served; uvicorn would refuse everybody.
    """

    _seconds: float
    _extensions: dict[str, dict[object, object]]
    _timer: asyncio.TimerHandle | None = None
    _wakes: float
    """When the timer looks, in the loop's time: one timer for many requests."""
    _due: float | None = None
    """When a request must have come whole, or while the connection rests, begun; None while an answer is made."""
    _resting = False
    _stopping = False
    _crowded = False
    _head: int | None = None
    """Bytes read of a head that is not complete; None within bodies and between requests."""
    _known: Known | None = None
    """The last request that came whole."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._heads = Heads()
        self._extensions = {ABORT: {"call": transport.abort}}  # the ASGI way of offering more
        # A second more than the application waits for a body: its own answer, which knows the path, comes first.
        self._seconds = getattr(self.config, "request_seconds", Config.request_seconds) + 1
        if len(self.connections) > getattr(self.config, "max_connections", Config.max_connections):
            self._crowded, self._seconds = True, _CROWDED
            self.app = self.app_state.get("crowded", self.app)
        self._arm(self._seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self._known if self._resting else None
        body = before.body(data) if before else None
        if before and body is not None:
            self._repeat(before.scope, body)
            return
        begins, cycle = self._resting or self.scope is None, self.cycle
        if self._due is None or self._resting:
            self._arm(self._seconds)
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > _MOST_HEAD:
                self._end(_TOO_LONG)
        elif begins:
            new = None if self.cycle is cycle else self.cycle
            self._known = known(data, new.scope) if new and new.keep_alive and not new.more_body else None

    def on_message_begin(self) -> None:
        if self._due is None:
            self._arm(self._seconds)
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """As uvicorn's, but for what is not served here: other protocols, and a root path."""
        self._head = None
        parser, scope = self.parser, self.scope
        version = scope["http_version"] = parser.get_http_version()
        scope["method"] = parser.get_method().decode("ascii")
        url = httptools.parse_url(self.url)
        path = url.path.decode("ascii")
        scope["path"] = unquote(path) if "%" in path else path
        scope["raw_path"], scope["query_string"] = url.path, url.query or b""
        scope["extensions"] = self._extensions
        keeping = version != "1.0" and parser.should_keep_alive()
        before, cycle = self.cycle, self._begun(scope, keeping=keeping)
        cycle.waiting_for_100_continue = self.expect_100_continue
        if before is None or before.response_complete:
            self._start_asgi_task(cycle, self.app)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((cycle, self.app))

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if self.cycle.response_complete:
            self._rest()
        else:
            self._due = None

    def on_response_complete(self) -> None:
        """What is still to be done about the request, such as counting it, need not be waited for."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        elif self._due is None:
            self._rest()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (uvicorn's words are plain text)
        self._end(_NO_HTTP)

    def _unsupported_upgrade_warning(self) -> None:
        """A request to upgrade is answered as the request that it is besides."""

    def shutdown(self) -> None:
        """Closing at once would drop a request that the client has sent and nobody has read yet."""
        readiness = self.app_state.get("readiness")
        if readiness is not None:
            readiness.draining = True
        if self.cycle is None or self.cycle.response_complete:
            self._stopping = True
            self.loop.call_later(_LAST_WORD, super().shutdown)
        else:
            super().shutdown()

    def _begun(self, scope: Any, *, keeping: bool) -> Cycle:
        """`keeping`: the connection outlives the answer, as far as the request is concerned."""
        self.cycle = cycle = Cycle(
            scope,
            self.transport,
            self.flow,
            self.logger,
            self.access_logger,
            self.access_log,
            self.server_state.default_headers,
            asyncio.Event(),
            False,
            keeping and not (self._stopping or self._crowded),
            self.on_response_complete,
        )
        cycle.heads = self._heads
        return cycle

    def _repeat(self, scope: Scope, body: bytes) -> None:
        """A request that is whole, of which nothing but the body is new."""
        self._due, self._resting = None, False
        cycle = self._begun({**scope, "state": self.app_state.copy()}, keeping=True)
        cycle.body += body
        cycle.more_body = False
        cycle.message_event.set()
        self._start_asgi_task(cycle, self.app)

    def _rest(self) -> None:
        self._arm(self.timeout_keep_alive)
        self._resting = True

    def _arm(self, seconds: float) -> None:
        self._due, self._resting = self.loop.time() + seconds, False
        if self._timer is None or self._wakes > self._due:  # else it looks again by itself
            if self._timer is not None:
                self._timer.cancel()
            self._wake(self._due)

    def _wake(self, moment: float) -> None:
        self._wakes, self._timer = moment, self.loop.call_at(moment, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._due is None:
            return
        if self._due > self.loop.time():
            self._wake(self._due)
        elif self._resting:
            self.transport.close()
        else:
            self._end(_TOO_SLOW if self.scope is not None else b"")

    def _end(self, answer: bytes) -> None:
        """Closes, with an answer unless one to an earlier request is being written."""
        if self.transport.is_closing():
            return
        answering = self.cycle is not None and not self.cycle.response_complete and self.cycle.response_started
        if not answering:
            self.transport.write(answer)
        self.transport.close()
