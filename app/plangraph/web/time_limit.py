"""How long a request may take once it is there whole. How slowly it may arrive is BodyLimit's matter."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plangraph.store import deadline
from plangraph.web.body import bodiless


class TimeLimit:
    """`arriving`: seconds that a body may take besides. `apart`: beginnings of paths that have limits of their own."""

    def __init__(self, app: ASGIApp, seconds: float, arriving: float, apart: tuple[str, ...]) -> None:
        self.app, self.seconds, self.arriving, self.apart = app, seconds, arriving, apart

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(self.apart):
            await self.app(scope, receive, send)
            return
        if bodiless(scope):
            async with deadline.limited(self.seconds):
                await self.app(scope, receive, send)
            return
        async with deadline.limited(self.arriving + self.seconds) as again:

            async def noting() -> Message:
                message = await receive()
                if message["type"] == "http.request" and not message.get("more_body"):
                    again(self.seconds)
                return message

            await self.app(scope, noting, send)
