"""Requests answered by what was kept for the same request, before a route is looked for (see store/answers).

A route whose answer may be kept says so by `keepable`; whatever else a request asks goes on as if nothing were here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plangraph.store.answers import KeptAnswers, sight
from plangraph.store.basis import Noted
from plangraph.web.body import Again, whole
from plangraph.web.headers import matches

_STATE = "keepable"
_TELLING = frozenset({b"content-type", b"content-encoding"})  # what a body means
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer of status 200, and the headers of the 304 in its place for who has it already."""

    headers: Headers
    body: bytes
    etag: str | None
    unchanged: Headers

    async def send(self, held: str | None, send: Send) -> None:
        same = held is not None and self.etag is not None and matches(held, self.etag)
        status, headers, body = (304, self.unchanged, b"") if same else (200, self.headers, self.body)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def keepable(request: Request, answer: Response, noted: Noted, unchanged: Response | None = None) -> Response:
    """The answer, which is status 200 and made of nothing but the request, its viewer and what was noted."""
    etag = answer.headers.get("etag")
    whole = Whole(answer.raw_headers, bytes(answer.body), etag, unchanged.raw_headers if unchanged else ())
    request.scope["state"][_STATE] = whole, noted
    return answer


class Kept:
    """`without_body`, `with_body`: beginnings of paths of data, by whether a route there reads a body."""

    def __init__(
        self, app: ASGIApp, answers: KeptAnswers, without_body: tuple[str, ...], with_body: tuple[str, ...]
    ) -> None:
        self.app, self.answers = app, answers
        self.without_body, self.with_body = without_body, with_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"] if scope["type"] == "http" else ""
        if path.startswith(self.without_body) and scope["method"] in ("GET", "HEAD"):
            await self._answer((path, scope["query_string"]), scope, receive, send)
        elif path.startswith(self.with_body) and scope["method"] == "POST":
            body = await whole(receive)
            told = b"\n".join(name + b":" + value for name, value in scope["headers"] if name in _TELLING)
            await self._answer((path, scope["query_string"], body, told), scope, Again(body, receive), send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, asked: tuple[str | bytes, ...], scope: Scope, receive: Receive, send: Send) -> None:
        state = scope["state"]
        now, key = state["now"], (scope["method"] == "POST", asked, sight(state["viewer"]))
        found: Whole | None = await self.answers.find(key, now)
        if found is not None:
            state["cache"] = "hit"
            await found.send(_held(scope), send)
            return
        messages: list[Message] = []

        async def hold(message: Message) -> None:
            messages.append(message)

        async with self.answers.reading(key, now) as reading:
            await self.app(scope, receive, hold)
            if _STATE in state:
                whole, noted = state.pop(_STATE)
                size = len(whole.body) + sum(map(len, asked))
                await reading.keep(whole, size, noted.basis, noted.ends)
        for message in messages:  # now that nobody waits for this reading any more: a client may be slow to take it
            await send(message)


def _held(scope: Scope) -> str | None:
    held = [value.decode("latin-1") for name, value in scope["headers"] if name == b"if-none-match"]
    return ",".join(held) if held else None
