"""`POST /api/accounts` creates or updates, `PUT /api/accounts/{key}` updates."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from plangraph.domain.errors import NotFound
from plangraph.domain.viewer import Scope
from plangraph.rest.answers import json_answer
from plangraph.rest.body import json_object
from plangraph.rest.kickplan import convert
from plangraph.rest.kickplan.paths import key_in
from plangraph.rest.kickplan.shapes import Reading, account_fields
from plangraph.services import accounts
from plangraph.store.engine import Database
from plangraph.store.queries import account_card
from plangraph.web.viewers import need
from plangraph.wire import kickplan as wire


def routes(database: Database) -> list[Route]:
    async def upsert(request: Request) -> Response:
        viewer, reading = need(request, Scope.WRITE), Reading()
        fields = account_fields(reading, await json_object(request), wire.AccountUpsert)
        written = await accounts.upsert(database, viewer, fields, request.state.now, found=reading.wrong)
        return await answer(written.key)

    async def update(request: Request) -> Response:
        viewer, reading, key = need(request, Scope.WRITE), Reading(), key_in(request)
        fields = account_fields(reading, await json_object(request), wire.AccountUpdate)
        written = await accounts.update(database, viewer, key, fields, request.state.now, found=reading.wrong)
        return await answer(written.key)

    async def answer(key: str) -> Response:
        card = await account_card.by_key(database, key)
        if card is None:
            raise NotFound("There is no such account.")
        return json_answer(convert.to_wire_account(card))

    return [
        Route("/api/accounts", upsert, methods=["POST"]),
        Route("/api/accounts/{key:path}", update, methods=["PUT"]),
    ]
