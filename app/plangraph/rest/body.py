"""The JSON body of a request, read exactly and refused by name when it is something else."""

from typing import Any

from starlette.requests import Request

from plangraph.domain.errors import FieldError, InvalidInput, UnsupportedMediaType
from plangraph.services.input import read_json

EMPTY: dict[str, Any] = {}


async def json_object(request: Request, *, optional: bool = False) -> dict[str, Any]:
    """Raises InvalidInput or UnsupportedMediaType. `optional`: an empty body means `{}`."""
    content = await request.body()
    if not content and optional:
        return EMPTY
    _check_type(request)
    given = read_json(content)
    if not isinstance(given, dict):
        raise InvalidInput([FieldError((), "The body must be a JSON object")])
    return given


def _check_type(request: Request) -> None:
    """A client that names no type at all means JSON."""
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding != "identity":
        raise UnsupportedMediaType("Send the body without Content-Encoding.")
    told = request.headers.get("content-type")
    if told is None:
        return
    media_type = told.partition(";")[0].strip().lower()
    if media_type != "application/json" and not (
        media_type.startswith("application/") and media_type.endswith("+json")
    ):
        raise UnsupportedMediaType("Send the body as application/json.")
