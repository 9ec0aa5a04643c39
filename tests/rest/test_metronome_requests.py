"""Metronome's Plans API: pages, cursors, wrong requests, who sees what, conditional requests."""

import itertools
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from plangraph.domain import ids
from plangraph.domain.viewer import Scope
from tests.price_lists import charge, minimum, plan_json
from tests.rest.conftest import Rest, bearer
from tests.rest.team_plan import CUSTOMER, OTHER, TEAM, customer, link, team


async def walk(rest: Rest, path: str, limit: int, **query: str) -> list[Any]:
    found: list[Any] = []
    cursor: str | None = None
    while True:
        params = {"limit": str(limit), **query, **({"next_page": cursor} if cursor else {})}
        page = await rest.get(path, params=params)
        assert len(page["data"]) <= limit
        assert page["data"] or cursor is None
        found += page["data"]
        cursor = page["next_page"]
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [1, 3, 6, 7])
async def test_pages_join_to_the_whole(rest: Rest, limit: int) -> None:
    charges = [charge(f"Charge {n}") for n in range(6)]
    customers = [customer(str(uuid4()), link(-1 - n % 3), name=f"C{n}") for n in range(6)]
    others = [{"plan": {**plan_json(), "id": str(uuid4()), "name": "Same name"}} for _ in range(5)]
    await rest.load(plans=[team(*charges), *others], customers=customers)
    paths = ["/v1/plans", f"/v1/planDetails/{TEAM}/charges", f"/v1/planDetails/{TEAM}/customers"]

    for path in paths:
        whole = (await rest.get(path))["data"]
        assert len(whole) == 6
        assert await walk(rest, path, limit) == whole


async def test_insertion_between_pages(rest: Rest) -> None:
    names = [f"Plan {n}" for n in range(4)]
    await rest.load(plans=[{"plan": {**plan_json(), "id": str(uuid4()), "name": name}} for name in names])
    first = await rest.get("/v1/plans", params={"limit": "2"})

    await rest.load(plans=[{"plan": {**plan_json(), "id": str(uuid4()), "name": "A new one"}}])
    rest_of = await rest.get("/v1/plans", params={"next_page": first["next_page"]})

    assert [p["name"] for p in first["data"] + rest_of["data"]] == [*names, "A new one"]


async def test_cursor_can_be_used_again_with_another_limit(rest: Rest) -> None:
    await rest.load(plans=[{"plan": {**plan_json(), "id": str(uuid4()), "name": f"{n}"}} for n in range(5)])
    cursor = (await rest.get("/v1/plans", params={"limit": "2"}))["next_page"]

    once, again, wider = [
        await rest.get("/v1/plans", params={"limit": limit, "next_page": cursor}) for limit in ("2", "2", "100")
    ]

    assert once == again
    assert [len(once["data"]), len(wider["data"])] == [2, 3]


async def test_empty_cursor_is_none(rest: Rest) -> None:
    await rest.load(plans=[team()])

    assert await rest.get("/v1/plans?next_page=") == await rest.get("/v1/plans")


async def test_foreign_cursors(rest: Rest) -> None:
    links = [link(-20, -5), link(-19, -5), link(-10), link(-9)]
    twin = {**team(charge("A"), charge("B")), "annotations": {"key": "twin"}}
    twin["plan"] = {**twin["plan"], "id": OTHER}
    await rest.load(plans=[team(charge("A"), charge("B")), twin], customers=[customer(CUSTOMER, *links)])
    paths = {
        "plans": "/v1/plans?limit=1",
        "charges": f"/v1/planDetails/{TEAM}/charges?limit=1",
        "charges of another plan": f"/v1/planDetails/{OTHER}/charges?limit=1",
        "active": f"/v1/planDetails/{TEAM}/customers?limit=1",
        "ended": f"/v1/planDetails/{TEAM}/customers?limit=1&status=ended",
    }
    cursors = {name: (await rest.get(path))["next_page"] for name, path in paths.items()}

    for name, path in paths.items():
        for origin, cursor in cursors.items():
            answer = await rest.http.get(f"{path}&next_page={cursor}")
            assert answer.status_code == (200 if origin == name else 400), (name, origin)


