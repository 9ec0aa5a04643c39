"""Several hundred inputs that no honest client sends: each gets its product's 4xx and changes nothing."""

import itertools
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tests.price_lists import charge, plan_json
from tests.rest.conftest import Rest

TEAM = "0c2a6f0e-5c1b-4a57-9a35-3c2c8f5b1d10"
LONG = "k" * 20_000
KICKPLAN = {"message", "type", "errors"}

WRONG_STRINGS: list[Any] = [5, 1.5, True, [], {}, ["a"], {"a": 1}, "\ud800", "a\x00b", LONG]
BODIES: dict[str, dict[str, Any]] = {
    "/api/accounts": {"key": "acme", "name": "Acme"},
    "/api/metrics/set": {"key": "seats", "value": 1, "account_key": "acme", "idempotency_key": "k"},
    "/api/billable_objects": {"external_id": "1", "external_type": "Seat", "account_key": "acme"},
}


TEXTS: list[Any] = [10**41, -(10**41), "\x00", "\ud800", LONG, [], {}]
WRONG_PARTS: dict[tuple[str, str], list[Any]] = {
    ("/api/accounts", "custom_fields"): [
        *(5, "x", True, None, 1.5, [], {LONG: "x"}, {"\ud800": 1}, {f"k{n}": 1 for n in range(1_001)}),
        *({"a": part} for part in TEXTS),
    ],
    ("/api/accounts", "account_plans"): [
        *(5, "x", True, None, 1.5, {}, [5], [[]], ["x"], [None], [{}], [{"plan_key": 5}], [{}] * 1_001),
    ],
    ("/api/accounts", "feature_overrides"): [
        *(5, "x", True, None, 1.5, {}, [5], [[]], ["x"], [None], [{}], [{"feature_key": []}], [{}] * 1_001),
    ],
    ("/api/metrics/set", "value"): [10**400, -(10**30), 1e300, "9" * 500, "\ud800", LONG, {}],
    ("/api/metrics/set", "time"): [5, [], {}, "x", LONG, "\x00", "\ud800", "2024-99-99T00:00:00Z"],
}


def mutants() -> Iterator[tuple[str, str, Any]]:
    """Each text field of each body with each wrong value, and missing where it is required; each part wrong."""
    for path, body in BODIES.items():
        for name, value in body.items():
            if isinstance(value, str):
                yield from ((path, name, wrong) for wrong in WRONG_STRINGS)
                if name not in ("name", "idempotency_key"):
                    yield from ((path, name, wrong) for wrong in (None, ""))
    for (path, name), values in WRONG_PARTS.items():
        yield from ((path, name, wrong) for wrong in values)


async def answered(rest: Rest, method: str, path: str, **options: Any) -> Any:
    answer = await rest.http.request(method, path, **options)
    assert answer.headers["content-type"] == "application/json"
    return answer


async def test_wrong_types_everywhere(rest: Rest) -> None:
    count = 0
    for path, name, wrong in mutants():
        count += 1
        content = json.dumps({**BODIES[path], name: wrong}, ensure_ascii=True)

        answer = await answered(rest, "POST", path, content=content)

        assert answer.status_code == 400, (path, name, wrong, answer.text[:300])
        assert set(answer.json()) == KICKPLAN
        assert answer.json()["type"] == "invalid_input"
        assert any(e["field"].split(".")[0] == name for e in answer.json()["errors"]), (path, name, wrong)

    query = "{ accounts { totalCount } metrics { totalCount } }"
    stored = (await rest.http.post("/graphql", json={"query": query})).json()["data"]
    assert count > 130
    assert stored == {"accounts": {"totalCount": 0}, "metrics": {"totalCount": 0}}


NESTED: dict[tuple[str, str], list[Any]] = {
    ("account_plans", "plan_key"): [*WRONG_STRINGS, None, ""],
    ("feature_overrides", "feature_key"): [*WRONG_STRINGS, None, ""],
    ("feature_overrides", "variant_key"): [*WRONG_STRINGS, ""],
    ("feature_overrides", "override"): [5, True, [], {}, "", "on", "VARIANT_KEY", LONG, "\ud800", "a\x00b"],
    ("feature_overrides", "expires_at"): [5, True, [], {}, "", "soon", "2030-13-01T00:00:00Z", LONG, "\ud800", "\x00"],
}


