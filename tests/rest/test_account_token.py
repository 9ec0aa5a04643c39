"""Account tokens from end to end: made by a write key, good for one account, over within the hour."""

from datetime import timedelta
from typing import Any

import pytest

from plangraph.domain.viewer import Scope
from plangraph.services import api_keys
from tests.rest.conftest import NOW, Rest, bearer

CREATE = """mutation Create($input: AccountTokenCreateInput!) {
  accountTokenCreate(input: $input) { token expiresAt clientMutationId userErrors { field code message } }
}"""
SEEN = """{
  mine: account(by: {key: "acme"}) { key }
  other: account(by: {key: "rival"}) { key }
  accounts { totalCount nodes { key } }
}"""


async def ask(rest: Rest, query: str, key: dict[str, str], **variables: Any) -> Any:
    answer = await rest.http.post("/graphql", json={"query": query, "variables": variables}, headers=key)
    return answer.json()


async def create(rest: Rest, scope: Scope = Scope.WRITE, **given: Any) -> Any:
    return await ask(rest, CREATE, bearer(await rest.token(scope)), input=given)


@pytest.fixture
async def filled(rest: Rest) -> Rest:
    await rest.load(accounts=[{"key": "acme"}, {"key": "rival"}])
    return rest


async def test_sees_its_own_account_alone(filled: Rest) -> None:
    made = (await create(filled, accountKey="acme", clientMutationId="one"))["data"]["accountTokenCreate"]

    seen = (await ask(filled, SEEN, bearer(made["token"])))["data"]

    assert (made["expiresAt"], made["clientMutationId"], made["userErrors"]) == ("2026-03-10T13:00:00Z", "one", [])
    assert seen == {
        "mine": {"key": "acme"},
        "other": None,
        "accounts": {"totalCount": 1, "nodes": [{"key": "acme"}]},
    }


async def test_the_very_same_request_is_answered_to_each_as_it_may_see(filled: Rest) -> None:
    """What is remembered of a request by its bytes is nobody's in particular."""
    admin = bearer(await filled.token(Scope.ADMIN))
    tokens = [(await create(filled, accountKey=k))["data"]["accountTokenCreate"]["token"] for k in ("acme", "rival")]

    for _ in range(2):
        seen = [(await ask(filled, SEEN, key))["data"] for key in (admin, bearer(tokens[0]), bearer(tokens[1]))]
        assert [[a["key"] for a in one["accounts"]["nodes"]] for one in seen] == [
            ["acme", "rival"],
            ["acme"],
            ["rival"],
        ]
        assert [[one["mine"], one["other"]] for one in seen] == [
            [{"key": "acme"}, {"key": "rival"}],
            [{"key": "acme"}, None],
            [None, {"key": "rival"}],
        ]


async def test_remembers_who_made_it(filled: Rest) -> None:
    made = (await create(filled, accountKey="acme", expiresInSeconds=60))["data"]["accountTokenCreate"]

    key = next(k for k in await api_keys.listed(filled.database) if k.scope is Scope.ACCOUNT)
    maker = next(k for k in await api_keys.listed(filled.database) if k.scope is Scope.WRITE)
    assert made["token"].startswith(key.prefix)
    assert key.name == f"for a browser, by {maker.prefix}"
    assert key.expires_at == NOW + timedelta(seconds=60)


async def test_ends(filled: Rest) -> None:
    made = (await create(filled, accountKey="acme", expiresInSeconds=60))["data"]["accountTokenCreate"]
    assert "errors" not in await ask(filled, SEEN, bearer(made["token"]))

    filled.clock.advance(seconds=60)

    told = await ask(filled, SEEN, bearer(made["token"]))
    assert told["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"accountKey": "nobody"}, "accountKey", "UNKNOWN_ACCOUNT"),
        ({"accountKey": ""}, "accountKey", "UNKNOWN_ACCOUNT"),
        ({"accountKey": "a" * 256}, "accountKey", "TOO_LONG"),
        ({"accountKey": "acme", "expiresInSeconds": 3601}, "expiresInSeconds", "OUT_OF_RANGE"),
        ({"accountKey": "acme", "expiresInSeconds": 0}, "expiresInSeconds", "OUT_OF_RANGE"),
        ({"accountKey": "acme", "expiresInSeconds": -5}, "expiresInSeconds", "OUT_OF_RANGE"),
    ],
)
async def test_refused(filled: Rest, given: dict[str, Any], field: str, code: str) -> None:
    made = (await create(filled, **given))["data"]["accountTokenCreate"]

    assert (made["token"], made["expiresAt"]) == (None, None)
    assert [(e["field"], e["code"]) for e in made["userErrors"]] == [([field], code)]
    assert not [key for key in await api_keys.listed(filled.database) if key.scope is Scope.ACCOUNT]


@pytest.mark.parametrize("scope", [Scope.READ, Scope.ACCOUNT])
async def test_needs_scope_write(filled: Rest, scope: Scope) -> None:
    key = await filled.key(scope, "acme" if scope is Scope.ACCOUNT else None)
    before = len(await api_keys.listed(filled.database))

    told = await ask(filled, CREATE, dict(key), input={"accountKey": "acme"})

    assert told["data"] is None
    assert [e["extensions"]["code"] for e in told["errors"]] == ["FORBIDDEN"]
    assert len(await api_keys.listed(filled.database)) == before
