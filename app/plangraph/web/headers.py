"""Headers that every answer carries unless it says otherwise itself, and cross-origin access for configured origins."""

from collections.abc import Collection, Sequence

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

# For answers that are data; a page brings a policy that lets its own scripts run.
_DEFAULTS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
_NAMES = frozenset(name for name, _ in _DEFAULTS)
_MOST_TAGS = 4096  # characters


def matches(if_none_match: str, tag: str) -> bool:
    """Compared weakly (RFC 9110, 13.1.2): what made it weak on the way is no concern of ours."""
    known = if_none_match[:_MOST_TAGS].strip()
    return known == "*" or tag in (part.strip().removeprefix("W/") for part in known.split(","))


def completed(headers: Collection[tuple[bytes, bytes]], request_id: bytes) -> list[tuple[bytes, bytes]]:
    """An answer's headers with those that it has not brought itself."""
    there = dict(headers)
    missing = _DEFAULTS if _NAMES.isdisjoint(there) else [pair for pair in _DEFAULTS if pair[0] not in there]
    return [*missing, *headers, (b"x-request-id", request_id)]


def cors(origins: Sequence[str]) -> list[Middleware]:
    """Off until origins are named. Callers from there bring a key; cookies stay at home."""
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["authorization", "content-type", "traceparent", "x-request-id"],
            expose_headers=["etag", "retry-after", "x-request-id"],
            max_age=600,
        )
    ]
