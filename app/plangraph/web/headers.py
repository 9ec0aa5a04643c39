"""Headers that every answer carries unless it says otherwise itself, and cross-origin access for configured origins."""

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# For answers that are data; a page brings a policy that lets its own scripts run.
_DEFAULTS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


_MOST_TAGS = 4096  # characters


def matches(if_none_match: str, tag: str) -> bool:
    """Compared weakly (RFC 9110, 13.1.2): what made it weak on the way is no concern of ours."""
    known = if_none_match[:_MOST_TAGS].strip()
    return known == "*" or tag in (part.strip().removeprefix("W/") for part in known.split(","))


class SecurityHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", ())
                there = {name for name, _ in headers}
                message["headers"] = [*headers, *(pair for pair in _DEFAULTS if pair[0] not in there)]
            await send(message)

        await self.app(scope, receive, adding)


def cors(origins: Sequence[str]) -> list[Middleware]:
    """Off until origins are named. Callers from there bring a key; cookies stay at home."""
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["authorization", "content-type", "traceparent", "x-request-id"],
            expose_headers=["etag", "retry-after", "x-request-id"],
            max_age=600,
        )
    ]
