"""Starlette and nothing else: each file of a folder is a route's answer, kept as bytes."""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from plangraph.web.garbage import settling


def _route(name: str, body: bytes) -> Route:
    async def answer(_: Request) -> Response:
        return Response(body, media_type="application/json")

    return Route(f"/{name}", answer, methods=["GET", "POST"])


with settling():
    ANSWERS = {path.stem: path.read_bytes() for path in sorted(Path(os.environ["BARE_ANSWERS"]).glob("*.answer"))}
    ROUTES = [_route("graphql", b'{"data": {}}'), *(_route(name, body) for name, body in ANSWERS.items())]
    app = Starlette(routes=ROUTES)
