"""The endpoint as HTTP clients see it."""

import re
from typing import Any

import httpx
import pytest

from plangraph.graph.limits import Limits
from tests.graph.small import VIEWER, WIPED, application, client, post

RESPONSE = "application/graphql-response+json; charset=utf-8"
JSON = "application/json; charset=utf-8"


async def send(method: str, url: str = "/graphql", **more: Any) -> httpx.Response:
    async with client(application()) as session:
        return await session.request(method, url, **more)


async def test_answer_says_its_cost() -> None:
    answer = await post(application(), "{ hello }")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == RESPONSE
    assert answer.headers["vary"] == "Accept"
    assert answer.text == (
        '{"data":{"hello":"hello world"},"extensions":{"cost":{"requestedQueryCost":0,"maximumQueryCost":10000}}}'
    )


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/json", JSON),
        ("application/graphql-response+json", RESPONSE),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html, */*;q=0.8", JSON),
        ("application/graphql-response+json, application/json;q=0.9", RESPONSE),
        ("application/json;q=0.5, application/graphql-response+json;q=0.6", RESPONSE),
        ("application/json, application/graphql-response+json", JSON),
        ("application/graphql-response+json, application/json, text/event-stream", RESPONSE),
        ("text/event-stream, application/json", JSON),
        ("multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json;q=0.9", RESPONSE),
        ("APPLICATION/JSON; CHARSET=UTF-8", JSON),
        ("application/json;q=0, */*", RESPONSE),
    ],
)
async def test_media_type_by_quality(accept: str, expected: str) -> None:
    answer = await post(application(), "{ hello }", headers={"accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, expected)


@pytest.mark.parametrize("accept", ["text/html", "text/event-stream", "application/json;charset=utf-16", "*/*;q=0"])
async def test_nothing_acceptable(accept: str) -> None:
    answer = await post(application(), "{ hello }", headers={"accept": accept})

    assert answer.status_code == 406
    assert answer.headers["content-type"] == JSON
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_unsupported_media_type(content_type: str) -> None:
    answer = await post(application(), "{ hello }", headers={"content-type": content_type})

    assert answer.status_code == 415
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


async def test_body_in_another_charset() -> None:
    body = '{"query": "{ hello }"}'.encode("utf-16")

    answer = await post(application(), body, headers={"content-type": "application/json; charset=utf-16"})

    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
async def test_method_not_allowed(method: str) -> None:
    answer = await send(method)

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


async def test_options() -> None:
    answer = await send("OPTIONS")

    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, "GET, HEAD, OPTIONS, POST", b"")


async def test_get() -> None:
    parameters = {
        "query": "query A($n: String) { hello(name: $n) } query B { hello }",
        "operationName": "A",
        "variables": '{"n": "you + ü"}',
        "extensions": "",
    }

    answer = await send("GET", params=parameters)

    assert answer.status_code == 200
    assert answer.json()["data"] == {"hello": "hello you + ü"}


async def test_head_is_a_get_without_its_body() -> None:
    got = await send("GET", params={"query": "{ hello }"})

    answer = await send("HEAD", params={"query": "{ hello }"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(got.content))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_mutation_by_get(method: str) -> None:
    WIPED.clear()

    answer = await send(method, params={"query": "mutation { wipe }"})

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert WIPED == []


@pytest.mark.parametrize(
    "url",
    [
        "/graphql", "/graphql?query", "/graphql?query=%ff", "/graphql?query={hello}&query={hello}",
        "/graphql?query={hello}&variables=[1]", "/graphql?query={hello}&variables={",
        "/graphql?query={hello}&extensions=1", "/graphql?query={hello}" + "&a=1" * 200,
    ],
)  # fmt: skip
async def test_malformed_url(url: str) -> None:
    answer = await send("GET", url)

    assert answer.status_code in (200, 400)
    assert answer.json()["errors"][0]["extensions"]["code"] in ("BAD_REQUEST", "GRAPHQL_PARSE_FAILED")
    assert "data" not in answer.json()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"1", b'"{ hello }"', b"[]", b'[{"query": "{ hello }"}]', b"{", b"{}", b'{"query": null}',
        b'{"query": 1}', b'{"query": ["{ hello }"]}', b'{"query": {}}', b'{"query": "{ hello }", "variables": []}',
        b'{"query": "{ hello }", "variables": "{}"}', b'{"query": "{ hello }", "operationName": 1}',
        b'{"query": "{ hello }", "extensions": []}', b'{"query": "{ hello }", "variables": {"a": NaN}}',
        b'{"query": "{ hello }", "variables": {"a": -Infinity}}', b"[" * 100_000, b'{"query":' * 50_000,
        b'{"query": "{ hello }", "variables": {"a": ' + b"1" * 5_000 + b"}}", b'{"query": "\xff"}', b"\xff\xfe{\x00",
        b'{"query": "{ hello }", "variables": {"a": "\\ud800"}}', b'{"query": "{ hello }", "query": "{ hello }"}',
        b'{"query": "{ hello }", "variables": {"a": 1e99999999999999999999}}', b'\xef\xbb\xbf{"query": "{ hello }"}',
        b'{"query": "{ hello }"} x', b"{'query': '{ hello }'}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_malformed_body(body: bytes, accept: str) -> None:
    answer = await post(application(), body, headers={"accept": accept})

    assert answer.status_code == 400
    assert list(answer.json()) == ["errors"]
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


async def test_variables_nested_too_deeply() -> None:
    body = b'{"query": "{ hello }", "variables": ' + b'{"a":' * 64 + b"1" + b"}" * 64 + b"}"

    answer = await post(application(), body)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"] == {
        "code": "LIMIT_EXCEEDED", "limit": "levels of JSON", "asked": 65, "allowed": 64,
    }  # fmt: skip


REFUSALS = [
    ("{", "GRAPHQL_PARSE_FAILED"),
    ("", "GRAPHQL_PARSE_FAILED"),
    ("{ absent }", "GRAPHQL_VALIDATION_FAILED"),
    ("fragment F on Query { hello }", "GRAPHQL_VALIDATION_FAILED"),
    ("query A { hello } query B { hello }", "OPERATION_RESOLUTION_FAILURE"),
    ("subscription { hello }", "OPERATION_RESOLUTION_FAILURE"),
    ("query ($n: String!) { hello(name: $n) }", "BAD_USER_INPUT"),
    ("{ things(first: 101) { totalCount } }", "LIMIT_EXCEEDED"),
]


@pytest.mark.parametrize(("query", "code"), REFUSALS)
async def test_request_that_does_not_run(query: str, code: str) -> None:
    modern = await post(application(), query)
    older = await post(application(), query, headers={"accept": "application/json"})

    assert (modern.status_code, older.status_code) == (400, 200)
    assert modern.json() == older.json()
    assert list(modern.json()) == ["errors"]
    assert modern.json()["errors"][0]["extensions"]["code"] == code


async def test_unknown_operation_name() -> None:
    answer = await post(application(), {"query": "query A { hello }", "operationName": "C"})

    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "message": "The document has no operation of that name.",
            "extensions": {"code": "OPERATION_RESOLUTION_FAILURE"},
        }
    ]


