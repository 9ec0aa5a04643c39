"""What every answer has: headers, a request id, one form for failures, limits on bodies, and what is counted."""

import asyncio
import inspect
import json
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import insert
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from plangraph.domain import errors
from plangraph.domain.errors import FieldError, PlanGraphError
from plangraph.domain.plan import Vendor
from plangraph.store import tables
from plangraph.store.engine import open_database
from plangraph.store.queries import syncs
from plangraph.store.tables import SyncState
from plangraph.web.errors import INTERNAL, MASKED, STATUS
from tests.rest.site import Site, site

RAISED = {
    "invalid": errors.InvalidInput([FieldError(("plan", 0, "key"), "is required", errors.UserErrorCode.REQUIRED)]),
    "forbidden": errors.Forbidden("No."),
    "missing": errors.NotFound("There is no plan x."),
    "away": errors.Unavailable("The database is away."),
    "late": errors.Timeout("Too long."),
    "throttled": errors.Throttled("Slow down."),
    "bug": RuntimeError("select hash from api_key -- /srv/secret"),
}


async def fail(request: Request) -> Response:
    raise RAISED[request.path_params["how"]]


async def measure(request: Request) -> Response:
    return JSONResponse({"length": len(await request.body())})


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    copied = shutil.copy(sqlite_template, tmp_path_factory.mktemp("web") / "test.db")
    routes = [Route("/fail/{how}", fail), Route("/measure", measure, methods=["POST"])]
    async with site(f"sqlite:///{copied}", *routes, max_body_bytes=1_000, request_seconds=0.2) as made:
        yield made


@pytest.fixture
def plain(shared: Site) -> Site:
    """With an empty log."""
    shared.log.seek(0)
    shared.log.truncate()
    return shared


def leaves(cls: type[PlanGraphError] = PlanGraphError) -> list[type[PlanGraphError]]:
    found = [cls] if "code" in cls.__dict__ else []
    return found + [leaf for sub in cls.__subclasses__() for leaf in leaves(sub)]


async def test_every_failure_has_a_status() -> None:
    ours = [cls for cls in leaves() if inspect.getmodule(cls) is errors]

    assert {cls.code for cls in ours} | {INTERNAL} == set(STATUS)


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("invalid", 400, "INVALID_INPUT"),
        ("forbidden", 403, "FORBIDDEN"),
        ("missing", 404, "NOT_FOUND"),
        ("away", 503, "UNAVAILABLE"),
        ("late", 503, "TIMEOUT"),
        ("throttled", 429, "THROTTLED"),
    ],
)
async def test_failures(plain: Site, how: str, status: int, code: str) -> None:
    answer = await plain.client.get(f"/fail/{how}", headers=plain.bearer())

    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["message"]) == (status, code, RAISED[how].args[0])
    assert ("retry-after" in answer.headers) == (status in (429, 503))
    assert answer.headers["cache-control"] == "no-store"


async def test_wrong_fields(plain: Site) -> None:
    answer = await plain.client.get("/fail/invalid", headers=plain.bearer())

    assert answer.json()["error"]["fields"] == [{"field": "plan.0.key", "message": "is required", "code": "REQUIRED"}]


async def test_bug_is_masked_and_logged(plain: Site) -> None:
    answer = await plain.client.get("/fail/bug", headers=plain.bearer() | {"x-request-id": "mine"})

    assert answer.status_code == 500
    assert answer.json() == {"error": {"code": INTERNAL, "message": MASKED, "requestId": "mine"}}
    [line] = [line for line in plain.lines() if line["level"] == "error"]
    assert line["request_id"] == "mine"
    assert "RuntimeError: select hash" in line["exception"]


