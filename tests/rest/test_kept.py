"""Kept answers of the REST surfaces: the bytes that would be read now, for the one who may see them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from plangraph.domain.viewer import Scope
from tests.price_lists import charge, minimum, plan_json
from tests.rest.conftest import Rest
from tests.rest.team_plan import TEAM, customer, link, team

PLANS, DETAIL = "/v1/plans", f"/v1/planDetails/{TEAM}"
CHARGES, CUSTOMERS = f"{DETAIL}/charges", f"{DETAIL}/customers"
GETS = [PLANS, f"{PLANS}?limit=1", DETAIL, CHARGES, CUSTOMERS, f"{CUSTOMERS}?status=all", f"{CUSTOMERS}?status=ended"]
RESOLVES = ["/api/features/resolve", "/api/features/sso/resolve", "/api/features/sso", "/ofrep/v1/evaluate/flags"]
ACME = {"context": {"account_key": "acme", "targetingKey": "acme"}}
Ask = Callable[[], Awaitable[httpx.Response]]


@pytest.fixture
async def filled(rest: Rest) -> Rest:
    plans = [team(charge(), minimums=[minimum()]), {"plan": plan_json(name="Pro"), "annotations": {"key": "pro"}}]
    feature = {"key": "sso", "type": "boolean", "entitlements": {"pro": "true"}}
    account = {"key": "acme", "account_plans": [{"plan_key": "pro"}]}
    customers = [customer(str(uuid4()), link(-2), name="One"), customer(str(uuid4()), link(3), name="Later")]
    await rest.load(plans=plans, features=[feature], accounts=[account], customers=customers)
    return rest


def asking(rest: Rest, path: str, **headers: str) -> Ask:
    if path in RESOLVES:
        return lambda: rest.http.post(path, json=ACME, headers=headers)
    return lambda: rest.http.get(path, headers=headers)


def shown(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    return answer.status_code, answer.content, {n: v for n, v in answer.headers.items() if n != "x-request-id"}


async def outcomes(rest: Rest) -> tuple[int, int]:
    """Hits and misses so far."""
    lines = (await rest.http.get("/metrics")).text.splitlines()
    told = dict(line.rsplit(" ", 1) for line in lines if line.startswith("plangraph_cache_total"))
    hits, misses = (float(told.get(f'plangraph_cache_total{{outcome="{o}"}}', 0)) for o in ("hit", "miss"))
    return int(hits), int(misses)


async def kept(rest: Rest, ask: Ask) -> bool:
    """Whether this one is answered from what was kept."""
    before, _ = await outcomes(rest)
    assert (await ask()).status_code in (200, 304)
    after, _ = await outcomes(rest)
    return after > before


async def executed(rest: Rest) -> float:
    """Statements so far."""
    lines = (await rest.http.get("/metrics")).text.splitlines()
    (told,) = (line for line in lines if line.startswith("plangraph_statements_total"))
    return float(told.split()[1])


async def change(rest: Rest, statement: str) -> None:
    async with rest.database.transaction() as connection:
        await connection.execute(text(statement))


@pytest.mark.parametrize("path", [*GETS, *RESOLVES])
async def test_same_answer_again_without_reading(filled: Rest, path: str) -> None:
    ask = asking(filled, path)
    first = await ask()
    looking = -(await executed(filled)) + await executed(filled)
    before = await executed(filled)
    again = await ask()
    statements = await executed(filled) - before - looking

    assert first.status_code == 200
    assert shown(again) == shown(first)
    assert statements == (0 if filled.database.dialect == "sqlite" else 1)  # the versions
    assert await outcomes(filled) == (1, 1)


@pytest.mark.parametrize(
    ("path", "statement", "shows"),
    [
        (PLANS, "update plan set name = 'Renamed'", "Renamed"),
        (DETAIL, "update minimum set name = 'Renamed'", "Renamed"),
        (CHARGES, "update price set value = 987", "987"),
        (CUSTOMERS, "update customer set name = 'Renamed'", "Renamed"),
        ("/api/features/resolve", "update variant set value = '\"renamed\"'", "renamed"),
        ("/ofrep/v1/evaluate/flags", "update feature set name = 'Renamed'", "Renamed"),
    ],
)
async def test_changed_by_hand(filled: Rest, path: str, statement: str, shows: str) -> None:
    ask = asking(filled, path)
    assert shows not in (await ask()).text
    await change(filled, "update metric set value = 1")
    assert await kept(filled, ask)

    await change(filled, statement)

    assert shows in (await ask()).text
    assert await kept(filled, ask)


async def test_override_ends_by_itself(filled: Rest) -> None:
    ends = (filled.clock.now.replace(hour=13)).isoformat()
    override = {"feature_key": "sso", "variant_key": "false", "expires_at": ends}
    body = {"key": "acme", "account_plans": [{"plan_key": "pro"}], "feature_overrides": [override]}
    assert (await filled.http.put("/api/accounts/acme", json=body)).status_code < 300
    for path in RESOLVES:
        ask = asking(filled, path)
        before = (await ask()).content
        filled.clock.advance(minutes=59, seconds=59)
        assert await kept(filled, ask)
        filled.clock.advance(seconds=1)
        assert not await kept(filled, ask)
        assert (await ask()).content != before
        filled.clock.advance(hours=-1)
        assert (await ask()).content == before  # a clock that goes back


async def test_customers_follow_the_clock(filled: Rest) -> None:
    ask = asking(filled, CUSTOMERS)
    names: list[list[str]] = []
    hits = []
    for _ in range(5):
        hits.append(await kept(filled, ask))
        names.append([row["customer_details"]["name"] for row in (await ask()).json()["data"]])
        filled.clock.advance(days=1)

    assert names[0] == ["One"]
    assert sorted(names[-1]) == ["Later", "One"]
    assert hits.count(False) == 2


async def test_viewers_have_their_own(filled: Rest) -> None:
    """Of one sight they share; an account's token never sees what a key of the service was given."""
    bound, reader, other = [
        await filled.key(*given) for given in ((Scope.ACCOUNT, "acme"), (Scope.READ,), (Scope.READ,))
    ]
    for path in [CUSTOMERS, *RESOLVES[:1]]:
        whole = await asking(filled, path, **reader)()
        assert not await kept(filled, asking(filled, path, **bound))
        assert await kept(filled, asking(filled, path, **other))
        assert (await asking(filled, path, **other)()).content == whole.content
    assert (await asking(filled, CUSTOMERS, **bound)()).json()["data"] == []
    nobody = await asking(filled, DETAIL, Authorization="Bearer pg_wrong")()
    assert nobody.status_code == 401


