"""The sign-in link: a cookie for a right key, a clear page for a wrong one, and no way to guess quickly."""

from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.web.sign_in import Misses, local
from plangraph.web.viewers import COOKIE
from tests.rest.site import HOST, Site, site


@pytest.fixture
async def plain(database_url: str) -> AsyncIterator[Site]:
    async with site(database_url) as made:
        yield made


async def test_right_key(plain: Site) -> None:
    answer = await plain.sign_in("read")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    first, *attributes = answer.headers["set-cookie"].split("; ")
    assert first.startswith(f"{COOKIE}=pgs_")
    assert set(attributes) == {"HttpOnly", "Max-Age=43200", "Path=/", "SameSite=strict"}


async def test_secure_when_set(sqlite_url: str) -> None:
    async with site(sqlite_url, cookie_secure=True) as strict:
        assert "; Secure" in (await strict.sign_in()).headers["set-cookie"]


async def test_secure_behind_tls(plain: Site) -> None:
    plain.client.base_url = "https://plans.test"

    assert "; Secure" in (await plain.sign_in()).headers["set-cookie"]


@pytest.mark.parametrize(("address", "secure"), [("127.0.0.1", True), ("203.0.113.5", False)])
async def test_secure_when_a_proxy_here_says_so(plain: Site, address: str, secure: bool) -> None:
    transport = httpx.ASGITransport(plain.app, client=(address, 40_000))
    async with httpx.AsyncClient(transport=transport, base_url=HOST, headers={"X-Forwarded-Proto": "https"}) as client:
        answer = await client.get("/sign-in", params={"key": plain.tokens["read"]})

    assert ("; Secure" in answer.headers["set-cookie"]) is secure


async def test_misses_are_counted_by_the_address_that_a_proxy_here_tells(plain: Site) -> None:
    for n in range(12):
        found = [
            (
                await plain.client.get("/sign-in", params={"key": "wrong"}, headers={"X-Forwarded-For": whose})
            ).status_code
            for whose in ("198.51.100.1", f"198.51.100.{n + 2}")
        ]

    assert found == [429, 401]


@pytest.mark.parametrize("key", ["wrong", "", "pg_00000000_" + "0" * 43, "<script>alert(1)</script>"])
async def test_wrong_key(plain: Site, key: str) -> None:
    answer = await plain.client.get("/sign-in", params={"key": key})

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in answer.headers
    assert "plangraph keys create" in answer.text
    assert "alert(1)" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_looking_does_not_sign_in(plain: Site) -> None:
    answer = await plain.client.head("/sign-in", params={"key": plain.tokens["read"]})

    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("/graphiql", "/graphiql"),
        ("/plans?q=a&sort=b", "/plans?q=a&sort=b"),
        ("", "/"),
        ("graphiql", "/"),
        ("//evil.test", "/"),
        ("/\\evil.test", "/"),
        ("https://evil.test", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nset-cookie: x=y", "/"),
        ("/\tevil", "/"),
        ("/é", "/"),
    ],
)
async def test_next(plain: Site, target: str, where: str) -> None:
    answer = await plain.client.get("/sign-in", params={"key": plain.tokens["read"], "next": target})

    assert (answer.status_code, answer.headers["location"]) == (303, where)


@given(st.text())
def test_target_stays_here(target: str) -> None:
    found = local(target)

    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert found.isascii()
    assert found.isprintable()


async def test_throttled(plain: Site) -> None:
    answers = [await plain.client.get("/sign-in", params={"key": "wrong"}) for _ in range(11)]

    assert [a.status_code for a in answers] == [401] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert (await plain.sign_in()).status_code == 429
    assert (await plain.client.get("/metrics", headers=plain.bearer())).status_code == 200


def test_throttle_is_by_address_and_passes() -> None:
    now = 0.0
    misses = Misses(lambda: now)
    for _ in range(10):
        misses.note("one")
        now += 1

    assert (misses.wait("one"), misses.wait("two")) == (50.0, 0.0)
    now = 60.0
    assert misses.wait("one") == 0.0


async def test_sign_out(plain: Site) -> None:
    await plain.sign_in()
    assert (await plain.client.get("/metrics")).status_code == 200
    session = plain.client.cookies[COOKIE]

    answer = await plain.client.post("/sign-out", json={}, headers={"origin": HOST})

    assert (answer.status_code, answer.json()) == (200, {"status": "signed out"})
    assert COOKIE not in plain.client.cookies
    plain.client.cookies.set(COOKIE, session)
    assert (await plain.client.get("/metrics")).status_code == 401


async def test_sign_out_from_elsewhere(plain: Site) -> None:
    await plain.sign_in()

    answer = await plain.client.post("/sign-out", json={}, headers={"origin": "http://evil.test"})

    assert answer.status_code == 403
    assert (await plain.client.get("/metrics")).status_code == 200


async def test_no_key_in_the_log(plain: Site) -> None:
    await plain.sign_in()
    await plain.client.get("/sign-in", params={"key": "pg_wrong"})
    await plain.client.get("/metrics", headers=plain.bearer())
    await plain.client.post("/sign-out", json={}, headers={"origin": HOST})

    written = plain.log.getvalue()
    secret = plain.tokens["admin"].split("_")[2]
    assert [line["path"] for line in plain.lines()] == ["/sign-in", "/sign-in", "/metrics", "/sign-out"]
    assert secret not in written
    assert "pgs_" not in written
    assert "pg_wrong" not in written
    assert "key=" not in written


async def test_form_leads_where_the_reader_wanted_to_go(plain: Site) -> None:
    asked = await plain.client.get("/sign-in", params={"next": '/plans?q="><script>alert(1)</script>'})
    elsewhere = await plain.client.get("/sign-in", params={"next": "//evil.test", "key": "wrong"})

    assert 'name="next" value="/plans?q=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in asked.text
    assert 'name="next" value="/"' in elsewhere.text
    assert "{{" not in asked.text + elsewhere.text
