"""Resolution of one feature or of all, for an account or for nobody; older clients leave `/resolve` out."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from plangraph.domain.errors import InvalidInput
from plangraph.rest.answers import json_answer
from plangraph.rest.body import json_object
from plangraph.rest.kickplan.convert import to_wire_feature
from plangraph.rest.kickplan.paths import key_in
from plangraph.rest.kickplan.shapes import Reading, account_of
from plangraph.services import resolution
from plangraph.store.basis import Noted
from plangraph.store.queries.resolution import Direct
from plangraph.store.reads import Reads
from plangraph.web.kept import keepable
from plangraph.web.viewers import viewer_of
from plangraph.wire import kickplan as wire

Resolved = tuple[list[resolution.Resolution], bool, Noted]


def routes(reads: Reads) -> list[Route]:
    async def every(request: Request) -> Response:
        found, detailed, noted = await resolved(request, None)
        answer = json_answer([to_wire_feature(feature, detailed=detailed) for feature in found])
        return keepable(request, answer, noted)

    async def one(request: Request) -> Response:
        (found,), detailed, noted = await resolved(request, [key_in(request)])
        return keepable(request, json_answer(to_wire_feature(found, detailed=detailed)), noted)

    async def resolved(request: Request, keys: Sequence[str] | None) -> Resolved:
        body, reading = await json_object(request, optional=True), Reading()
        shape, _ = reading.shape(wire.Resolve, body)
        if shape is None:
            raise InvalidInput(reading.wrong)
        account = account_of(reading, body)
        noted = Noted(reads)
        view = Direct(noted, viewer_of(request), request.state.now)
        return (await resolution.resolve(view, [account], keys))[account], shape.detailed, noted

    return [
        Route("/api/features/resolve", every, methods=["POST", "GET"]),
        Route("/api/features", every, methods=["POST"]),
        Route("/api/features/{key:path}/resolve", one, methods=["POST"]),
        Route("/api/features/{key:path}", one, methods=["POST"]),
    ]
