"""A request and its answer as uvicorn has them, made quick where both are short."""

import asyncio
from typing import Any

from starlette.types import Receive
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from plangraph.web.heads import Heads


class Cycle(RequestResponseCycle):
    """Sends an answer whose length is known at once; all others are uvicorn's matter.

    As ASGI has it, a head waits for the first of its body. Pieces that come without a pause between are sent together.
    """

    heads: Heads
    _waiting: list[bytes] | None = None

    async def send(self, message: Any) -> None:
        begun = self.response_started
        if not (self._taken(message) if begun else self._begun(message)):
            await super().send(message)

    def arrived(self) -> bytes | None:
        """The body, if all of it has come; as `receive` tells it, for once."""
        if self.more_body or self.disconnected or self.response_complete:
            return None
        self.flow.resume_reading()
        self.message_event.clear()
        body, self.body = bytes(self.body), bytearray()
        return body

    def _begun(self, message: Any) -> bool:
        if not self.keep_alive or self.disconnected or self.flow.write_paused:
            return False
        if message["type"] != "http.response.start":
            return False
        found = self.heads.written(message["status"], self.default_headers, [*message["headers"]])
        if found is None:
            return False
        head, self.expected_content_length = found
        self.response_started, self.waiting_for_100_continue, self.chunked_encoding = True, False, False
        self._waiting = [head]
        return True

    def _taken(self, message: Any) -> bool:
        """Whether this piece of a body could be sent, or wait, here."""
        if self._waiting is None:
            return False
        body, more = message.get("body", b""), message.get("more_body", False)
        left = self.expected_content_length - len(body)
        unlike = left < 0 if more else left != 0
        if unlike or self.scope["method"] == "HEAD" or message["type"] != "http.response.body":
            self._send()
            return False
        self.expected_content_length = left
        self._waiting.append(body)
        if not more:
            self._send()
            self.response_complete = True
            self.message_event.set()
            if not self.keep_alive:
                self.transport.close()
            self.on_response()
        elif len(self._waiting) == 2:  # the head and the first piece
            asyncio.get_running_loop().call_soon(self._send)
        return True

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting and not self.transport.is_closing():
            self.transport.writelines(waiting)


def arrived(receive: Receive) -> bytes | None:
    """The body, where nobody need wait for it."""
    cycle = getattr(receive, "__self__", None)
    return cycle.arrived() if isinstance(cycle, Cycle) else None
