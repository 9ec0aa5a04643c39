"""How long a request may take once it is there whole. How slowly it may arrive is the matter of BodyLimit, in front."""

from collections.abc import Awaitable

from starlette.types import ASGIApp, Receive, Scope, Send

from plangraph.store.deadline import Alarms


class TimeLimit:
    """`apart`: beginnings of paths that look after the time they take themselves."""

    def __init__(self, app: ASGIApp, seconds: float, apart: tuple[str, ...]) -> None:
        self.app, self.apart = app, apart
        self._alarms = Alarms(seconds, statements=True)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        apart = scope["type"] != "http" or scope["path"].startswith(self.apart)
        return (self.app if apart else self._limited)(scope, receive, send)

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._alarms():
            await self.app(scope, receive, send)
