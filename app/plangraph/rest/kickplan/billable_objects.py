"""`POST /api/billable_objects`, which Kickplan's Ruby and TypeScript clients call."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from plangraph.domain.viewer import Scope
from plangraph.rest.answers import json_answer
from plangraph.rest.body import json_object
from plangraph.rest.kickplan.convert import to_wire_billable_object
from plangraph.rest.kickplan.shapes import Reading, text
from plangraph.services import billable_objects
from plangraph.store.engine import Database
from plangraph.store.queries import json_text
from plangraph.web.viewers import need
from plangraph.wire import kickplan as wire


def routes(database: Database) -> list[Route]:
    async def upsert(request: Request) -> Response:
        viewer, reading, body = need(request, Scope.WRITE), Reading(), await json_object(request)
        shape, _ = reading.shape(wire.BillableObject, body)
        properties = shape.properties or {} if shape else {}
        inserted_at = await billable_objects.upsert(
            database,
            viewer,
            account_key=text(body, "account_key"),
            external_type=text(body, "external_type"),
            external_id=text(body, "external_id"),
            properties=properties,
            now=request.state.now,
            found=reading.wrong,
        )
        return json_answer(to_wire_billable_object(body, json_text.text(properties), inserted_at, request.state.now))

    return [Route("/api/billable_objects", upsert, methods=["POST"])]
