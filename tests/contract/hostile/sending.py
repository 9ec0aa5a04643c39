"""Raw requests as bytes, and a sender that reads whatever comes back, since no honest client would send these."""

import json
import re
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

Corpus = dict[str, list[bytes]]
KEY = "{KEY}"
PATIENCE = 10.0


@dataclass(frozen=True)
class Reply:
    """`status` is None when the server closed the connection without an answer."""

    status: int | None
    text: str
    seconds: float


def odd(*values: Any) -> list[Any]:
    """Values of every type at once."""
    return list(values)


def raw(method: str, target: str, headers: Iterable[tuple[str, str]] = (), body: bytes = b"") -> bytes:
    """A request with a good key; a header with the value None of the defaults is replaced when given."""
    given = list(headers)
    names = {name.lower() for name, _ in given}
    defaults = [("Host", "127.0.0.1"), ("Authorization", f"Bearer {KEY}"), ("Connection", "close")]
    if body or method == "POST":
        defaults += [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    lines = [f"{method} {target} HTTP/1.1"]
    lines += [f"{n}: {v}" for n, v in [*(d for d in defaults if d[0].lower() not in names), *given] if v]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def body(content: bytes, **headers: str) -> bytes:
    return raw("POST", "/graphql", [(n.replace("_", "-"), v) for n, v in headers.items()], content)


def asked(query: str, variables: Any = None, **members: Any) -> bytes:
    """A query by POST; lone surrogates travel as escapes."""
    given = {"query": query, **({} if variables is None else {"variables": variables}), **members}
    return body(json.dumps(given).encode())


def by_get(**parameters: str) -> bytes:
    return raw("GET", "/graphql?" + urlencode(parameters, errors="surrogatepass"))


def chunked(parts: Iterable[bytes]) -> bytes:
    head = raw("POST", "/graphql", [("Transfer-Encoding", "chunked"), ("Content-Length", "")])
    return head + b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def send(url: str, key: str, request: bytes, *, closes: bool = False) -> Reply:
    """`closes`: say that nothing more will come, for requests that are cut short."""
    address = urlsplit(url)
    began = time.monotonic()
    with socket.create_connection((address.hostname or "", address.port or 80), timeout=PATIENCE) as connection:
        with suppress(OSError):  # refused before it was sent whole; an answer may have come nevertheless
            connection.sendall(request.replace(KEY.encode(), key.encode()))
            if closes:
                connection.shutdown(socket.SHUT_WR)
        answer = _received(connection, until_closed=b"Connection: close" in request)
    head, _, text = answer.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else None
    return Reply(status, (head + b"\n" + text).decode("utf-8", "replace"), time.monotonic() - began)


def _received(connection: socket.socket, *, until_closed: bool) -> bytes:
    """All that comes; or the first answer, when the request left it open whether the connection ends."""
    answer = b""
    while True:
        try:
            part = connection.recv(1 << 16)
        except (ConnectionResetError, BrokenPipeError):
            return answer
        answer += part
        if not part or (not until_closed and _complete(answer)):
            return answer


def _complete(answer: bytes) -> bool:
    head, end, content = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return bool(end) and len(content) >= (int(length[1]) if length else 0)
