"""Failures put into every part of the way: callers see a mask with an id, the log has the whole story under it."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from plangraph.graph import replies, view
from plangraph.store.engine import Database
from plangraph.store.reads_sqlite import SqliteReads
from plangraph.web.measures import Measures
from tests.rest.site import Site, site

SECRET = "select hash from api_key /* /srv/secret.py */"
QUERY = {"query": "{ plans(first: 1) { nodes { name } } }"}
LEAKS = ("select", "api_key", "/srv", "secret", "Traceback", "RuntimeError", "sqlalchemy", ".py")


@pytest.fixture
async def plain(sqlite_url: str) -> AsyncIterator[Site]:
    async with site(sqlite_url, executor="reference") as made:
        yield made


def bug(*_: Any, **__: Any) -> Any:
    raise RuntimeError(SECRET)


async def ask(plain: Site) -> httpx.Response:
    return await plain.client.post("/graphql", json=QUERY, headers=plain.bearer() | {"x-request-id": "mine"})


def check_masked(plain: Site, answer: httpx.Response, kind: str = "RuntimeError") -> None:
    told = answer.json()
    [error] = told["errors"]
    assert error["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "correlationId": "mine"}
    assert not [leak for leak in LEAKS if leak in answer.text + str(answer.headers)]
    [line] = [line for line in plain.lines() if line["level"] == "error"]
    assert line["request_id"] == "mine"
    assert SECRET in line["exception"]
    assert kind in line["exception"]


async def test_key_look_up(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Database, "rows", bug)

    answer = await ask(plain)

    assert answer.status_code == 500
    check_masked(plain, answer)


async def test_store(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    await ask(plain)  # now the key is known
    monkeypatch.setattr(Database, "rows", bug)

    check_masked(plain, await ask(plain))


async def test_statement(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {"value": "a variable"}

    def wrong(*_: Any) -> Any:
        raise ProgrammingError(SECRET, variables, Exception("syntax"), hide_parameters=True)

    await ask(plain)
    monkeypatch.setattr(Database, "rows", wrong)

    check_masked(plain, await ask(plain), "ProgrammingError")
    assert variables["value"] not in plain.log.getvalue()


async def test_serialiser(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "around", bug)

    answer = await ask(plain)

    assert answer.status_code == 500
    check_masked(plain, answer)


async def test_view(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view.View, "__call__", bug)

    answer = await ask(plain)

    assert answer.status_code == 500
    check_masked(plain, answer)


async def test_counting_does_not_fail_requests(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Measures, "finished", bug)

    answer = await ask(plain)

    assert (answer.status_code, answer.json()["data"]) == (200, {"plans": {"nodes": []}})


async def test_database_away(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> Any:
        raise OperationalError(SECRET, {}, OSError("no route to /srv"))

    await ask(plain)
    monkeypatch.setattr("sqlalchemy.ext.asyncio.AsyncConnection.execute", away)

    answer = await ask(plain)
    later = await ask(plain)

    assert [a.status_code for a in (answer, later)] == [503, 503]
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert int(answer.headers["retry-after"]) >= 1
    assert not [leak for leak in LEAKS if leak in answer.text]


async def test_compiled_executor(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqliteReads, "answer", bug)
    async with site(sqlite_url) as made:
        answer = await ask(made)
        text = (await made.client.get("/metrics", headers=made.bearer())).text

    assert (answer.status_code, answer.json()["data"]) == (200, {"plans": {"nodes": []}})
    assert 'plangraph_executions_total{executor="reference",reason="unknown"} 1.0' in text.splitlines()
