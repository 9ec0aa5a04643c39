"""How much of a request is read, and for how long. One that goes beyond is answered here, its reader cut off."""

import asyncio
from time import monotonic

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plangraph.domain.errors import PayloadTooLarge, PlanGraphError, Timeout
from plangraph.web.errors import Answers

_GONE: Message = {"type": "http.disconnect"}


class BodyLimit:
    """Counts while reading, so that chunked bodies are refused too; the reader is told that the client has left."""

    def __init__(self, app: ASGIApp, answers: Answers, most_bytes: int, seconds: float) -> None:
        self.app, self.answers, self.most_bytes, self.seconds = app, answers, most_bytes, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or bodiless(scope):
            await self.app(scope, receive, send)
            return
        if _announced(scope) > self.most_bytes:
            await self._refusal(scope, self._too_large(), 413)(scope, receive, send)
            return
        read, until, whole, refused, begun = 0, monotonic() + self.seconds, False, False, False

        async def limited() -> Message:
            nonlocal read, whole, refused
            if refused:
                return _GONE
            if whole:
                return await receive()
            try:
                async with asyncio.timeout(until - monotonic()):
                    message = await receive()
            except TimeoutError:
                late = Timeout(f"The request did not arrive whole within {self.seconds:g} seconds.")
                return await refuse(late, 408)
            read += len(message.get("body", b""))
            if read > self.most_bytes:
                return await refuse(self._too_large(), 413)
            whole = not message.get("more_body", False)
            return message

        async def refuse(error: PlanGraphError, status: int) -> Message:
            nonlocal refused
            refused = True
            if not begun:
                await self._refusal(scope, error, status)(scope, receive, send)
            return _GONE

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            if not refused:
                await send(message)

        await self.app(scope, limited, noting)

    def _too_large(self) -> PlanGraphError:
        return PayloadTooLarge(f"The body is larger than {self.most_bytes:,} bytes.")

    def _refusal(self, scope: Scope, error: PlanGraphError, status: int) -> Response:
        """The connection ends with it: what the client still sends is read by nobody."""
        answer = self.answers.of(scope, error, status)
        answer.headers["connection"] = "close"
        return answer


def bodiless(scope: Scope) -> bool:
    """HTTP/1.1 announces every body (RFC 9112, 6.3); later versions need not."""
    if scope["method"] not in ("GET", "HEAD") or scope.get("http_version") not in ("1.1", "1.0"):
        return False
    return not any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 20 else 0
    return 0