async def test_entries_of_lists(rest: Rest) -> None:
    """The second entry is wrong, and named with its place."""
    for (name, part), values in NESTED.items():
        good = {"plan_key": "pro"} if name == "account_plans" else {"feature_key": "sso", "variant_key": "true"}
        for wrong in values:
            body = {"key": "acme", name: [good, {**good, part: wrong}]}

            answer = await answered(rest, "POST", "/api/accounts", content=json.dumps(body))

            told = answer.json()
            assert (answer.status_code, set(told), told["type"]) == (400, KICKPLAN, "invalid_input"), (part, wrong)
            assert f"{name}.1.{part}" in {e["field"] for e in told["errors"]}, (part, wrong, told)


WRONG_KEYS: list[Any] = [5, 1.5, True, [], {}, ["a"]]
NO_OBJECTS: list[Any] = [5, 1.5, True, "x", [], ["account_key"]]
CONTEXTS: list[tuple[str, Any]] = [
    *(("context", wrong) for wrong in NO_OBJECTS),
    *((f"context.{name}", wrong) for name in ("account_key", "account_id") for wrong in WRONG_KEYS),
]
CHANGES = ("/api/metrics/seats/set", "/api/metrics/seats/increment", "/api/metrics/seats/decrement")


def within(field: str, wrong: Any) -> dict[str, Any]:
    outer, _, inner = field.partition(".")
    return {outer: {inner: wrong} if inner else wrong}


async def test_contexts(rest: Rest) -> None:
    for path, (field, wrong) in itertools.product((*OPTIONAL[:3], *CHANGES), CONTEXTS):
        answer = await answered(rest, "POST", path, json={"value": 1, **within(field, wrong)})

        told = answer.json()
        assert (answer.status_code, set(told)) == (400, KICKPLAN), (path, field, wrong, told)
        assert field in {e["field"] for e in told["errors"]}, (path, field, wrong, told)
    details: list[Any] = ["yes", "true", 1, 0, [], {}]
    for path, wrong in itertools.product(OPTIONAL[:3], details):
        answer = await answered(rest, "POST", path, json={"detailed": wrong})

        assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (400, ["detailed"]), (path, wrong)
    values: list[Any] = [None, True, 1.5, "", "1.0", "x", [], {}, 2**63, -(2**63) - 1, 1e300]
    for path, wrong in itertools.product(CHANGES, values):
        body = {"context": {"account_key": "acme"}, "value": wrong}
        answer = await answered(rest, "POST", path, json=body)

        assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (400, ["value"]), (path, wrong)


WRONG_CONTEXTS: list[Any] = [*NO_OBJECTS, *({"targetingKey": wrong} for wrong in WRONG_KEYS)]


async def test_contexts_of_flags(rest: Rest) -> None:
    for path, wrong in itertools.product(("/ofrep/v1/evaluate/flags", "/ofrep/v1/evaluate/flags/chat"), WRONG_CONTEXTS):
        answer = await answered(rest, "POST", path, json={"context": wrong})

        assert (answer.status_code, answer.json()["errorCode"]) == (400, "INVALID_CONTEXT"), (path, wrong)


async def test_cursors_of_other_lists(rest: Rest) -> None:
    """Of another endpoint, plan or status: each belongs to its list alone."""
    entries = [{"plan": {**plan_json(charge("A"), charge("B"), name=n)}, "annotations": {"key": n}} for n in ("a", "b")]
    links = [{"plan_key": key, "starting_on": {"days": -9}} for key in ("a", "b")]
    people = [
        {"id": str(UUID(int=n)), "name": name, "ingest_aliases": [name], "plans": links}
        for n, name in enumerate(("Acme", "Birch"), 1)
    ]
    await rest.load(plans=entries, customers=people)
    first, second = (plan["id"] for plan in (await rest.get("/v1/plans"))["data"])
    lists = ["/v1/plans?limit=1"]
    for plan in (first, second):
        lists.append(f"/v1/planDetails/{plan}/charges?limit=1")
        lists += [f"/v1/planDetails/{plan}/customers?limit=1&status={s}" for s in ("all", "active", "active,upcoming")]
    cursors = {path: (await rest.get(path))["next_page"] for path in lists}
    assert None not in cursors.values()

    for path, (of, cursor) in itertools.product(lists, cursors.items()):
        answer = await answered(rest, "GET", f"{path}&next_page={cursor}")

        if path == of:
            assert answer.status_code == 200
        else:
            assert (answer.status_code, set(answer.json())) == (400, {"message"}), (path, of)


