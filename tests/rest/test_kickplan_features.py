"""Resolution over REST: forms of the request, the order of overrides, plans and defaults, and exact values."""

from typing import Any

import pytest

from plangraph.domain.viewer import Scope
from plangraph.services import catalogue, imports
from tests.price_lists import plan_json
from tests.rest.conftest import Rest

UPLOAD = {"key": "upload-contacts", "type": "boolean", "entitlements": {"pro": "true"}}
CHAT = {
    "key": "chat",
    "name": "Chat with us",
    "type": "object",
    "variants": {"on": {"limit": 0}, "off": {}},
    "default_variant": "off",
    "entitlements": {"pro": "off", "add-on": "on"},
}
PLAIN = [{"key": "chat", "value": {}}, {"key": "upload-contacts", "value": False}]


@pytest.fixture
async def flags(rest: Rest) -> Rest:
    plans = [{"plan": plan_json(name=name), "annotations": {"key": name}} for name in ("pro", "add-on")]
    accounts = [{"key": "acme", "account_plans": [{"plan_key": "pro"}]}, {"key": "globex"}]
    await rest.load(plans=plans, features=[UPLOAD, CHAT], accounts=accounts)
    rest.http.headers.update(await rest.key(Scope.READ))
    return rest


async def resolve(rest: Rest, path: str = "upload-contacts/resolve", **body: Any) -> Any:
    answer = await rest.http.post(f"/api/features/{path}", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


async def test_sample_of_the_reference(flags: Rest) -> None:
    assert await resolve(flags, detailed=True, context={"account_key": "acme"}) == {
        "key": "upload-contacts",
        "value": True,
        "variant": "true",
        "error_code": None,
        "metadata": {"name": "upload-contacts"},
    }


async def test_unknown_account_has_the_default(flags: Rest) -> None:
    assert await resolve(flags, detailed=True, context={"account_key": "nobody"}) == {
        "key": "upload-contacts",
        "value": False,
        "variant": "false",
        "error_code": None,
        "metadata": {"name": "upload-contacts"},
    }


async def test_plain_form(flags: Rest) -> None:
    assert await resolve(flags, context={"account_key": "acme"}) == {"key": "upload-contacts", "value": True}
    assert await resolve(flags, detailed=False) == {"key": "upload-contacts", "value": False}


async def test_all_features(flags: Rest) -> None:
    assert await resolve(flags, "resolve") == PLAIN
    detailed = await resolve(flags, "resolve", detailed=True, context={"account_key": "acme"})
    assert [(f["key"], f["variant"], f["metadata"]) for f in detailed] == [
        ("chat", "off", {"name": "Chat with us"}),
        ("upload-contacts", "true", {"name": "upload-contacts"}),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"context":null}', b'{"context":{}}', b'{"context":{"account_key":null}}']
)
async def test_nobody(flags: Rest, content: bytes) -> None:
    headers = {"content-type": "application/json"} if content else {}

    every = await flags.http.post("/api/features/resolve", content=content, headers=headers)
    old = await flags.http.post("/api/features", content=content, headers=headers)
    one = await flags.http.post("/api/features/chat/resolve", content=content, headers=headers)

    assert every.json() == old.json() == PLAIN
    assert one.json() == PLAIN[0]


async def test_get_without_a_body(flags: Rest) -> None:
    assert await flags.get("/api/features/resolve") == PLAIN


async def test_account_id_is_an_alias(flags: Rest) -> None:
    alias = await resolve(flags, context={"account_id": "acme"})
    both = await resolve(flags, context={"account_id": "acme", "account_key": "globex", "region": 5})

    assert (alias["value"], both["value"]) == (True, False)


async def test_older_path(flags: Rest) -> None:
    found = await resolve(flags, "upload-contacts", context={"account_key": "acme"}, detailed=True)

    assert (found["value"], found["variant"]) == (True, "true")


async def test_feature_named_resolve(flags: Rest) -> None:
    await flags.load(features=[{"key": "resolve", "type": "boolean"}, {"key": "a/b", "type": "boolean"}])

    assert await resolve(flags, "resolve/resolve") == {"key": "resolve", "value": False}
    assert await resolve(flags, "a/b/resolve") == {"key": "a/b", "value": False}


async def test_unknown_feature(flags: Rest) -> None:
    assert await resolve(flags, "nope/resolve") == {"key": "nope", "value": None, "error_code": "FLAG_NOT_FOUND"}
    assert await resolve(flags, "nope/resolve", detailed=True) == {
        "key": "nope",
        "value": None,
        "variant": None,
        "error_code": "FLAG_NOT_FOUND",
        "metadata": {},
    }


async def test_order(flags: Rest) -> None:
    """Overrides before plans, later plans before earlier ones; an override counts until just before it expires."""
    plans = [{"plan_key": "pro"}, {"plan_key": "add-on"}]
    override = {"feature_key": "upload-contacts", "variant_key": "false", "expires_at": "2026-03-10T12:00:00Z"}
    await flags.load(accounts=[{"key": "acme", "account_plans": plans, "feature_overrides": [override]}])
    context = {"account_key": "acme"}

    chat = await resolve(flags, "chat/resolve", detailed=True, context=context)
    expired = await resolve(flags, context=context)
    flags.clock.advance(microseconds=-1)
    overridden = await resolve(flags, context=context)

    assert (chat["variant"], expired["value"], overridden["value"]) == ("on", True, False)


async def test_values_are_exact(flags: Rest) -> None:
    text = '{"z":1,"a":0.12345678901234567890123,"big":123456789012345678901234567890}'
    feature = f'{{"key":"exact","type":"object","variants":{{"on":{text}}},"default_variant":"on"}}'
    given = catalogue.read(f'{{"plans":[],"features":[{feature}]}}', flags.clock.now)
    await imports.import_catalogue(flags.database, given, flags.clock.now)

    answer = await flags.http.post("/api/features/exact/resolve")

    assert answer.text == f'{{"key":"exact","value":{text}}}'


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"detailed": "yes"}, ["detailed"]),
        ({"detailed": None}, ["detailed"]),
        ({"detailed": 1, "context": "x"}, ["detailed", "context"]),
        ({"context": {"account_key": 5, "account_id": []}}, ["context.account_key", "context.account_id"]),
        ({"context": []}, ["context"]),
        ({"context": {"account_key": "a\x00"}}, ["context.account_key"]),
    ],
)
async def test_wrong_types(flags: Rest, body: Any, fields: list[str]) -> None:
    for path in ("resolve", "chat/resolve", "chat"):
        answer = await flags.http.post(f"/api/features/{path}", json=body)

        assert answer.status_code == 400
        assert answer.json()["type"] == "invalid_input"
        assert [e["field"] for e in answer.json()["errors"]] == fields


async def test_account_token_resolves_its_own_account_only(flags: Rest) -> None:
    headers = await flags.key(Scope.ACCOUNT, "acme")

    own = await flags.http.post(
        "/api/features/upload-contacts/resolve", json={"context": {"account_key": "acme"}}, headers=headers
    )
    await flags.load(accounts=[{"key": "globex", "account_plans": [{"plan_key": "pro"}]}])
    other = await flags.http.post(
        "/api/features/upload-contacts/resolve", json={"context": {"account_key": "globex"}}, headers=headers
    )

    assert (own.json()["value"], other.json()["value"]) == (True, False)
