"""What is sent back: statuses, headers and bodies of GraphQL over HTTP, for whatever became of an operation."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from graphql import OperationType

from plangraph.domain.errors import PlanGraphError
from plangraph.graph import errors, http
from plangraph.graph.errors import Masking, Refused
from plangraph.graph.execution import Answer, exact
from plangraph.graph.operation import Operation
from plangraph.web.headers import matches

_LONG = 32_768  # bytes


class Reply(NamedTuple):
    """`pieces`: of the body, none where an answer has none. `code`: the first error's."""

    status: int
    pieces: Sequence[bytes]
    headers: http.Headers = {}  # noqa: RUF012 (a Mapping: nobody writes to it)
    code: str | None = None


def ending(extensions: Mapping[str, Any]) -> bytes:
    """What follows the data in an answer that has nothing else to tell."""
    return b"," + orjson.dumps({"extensions": extensions})[1:]


def around(data: bytes, ending: bytes) -> Sequence[bytes]:
    """In one piece, unless the data is so long that it is better not copied."""
    pieces = b'{"data":', data, ending
    return pieces if len(data) > _LONG else (b"".join(pieces),)


def told(status: int, members: Mapping[str, Any], headers: http.Headers | None = None) -> Reply:
    """The members of a response, in the order in which they are written."""
    code = members["errors"][0]["extensions"]["code"] if "errors" in members else None
    return Reply(status, (orjson.dumps(members, default=exact),), headers or {}, code)


def failed(answer: Answer, operation: Operation, extensions: Mapping[str, Any], masking: Masking) -> Reply:
    """A query that misses something because the database is away is answered as a whole by 503."""
    entries = masking.executed(answer.errors)
    away = any(error["extensions"]["code"] in errors.AWAY for error in entries)
    data = orjson.Fragment(answer.data) if isinstance(answer.data, bytes) else answer.data
    if away and (operation.kind is OperationType.QUERY or data is None):
        return told(503, {"errors": entries, "data": None, "extensions": extensions}, _retry())
    return told(200, {"errors": entries, "data": data, "extensions": extensions})


def to_be_asked_again(pieces: Sequence[bytes], digest: str, media_type: str, known: str | None) -> Reply:
    """A GET's answer may be kept by the one who asked, and is sent again only if it has changed.

    `known`: what the request says that it has, as If-None-Match.
    """
    tag = http.entity_tag(digest, media_type)
    headers = {
        b"etag": tag.encode(),
        b"cache-control": b"private, no-cache",
        b"vary": b"Accept, Authorization, Cookie",
    }
    return Reply(304, (), headers) if matches(known or "", tag) else Reply(200, pieces, headers)


def refusal(error: Refused | PlanGraphError, media_type: str | None, allowed: bytes) -> Reply:
    """`allowed`: the methods that would have done."""
    status = errors.status_of(error) or (400 if media_type == http.RESPONSE else 200)
    headers: dict[bytes, bytes] = {}
    if status == 405:
        headers[b"allow"] = allowed
    if status == 401:
        headers[b"www-authenticate"] = b"Bearer"
    if status in (429, 503):
        headers |= _retry()
    return told(status, {"errors": errors.rendered(error)}, headers)


def _retry() -> http.Headers:
    return {b"retry-after": b"%d" % errors.RETRY_SECONDS}
