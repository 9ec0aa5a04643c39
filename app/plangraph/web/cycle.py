"""A request and its answer as uvicorn has them, made quick where both are short."""

import asyncio
from typing import Any

from starlette.types import Receive
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

_CONTROLS = bytes([*range(9), *range(10, 32), 127])
_UNUSUAL = frozenset({b"connection", b"transfer-encoding"})


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


class Cycle(RequestResponseCycle):
    """Writes the head of an answer whose length is known at once, where uvicorn looks at each line of it twice."""

    async def send(self, message: Any) -> None:
        usual = self.keep_alive and not (self.response_started or self.disconnected or self.flow.write_paused)
        head = self._head(message) if usual and message["type"] == "http.response.start" else None
        if head is None:
            await super().send(message)
        else:
            self.response_started, self.waiting_for_100_continue, self.chunked_encoding = True, False, False
            self.transport.write(head)

    def arrived(self) -> bytes | None:
        """The body, if all of it has come; as `receive` tells it, for once."""
        if self.more_body or self.disconnected or self.response_complete:
            return None
        self.flow.resume_reading()
        self.message_event.clear()
        body, self.body = bytes(self.body), bytearray()
        return body

    def _head(self, message: Any) -> bytes | None:
        """None for what uvicorn has to look at, and for a header that would end its line by itself."""
        lines = [*self.default_headers, *message["headers"]]
        found = dict(lines)
        length = found.get(b"content-length")
        if length is None or not _UNUSUAL.isdisjoint(found):
            return None
        head = b"".join([STATUS_LINE[message["status"]], *[b"%b: %b\r\n" % line for line in lines], b"\r\n"])
        if len(head) - len(head.translate(None, _CONTROLS)) != 2 * len(lines) + 4:
            return None
        self.expected_content_length = int(length)
        return head


def arrived(receive: Receive) -> bytes | None:
    """The body, where nobody need wait for it."""
    cycle = getattr(receive, "__self__", None)
    return cycle.arrived() if isinstance(cycle, Cycle) else None
