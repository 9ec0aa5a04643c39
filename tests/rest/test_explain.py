"""`/graphql?explain=sql`: an administrator sees how an operation would be answered; nothing is run."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.rest.site import Site, site


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Site]:
    async with site(database_url) as made:
        yield made


async def told(served: Site, query: str, *, scope: str = "admin", **more: Any) -> Any:
    sent = {"query": query, "variables": more.pop("variables", {})}
    answer = await served.client.post("/graphql?explain=sql", json=sent, headers=served.bearer(scope))
    return answer.json()


async def test_statement(served: Site) -> None:
    query = "query($n: Int) { plans(first: $n) { nodes { name minimums { formatted } } } }"

    answer = await told(served, query, variables={"n": 3})

    assert answer["data"] is None
    assert answer["extensions"]["cost"]["requestedQueryCost"] > 0
    explained = answer["extensions"]["explain"]
    assert (explained["executor"], explained["reason"]) == ("compiled", None)
    assert explained["operation"].startswith("query ($n: Int)")
    (statement,) = explained["statements"]
    assert statement["tables"] == ["minimum", "plan"]
    assert statement["parameters"]["s0_limit"] == 3
    assert statement["sql"].startswith("SELECT")
    assert any("plan" in line for line in statement["plan"])
    assert explained["python"] == ["plans.nodes.minimums.formatted"]


async def test_left_to_the_reference(served: Site) -> None:
    explained = (await told(served, '{ nodes(ids: ["plan_00"]) { id } }'))["extensions"]["explain"]

    assert (explained["executor"], explained["reason"]) == ("reference", "abstract list (Query.nodes)")
    assert explained["statements"] == []


async def test_a_mutation_is_not_run(served: Site) -> None:
    mutation = 'mutation { accountUpsert(input: {key: "new"}) { userErrors { message } } }'

    explained = (await told(served, mutation))["extensions"]["explain"]

    assert explained["reason"].startswith("mutation")
    found = await served.client.post(
        "/graphql", json={"query": '{ account(by: {key: "new"}) { key } }'}, headers=served.bearer()
    )
    assert found.json()["data"] == {"account": None}


@pytest.mark.parametrize("scope", ["read", "write"])
async def test_for_administrators_only(served: Site, scope: str) -> None:
    answer = await told(served, "{ plans { totalCount } }", scope=scope)

    assert "data" not in answer
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


@pytest.mark.parametrize("wanted", ["", "json"])
async def test_nothing_else_is_explained(served: Site, wanted: str) -> None:
    answer = await served.client.get(
        "/graphql", params={"query": "{ __typename }", "explain": wanted}, headers=served.bearer()
    )

    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_by_get(served: Site) -> None:
    answer = await served.client.get(
        "/graphql", params={"query": "{ __typename }", "explain": "sql"}, headers=served.bearer()
    )

    assert answer.json()["extensions"]["explain"]["executor"] == "compiled"