NO_JSON = {
    "nothing": b"",
    "white space": b" \n\t",
    "half": b'{"key":',
    "words": b"key=acme",
    "single quotes": b"{'key':'acme'}",
    "trailing comma": b'{"key":"acme",}',
    "comment": b'{"key":"acme"} // hi',
    "two values": b'{"key":"acme"}{"key":"b"}',
    "not a number": b'{"key":"acme","value":NaN}',
    "infinity": b'{"key":"acme","value":-Infinity}',
    "huge exponent": b'{"key":"acme","custom_fields":{"a":1e999999999}}',
    "tiny exponent": b'{"key":"acme","custom_fields":{"a":1e-999999999}}',
    "thousands of digits": b'{"key":"acme","value":' + b"9" * 10_000 + b"}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "deep and closed": b'{"key":"acme","x":' + b"[" * 90_000 + b"]" * 90_000 + b"}",
    "deep enough": b'{"key":"acme","x":' + b"[" * 200 + b"]" * 200 + b"}",
    "key twice": b'{"key":"acme","key":"globex"}',
    "bad UTF-8": b'{"key":"\xff\xfe"}',
    "overlong UTF-8": b'{"key":"\xc0\x80"}',
    "UTF-16 surrogate in UTF-8": b'{"key":"\xed\xa0\x80"}',
    "raw control character": b'{"key":"a\x01"}',
    "list": b"[]",
    "string": b'"acme"',
    "number": b"5",
    "null": b"null",
    "true": b"true",
    "zero bytes": b"\x00" * 100,
    "many keys, the last one twice": b"{" + b",".join(b'"%d":1' % n for n in range(90_000)) + b',"89999":1}',
}
NEEDS_BODY = ("/api/accounts", "/api/metrics/set", "/api/billable_objects", "/api/metrics/seats/increment")
OPTIONAL = ("/api/features/resolve", "/api/features/chat/resolve", "/api/features/chat", "/api/metrics/flush")


async def test_bodies_that_are_no_object(rest: Rest) -> None:
    for kind, content in NO_JSON.items():
        for path in (*NEEDS_BODY, *(OPTIONAL if content else ())):
            answer = await answered(rest, "POST", path, content=content)

            assert answer.status_code == 400, (path, kind, answer.text[:300])
            assert set(answer.json()) == KICKPLAN
        for path in ("/ofrep/v1/evaluate/flags", "/ofrep/v1/evaluate/flags/chat") if content else ():
            answer = await answered(rest, "POST", path, content=content)

            assert answer.status_code == 400, (path, kind)
            assert answer.json()["errorCode"] in {"PARSE_ERROR", "INVALID_CONTEXT"}


async def test_media_types(rest: Rest) -> None:
    refused = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", "", "json")
    for media_type, path in itertools.product(refused, NEEDS_BODY):
        answer = await answered(rest, "POST", path, content=b"{}", headers={"content-type": media_type})

        assert (answer.status_code, answer.json()["type"]) == (415, "unsupported_media_type"), (path, media_type)
    for coding in ("gzip", "deflate", "br"):
        answer = await answered(rest, "POST", "/api/accounts", content=b"{}", headers={"content-encoding": coding})

        assert answer.status_code == 415


async def test_too_large(rest: Rest) -> None:
    async def chunks() -> Any:
        for _ in range(2_100):
            yield b" " * 1_000

    whole = await answered(rest, "POST", "/api/accounts", content=b" " * 2_000_000)
    chunked = await answered(rest, "POST", "/api/accounts", content=chunks())

    for answer in (whole, chunked):
        assert (answer.status_code, answer.json()["type"]) == (413, "payload_too_large")
        assert set(answer.json()) == KICKPLAN


async def test_lists_as_large_as_a_body_may_be(rest: Rest) -> None:
    for name, entry in (("account_plans", "{}"), ("feature_overrides", "{}"), ("account_plans", "5")):
        content = f'{{"key":"acme","{name}":[{",".join([entry] * 100_000)}]}}'

        answer = await answered(rest, "POST", "/api/accounts", content=content)

        assert answer.status_code == 400
        assert answer.json()["errors"] == [
            {"field": name, "message": "has more than 1,000 entries", "type": "invalid"},
        ]


PATHS = [
    "/api/features/%/resolve",
    "/api/features/%zz/resolve",
    "/api/features/%ff%fe/resolve",
    "/api/features/%ed%a0%80/resolve",
    "/api/features/%2e%2e%2f/resolve",
    "/api/features/..%2f..%2fetc/resolve",
    f"/api/features/{'%41' * 80}/resolve",
]


