"""Who gets in: keys of each scope, wrong keys, cookies, and what a cookie alone does not authorise."""

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from plangraph.web.viewers import COOKIE
from tests.rest.site import HOST, Site, site

QUERY = {"query": "{ __typename }"}
OPEN = ["/", "/graphiql", "/livez", "/readyz", "/sign-in", "/favicon.svg", "/assets/none.js"]
CLOSED = [
    "/graphql",
    "/metrics",
    "/v1/plans",
    "/api/features",
    "/ofrep/v1/evaluate/flags",
    "/nothing",
    "/graphql/x",
    "/graphiql/x",
]


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    copied = shutil.copy(sqlite_template, tmp_path_factory.mktemp("viewers") / "test.db")
    async with site(f"sqlite:///{copied}") as made:
        yield made


@pytest.fixture
def plain(shared: Site) -> Iterator[Site]:
    """Without a cookie, at the first moment: nothing here writes but sessions."""
    before = shared.clock.now
    yield shared
    shared.clock.now = before
    shared.client.cookies.clear()


@pytest.mark.parametrize("path", OPEN)
async def test_open(plain: Site, path: str) -> None:
    answer = await plain.client.get(path)

    assert answer.status_code != 401 or path == "/sign-in"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", CLOSED)
async def test_closed(plain: Site, path: str, method: str) -> None:
    answer = await plain.client.request(method, path, content=b"\xff not looked at")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    if path.startswith("/graphql"):
        assert told["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    elif not path.startswith(("/v1", "/api", "/ofrep")):  # these tell it in their vendors' ways
        assert told["error"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/graphql", 401), ("/metrics", 401), ("/v1/plans", 401), ("/api/features", 401)],
)
async def test_a_browser_is_told_of_nothing_but_never_of_data(plain: Site, path: str, status: int) -> None:
    answer = await plain.client.get(path, headers={"accept": "text/html,*/*;q=0.8"})

    assert answer.status_code == status
    assert ("text/html" in answer.headers["content-type"]) == (status == 404)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer wrong",
        "Bearer pg_00000000_" + "0" * 43,
        "Token {token}",
        "{token}",
        "Bearer {token}x",
        "Bearer {token} {token}",
        "Bearer \xe9",
    ],
)
async def test_wrong_header(plain: Site, header: str) -> None:
    value = header.format(token=plain.tokens["admin"]).encode("latin-1")

    answer = await plain.client.post("/graphql", json=QUERY, headers={b"authorization": value})

    assert answer.status_code == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
@pytest.mark.parametrize("scope", ["read", "write", "admin"])
async def test_right_header(plain: Site, scope: str, scheme: str) -> None:
    answer = await plain.client.post(
        "/graphql", json=QUERY, headers={"authorization": f"{scheme}  {plain.tokens[scope]} "}
    )

    assert answer.json()["data"] == {"__typename": "Query"}


async def test_two_keys(plain: Site) -> None:
    one = (b"authorization", f"Bearer {plain.tokens['read']}".encode())

    answer = await plain.client.get("/metrics", headers=[one, one])

    assert answer.status_code == 401


async def test_key_in_the_query_string(plain: Site) -> None:
    token = plain.tokens["admin"]

    answers = [
        await plain.client.get("/metrics", params={name: token})
        for name in ("key", "token", "access_token", "authorization")
    ]

    assert [a.status_code for a in answers] == [401] * 4


async def test_expired(plain: Site) -> None:
    assert (await plain.client.get("/metrics", headers=plain.bearer())).status_code == 200

    plain.clock.now += timedelta(days=1)

    answer = await plain.client.get("/metrics", headers=plain.bearer())
    assert answer.status_code == 401
    assert answer.json()["error"]["message"] == "The key is wrong, revoked or expired."


async def test_wrong_header_beats_a_right_cookie(plain: Site) -> None:
    await plain.sign_in()

    answer = await plain.client.get("/metrics", headers={"authorization": "Bearer wrong"})

    assert answer.status_code == 401


async def test_cookie_reads(plain: Site) -> None:
    await plain.sign_in("read")

    assert (await plain.client.get("/metrics")).status_code == 200
    assert (await plain.client.get("/graphql", params=QUERY)).json()["data"] == {"__typename": "Query"}


async def test_wrong_cookie(plain: Site) -> None:
    plain.client.cookies.set(COOKIE, "pgs_" + "0" * 43)

    assert (await plain.client.get("/metrics")).status_code == 401


SAME = {"origin": HOST}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (SAME, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "same-origin", **SAME}, 200),
        ({"origin": HOST.upper()}, 200),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://evil.test"}, 403),
        ({"origin": f"{HOST}.evil.test"}, 403),
        ({"origin": f"{HOST}:81"}, 403),
        ({"origin": "http://[broken"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "cross-site", **SAME}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.test"}, 403),
        ({"content-type": "application/json; charset=utf-8", **SAME}, 200),
        ({"content-type": "text/plain", **SAME}, 403),
        ({"content-type": "application/x-www-form-urlencoded", **SAME}, 403),
        ({"content-type": "multipart/form-data; boundary=x", **SAME}, 403),
        ({"content-type": "application/jsonx", **SAME}, 403),
        ({"content-type": "", **SAME}, 403),
    ],
)
async def test_post_by_cookie(plain: Site, headers: dict[str, str], status: int) -> None:
    await plain.sign_in()

    answer = await plain.client.post(
        "/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": "application/json", **headers}
    )

    assert answer.status_code == status


async def test_post_by_key_needs_no_origin(plain: Site) -> None:
    await plain.sign_in()

    answer = await plain.client.post("/graphql", json=QUERY, headers=plain.bearer() | {"origin": "http://evil.test"})

    assert answer.status_code == 200
