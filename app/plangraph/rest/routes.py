"""Every route of the vendors' surfaces, and how each of them tells failures."""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from plangraph.rest.metronome import errors as metronome
from plangraph.rest.metronome.routes import metronome_routes
from plangraph.store.engine import Database
from plangraph.web.errors import Renderer

RENDERERS: Sequence[tuple[str, Renderer]] = (("/v1", metronome.render),)


def rest_routes(database: Database) -> list[BaseRoute]:
    return [*metronome_routes(database)]
