"""uvicorn as this project runs it: slow clients are cut, and SIGTERM lets what is under way end."""

import asyncio
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.supervisors import Multiprocess

from plangraph.settings import Settings
from plangraph.web.garbage import settling

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


class Joined:
    """A transport that sends what is written in one turn of the loop, or until `send`, at once: head and body."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._waiting:
            self._loop.call_soon(self.send)
        self._waiting.append(data)

    def send(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting and not self._transport.is_closing():
            self._transport.writelines(waiting)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def close(self) -> None:
        self.send()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Protocol(HttpToolsProtocol):
    """Bounds a request's time, from its first byte to its last, and the size of its head; uvicorn bounds neither.

    Beyond `max_connections` newcomers are refused, those that are there served; uvicorn would refuse everybody.
    """

    _timer: asyncio.TimerHandle | None = None
    _due: float | None = None
    """When the request that comes in must have come whole, in the loop's time."""
    _seconds: float
    _extensions: dict[str, dict[object, object]]
    _stopping = False
    _crowded = False
    _head: int | None = None
    """Bytes read of a head that is not complete; None within bodies and between requests."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(Joined(transport, self.loop))  # type: ignore[arg-type]  # all that uvicorn asks of one
        self._extensions = {ABORT: {"call": transport.abort}}  # the ASGI way of offering more
        # A second more than the application waits for a body: its own answer, which knows the path, comes first.
        self._seconds = getattr(self.config, "request_seconds", Config.request_seconds) + 1
        if len(self.connections) > getattr(self.config, "max_connections", Config.max_connections):
            self._crowded, self._seconds = True, _CROWDED
            self.app = self.app_state.get("crowded", self.app)
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._due is None:
            self._arm()
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > _MOST_HEAD:
                self._end(_TOO_LONG)

    def on_message_begin(self) -> None:
        if self._due is None:
            self._arm()
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = None
        super().on_headers_complete()
        if self.scope is not None:
            self.scope["extensions"] = self._extensions
        if (self._stopping or self._crowded) and self.cycle is not None:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        self._due = None
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """What is still to be done about the request, such as counting it, need not be waited for."""
        self.transport.send()  # type: ignore[attr-defined]  # Joined's
        super().on_response_complete()

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

    def _arm(self) -> None:
        self._due = self.loop.time() + self._seconds
        if self._timer is None:  # else it looks again by itself: one timer for many requests
            self._timer = self.loop.call_later(self._seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        left = 0.0 if self._due is None else self._due - self.loop.time()
        if left > 0:
            self._timer = self.loop.call_later(left, self._look)
        elif self._due is not None:
            self._end(_TOO_SLOW if self.scope is not None else b"")

    def _end(self, answer: bytes) -> None:
        """Closes, with an answer unless one to an earlier request is being written."""
        if self.transport.is_closing():
            return
        answering = self.cycle is not None and not self.cycle.response_complete and self.cycle.response_started
        if not answering:
            self.transport.write(answer)
        self.transport.close()


class Processes(Multiprocess):
    def terminate_all(self) -> None:
        """The parent's copy of the socket would keep the door open, and newcomers waiting, until the last has ended."""
        for bound in self.sockets:
            bound.close()
        super().terminate_all()


def run(settings: Settings, app: Any, bound: socket.socket) -> None:
    """Serves until SIGINT or SIGTERM. `app` is the application, or for several processes the name of its factory."""
    config = _config(settings, app)
    if settings.workers == 1:
        uvicorn.Server(config).run(sockets=[bound])
    else:
        Processes(config, [bound]).run()


def _config(settings: Settings, app: Any) -> Config:
    config = Config(
        app,
        factory=isinstance(app, str),
        workers=settings.workers,
        http=Protocol,
        ws="none",
        loop="auto",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the one route that asks for a client's address looks at them itself
        timeout_worker_healthcheck=30,  # one that is busy for longer than that is stuck
        timeout_graceful_shutdown=max(1, int(settings.drain_seconds)),
    )
    config.request_seconds, config.max_connections = settings.request_seconds, settings.max_connections
    return config


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(2048)
    except OSError:
        bound.close()
        raise
    bound.set_inheritable(True)
    return bound
