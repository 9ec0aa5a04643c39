"""The cache of answers as callers see it: not at all, but for the log, the measures and the time."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from plangraph import resources
from tests.databases import DEMO_DAY
from tests.rest.site import Site, site

PLANS = "query Plans { plans(first: 3) { nodes { name customers { totalCount } } } }"
OPERATIONS = [p for p in sorted(resources.OPERATIONS.glob("*.graphql")) if "mutation" not in p.read_text("utf-8")]


def body_of(path: Path) -> dict[str, Any]:
    given_by = path.with_suffix(".variables.json")
    variables = json.loads(given_by.read_text("utf-8")) if given_by.exists() else {}
    return {"query": path.read_text("utf-8"), "variables": variables}


async def send(running: Site, body: dict[str, Any], method: str = "POST", **headers: str) -> httpx.Response:
    given = {**running.bearer("read"), **headers}
    if method == "POST":
        return await running.client.post("/graphql", json=body, headers=given)
    parameters = {"query": body["query"], "variables": json.dumps(body["variables"])}
    return await running.client.get("/graphql", params=parameters, headers=given)


def shown(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    return answer.status_code, answer.content, {n: v for n, v in answer.headers.items() if n != "x-request-id"}


async def test_same_bytes_read_kept_and_without_a_cache(demo_url: str) -> None:
    async with site(demo_url) as running, site(demo_url, cache_bytes=0) as without:
        running.clock.now = without.clock.now = DEMO_DAY
        for path in OPERATIONS:
            body = body_of(path)
            for method in ("POST", "GET"):
                read, kept, off = [
                    shown(await send(one, body, method, **running.bearer("read")))
                    for one in (running, running, without)
                ]
                assert read == kept == off, path.stem
        hits = [line["operation"] for line in running.lines() if line.get("cache") == "hit"]
        assert len(set(hits)) >= 12
        assert all("cache" not in line for line in without.lines())
        assert "plangraph_cache_bytes" not in await measures(without)


async def measures(running: Site) -> str:
    return (await running.client.get("/metrics", headers=running.bearer("read"))).text


async def test_log_and_measures_tell(demo_url: str) -> None:
    async with site(demo_url) as running:
        for _ in range(3):
            await send(running, {"query": PLANS, "variables": {}})
        lines, text = running.lines(), (await measures(running)).splitlines()

    assert [line.get("cache") for line in lines] == [None, "hit", "hit"]
    assert 'plangraph_cache_total{outcome="hit"} 2.0' in text
    assert 'plangraph_cache_total{outcome="miss"} 1.0' in text
    assert 'plangraph_executions_total{executor="compiled",reason=""} 1.0' in text
    assert "plangraph_cache_entries 1.0" in text
    (size,) = (float(line.split()[1]) for line in text if line.startswith("plangraph_cache_bytes"))
    assert 0 < size < 10_000


async def test_kept_answers_need_a_key_and_fit_the_limits(demo_url: str) -> None:
    async with site(demo_url) as running:
        body = {"query": PLANS, "variables": {}}
        await send(running, body)
        cost = (await send(running, body)).json()["extensions"]["cost"]
        assert (await running.client.post("/graphql", json=body)).status_code == 401
    async with site(demo_url, max_cost=cost["requestedQueryCost"] - 1) as strict:
        refused = (await send(strict, body)).json()

    assert refused["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("cached", [True, False], ids=["cached", "off"])
async def test_get_is_answered_again_only_if_it_changed(demo_url: str, cached: bool) -> None:
    async with site(demo_url, **({} if cached else {"cache_bytes": 0})) as running:
        body = {"query": "{ accounts { nodes { key name } } }", "variables": {}}
        first = await send(running, body, "GET")
        same = await send(running, body, "GET", **{"if-none-match": first.headers["etag"]})
        change = 'mutation { accountUpsert(input: {key: "fresh", name: "Fresh"}) { userErrors { code } } }'
        written = await running.client.post("/graphql", json={"query": change}, headers=running.bearer())
        other = await send(running, body, "GET", **{"if-none-match": first.headers["etag"]})

    assert written.json()["data"]["accountUpsert"]["userErrors"] == []
    assert (first.status_code, same.status_code, other.status_code) == (200, 304, 200)
    assert same.content == b""
    assert "Fresh" in other.text
    assert other.headers["etag"] != first.headers["etag"]
