"""The server as a process: it starts, keeps strangers out, outlives its database, and ends in good order."""

import http.client
import json
import shutil
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import databases
from tests.conftest import missing
from tests.served import Served, serving

TYPENAME = "/graphql?query=%7B__typename%7D"


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, Any, Any]:
    """Status, JSON or text, headers."""
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, _read(answer), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _read(error), error.headers


def _read(answer: Any) -> Any:
    body = answer.read().decode()
    return json.loads(body) if "json" in answer.headers.get("content-type", "") else body


def connect(served: Served) -> socket.socket:
    where = urlsplit(served.url)
    return socket.create_connection((where.hostname, where.port), timeout=10)


def head(served: Served, *more: str) -> bytes:
    lines = [f"POST /graphql HTTP/1.1\r\nHost: plans.test\r\nAuthorization: Bearer {served.read}", *more]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def everything(connection: socket.socket) -> bytes:
    """Until the server closes."""
    read = b""
    while chunk := connection.recv(65_536):
        read += chunk
    return read


def until(true: Callable[[], bool], seconds: float) -> float:
    """How long it took to become true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def test_served(served: Served) -> None:
    assert get(f"{served.url}/livez")[:2] == (200, {"status": "alive"})
    assert get(f"{served.url}/readyz")[:2] == (200, {"status": "ready"})
    assert get(f"{served.url}/metrics")[0] == 401
    assert get(f"{served.url}/metrics", served.bearer(served.read))[0] == 200
    status, body, _ = get(f"{served.url}/nothing", served.bearer())
    assert (status, body["error"]["code"]) == (404, "NOT_FOUND")


def test_graph_is_served(served: Served) -> None:
    status, body, _ = get(f"{served.url}{TYPENAME}", served.bearer(served.read))
    assert (status, body["data"]) == (200, {"__typename": "Query"})

    status, body, _ = get(f"{served.url}{TYPENAME}")
    assert (status, body["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")


def test_demo(database_url: str, tmp_path: Path) -> None:
    with serving(database_url, tmp_path, "--demo") as served:
        first = served.log.read_text()
        link = next(line.split()[1] for line in first.splitlines() if line.strip().startswith("Open "))
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(link, timeout=10) as answer:
            assert answer.url == f"{served.url}/plans"
        query = "/graphql?query=%7Bplans%7BtotalCount%7D%7D"
        with opener.open(f"{served.url}{query}", timeout=10) as answer:
            assert json.load(answer)["data"]["plans"]["totalCount"] >= 10

    with serving(database_url, tmp_path, "--demo") as served:
        second = served.log.read_text()

    assert "Loading the demo" in first
    assert "Loading the demo" not in second
    key = link.partition("key=")[2]
    assert key not in second
    assert key not in "".join(line for line in first.splitlines() if line.startswith("{"))


def test_several_processes(postgres_url: str, tmp_path: Path) -> None:
    body = b'{"query": "{ __typename }"}'
    with serving(postgres_url, tmp_path, "--workers", "2") as served:
        answers = [get(f"{served.url}{TYPENAME}", served.bearer(served.read))[0] for _ in range(20)]
        with connect(served) as under_way:
            under_way.sendall(head(served, "Content-Type: application/json", f"Content-Length: {len(body)}") + body[:5])
            time.sleep(0.2)
            served.process.send_signal(signal.SIGTERM)
            until(lambda: refuses(served), 5)
            under_way.sendall(body[5:])
            answer = everything(under_way)
        code = served.process.wait(10)

    assert answers == [200] * 20
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert code == 0
    assert served.log.read_text().count("Finished server process") == 2


def refuses(served: Served) -> bool:
    try:
        connect(served).close()
    except ConnectionRefusedError:
        return True
    return False


def test_request_under_way_ends(served: Served) -> None:
    body = b'{"query": "{ __typename }"}'
    with connect(served) as under_way, connect(served) as idle:
        under_way.sendall(head(served, "Content-Type: application/json", f"Content-Length: {len(body)}") + body[:5])
        time.sleep(0.2)
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)

        # Sent by a client that could not know yet; the answer says that it is the last.
        idle.sendall(b"GET /readyz HTTP/1.1\r\nHost: plans.test\r\n\r\n")
        late = everything(idle)
        under_way.sendall(body[5:])
        answer = everything(under_way)

    assert late.startswith(b"HTTP/1.1 503 ")
    assert b"connection: close" in late
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'{"__typename":"Query"}' in answer
    assert served.process.wait(5) == -signal.SIGTERM
    with pytest.raises(OSError, match="refused"):
        connect(served)
    log = served.log.read_text()
    assert "Finished server process" in log
    assert "Traceback" not in log


def test_end_under_load_loses_nothing(served: Served) -> None:
    """Clients that reuse connections: each request that was sent is answered whole, until the door is closed."""
    where = urlsplit(served.url)
    answered: list[int] = []
    ended: list[str] = []

    def client() -> None:
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
        try:
            while True:
                connection.request("GET", TYPENAME, headers=served.bearer(served.read))
                answer = connection.getresponse()
                assert json.loads(answer.read())["data"] == {"__typename": "Query"}
                answered.append(answer.status)
        except Exception as error:  # noqa: BLE001 (told below)
            ended.append(type(error).__name__)
        finally:
            connection.close()

    clients = [threading.Thread(target=client) for _ in range(8)]
    for one in clients:
        one.start()
    until(lambda: len(answered) > 200, 60)
    served.process.send_signal(signal.SIGTERM)
    for one in clients:
        one.join(20)

    assert set(answered) == {200}
    assert ended == ["ConnectionRefusedError"] * 8
    assert served.process.wait(15) == -signal.SIGTERM


def test_silent_request_does_not_hold_the_end_up(sqlite_url: str, tmp_path: Path) -> None:
    with (
        serving(sqlite_url, tmp_path, environment={"PLANGRAPH_DRAIN_SECONDS": "1"}) as served,
        connect(served) as silent,
    ):
        silent.sendall(head(served, "Content-Length: 5"))
        time.sleep(0.2)
        served.process.send_signal(signal.SIGTERM)

        assert until(lambda: served.process.poll() is not None, 5) < 4


@pytest.fixture(scope="module")
def hasty(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, soon = tmp_path_factory.mktemp("hasty"), {"PLANGRAPH_REQUEST_SECONDS": "0.5"}
    copied = shutil.copy(sqlite_template, folder / "test.db")
    with serving(f"sqlite:///{copied}", folder, environment=soon) as running:
        yield running


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"G",
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: plans.test\r\nX-A: ",
        b"GET /livez HTTP/1.1\r\nHost: plans.test\r\n\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nHost: plans.test\r\nContent-Length: 5\r\n\r\n{",
        b"POST /sign-out HTTP/1.1\r\nHost: plans.test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{",
    ],
)
def test_slow_clients_are_cut(hasty: Served, sent: bytes) -> None:
    with connect(hasty) as slow:
        slow.sendall(sent)
        began = time.monotonic()
        answer = everything(slow)
        took = time.monotonic() - began

    assert took < 7
    assert b" 500 " not in answer
    assert get(f"{hasty.url}/livez")[0] == 200


def test_slow_body_is_told(hasty: Served) -> None:
    with connect(hasty) as slow:
        slow.sendall(head(hasty, "Content-Type: application/json", "Content-Length: 50") + b"{")
        answer = everything(slow)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"errors"' in answer
    assert "Traceback" not in hasty.log.read_text()


def test_database_away_and_back(tmp_path: Path) -> None:
    if databases.postgres_binaries() is None:
        missing("PostgreSQL")
    with databases.controlled_cluster(durable=True) as cluster:
        databases.create(cluster.url, "plans")
        url = f"{cluster.url}/plans"
        databases.migrate(url)
        with serving(url, tmp_path) as served:
            headers = served.bearer(served.read)
            assert get(f"{served.url}{TYPENAME}", headers)[0] == 200
            cluster.stop()
            time.sleep(1.1)  # a key is known for a second

            began = time.monotonic()
            away = [get(f"{served.url}{path}", headers) for path in ("/readyz", TYPENAME, "/metrics", "/livez")]
            took = time.monotonic() - began
            cluster.start()
            back = until(lambda: get(f"{served.url}/readyz")[0] == 200, 5)
            again = get(f"{served.url}{TYPENAME}", headers)

    assert [status for status, _, _ in away] == [503, 503, 503, 200]
    assert all(int(headers["retry-after"]) >= 1 for _, _, headers in away[:3])
    assert away[1][1]["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
    assert took < 4 * 2
    assert back < 5
    assert (again[0], again[1]["data"]) == (200, {"__typename": "Query"})
    log = served.log.read_text()
    assert "Traceback" not in log
    assert "ConnectionRefusedError" in log


def test_connections_beyond_the_limit(sqlite_url: str, tmp_path: Path) -> None:
    """Newcomers are told so in the form of what they ask, probes are answered, and whoever is there is served."""
    with serving(sqlite_url, tmp_path, environment={"PLANGRAPH_MAX_CONNECTIONS": "3"}) as served:
        held = [connect(served) for _ in range(3)]
        try:
            until(lambda: get(f"{served.url}/graphql", served.bearer())[0] == 503, 5)
            graph, rest = (get(f"{served.url}{path}", served.bearer()) for path in ("/graphql", "/v1/plans"))
            probes = [get(f"{served.url}{path}")[0] for path in ("/livez", "/readyz")]
            body = b'{"query": "{ __typename }"}'
            asked = head(served, "Content-Type: application/json", f"Content-Length: {len(body)}")
            held[0].sendall(asked + body)
            inside = held[0].recv(65_536)
        finally:
            for connection in held:
                connection.close()
        until(lambda: get(f"{served.url}/v1/plans", served.bearer())[0] == 200, 5)
        counted = get(f"{served.url}/metrics", served.bearer())[1]

    assert (graph[0], graph[1]["errors"][0]["extensions"]) == (503, {"code": "UNAVAILABLE"})
    assert (rest[0], rest[1]["message"]) == (503, "There are too many connections; try again shortly.")
    for _, _, headers in (graph, rest):
        assert int(headers["retry-after"]) >= 1
        assert headers["content-type"] == "application/json"
        assert headers["x-content-type-options"] == "nosniff"
    assert probes == [200, 200]
    assert inside.startswith(b"HTTP/1.1 200 ")
    assert "plangraph_crowded_total 0.0" not in counted
    assert 'outcome="failed"' in counted