@pytest.mark.parametrize(
    "change",
    [lambda c: c[:-1], lambda c: c[:-2], lambda c: c + "00", str.upper, lambda c: c[::-1]],
    ids=["a digit less", "a byte less", "a byte more", "upper", "reversed"],
)
async def test_altered_cursor(rest: Rest, change: Callable[[str], str]) -> None:
    await rest.load(plans=[team(), {"plan": {**plan_json(), "id": OTHER}}])
    cursor = (await rest.get("/v1/plans?limit=1"))["next_page"]

    answer = await rest.http.get("/v1/plans", params={"next_page": change(cursor)})

    assert answer.status_code == 400
    assert answer.json() == {"message": "next_page is not a cursor that this list gave"}


BAD_LIMITS = ["0", "-1", "101", "100000", "abc", "1.5", "1e2", "9" * 30, "", "+5", " 5", "\uff15", "0x1", "010"]


async def test_bad_limit(rest: Rest) -> None:
    await rest.load(plans=[team()])

    for path in ("/v1/plans", f"/v1/planDetails/{TEAM}/charges", f"/v1/planDetails/{TEAM}/customers"):
        for limit in BAD_LIMITS:
            answer = await rest.http.get(path, params={"limit": limit})

            assert answer.status_code == 400
            assert answer.json() == {"message": "limit must be a whole number from 1 to 100"}


BAD_STATUSES = ["", "Active", "active,", "active,foo", "foo", ",", "active ended", "all;ended"]


async def test_bad_status(rest: Rest) -> None:
    await rest.load(plans=[team()])

    for status in BAD_STATUSES:
        answer = await rest.http.get(f"/v1/planDetails/{TEAM}/customers", params={"status": status})

        assert answer.status_code == 400
        assert "status must be all, active, ended or upcoming" in answer.json()["message"]


async def test_every_wrong_parameter_is_told(rest: Rest) -> None:
    answer = await rest.http.get("/v1/planDetails/nope/customers?limit=0&status=x&next_page=y&limit=1")

    assert answer.status_code == 400
    assert answer.json()["message"].count("; ") == 3


@pytest.mark.parametrize("tail", ["", "/charges", "/customers"])
async def test_unknown_plan(rest: Rest, tail: str) -> None:
    answer = await rest.http.get(f"/v1/planDetails/{TEAM}{tail}")

    assert answer.status_code == 404
    assert answer.json() == {"message": f"Plan {TEAM} was not found"}


NO_UUIDS = ["nope", TEAM[:-1], TEAM.replace("-", ""), "{" + TEAM + "}", "%00", "%ff", f"{TEAM}%20"]


async def test_malformed_plan_id(rest: Rest) -> None:
    for plan_id in NO_UUIDS:
        for tail in ("", "/charges", "/customers"):
            answer = await rest.http.get(f"/v1/planDetails/{plan_id}{tail}")

            assert answer.status_code == 400
            assert answer.json() == {"message": "plan_id must be a UUID"}


async def test_unknown_path(rest: Rest) -> None:
    for path in ("/v1", "/v1/", "/v1/nope", "/v1/plan-details/x", f"/v1/planDetails/{TEAM}/x"):
        answer = await rest.http.get(path)

        assert answer.status_code == 404
        assert list(answer.json()) == ["message"]


async def test_wrong_method(rest: Rest) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = await rest.http.request(method, "/v1/plans")

        assert answer.status_code == 405
        assert list(answer.json()) == ["message"]
        assert "GET" in answer.headers["allow"]


async def test_without_a_key(rest: Rest) -> None:
    del rest.http.headers["authorization"]
    paths = ["/v1/plans", "/v1/plans?limit=0", "/v1/nope", "/v1/planDetails/nope"]
    headers = [None, "Bearer", "Bearer wrong", "Basic YTpi", "bearer "]

    for path, header, method in itertools.product(paths, headers, ("GET", "DELETE")):
        answer = await rest.http.request(method, path, headers={"Authorization": header} if header else {})

        assert answer.status_code == 401
        assert list(answer.json()) == ["message"]


