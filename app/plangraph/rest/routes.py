"""Every route of the vendors' surfaces, and how each of them tells failures."""

from collections.abc import Sequence
from functools import cache

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from plangraph.rest.answers import conditional
from plangraph.rest.kickplan import errors as kickplan
from plangraph.rest.kickplan.routes import kickplan_routes
from plangraph.rest.metronome import errors as metronome
from plangraph.rest.metronome.routes import metronome_routes
from plangraph.rest.ofrep import errors as ofrep
from plangraph.rest.ofrep.routes import ofrep_routes
from plangraph.services.export import Exports
from plangraph.store.engine import Database
from plangraph.store.reads import Reads
from plangraph.web.errors import Renderer

RENDERERS: Sequence[tuple[str, Renderer]] = (
    ("/v1", metronome.render),
    ("/api", kickplan.render),
    ("/ofrep", ofrep.render),
)

WITHOUT_BODY = ("/v1/",)
WITH_BODY = ("/api/features", "/ofrep/v1/evaluate/")
"""Where answers may be kept, by whether the routes there read a body."""


def rest_routes(database: Database, reads: Reads) -> list[BaseRoute]:
    return [*metronome_routes(reads), *kickplan_routes(database, reads), *ofrep_routes(reads)]


def open_rest_routes(exports: Exports) -> list[BaseRoute]:
    """What the surfaces are, for anybody; no data."""

    @cache
    def document() -> bytes:
        from plangraph.rest import openapi  # with the shapes of every answer, which nothing else needs

        return orjson.dumps(openapi.document(exports))

    async def described(request: Request) -> Response:
        return conditional(request, document())

    return [Route("/openapi.json", described)]
