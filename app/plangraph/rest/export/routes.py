"""`GET /export/{name}.csv` and `.ndjson`: every row of a list, of one moment. Any key may; it sees what it sees."""

from collections.abc import Mapping
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from plangraph.rest.export.download import Download, Patience, Slots
from plangraph.services.export import Exports, Format, written
from plangraph.web.viewers import viewer_of

MEDIA_TYPES: Mapping[Format, str] = {"csv": "text/csv; header=present", "ndjson": "application/x-ndjson"}
FORMATS: tuple[Format, ...] = get_args(Format)


def export_routes(exports: Exports, slots: Slots, patience: Patience) -> list[BaseRoute]:
    def route(name: str, form: Format) -> Route:
        async def export(request: Request) -> Response:
            request.state.operation = operation(name)
            given = request.query_params.multi_items()
            pull = exports.pull(name, given, viewer_of(request), request.state.now)
            headers = {
                "content-disposition": f'attachment; filename="{name}.{form}"',
                "cache-control": "no-store",
                "vary": "authorization, cookie",
            }
            return Download(written(pull, form), slots, patience, headers, MEDIA_TYPES[form])

        return Route(f"/export/{name}.{form}", export)

    return [route(name, form) for name in exports.names for form in FORMATS]


def operation(name: str) -> str:
    """What logs and metrics call it."""
    return f"export {name}"
