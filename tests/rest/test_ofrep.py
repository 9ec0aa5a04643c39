"""Flags by OFREP: answers, error codes, conditional requests, and the published OpenFeature provider on top."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openfeature import api
from openfeature.client import OpenFeatureClient
from openfeature.contrib.provider.ofrep import OFREPProvider
from openfeature.evaluation_context import EvaluationContext
from openfeature.exception import ErrorCode
from openfeature.flag_evaluation import Reason

from plangraph.domain.viewer import Scope
from tests.price_lists import plan_json
from tests.rest.conftest import Rest, load_into
from tests.served import Served, serving

FEATURES: list[dict[str, Any]] = [
    {"key": "sso", "name": "Single sign-on", "type": "boolean", "entitlements": {"pro": "true"}},
    {"key": "seats", "type": "integer", "variants": {"few": 5, "many": 50}, "default_variant": "few"},
    {"key": "theme", "type": "string", "variants": {"dark": "#000"}, "default_variant": "dark"},
    {"key": "limits", "type": "object", "variants": {"base": {"rate": 1.5}}, "default_variant": "base"},
]
CATALOGUE: dict[str, Any] = {
    "plans": [{"plan": plan_json(name="Pro"), "annotations": {"key": "pro"}}],
    "features": FEATURES,
    "accounts": [
        {
            "key": "acme",
            "account_plans": [{"plan_key": "pro"}],
            "feature_overrides": [{"feature_key": "seats", "variant_key": "many"}],
        }
    ],
}
FLAGS = "/ofrep/v1/evaluate/flags"


@pytest.fixture
async def flags(rest: Rest) -> Rest:
    await rest.load(**CATALOGUE)
    rest.http.headers.update(await rest.key(Scope.READ))
    return rest


async def test_flag_from_a_plan(flags: Rest) -> None:
    answer = await flags.http.post(f"{FLAGS}/sso", json={"context": {"targetingKey": "acme", "region": 1}})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {
        "key": "sso",
        "reason": "TARGETING_MATCH",
        "variant": "true",
        "value": True,
        "metadata": {"name": "Single sign-on", "source": "plan", "plan": "pro"},
    }


@pytest.mark.parametrize("content", [b"", b"{}", b'{"context":{}}', b'{"context":{"targetingKey":"nobody"}}'])
async def test_default(flags: Rest, content: bytes) -> None:
    answer = await flags.http.post(f"{FLAGS}/seats", content=content)

    assert answer.json() == {
        "key": "seats",
        "reason": "DEFAULT",
        "variant": "few",
        "value": 5,
        "metadata": {"name": "seats", "source": "default"},
    }


async def test_every_flag(flags: Rest) -> None:
    answer = await flags.http.post(FLAGS, json={"context": {"targetingKey": "acme"}})

    assert [(f["key"], f["value"], f["metadata"]["source"]) for f in answer.json()["flags"]] == [
        ("limits", {"rate": 1.5}, "default"),
        ("seats", 50, "override"),
        ("sso", True, "plan"),
        ("theme", "#000", "default"),
    ]


async def test_nothing_changed(flags: Rest) -> None:
    body = {"context": {"targetingKey": "acme"}}
    etag = (await flags.http.post(FLAGS, json=body)).headers["etag"]

    same = await flags.http.post(FLAGS, json=body, headers={"If-None-Match": etag})
    other = await flags.http.post(FLAGS, json={}, headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


async def test_unknown_flag(flags: Rest) -> None:
    answer = await flags.http.post(f"{FLAGS}/nope", json={"context": {"targetingKey": "acme"}})

    assert answer.status_code == 404
    assert answer.json() == {"key": "nope", "errorCode": "FLAG_NOT_FOUND", "errorDetails": "There is no such feature."}


WRONG = {
    b"{": "PARSE_ERROR",
    b"[]": "PARSE_ERROR",
    b"null": "PARSE_ERROR",
    b"\xff": "PARSE_ERROR",
    b'{"context":"acme"}': "INVALID_CONTEXT",
    b'{"context":[]}': "INVALID_CONTEXT",
    b'{"context":{"targetingKey":5}}': "INVALID_CONTEXT",
    b'{"context":{"targetingKey":"\\u0000"}}': "INVALID_CONTEXT",
}


async def test_wrong_bodies(flags: Rest) -> None:
    for content, code in WRONG.items():
        one = await flags.http.post(f"{FLAGS}/sso", content=content)
        every = await flags.http.post(FLAGS, content=content)

        assert (one.status_code, one.json()["key"], one.json()["errorCode"]) == (400, "sso", code)
        assert (every.status_code, every.json()["errorCode"]) == (400, code)


async def test_other_failures(flags: Rest) -> None:
    form = await flags.http.post(FLAGS, data={"a": "b"})
    method = await flags.http.get(FLAGS)
    path = await flags.http.get("/ofrep/v2/nope")
    nobody = await flags.http.post(FLAGS, headers={"Authorization": "Bearer wrong"})

    found = [(a.status_code, sorted(a.json())) for a in (form, method, path, nobody)]
    assert found == [(status, ["errorCode", "errorDetails"]) for status in (415, 405, 404, 401)]


async def test_configuration(flags: Rest) -> None:
    answer = await flags.http.get("/ofrep/v1/configuration")
    again = await flags.http.get("/ofrep/v1/configuration", headers={"If-None-Match": answer.headers["etag"]})

    assert answer.json() == {
        "name": "PlanGraph",
        "capabilities": {
            "cacheInvalidation": {"polling": {"enabled": True, "minPollingIntervalMs": 1000}},
            "flagEvaluation": {"supportedTypes": ["boolean", "string", "int", "object"]},
        },
    }
    assert again.status_code == 304


@pytest.fixture
def openfeature(database_url: str, tmp_path: Path) -> Iterator[tuple[OpenFeatureClient, Served]]:
    load_into(database_url, **CATALOGUE)
    with serving(database_url, tmp_path) as served:
        provider = OFREPProvider(served.url, headers_factory=lambda: served.bearer(served.read))
        api.set_provider_and_wait(provider)
        yield api.get_client(), served
        provider.session.close()
        api.clear_providers()


def test_published_provider(openfeature: tuple[OpenFeatureClient, Served]) -> None:
    client, _ = openfeature
    acme = EvaluationContext("acme", {"region": "eu"})

    sso = client.get_boolean_details("sso", False, acme)
    missing = client.get_boolean_details("nope", True, acme)
    mistyped = client.get_string_details("sso", "fallback", acme)

    assert (sso.value, sso.variant, sso.reason) == (True, "true", Reason.TARGETING_MATCH)
    assert sso.flag_metadata["plan"] == "pro"
    assert client.get_integer_value("seats", 0, acme) == 50
    assert client.get_integer_value("seats", 0) == 5
    assert client.get_string_value("theme", "", acme) == "#000"
    assert client.get_object_value("limits", {}, acme) == {"rate": 1.5}
    assert (missing.value, missing.error_code) == (True, ErrorCode.FLAG_NOT_FOUND)
    assert (mistyped.value, mistyped.error_code) == ("fallback", ErrorCode.TYPE_MISMATCH)