async def test_named_operation_of_several() -> None:
    answer = await post(application(), {"query": "query A { hello } query B { b: hello }", "operationName": "B"})

    assert answer.json()["data"] == {"b": "hello world"}


async def test_subscription_gets_a_hint() -> None:
    answer = await post(application(), "subscription { hello }")

    assert "send a query instead" in answer.json()["errors"][0]["message"]


async def test_no_key() -> None:
    answer = await post(application(viewer=None), b"{")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD", "OPTIONS"])
async def test_no_key_by_other_methods(method: str) -> None:
    async with client(application(viewer=None)) as session:
        answer = await session.request(method, "/graphql")

    assert answer.status_code == 401


async def test_decimals_keep_their_digits() -> None:
    answer = await post(application(), "{ exact }")

    assert '"value":0.100000000000000000000001}' in answer.text


async def test_suggestions_only_with_introspection() -> None:
    closed = application(Limits(introspection=False), viewer=VIEWER)

    told = (await post(closed, "{ hell }")).json()["errors"][0]["message"]
    schema = (await post(closed, "{ __schema { types { name } } }")).json()
    open_ = (await post(application(), "{ hell }")).json()["errors"][0]["message"]

    assert told == "Cannot query field 'hell' on type 'Query'."
    assert schema["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert open_.endswith("Did you mean 'hello'?")


async def get(query: str, **headers: str) -> httpx.Response:
    return await send("GET", params={"query": query}, headers=headers)


async def test_get_may_be_asked_again() -> None:
    """The client may keep the answer, and asks whether it still is the answer."""
    first = await get("{ hello }")
    again = await get("{ hello }", **{"if-none-match": first.headers["etag"]})

    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Accept, Authorization, Cookie"
    assert re.fullmatch('"[0-9a-f]{32}"', first.headers["etag"])
    assert (again.status_code, again.content, again.headers.get("content-type")) == (304, b"", None)
    kept = ("etag", "cache-control", "vary")
    assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", {tag}', 304),
        ('"other" ,W/{tag} , "third"', 304),
        ("*", 304),
        ('"other"', 200),
        ("", 200),
        ("{tag}x", 200),
        ("nonsense,,,", 200),
    ],
)
async def test_if_none_match(known: str, status: int) -> None:
    tag = (await get("{ hello }")).headers["etag"]

    answer = await get("{ hello }", **{"if-none-match": known.replace("{tag}", tag)})

    assert (answer.status_code, answer.headers["etag"]) == (status, tag)


async def test_tag_belongs_to_data_and_media_type() -> None:
    json, response = await get("{ hello }"), await get("{ hello }", accept="application/graphql-response+json")
    other = await get('{ hello(name: "you") }')

    assert len({answer.headers["etag"] for answer in (json, response, other)}) == 3


async def test_head_is_asked_again_too() -> None:
    tag = (await send("HEAD", params={"query": "{ hello }"})).headers["etag"]

    answer = await send("HEAD", params={"query": "{ hello }"}, headers={"if-none-match": tag})

    assert (tag, answer.status_code) == ((await get("{ hello }")).headers["etag"], 304)


@pytest.mark.parametrize("query", ["{ nothing }", "{ hello", "mutation { wipe }", "{ broken }"])
async def test_errors_have_no_tag(query: str) -> None:
    answer = await get(query, **{"if-none-match": "*"})

    assert "errors" in answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


async def test_post_is_not_kept() -> None:
    answer = await post(application(), "{ hello }", headers={"if-none-match": "*"})

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in answer.headers


async def test_the_same_bytes_mean_something_else_in_a_url() -> None:
    """What was read of a body is remembered by its bytes, which as a query string may ask for another operation."""
    body = b'{"query":"{ hello }","extensions":{"x":"&query={a:hello}&"}}'
    app = application()

    for _ in range(2):
        assert (await post(app, body)).json()["data"] == {"hello": "hello world"}
        async with client(app) as session:
            told = await session.get("/graphql?" + body.decode())
        assert told.json()["data"] == {"a": "hello world"}