async def test_unknown_path(plain: Site) -> None:
    answer = await plain.client.get("/nothing/here", headers=plain.bearer("read"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(("path", "allow"), [("/metrics", "GET, HEAD"), ("/livez", "GET, HEAD"), ("/sign-out", "POST")])
async def test_wrong_method(plain: Site, path: str, allow: str) -> None:
    answer = await plain.client.request("PATCH", path, headers=plain.bearer())

    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert set(answer.headers["allow"].split(", ")) == set(allow.split(", "))


@pytest.mark.parametrize("path", ["/livez", "/graphql", "/sign-in", "/graphiql", "/nothing"])
async def test_security_headers(plain: Site, path: str) -> None:
    headers = (await plain.client.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers
    assert len(headers.get_list("content-security-policy")) == 1


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-request-id": "abc-1.2:3_4"}, "abc-1.2:3_4"),
        ({"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}, "a" * 32),
        ({"x-request-id": "bad id"}, None),
        ({"x-request-id": "x" * 65}, None),
        ({"x-request-id": ""}, None),
        ({"traceparent": f"00-{'0' * 32}-{'b' * 16}-01"}, None),
        ({"traceparent": "00-abc-def-01"}, None),
        ({}, None),
    ],
)
async def test_request_id(plain: Site, headers: dict[str, str], expected: str | None) -> None:
    answer = await plain.client.get("/livez", headers=headers)

    found = answer.headers["x-request-id"]
    assert found == (expected or found)
    assert plain.lines()[-1]["request_id"] == found
    if expected is None:
        assert len(found) == 32
        assert found not in headers.values()


async def test_query_string_is_not_logged(plain: Site) -> None:
    await plain.client.get("/graphql", params={"query": "{secretive}", "variables": "{}"}, headers=plain.bearer())

    assert "secretive" not in plain.log.getvalue()
    assert plain.lines()[-1]["path"] == "/graphql"


async def chunks(*given: bytes) -> AsyncIterator[bytes]:
    for chunk in given:
        yield chunk


async def post(made: Site, path: str, content: Any) -> httpx.Response:
    headers = made.bearer() | {"content-type": "application/json"}
    return await made.client.post(path, content=content, headers=headers)


async def test_largest_body(plain: Site) -> None:
    assert (await post(plain, "/measure", b"x" * 1_000)).json() == {"length": 1_000}
    assert (await post(plain, "/measure", chunks(b"x" * 999, b"x"))).json() == {"length": 1_000}


@pytest.mark.parametrize("path", ["/measure", "/graphql"])
async def test_too_large(plain: Site, path: str) -> None:
    whole = await post(plain, path, b"x" * 1_001)
    chunked = await post(plain, path, chunks(b"x" * 1_000, b"x", b"x" * 1_000_000))

    for answer in (whole, chunked):
        assert answer.status_code == 413
        assert answer.headers["connection"] == "close"
        told = answer.json()
        message = told["errors"][0]["message"] if path == "/graphql" else told["error"]["message"]
        assert message == "The body is larger than 1,000 bytes."


async def test_too_large_needs_a_key_first(plain: Site) -> None:
    assert (await plain.client.post("/measure", content=b"x" * 5_000)).status_code == 401


@pytest.mark.parametrize("path", ["/measure", "/graphql"])
async def test_too_slow(plain: Site, path: str) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(0.5)
        yield b"x"

    answer = await post(plain, path, slow())

    assert answer.status_code == 408
    assert "0.2 seconds" in answer.text
    assert plain.lines()[-1]["status"] == 408


async def test_cors_is_off(plain: Site) -> None:
    answer = await plain.client.options(
        "/graphql", headers={"origin": "https://a.example", "access-control-request-method": "POST"}
    )

    assert answer.status_code == 401
    assert "access-control-allow-origin" not in answer.headers


async def test_cors_for_named_origins(sqlite_url: str) -> None:
    preflight = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    async with site(sqlite_url, cors_origins=("https://a.example",)) as made:
        named = await made.client.options("/graphql", headers={"origin": "https://a.example", **preflight})
        other = await made.client.options("/graphql", headers={"origin": "https://b.example", **preflight})
        wrong = await made.client.get("/graphql", headers={"origin": "https://a.example"})

    assert (named.status_code, named.headers["access-control-allow-origin"]) == (200, "https://a.example")
    assert "access-control-allow-credentials" not in named.headers
    assert (other.status_code, "access-control-allow-origin" in other.headers) == (400, False)
    assert (wrong.status_code, wrong.headers["access-control-allow-origin"]) == (401, "https://a.example")


async def test_metrics(sqlite_url: str) -> None:
    async with site(sqlite_url) as fresh:
        await check_metrics(fresh)


async def check_metrics(plain: Site) -> None:
    await plain.client.get("/livez")
    await plain.client.get("/graphql")
    named = "query Plans { __typename }"
    for query in (named, "query Invented { __typename }", "{ nonsense }", "{ plans { totalCount } }"):
        await plain.client.post("/graphql", json={"query": query}, headers=plain.bearer())

    text = (await plain.client.get("/metrics", headers=plain.bearer("read"))).text

    for line in (
        'plangraph_requests_total{operation="page",outcome="ok"} 1.0',
        'plangraph_requests_total{operation="unauthenticated",outcome="refused"} 1.0',
        'plangraph_requests_total{operation="Plans",outcome="ok"} 1.0',
        'plangraph_requests_total{operation="other",outcome="ok"} 2.0',
        'plangraph_executions_total{executor="compiled",reason=""} 3.0',
        'plangraph_cost_total{operation="other"} 7.0',
        'plangraph_requests_total{operation="other",outcome="refused"} 1.0',
        'plangraph_build{version="0.1.0"} 1.0',
    ):
        assert line in text.splitlines()
    assert "Invented" not in text
    assert "plangraph_request_seconds_bucket" in text
    statements = next(line for line in text.splitlines() if line.startswith("plangraph_statements_total"))
    assert float(statements.split()[1]) >= 1


async def test_age_of_the_last_sync(database_url: str) -> None:
    """Runs that failed or go on make nothing newer."""
    began = datetime(2026, 3, 1, 9, tzinfo=UTC)
    same = {"vendor": Vendor.METRONOME, "holder": "test", "skipped": "[]", **dict.fromkeys(syncs.COUNTS, 0)}
    states = (SyncState.DONE, SyncState.DONE, SyncState.FAILED, SyncState.RUNNING)
    rows = [
        {**same, "uuid": uuid4(), "state": state, "started_at": at, "continues_from": at}
        for state, at in zip(states, (began + timedelta(hours=n) for n in range(4)), strict=True)
    ]
    async with site(database_url) as made:
        before = (await made.client.get("/metrics", headers=made.bearer())).text
        database = open_database(database_url)
        async with database.transaction() as connection:
            await connection.execute(insert(tables.Sync), rows)
        await database.close()
        after = (await made.client.get("/metrics", headers=made.bearer())).text

    assert "plangraph_sync_age_seconds{" not in before
    assert 'plangraph_sync_age_seconds{vendor="metronome"} 7200.0' in after.splitlines()


async def test_ready_only_when_migrated(sqlite_url: str, tmp_path: Any) -> None:
    async with site(sqlite_url) as made:
        assert (await made.client.get("/readyz")).json() == {"status": "ready"}

    from plangraph import asgi
    from plangraph.settings import Settings

    app = asgi.create_app(Settings(database_url=f"sqlite:///{tmp_path}/empty.db"))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client,
    ):
        ready, alive = await client.get("/readyz"), await client.get("/livez")

    assert (ready.status_code, ready.headers["retry-after"]) == (503, "1")
    assert "plangraph db upgrade" in json.dumps(ready.json()) or "never migrated" in ready.json()["why"]
    assert alive.status_code == 200
