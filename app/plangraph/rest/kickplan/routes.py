"""Kickplan's Control API."""

from starlette.routing import BaseRoute

from plangraph.rest.kickplan import accounts, billable_objects, features, metrics
from plangraph.store.engine import Database
from plangraph.store.reads import Reads


def kickplan_routes(database: Database, reads: Reads) -> list[BaseRoute]:
    writing = (accounts, metrics, billable_objects)
    return [*features.routes(reads), *(route for part in writing for route in part.routes(database))]
