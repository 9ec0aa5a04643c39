"""Kickplan's accounts: created or updated, every mistake told at once, and nothing changed by a refused request."""

from typing import Any

import pytest

from plangraph.domain.viewer import Scope
from tests.price_lists import plan_json
from tests.rest.conftest import Rest

METRICS = {"key": "metrics", "type": "boolean"}
CHAT = {"key": "chat", "type": "string", "variants": {"on": "yes", "off": "no"}, "default_variant": "off"}
SIZE = {"key": "size", "type": "integer", "variants": {"small": 1, "large": 10}, "default_variant": "small"}


@pytest.fixture
async def kickplan(rest: Rest) -> Rest:
    plans = [
        {"plan": {**plan_json(name=name)}, "annotations": {"key": name}} for name in ("essentials", "professional")
    ]
    await rest.load(plans=plans, features=[METRICS, CHAT, SIZE])
    rest.http.headers.update(await rest.key(Scope.WRITE))
    return rest


async def refused(rest: Rest, body: Any, status: int = 400, method: str = "POST", path: str = "/api/accounts") -> Any:
    answer = await rest.http.request(method, path, json=body)
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert list(told) == ["message", "type", "errors"]
    return told


def fields(told: Any) -> dict[str, str]:
    assert [set(e) for e in told["errors"]] == [{"field", "message", "type"}] * len(told["errors"])
    return {e["field"]: e["message"] for e in told["errors"]}


SAMPLE = {
    "key": "acme",
    "name": "Acme",
    "custom_fields": {"salesforce_id": "12345"},
    "account_plans": [{"plan_key": "essentials"}],
    "feature_overrides": [
        {"feature_key": "metrics", "variant_key": "true"},
        {"feature_key": "chat", "variant_key": "off"},
    ],
}


async def test_sample_of_the_reference(kickplan: Rest) -> None:
    answer = await kickplan.http.post("/api/accounts", json=SAMPLE)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {
        "key": "acme",
        "name": "Acme",
        "plans": ["essentials"],
        "feature_overrides": ["metrics/true", "chat/off"],
        "inserted_at": "2026-03-10T12:00:00.000000Z",
        "updated_at": "2026-03-10T12:00:00.000000Z",
    }


async def test_name_is_left_out_while_unset(kickplan: Rest) -> None:
    answer = await kickplan.http.post("/api/accounts", json={"key": "acme", "name": None})

    assert sorted(answer.json()) == ["feature_overrides", "inserted_at", "key", "plans", "updated_at"]


async def test_absent_fields_stay(kickplan: Rest) -> None:
    await kickplan.http.post("/api/accounts", json=SAMPLE)
    kickplan.clock.advance(hours=1)

    answer = await kickplan.http.post(
        "/api/accounts", json={"key": "acme", "account_plans": [{"plan_key": "professional"}]}
    )

    assert answer.json() == {
        "key": "acme",
        "name": "Acme",
        "plans": ["professional"],
        "feature_overrides": ["metrics/true", "chat/off"],
        "inserted_at": "2026-03-10T12:00:00.000000Z",
        "updated_at": "2026-03-10T13:00:00.000000Z",
    }


async def test_lists_are_cleared_and_name_too(kickplan: Rest) -> None:
    await kickplan.http.post("/api/accounts", json=SAMPLE)

    body: dict[str, Any] = {"key": "acme", "name": None, "account_plans": [], "feature_overrides": []}
    answer = await kickplan.http.post("/api/accounts", json=body)

    assert (answer.json()["plans"], answer.json()["feature_overrides"], "name" in answer.json()) == ([], [], False)


async def test_overrides_show_the_variant_that_they_pick(kickplan: Rest) -> None:
    overrides = [
        {"feature_key": "chat", "override": "default_on"},
        {"feature_key": "metrics", "override": "default_off", "variant_key": "true"},
        {
            "feature_key": "size",
            "override": "variant_key",
            "variant_key": "large",
            "expires_at": "2027-01-01T00:00:00+0100",
        },
    ]

    answer = await kickplan.http.post("/api/accounts", json={"key": "acme", "feature_overrides": overrides})

    assert answer.json()["feature_overrides"] == ["chat/on", "metrics/false", "size/large"]


async def test_unknown_keys_are_ignored(kickplan: Rest) -> None:
    body = {"key": "acme", "salesforce_id": "1", "nested": {"a": [1]}}

    assert (await kickplan.http.post("/api/accounts", json=body)).status_code == 200


async def test_update(kickplan: Rest) -> None:
    await kickplan.http.post("/api/accounts", json=SAMPLE)

    answer = await kickplan.http.put("/api/accounts/acme", json={"name": "Acme Inc", "key": "acme"})

    assert (answer.status_code, answer.json()["name"]) == (200, "Acme Inc")


async def test_update_of_a_key_that_is_not_escaped(kickplan: Rest) -> None:
    await kickplan.http.post("/api/accounts", json={"key": "acme/eu west"})

    answer = await kickplan.http.put("/api/accounts/acme/eu west", json={"name": "Acme"})

    assert (answer.status_code, answer.json()["key"]) == (200, "acme/eu west")


async def test_update_of_an_unknown_account(kickplan: Rest) -> None:
    told = await refused(kickplan, {"name": "Acme"}, 404, "PUT", "/api/accounts/acme")

    assert (told["type"], told["errors"]) == ("not_found", [])
    assert (await kickplan.http.post("/api/accounts", json={"key": "acme"})).json()["plans"] == []


async def test_update_with_another_key(kickplan: Rest) -> None:
    await kickplan.http.post("/api/accounts", json={"key": "acme"})

    told = await refused(kickplan, {"key": "globex", "name": "G"}, 400, "PUT", "/api/accounts/acme")

    assert list(fields(told)) == ["key"]


