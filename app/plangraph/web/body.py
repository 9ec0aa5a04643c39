"""How much of a request is read, and for how long: its whole body, before anybody looks at it."""

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plangraph.domain.errors import PayloadTooLarge, PlanGraphError, Timeout
from plangraph.store.deadline import Alarms
from plangraph.web.cycle import arrived
from plangraph.web.errors import Answers


class BodyLimit:
    """Counts while reading, so that chunked bodies are refused too. A connection that is refused ends."""

    def __init__(self, app: ASGIApp, answers: Answers, most_bytes: int, seconds: float) -> None:
        self.app, self.answers, self.most_bytes, self.seconds = app, answers, most_bytes, seconds
        self.arriving = Alarms(seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = arrived(receive)
        try:
            if body is None and scope["type"] == "http":
                body = await self._arriving(scope, receive)
            if body is not None and len(body) > self.most_bytes:
                raise self._too_large()
        except PayloadTooLarge as error:
            await self._refusal(scope, error, 413)(scope, receive, send)
        except TimeoutError:
            late = Timeout(f"The request did not arrive whole within {self.seconds:g} seconds.")
            await self._refusal(scope, late, 408)(scope, receive, send)
        else:
            await self.app(scope, receive if body is None else Again(body, receive), send)

    async def _arriving(self, scope: Scope, receive: Receive) -> bytes | None:
        """None where there is no body."""
        announced = _announced(scope)
        if announced is None:
            return None
        if announced > self.most_bytes:
            raise self._too_large()
        with self.arriving():
            return await self._read(receive)

    async def _read(self, receive: Receive) -> bytes:
        message = await receive()
        body: bytes = message.get("body", b"")
        if message["type"] == "http.request" and not message.get("more_body", False) and len(body) <= self.most_bytes:
            return body
        pieces, read = [body], len(body)
        while message.get("more_body", False) and read <= self.most_bytes:
            message = await receive()
            pieces.append(message.get("body", b""))
            read += len(pieces[-1])
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        if read > self.most_bytes:
            raise self._too_large()
        return b"".join(pieces)

    def _too_large(self) -> PayloadTooLarge:
        return PayloadTooLarge(f"The body is larger than {self.most_bytes:,} bytes.")

    def _refusal(self, scope: Scope, error: PlanGraphError, status: int) -> ASGIApp:
        """The connection ends with it: what the client still sends is read by nobody."""
        answer = self.answers.of(scope, error, status)
        answer.headers["connection"] = "close"
        return answer


async def whole(receive: Receive) -> bytes:
    """The body, which `BodyLimit` has read in one piece where it is in front. Raises ClientDisconnect."""
    if isinstance(receive, Again):
        return receive.body
    pieces, more = [], True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(pieces)


class Again:
    """Receives a body that was read already, then what comes."""

    __slots__ = ("_receive", "_received", "body")

    def __init__(self, body: bytes, receive: Receive) -> None:
        self.body, self._receive, self._received = body, receive, False

    async def __call__(self) -> Message:
        if self._received:
            return await self._receive()
        self._received = True
        return {"type": "http.request", "body": self.body, "more_body": False}


def _announced(scope: Scope) -> int | None:
    """A body's bytes, 0 where it does not say; None without a body, which HTTP/1.1 announces (RFC 9112, 6.3)."""
    chunked = False
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 20 else 0
        chunked = chunked or name == b"transfer-encoding"
    bodiless = scope["method"] in ("GET", "HEAD") and scope.get("http_version") in ("1.1", "1.0") and not chunked
    return None if bodiless else 0
