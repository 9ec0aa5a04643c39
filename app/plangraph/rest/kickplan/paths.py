"""Keys that callers put into paths."""

from starlette.requests import Request

from plangraph.domain import texts
from plangraph.domain.errors import FieldError, InvalidInput, NotFound


def key_in(request: Request) -> str:
    """The key as it stands in the path, slashes included: clients send it unescaped."""
    key: str = request.path_params["key"]
    if not key:
        raise NotFound("Nothing is at this path.")
    problem = texts.problem(key)
    if problem:
        raise InvalidInput([FieldError(("key",), problem)])
    return key
