"""The headers, media types and methods of GraphQL over HTTP: pure functions over texts, nothing of GraphQL itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from starlette.types import Scope

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
CONTENT_TYPES = {one: f"{one}; charset=utf-8".encode() for one in (RESPONSE, JSON)}
ALLOW = b"GET, HEAD, OPTIONS, POST"
_PRIVATE = ((b"vary", b"Accept"), (b"cache-control", b"no-store"))
_OF_TYPE = {one: (*_PRIVATE, (b"content-type", text)) for one, text in CONTENT_TYPES.items()}
_UTF8 = frozenset({"utf-8", "utf8"})
_HEADER_LENGTH = 4096
_LEAST_Q = 0.001
Headers = Mapping[bytes, bytes]
"""Of an answer, as ASGI takes their names and values."""


def lines(headers: Headers, media_type: str | None = None, length: int = 0) -> Sequence[tuple[bytes, bytes]]:
    """An answer's, with what each has unless it says otherwise itself; of one with a body if it has a media type."""
    always = _OF_TYPE[media_type] if media_type else _PRIVATE
    found = tuple({**dict(always), **headers}.items()) if headers else always
    return (*found, (b"content-length", b"%d" % length)) if media_type else found


def header(scope: Scope, name: bytes) -> str | None:
    """What a request says in its lines of this name, as one (RFC 9110, 5.3)."""
    found = None
    for key, value in scope["headers"]:
        if key == name:
            found = value if found is None else found + b"," + value
    return None if found is None else found.decode("latin-1")


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    q: float
    place: int

    def accepts(self, media_type: str) -> int:
        """How exactly it names the media type; 0 when it does not."""
        if self.kind == media_type:
            return 3
        if self.kind == media_type.partition("/")[0] + "/*":
            return 2
        return 1 if self.kind == "*/*" else 0


def negotiate(accept: str | None) -> str | None:
    """The media type to answer in, or None when the client takes neither of ours.

    The most exact range decides a type's quality (RFC 9110, 12.5.1). Equal qualities go to the type that is named
    first. A client that names none gets `application/json`, which every client can read (GraphQL over HTTP).
    """
    return _negotiated(accept[:_HEADER_LENGTH]) if accept and accept.strip() else JSON


@lru_cache(maxsize=256)
def _negotiated(accept: str) -> str | None:
    ranges = _ranges(accept)
    best: tuple[float, int, int] | None = None
    chosen = None
    for media_type in (JSON, RESPONSE):
        exact = max(ranges, key=lambda r: (r.accepts(media_type), -r.place), default=None)
        if exact is None or not exact.accepts(media_type) or exact.q < _LEAST_Q:
            continue
        rank = (exact.q, min(exact.accepts(media_type), 2), -exact.place)
        if best is None or rank > best:
            best, chosen = rank, media_type
    return chosen


def _ranges(accept: str) -> list[_Range]:
    found = []
    for place, part in enumerate(accept.split(",")):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        q, readable = 1.0, True
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                q = _quality(value.strip())
            elif name.strip().lower() == "charset":
                readable = value.strip(' "').lower() in _UTF8
        if kind and readable:
            found.append(_Range(kind.lower(), q, place))
    return found


def _quality(text: str) -> float:
    try:
        q = float(text)
    except ValueError:
        return 0.0
    return q if 0 <= q <= 1 else 0.0


def parameter(query_string: bytes, name: str) -> str | None:
    """The first value of a parameter of the URL."""
    if not query_string or f"{name}=".encode() not in query_string:
        return None
    found = parse_qs(query_string.decode("latin-1"), keep_blank_values=True).get(name)
    return found[0] if found else None


def entity_tag(digest: str, media_type: str) -> str:
    """A strong one: the same data in another media type is another representation (RFC 9110, 8.8.1)."""
    return f'"{digest}{"-r" if media_type == RESPONSE else ""}"'


def is_json(content_type: str | None) -> bool:
    """Whether a body of this type can be read: JSON in UTF-8, which is also assumed when no charset is given."""
    return content_type == JSON or _is_json(content_type or "")


def _is_json(content_type: str) -> bool:
    kind, *parameters = content_type.split(";")
    if kind.strip().lower() != JSON:
        return False
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in _UTF8:
            return False
    return True