async def test_sample_error_of_the_reference(kickplan: Rest) -> None:
    assert await refused(kickplan, {"name": "Acme"}) == {
        "message": "Invalid input",
        "type": "invalid_input",
        "errors": [{"field": "key", "message": "is required", "type": "invalid"}],
    }


async def test_a_wrong_name_among_wrong_fields(kickplan: Rest) -> None:
    """What is wrong with the body as a whole hides what is wrong within it, which must not be taken for right."""
    body = {"key": "acme", "no\0name": 1, "custom_fields": 5, "account_plans": {}, "feature_overrides": "x"}

    told = await refused(kickplan, body)

    assert (told["type"], told["errors"]) == ("invalid_input", [])
    assert "NUL" in told["message"]


async def test_every_wrong_field_is_told(kickplan: Rest) -> None:
    body: dict[str, Any] = {
        "key": "",
        "name": 5,
        "custom_fields": {"a": [1], "b": "fine", "c": 10**41},
        "account_plans": [{"plan_key": "essentials"}, {"plan_key": "nope"}, {}, 7, {"plan_key": None}],
        "feature_overrides": [
            {"feature_key": "nope", "variant_key": "true"},
            {"feature_key": "chat", "variant_key": "loud"},
            {"feature_key": "chat"},
            {"variant_key": "true"},
            {"feature_key": "size", "override": "default_on"},
            {"feature_key": "chat", "override": "sometimes", "variant_key": "on"},
            {"feature_key": "chat", "variant_key": "on", "expires_at": 1714418434},
            {"feature_key": "chat", "variant_key": "on", "expires_at": "tomorrow"},
            "chat",
        ],
    }

    told = fields(await refused(kickplan, body))

    assert set(told) == {
        "key",
        "name",
        "custom_fields.a",
        "custom_fields.c",
        "account_plans.1.plan_key",
        "account_plans.2.plan_key",
        "account_plans.3",
        "account_plans.4.plan_key",
        "feature_overrides.0.feature_key",
        "feature_overrides.1.variant_key",
        "feature_overrides.2.variant_key",
        "feature_overrides.3.feature_key",
        "feature_overrides.4.override",
        "feature_overrides.5.override",
        "feature_overrides.6.expires_at",
        "feature_overrides.7.expires_at",
        "feature_overrides.8",
    }
    assert told["account_plans.2.plan_key"] == "is required"
    assert told["feature_overrides.3.feature_key"] == "is required"


async def test_refusal_changes_nothing(kickplan: Rest) -> None:
    before = (await kickplan.http.post("/api/accounts", json=SAMPLE)).json()
    kickplan.clock.advance(hours=1)

    await refused(kickplan, {"key": "acme", "name": "Other", "account_plans": [{"plan_key": "nope"}]})
    await refused(kickplan, {"key": "globex", "account_plans": [{"plan_key": "nope"}]})

    kickplan.clock.advance(hours=-1)
    found = await kickplan.http.post(
        "/graphql", json={"query": "{ accounts { nodes { key name updatedAt plans { key } } } }"}
    )
    assert found.json()["data"]["accounts"]["nodes"] == [
        {"key": "acme", "name": "Acme", "updatedAt": "2026-03-10T12:00:00Z", "plans": [{"key": "essentials"}]}
    ]
    assert before["plans"] == ["essentials"]


async def test_graphql_reads_at_once_what_rest_wrote(kickplan: Rest) -> None:
    await kickplan.http.post("/api/accounts", json=SAMPLE)

    query = '{ account(by: {key: "acme"}) { name customFields { key value } featureOverrides { featureKey } } }'
    found = await kickplan.http.post("/graphql", json={"query": query})

    assert found.json()["data"]["account"] == {
        "name": "Acme",
        "customFields": [{"key": "salesforce_id", "value": "12345"}],
        "featureOverrides": [{"featureKey": "metrics"}, {"featureKey": "chat"}],
    }


async def test_read_key_may_not_write(kickplan: Rest) -> None:
    headers = await kickplan.key(Scope.READ)

    for method, path in (
        ("POST", "/api/accounts"),
        ("PUT", "/api/accounts/acme"),
        ("POST", "/api/metrics/set"),
        ("POST", "/api/metrics/flush"),
        ("POST", "/api/metrics/seats/increment"),
        ("POST", "/api/billable_objects"),
    ):
        answer = await kickplan.http.request(method, path, headers=headers, content=b"not json")

        assert (answer.status_code, answer.json()["type"], answer.json()["errors"]) == (403, "forbidden", [])


async def test_billable_object(kickplan: Rest) -> None:
    body = {"external_id": "7", "external_type": "Seat", "account_key": "acme", "properties": {"n": 0.1, "list": [1]}}
    first = await kickplan.http.post("/api/billable_objects", json=body)
    kickplan.clock.advance(hours=1)

    second = await kickplan.http.post("/api/billable_objects", json={**body, "properties": None})

    assert first.json() == {
        **body,
        "inserted_at": "2026-03-10T12:00:00Z",
        "updated_at": "2026-03-10T12:00:00Z",
    }
    assert second.json() == {
        **body,
        "properties": {},
        "inserted_at": "2026-03-10T12:00:00Z",
        "updated_at": "2026-03-10T13:00:00Z",
    }


async def test_wrong_billable_object(kickplan: Rest) -> None:
    body = {"external_id": 7, "account_key": "", "properties": [1]}

    told = await refused(kickplan, body, path="/api/billable_objects")

    assert set(fields(told)) == {"external_id", "external_type", "account_key", "properties"}