async def test_odd_keys_in_paths(rest: Rest) -> None:
    """They are the keys of no feature, and asking for one is no mistake."""
    for path in PATHS:
        answer = await answered(rest, "POST", path, content=b"{}")

        assert (answer.status_code, answer.json().get("error_code")) == (200, "FLAG_NOT_FOUND"), (path, answer.text)


async def test_impossible_keys_in_paths(rest: Rest) -> None:
    for key in ("a%00b", LONG):
        for method, path in (
            ("POST", f"/api/features/{key}/resolve"),
            ("POST", f"/api/features/{key}"),
            ("POST", f"/api/metrics/{key}/set"),
            ("PUT", f"/api/accounts/{key}"),
        ):
            body = {"context": {"account_key": "acme"}, "value": 1}
            answer = await answered(rest, method, path, json={} if "features" in path or method == "PUT" else body)

            assert (answer.status_code, set(answer.json())) == (400, KICKPLAN), path


async def test_unknown_paths_and_methods(rest: Rest) -> None:
    for path in (
        "/api",
        "/api/",
        "/api/accounts/",
        "/api/nope",
        "/api/plans",
        "/api/metrics",
        "/api/features//resolve",
    ):
        answer = await answered(rest, "POST" if "//" in path else "PUT", path, content=b"{}")

        assert (answer.status_code, set(answer.json())) in ((404, KICKPLAN), (405, KICKPLAN)), path
    for method, path in itertools.product(("GET", "DELETE", "PATCH"), ("/api/accounts", "/api/metrics/set")):
        answer = await answered(rest, method, path)

        assert (answer.status_code, answer.json()["type"]) == (405, "method_not_allowed")
        assert answer.headers["allow"] == "POST"


async def test_without_a_key(rest: Rest) -> None:
    del rest.http.headers["authorization"]
    for path in (*BODIES, *OPTIONAL, "/api/nope", "/ofrep/v1/nope", "/api/accounts/x"):
        for method in ("POST", "GET", "DELETE"):
            answer = await answered(rest, method, path, content=b"{")

            assert answer.status_code == 401, path
            assert answer.json().get("type", "unauthorized") == "unauthorized"
            assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_cursors(rest: Rest) -> None:
    await rest.load(
        plans=[{"plan": {**plan_json(charge("A"), charge("B")), "id": TEAM}}, {"plan": plan_json(name="Other")}]
    )
    good = (await rest.get("/v1/plans?limit=1"))["next_page"]
    tag = good[:12]
    values = [
        "[]",
        "[null]",
        "[1,2]",
        '["1"]',
        "[1.0]",
        "[true]",
        "[1e1]",
        "[9223372036854775808]",
        "{}",
        "1",
        "[[1]]",
        "[ 1]",
    ]
    cursors = [tag + value.encode().hex() for value in values]
    cursors += [
        good.upper(),
        good + "0",
        good[:-1],
        tag,
        tag + "zz",
        "0" * 40,
        "a" * 4_000,
        "\x00",
        "é",
        good + "\n",
        " " + good,
    ]
    cursors += [f"{good[:12]}{good[12:14]} {good[14:]}", "null", "-1", "%", "'; drop table plan; --"]

    for cursor in cursors:
        answer = await answered(rest, "GET", "/v1/plans", params={"next_page": cursor})

        assert answer.status_code == 400, cursor
        assert set(answer.json()) == {"message"}
    assert len((await rest.get("/v1/plans"))["data"]) == 2


async def test_queries_of_metronome(rest: Rest) -> None:
    await rest.load(plans=[{"plan": {**plan_json(), "id": TEAM}}])
    paths = ["/v1/plans", f"/v1/planDetails/{TEAM}/charges", f"/v1/planDetails/{TEAM}/customers"]
    queries = [
        "limit=%00",
        "limit=%ff",
        "limit=1&limit=1",
        "limit=1%0a",
        "limit=%20",
        "limit=NaN",
        "limit=٣",
        "limit[]=1&limit=",
    ]
    for path, query in itertools.product(paths, queries):
        answer = await answered(rest, "GET", f"{path}?{query}")

        assert (answer.status_code, set(answer.json())) == (400, {"message"}), (path, query)
    for plan_id in ("%27%20or%201=1", "..", "0" * 36, TEAM.replace("-", "_"), "%F0%9F%92%A9", LONG):
        answer = await answered(rest, "GET", f"/v1/planDetails/{plan_id}/charges")

        assert answer.status_code in (400, 404), plan_id
        assert set(answer.json()) == {"message"}