async def test_revalidated_from_what_was_kept(filled: Rest) -> None:
    etag = (await filled.http.get(DETAIL)).headers["etag"]
    for held, status in ((etag, 304), (f'"other", W/{etag}', 304), ("*", 304), ('"other"', 200)):
        answer = await filled.http.get(DETAIL, headers={"If-None-Match": held})
        assert (answer.status_code, answer.headers["etag"]) == (status, etag)
        assert ("content-length" in answer.headers) == (status == 200)
    assert await outcomes(filled) == (4, 1)


async def test_kept_though_the_first_to_ask_had_it(filled: Rest) -> None:
    etag = (await filled.http.get(DETAIL)).headers["etag"]
    await change(filled, "update plan set description = description")

    again = await filled.http.get(DETAIL, headers={"If-None-Match": etag})
    whole = await filled.http.get(DETAIL)

    assert (again.status_code, whole.status_code, whole.json()["data"]["id"]) == (304, 200, TEAM)
    assert await outcomes(filled) == (1, 2)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"/v1/planDetails/{UUID(int=7)}", 404),
        ("GET", "/v1/planDetails/nonsense", 400),
        ("GET", f"{PLANS}?limit=0", 400),
        ("POST", PLANS, 405),
        ("POST", "/ofrep/v1/evaluate/flags/unknown", 404),
    ],
)
async def test_refusals_are_not_kept(filled: Rest, method: str, path: str, status: int) -> None:
    for _ in range(2):
        answer = await filled.http.request(method, path, json=ACME if method == "POST" else None)
        assert answer.status_code == status
    assert (await outcomes(filled))[0] == 0


async def test_bodies_and_what_they_mean(filled: Rest) -> None:
    """The same bytes as another type are refused as ever, and other bytes are another question."""
    path, body = "/api/features/sso/resolve", json.dumps(ACME).encode()
    json_type = {"Content-Type": "application/json"}
    granted = await filled.http.post(path, content=body, headers=json_type)
    other_type = await filled.http.post(path, content=body, headers={"Content-Type": "text/plain"})
    packed = await filled.http.post(path, content=body, headers={**json_type, "Content-Encoding": "gzip"})
    nobody = await filled.http.post(path, content=b"{}", headers=json_type)

    assert (other_type.status_code, packed.status_code) == (415, 415)
    assert (granted.json()["value"], nobody.json()["value"]) == (True, False)


async def test_bodies_in_pieces(filled: Rest) -> None:
    async def pieces() -> Any:
        for byte in json.dumps(ACME).encode():
            yield bytes([byte])

    answer = await filled.http.post("/api/features/sso/resolve", content=pieces())

    assert answer.json()["value"] is True


async def test_slow_client_keeps_nobody_waiting(filled: Rest) -> None:
    """One that takes nothing of the answer which others wait for, too."""
    transport: Any = filled.http._transport
    stuck, begun = asyncio.Event(), asyncio.Event()

    async def take(_: Any) -> None:
        begun.set()
        await stuck.wait()

    async def nothing() -> Any:
        return {"type": "http.request"}

    await filled.http.get(DETAIL)
    await change(filled, "update plan set name = 'Renamed'")
    key = filled.http.headers["authorization"].encode()
    asked = {"type": "http", "method": "GET", "path": DETAIL, "query_string": b"", "headers": [(b"authorization", key)]}
    slow = asyncio.create_task(transport.app(asked, nothing, take))
    await begun.wait()
    answer = await asyncio.wait_for(filled.http.get(DETAIL), 10)
    stuck.set()
    await slow

    assert answer.json()["data"]["name"] == "Renamed"


async def test_head_has_no_body_of_its_own(filled: Rest) -> None:
    whole = await filled.http.get(DETAIL)
    head = await filled.http.head(DETAIL)

    assert (head.status_code, head.headers["etag"]) == (200, whole.headers["etag"])
    assert head.headers["content-length"] == whole.headers["content-length"]
