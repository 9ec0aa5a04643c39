"""What is hardly HTTP: every connection is answered or closed soon, without a server error, and the next is served."""

import shutil
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.served import Served, serving

HOST = b"Host: plans.test\r\n"
SENT = {
    "nothing": b"",
    "text": b"hello there, server\r\n\r\n",
    "zeros": b"\x00" * 2_000,
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    "http/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "http/0.9": b"GET /\r\n",
    "http/3.0": b"GET / HTTP/3.0\r\n" + HOST + b"\r\n",
    "no host": b"GET /livez HTTP/1.1\r\n\r\n",
    "unknown method": b"FROBNICATE / HTTP/1.1\r\n" + HOST + b"\r\n",
    "connect": b"CONNECT evil.test:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "options star": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "absolute": b"GET http://evil.test/livez HTTP/1.1\r\n" + HOST + b"\r\n",
    "raw utf-8 path": "GET /plän HTTP/1.1\r\n".encode() + HOST + b"\r\n",
    "bad escapes": b"GET /%ff%fe%00%zz/../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "escaped newlines": b"GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n" + HOST + b"\r\n",
    "escape sequence": b"GET /%1b%5b2J HTTP/1.1\r\n" + HOST + b"\r\n",
    "long path": b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "longer path": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "long header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 200_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: a\r\n" % n for n in range(20_000)) + b"\r\n",
    "many small headers": b"GET /metrics HTTP/1.1\r\n" + HOST + b"a:b\r\n" * 10_000 + b"\r\n",
    "header without colon": b"GET / HTTP/1.1\r\n" + HOST + b"nonsense\r\n\r\n",
    "control in header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: \x00\x01\r\n\r\n",
    "folded header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: a\r\n b\r\n\r\n",
    "two lengths": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "length and chunks": b"POST /graphql HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "negative length": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "huge length": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999999999999\r\n\r\n",
    "large length": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Content-Length: 9999999999\r\n\r\n",
    "bad chunk": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "huge chunk": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    "unknown coding": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n",
    "expect": b"POST /graphql HTTP/1.1\r\n" + HOST + b"Expect: the-unexpected\r\nContent-Length: 2\r\n\r\n{}",
    "websocket": b"GET /graphql HTTP/1.1\r\n"
    + HOST
    + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    + b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    "h2c": b"GET / HTTP/1.1\r\n"
    + HOST
    + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n",
    "pipeline": (b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n") * 200,
    "bad authorization": b"GET /metrics HTTP/1.1\r\n" + HOST + b"Authorization: Bearer \xff\xfe\xfd\r\n\r\n",
    "bad cookie": b"GET /metrics HTTP/1.1\r\n" + HOST + b'Cookie: plangraph_session="\\\xff; =;;;=\r\n\r\n',
    "bad origin": b"POST /sign-out HTTP/1.1\r\n"
    + HOST
    + b"Origin: http://[\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    "bad key": b"GET /sign-in?key=%ff%00&next=%ff&key= HTTP/1.1\r\n" + HOST + b"\r\n",
    "bad traceparent": b"GET /livez HTTP/1.1\r\n" + HOST + b"traceparent: \xff\r\nX-Request-Id: \xff\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    copied = shutil.copy(sqlite_template, folder / "test.db")  # others start from the template
    with serving(f"sqlite:///{copied}", folder) as running:
        yield running


def exchange(served: Served, sent: bytes) -> bytes:
    """All that comes back until the server closes or has been silent for a moment; the client then closes its side."""
    where = urlsplit(served.url)
    read = b""
    with socket.create_connection((where.hostname, where.port), timeout=0.7) as connection:
        try:
            connection.sendall(sent)
            while chunk := connection.recv(65_536):
                read += chunk
        except (TimeoutError, ConnectionError):
            pass
    return read


@dataclass(frozen=True)
class Exchange:
    """`ready`: what a probe is told right after it."""

    answer: bytes
    seconds: float
    ready: int


@pytest.fixture(scope="module")
def exchanges(server: Served) -> dict[str, Exchange]:
    """Some at a time, since most of the time goes by with waiting for what does not come."""

    def one(name: str) -> Exchange:
        began = time.monotonic()
        answer = exchange(server, SENT[name])
        seconds = time.monotonic() - began
        with urllib.request.urlopen(f"{server.url}/readyz", timeout=2) as ready:
            return Exchange(answer, seconds, ready.status)

    with ThreadPoolExecutor(6) as threads:
        return dict(zip(SENT, threads.map(one, SENT), strict=True))


@pytest.mark.parametrize("name", SENT)
def test_hostile(exchanges: dict[str, Exchange], name: str) -> None:
    found = exchanges[name]
    answer = found.answer

    assert found.seconds < 2
    assert found.ready == 200
    assert not answer or answer.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 4"))
    assert b"HTTP/1.1 5" not in answer
    for leaked in (b"Traceback", b"plangraph/", b"site-packages", b"uvicorn"):
        assert leaked not in answer


def test_log_stays_clean(server: Served) -> None:
    for name in ("escape sequence", "escaped newlines", "websocket"):
        exchange(server, SENT[name])

    log = server.log.read_bytes()
    assert b"Traceback" not in log
    assert b"\x1b" not in log
    assert b'"error"' not in log


def test_long_head_is_told(server: Served) -> None:
    assert exchange(server, b"GET / HTTP/1.1\r\nX-A: " + b"a" * 65_536).startswith(b"HTTP/1.1 431 ")


def test_endless_head_does_not_fill_memory(server: Served) -> None:
    def memory() -> int:
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

    if not Path("/proc/self/status").is_file():
        pytest.skip("needs /proc to read a process's memory")
    before = memory()

    exchange(server, b"GET / HTTP/1.1\r\nX-A: " + b"a" * 50_000_000)
    exchange(server, b"POST /graphql HTTP/1.1\r\n" + HOST + b"Content-Length: 50000000\r\n\r\n" + b" " * 50_000_000)

    assert memory() - before < 20_000
