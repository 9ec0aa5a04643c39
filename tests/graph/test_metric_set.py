"""metricSet: outcomes, idempotency, late values, and what concurrency may not break."""

import asyncio
from collections import Counter
from typing import Any

from plangraph.store.engine import Database
from tests.graph.running import data

SET = """
mutation Set($input: MetricSetInput!) {
  metricSet(input: $input) {
    outcome metric { key value time history(first: 100) { totalCount nodes { value current } } }
    event { value time idempotencyKey current } userErrors { field code }
  }
}
"""


async def metric_set(database: Database, **fields: Any) -> Any:
    return (await data(database, SET, {"input": {"key": "seats", "accountKey": "somebody", **fields}}))["metricSet"]


async def test_applied_then_superseded(database: Database) -> None:
    first = await metric_set(database, value=5, time="2026-02-01T00:00:00Z")
    late = await metric_set(database, value=3, time="2026-01-01T00:00:00Z")

    assert (first["outcome"], first["metric"]["value"], first["event"]["current"]) == ("APPLIED", 5, True)
    assert (late["outcome"], late["metric"]["value"], late["event"]["current"]) == ("SUPERSEDED", 5, False)
    assert late["metric"]["history"]["nodes"] == [{"value": 5, "current": True}, {"value": 3, "current": False}]


async def test_replayed_and_conflict_store_nothing(database: Database) -> None:
    await metric_set(database, value=5, idempotencyKey="k", time="2026-02-01T00:00:00Z")
    replayed = await metric_set(database, value=5, idempotencyKey="k", time="2026-02-02T00:00:00Z")
    conflict = await metric_set(database, value=6, idempotencyKey="k")

    assert (replayed["outcome"], replayed["event"]["time"]) == ("REPLAYED", "2026-02-01T00:00:00Z")
    assert conflict["outcome"] == "CONFLICT"
    assert conflict["userErrors"] == [{"field": ["idempotencyKey"], "code": "CONFLICT"}]
    assert conflict["metric"]["history"]["totalCount"] == 1


async def test_numbers_beyond_a_float_come_back_as_text(database: Database) -> None:
    largest = await metric_set(database, value="9223372036854775807")
    safe = await metric_set(database, value=9007199254740991, time="2027-01-01T00:00:00Z")

    assert largest["metric"]["value"] == "9223372036854775807"
    assert safe["metric"]["value"] == 9007199254740991


async def test_wrong_fields_are_told(database: Database) -> None:
    refused = await metric_set(database, value=1, key="", accountKey="x" * 300, idempotencyKey="a\x00b")

    assert refused["outcome"] is None
    assert [(e["field"], e["code"]) for e in refused["userErrors"]] == [
        (["key"], "REQUIRED"),
        (["accountKey"], "TOO_LONG"),
        (["idempotencyKey"], "INVALID"),
    ]
    assert await data(database, "{ metrics { totalCount } }") == {"metrics": {"totalCount": 0}}


async def test_one_idempotency_key_a_hundred_times_at_once(database: Database) -> None:
    done = await asyncio.gather(*(metric_set(database, value=1, idempotencyKey="same") for _ in range(100)))

    assert Counter(d["outcome"] for d in done) == {"APPLIED": 1, "REPLAYED": 99}
    assert (await metric_set(database, value=1, idempotencyKey="same"))["metric"]["history"]["totalCount"] == 1


async def test_a_thousand_different_keys_at_once(database: Database) -> None:
    text = "mutation($input: MetricSetInput!) { metricSet(input: $input) { event { idempotencyKey } } }"
    inputs = [{"key": "seats", "accountKey": "somebody", "value": n, "idempotencyKey": f"k{n}"} for n in range(1_000)]

    at_once = asyncio.Semaphore(200)  # those beyond would wait for a connection longer than is served

    async def one(given: dict[str, Any]) -> Any:
        async with at_once:
            return (await data(database, text, {"input": given}))["metricSet"]

    done = await asyncio.gather(*map(one, inputs))

    history = (await metric_set(database, value=0, idempotencyKey="k0"))["metric"]["history"]
    assert {d["event"]["idempotencyKey"] for d in done} == {f"k{n}" for n in range(1_000)}
    assert history["totalCount"] == 1_000
