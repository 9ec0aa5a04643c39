"""An answer of any length to a client of any speed: chunk by chunk, cut when it takes too long or nobody takes it.

A file that is not whole must not look whole: the connection then ends without the chunk that ends the body, which HTTP
clients tell as an error.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractContextManager, aclosing, suppress
from dataclasses import dataclass, field

import structlog
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from plangraph.domain.errors import PlanGraphError, Throttled, Timeout
from plangraph.web.protocol import ABORT


@dataclass
class Slots:
    """So many at once; each holds a connection to the database and, as long as it runs, an old state of the data."""

    most: int
    taken: int = field(default=0, init=False)

    def __enter__(self) -> None:
        if self.taken >= self.most:
            raise Throttled(f"The server makes at most {self.most} exports at once; try again shortly.")
        self.taken += 1

    def __exit__(self, *_: object) -> None:
        self.taken -= 1


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for the whole, and until the client takes more of it."""

    whole: float
    stalled: float


class Download(Response):
    """Nothing is sent before the first chunk is there, so that what fails before is an answer with its own status."""

    def __init__(
        self,
        chunks: AsyncGenerator[bytes, None],
        slots: AbstractContextManager[None],
        patience: Patience,
        headers: Mapping[str, str],
        media_type: str,
    ) -> None:
        super().__init__(b"", 200, headers, media_type)
        self._chunks, self._slots, self._patience = chunks, slots, patience
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            await self._start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        leaving = asyncio.ensure_future(_left(receive))
        sending = asyncio.ensure_future(self._sent(scope, send, leaving))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
            else:
                scope["state"]["code"] = "CLIENT_LEFT"
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)

    async def _sent(self, scope: Scope, send: Send, leaving: "asyncio.Future[None]") -> None:
        begun = False
        try:
            with self._slots:
                async with asyncio.timeout(self._patience.whole), aclosing(self._chunks) as chunks:
                    async for chunk in chunks:
                        if not begun:
                            await self._start(send)
                            begun = True
                        await self._one(send, chunk)
                    if not begun:
                        await self._start(send)
                        begun = True
                    await self._one(send, b"")
        except (PlanGraphError, TimeoutError) as error:
            late = Timeout(f"The export took longer than {self._patience.whole:g} seconds; ask for less at once.")
            told = error if isinstance(error, PlanGraphError) else late
            if not begun:
                raise told from error
            await _cut(scope, told, leaving)

    async def _start(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    async def _one(self, send: Send, chunk: bytes) -> None:
        """An empty chunk ends the body."""
        try:
            async with asyncio.timeout(self._patience.stalled) as patience:
                await send({"type": "http.response.body", "body": chunk, "more_body": bool(chunk)})
        except TimeoutError as error:
            if not patience.expired():
                raise
            raise Timeout(f"The client took nothing for {self._patience.stalled:g} seconds.") from error


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cut(scope: Scope, error: PlanGraphError, leaving: "asyncio.Future[None]") -> None:
    """Where the server has no way to close at once, the error itself makes it end the connection."""
    scope["state"]["code"] = error.code
    abort = scope.get("extensions", {}).get(ABORT)
    if abort is None:
        raise error
    log = structlog.get_logger("plangraph.rest")
    log.warning("answer cut", code=error.code, reason=error.message, request_id=scope["state"].get("request_id"))
    abort["call"]()
    with suppress(TimeoutError):
        async with asyncio.timeout(1):  # until the server has seen it itself: else it complains of half an answer
            await asyncio.shield(leaving)
