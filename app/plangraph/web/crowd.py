"""What a connection beyond the limit is told, whatever it asks. Probes are answered, else a crowd kills the process."""

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from plangraph.domain.errors import Unavailable

_PROBES = ("/livez", "/readyz")


def crowded(app: ASGIApp, noted: Callable[[], None]) -> ASGIApp:
    """`noted` is called for each request that is refused."""

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in _PROBES:
            await app(scope, receive, send)
            return
        noted()
        raise Unavailable("There are too many connections; try again shortly.")

    return refuse