async def test_scheme_in_any_case(rest: Rest) -> None:
    token = await rest.token(Scope.READ)

    answer = await rest.http.get("/v1/plans", headers={"Authorization": f"bEaReR {token}"})

    assert answer.status_code == 200


async def test_account_token_sees_the_catalogue_and_its_own_customer(rest: Rest) -> None:
    await rest.load(
        plans=[team(charge())],
        customers=[
            customer(CUSTOMER, link(-10), ingest_aliases=["acme"]),
            customer(OTHER, link(-9), link(-8), ingest_aliases=["globex"], name="Globex"),
        ],
        accounts=[{"key": "acme"}, {"key": "globex"}],
    )
    headers = bearer(await rest.token(Scope.ACCOUNT, "acme"))

    plans = await rest.get("/v1/plans", headers=headers)
    charges = await rest.get(f"/v1/planDetails/{TEAM}/charges", headers=headers)
    customers = await rest.get(f"/v1/planDetails/{TEAM}/customers?limit=1", headers=headers)

    assert (len(plans["data"]), len(charges["data"])) == (1, 1)
    assert [row["customer_details"]["id"] for row in customers["data"]] == [CUSTOMER]
    assert customers["next_page"] is None


async def test_conditional_get(rest: Rest) -> None:
    await rest.load(plans=[team(charge())])
    for path in ("/v1/plans", f"/v1/planDetails/{TEAM}", f"/v1/planDetails/{TEAM}/charges"):
        etag = (await rest.http.get(path)).headers["etag"]

        same = await rest.http.get(path, headers={"If-None-Match": f'"other", W/{etag}'})
        other = await rest.http.get(path, headers={"If-None-Match": '"other"'})

        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
        assert (other.status_code, other.headers["etag"]) == (200, etag)


async def test_etag_follows_the_data(rest: Rest) -> None:
    await rest.load(plans=[team(charge())])
    before = (await rest.http.get(f"/v1/planDetails/{TEAM}")).headers["etag"]

    await rest.load(plans=[team(charge(), description="New")])
    after = await rest.http.get(f"/v1/planDetails/{TEAM}", headers={"If-None-Match": before})

    assert after.status_code == 200
    assert after.headers["etag"] != before


async def statements(rest: Rest) -> float:
    """How many the server has sent so far."""
    text = (await rest.http.get("/metrics")).text
    return next(float(line.split()[1]) for line in text.splitlines() if line.startswith("plangraph_statements_total"))


@pytest.fixture
def without_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGRAPH_CACHE_BYTES", "0")


@pytest.mark.usefixtures("without_cache")
@pytest.mark.parametrize("count", [1, 50])
async def test_one_statement_for_each_request(rest: Rest, count: int) -> None:
    charges = [charge(f"Charge {n}", (0, 1), (10, 2), custom_fields={"n": str(n)}) for n in range(count)]
    customers = [customer(str(uuid4()), link(-2), ingest_aliases=[f"a{n}", f"b{n}"]) for n in range(count)]
    others = [{"plan": {**plan_json(), "id": str(ids.plan_of_key(f"p{n}")), "name": f"{n}"}} for n in range(count)]
    await rest.load(
        plans=[team(*charges, minimums=[minimum(start=n) for n in range(count)]), *others], customers=customers
    )
    paths = ("/v1/plans", *(f"/v1/planDetails/{TEAM}{tail}" for tail in ("", "/charges", "/customers")))
    await rest.get("/v1/plans")  # so that the key is known
    first = await statements(rest)
    before = await statements(rest)

    for path in paths:
        await rest.get(path)

    looking = before - first
    assert await statements(rest) - before - looking == len(paths)


async def test_unknown_parameters_are_ignored(rest: Rest) -> None:
    await rest.load(plans=[team()])

    assert len((await rest.get("/v1/plans?foo=bar&status=nonsense"))["data"]) == 1
