"""Answers that the vendors' surfaces share: JSON bytes, and conditional GET by the body's fingerprint."""

import hashlib
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

JSON = "application/json"


def json_answer(body: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type=JSON)


def conditional(request: Request, body: bytes) -> Response:
    """The body with its ETag, or 304 when the caller has it already (RFC 9110, 13.1.2: weak comparison)."""
    etag = f'"{hashlib.blake2s(body, digest_size=16).hexdigest()}"'
    headers = {"etag": etag, "cache-control": "private, no-cache", "vary": "authorization, cookie"}
    held = request.headers.get("if-none-match")
    if held is not None and (
        held.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in held.split(",")}
    ):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=JSON)
