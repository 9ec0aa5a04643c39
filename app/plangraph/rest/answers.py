"""Answers that the vendors' surfaces share: JSON bytes, and conditional GET by the body's fingerprint."""

import hashlib
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from plangraph.store.basis import Noted
from plangraph.web.headers import matches
from plangraph.web.kept import keepable

JSON = "application/json"


def json_answer(body: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type=JSON)


def conditional(request: Request, body: bytes, noted: Noted | None = None) -> Response:
    """The body with its ETag, or 304 when the caller has it already. `noted`: what it was made of, to be kept."""
    etag = f'"{hashlib.blake2s(body, digest_size=16).hexdigest()}"'
    headers = {"etag": etag, "cache-control": "private, no-cache", "vary": "authorization, cookie"}
    whole, unchanged = Response(body, headers=headers, media_type=JSON), Response(status_code=304, headers=headers)
    if noted:
        keepable(request, whole, noted, unchanged)
    held = request.headers.getlist("if-none-match")
    return unchanged if held and matches(",".join(held), etag) else whole
