"""Bulk pulls over HTTP: the answer's form, who may, limits in number and time, and clients that leave or stall."""

import asyncio
import csv
import io
import json
import socket
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlmodel import col

from plangraph.domain.viewer import Scope, Viewer
from plangraph.rest.export.download import Slots
from plangraph.services.metrics import set_metric
from plangraph.store import tables
from plangraph.store.engine import open_database
from tests import databases
from tests.rest.conftest import Rest
from tests.rest.site import site
from tests.served import Served, serving

ADMIN = Viewer("pg_test", Scope.ADMIN)
ACCOUNTS = [{"key": "acme", "name": "=1+1"}, {"key": "rival", "custom_fields": {"ä": "-2"}}]


async def test_csv(rest: Rest) -> None:
    await rest.load(accounts=ACCOUNTS)

    answer = await rest.http.get("/export/accounts.csv", params={"order_by": "-key"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; header=present; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="accounts.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert "content-length" not in answer.headers
    head, rival, acme, end = answer.text.split("\r\n")
    at = "2026-03-10T12:00:00Z"
    assert head == "id,key,name,plans,customer_uuid,customer_name,custom_fields,inserted_at,updated_at"
    assert rival == f'account_726976616c,rival,,[],,,"{{""ä"":""-2""}}",{at},{at}'
    assert acme == f"account_61636d65,acme,'=1+1,[],,,{{}},{at},{at}"
    assert end == ""


async def test_ndjson(rest: Rest) -> None:
    await rest.load(accounts=ACCOUNTS)

    answer = await rest.http.get("/export/accounts.ndjson?search=AC")

    assert answer.headers["content-type"] == "application/x-ndjson"
    assert answer.headers["content-disposition"] == 'attachment; filename="accounts.ndjson"'
    [line] = answer.text.splitlines()
    assert json.loads(line) == {
        "id": "account_61636d65",
        "key": "acme",
        "name": "=1+1",
        "plans": [],
        "customer_uuid": None,
        "customer_name": None,
        "custom_fields": {},
        "inserted_at": "2026-03-10T12:00:00Z",
        "updated_at": "2026-03-10T12:00:00Z",
    }


async def test_nothing_to_tell(rest: Rest) -> None:
    as_csv = await rest.http.get("/export/customers.csv")
    as_lines = await rest.http.get("/export/customers.ndjson")

    assert (as_csv.status_code, as_lines.status_code, as_lines.content) == (200, 200, b"")
    assert as_csv.text.startswith("id,uuid,external_id,")
    assert as_csv.text.count("\r\n") == 1


async def test_head(rest: Rest) -> None:
    answer = await rest.http.head("/export/plans.csv")
    wrong = await rest.http.head("/export/plans.csv?x=1")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-disposition"] == 'attachment; filename="plans.csv"'
    assert wrong.status_code == 400


async def test_refused(rest: Rest) -> None:
    wrong = await rest.http.get("/export/charges.csv?sort=name&start_period=x")
    others = [await rest.http.get(path) for path in ("/export/prices.csv", "/export/plans.xlsx", "/export/plans")]
    posted = await rest.http.post("/export/plans.csv", json={})
    nobody = await rest.http.get("/export/plans.csv?x=1", headers={"Authorization": ""})

    error = wrong.json()["error"]
    assert (wrong.status_code, error["code"]) == (400, "INVALID_INPUT")
    assert {field["field"] for field in error["fields"]} == {"sort", "start_period"}
    assert [answer.status_code for answer in others] == [404, 404, 404]
    assert (posted.status_code, posted.json()["error"]["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert nobody.status_code == 401


@pytest.mark.parametrize("scope", [Scope.READ, Scope.ACCOUNT])
async def test_who_sees_what(rest: Rest, scope: Scope) -> None:
    await rest.load(accounts=ACCOUNTS)
    key = await rest.key(scope, "acme" if scope is Scope.ACCOUNT else None)

    answer = await rest.http.get("/export/accounts.csv", headers=key)

    keys = [row["key"] for row in csv.DictReader(io.StringIO(answer.text, newline=""))]
    assert keys == (["acme"] if scope is Scope.ACCOUNT else ["acme", "rival"])


async def test_cookie_suffices(sqlite_url: str) -> None:
    async with site(sqlite_url) as made:
        await made.sign_in("read")
        answer = await made.client.get("/export/plans.csv")
        told = await made.client.get("/metrics", headers=made.bearer())

    assert answer.status_code == 200
    assert 'plangraph_requests_total{operation="export plans",outcome="ok"} 1.0' in told.text
    assert any(line.get("operation") == "export plans" for line in made.lines())


async def test_database_away(rest: Rest, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    def no_file(*_: Any, **__: Any) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr("plangraph.store.stream.asyncpg", SimpleNamespace(connect=refused))
    monkeypatch.setattr("plangraph.store.stream.sqlite3", SimpleNamespace(connect=no_file))

    answer = await rest.http.get("/export/plans.csv")

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "UNAVAILABLE")
    assert answer.headers["retry-after"]


def test_slots() -> None:
    slots = Slots(1)

    with slots, pytest.raises(Exception, match="at most 1 exports at once"), slots:
        pass

    with slots:
        assert slots.taken == 1
    assert slots.taken == 0


# ---- the real server, with more rows than fit into what lies between it and a client
ROWS = 40_000
END = b"\r\n0\r\n\r\n"
EVENTS = "/export/metrics.ndjson?history=true"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def large_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('large') / 'test.db'}"
    else:
        server: str = request.getfixturevalue("postgres_server")
        databases.create(server, "large")
        url = f"{server}/large"
    databases.migrate(url)

    async def fill() -> None:
        database = open_database(url)
        now = databases.DEMO_DAY
        await set_metric(database, ADMIN, account_key="a", key="m", value=1, now=now)
        async with database.transaction() as connection:
            [(metric,)] = (await connection.execute(select(col(tables.Metric.id)))).all()
            shared = {"metric_id": metric, "account_key": "a", "metric_key": "m", "time": now, "received_at": now}
            rows = [
                {**shared, "gid": f"event_{n:x}", "uid": UUID(int=n), "value": n, "idempotency_key": f"{n:0255d}"}
                for n in range(1, ROWS)
            ]
            await connection.execute(insert(tables.MetricEvent), rows)
        await database.close()

    asyncio.run(fill())
    return url


@pytest.fixture(scope="module")
def large(large_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    settings = {
        "PLANGRAPH_MAX_EXPORTS": "2",
        "PLANGRAPH_EXPORT_STALL_SECONDS": "2",
        "PLANGRAPH_OPERATION_SECONDS": "0.3",
    }
    with serving(large_url, tmp_path_factory.mktemp("served"), environment=settings) as running:
        yield running


class Stalled:
    """A client that asks and takes a little of the answer, then nothing."""

    def __init__(self, served: Served, path: str = EVENTS) -> None:
        host, _, port = served.url.removeprefix("http://").partition(":")
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect((host, int(port)))
        request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {served.read}\r\n\r\n"
        self.socket.sendall(request.encode())
        self.socket.settimeout(30)
        assert self.socket.recv(512).startswith(b"HTTP/1.1 200")

    def rest(self) -> bytes:
        """What still comes until the connection ends."""
        found = b""
        with self.socket, suppress(ConnectionResetError):
            while chunk := self.socket.recv(1 << 20):
                found += chunk
        return found


def in_use(served: Served) -> float:
    with _opened(served, "/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("plangraph_connections_in_use "))


def _opened(served: Served, path: str) -> Any:
    return urllib.request.urlopen(
        urllib.request.Request(served.url + path, headers=served.bearer(served.read)), timeout=60
    )


def until(met: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_whole_file_and_flat_memory(large: Served) -> None:
    """Peak memory grows by less than a tenth of what goes over the wire."""
    with _opened(large, f"{EVENTS}&to=2000-01-01T00:00:00Z") as answer:
        assert answer.read() == b""
    before = _peak(large)

    lines, length = 0, 0
    for path in (EVENTS, EVENTS.replace("ndjson", "csv")):
        with _opened(large, path) as answer:
            while chunk := answer.read(1 << 16):
                lines, length = lines + chunk.count(b"\n"), length + len(chunk)

    assert lines == ROWS + ROWS + 1
    assert length > 30_000_000
    assert _peak(large) - before < 3_000_000


def _peak(served: Served) -> int:
    status = Path(f"/proc/{served.process.pid}/status").read_text("ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def test_too_many_at_once(large: Served) -> None:
    until(lambda: in_use(large) == 0)
    clients = [Stalled(large), Stalled(large)]

    with pytest.raises(urllib.error.HTTPError) as refused:
        _opened(large, "/export/plans.csv")

    with refused.value as answer:
        assert answer.code == 429
        assert answer.headers["retry-after"]
        assert json.loads(answer.read())["error"]["code"] == "THROTTLED"
    for client in clients:
        client.socket.close()
    until(lambda: _taken(large))


def _taken(served: Served) -> bool:
    try:
        with _opened(served, "/export/plans.csv") as answer:
            return bool(answer.read())
    except urllib.error.HTTPError as refused:
        refused.close()
        return False


def test_client_that_leaves(large: Served) -> None:
    until(lambda: in_use(large) == 0)
    client = Stalled(large)
    assert in_use(large) == 1

    client.socket.close()

    until(lambda: in_use(large) == 0, 1.5)  # sooner than it would be cut for taking nothing


def test_client_that_stalls_is_cut(large: Served) -> None:
    until(lambda: in_use(large) == 0)
    client = Stalled(large)

    until(lambda: in_use(large) == 0)

    assert not client.rest().endswith(END)
    told = [json.loads(line) for line in large.log.read_text("utf-8").splitlines() if line.startswith("{")]
    cut = [line for line in told if line["event"] == "answer cut"]
    assert cut
    assert cut[-1]["code"] == "TIMEOUT"
    assert "took nothing for 2 seconds" in cut[-1]["reason"]
    assert not any("Traceback" in str(line) or line["level"] == "error" for line in told)


def test_slow_client_within_patience_gets_it_all(large: Served) -> None:
    """The time for an operation, 0.3 seconds here, is not that of an export."""
    began = time.monotonic()
    lines = b""
    with _opened(large, EVENTS) as answer:
        while chunk := answer.read(1 << 20):
            lines += chunk
            time.sleep(0.02)

    assert lines.count(b"\n") == ROWS
    assert time.monotonic() - began > 0.3


def test_time_for_the_whole(large_url: str, tmp_path: Path) -> None:
    with serving(large_url, tmp_path, environment={"PLANGRAPH_EXPORT_SECONDS": "2"}) as served:
        client = Stalled(served)
        time.sleep(2.1)
        until(lambda: in_use(served) == 0)
        assert not client.rest().endswith(END)


async def test_no_time_at_all(rest: Rest) -> None:
    """What fails before the first row is an answer of its own."""
    async with site(str(rest.database.reader.url.render_as_string(False)), export_seconds=0.000001) as made:
        answer = await made.client.get("/export/plans.csv", headers=made.bearer())

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "TIMEOUT")
    assert answer.headers["retry-after"]


def test_others_are_answered_meanwhile(large: Served) -> None:
    until(lambda: in_use(large) == 0)
    client = Stalled(large)

    with _opened(large, "/v1/plans") as answer:
        assert json.loads(answer.read())["data"] == []

    client.socket.close()
