"""Kickplan's Control API."""

from starlette.routing import BaseRoute

from plangraph.rest.kickplan import accounts, billable_objects, features, metrics
from plangraph.store.engine import Database


def kickplan_routes(database: Database) -> list[BaseRoute]:
    parts = (accounts, features, metrics, billable_objects)
    return [route for part in parts for route in part.routes(database)]
