"""Metric values over REST: accepted forms, "set" semantics, idempotency and the older paths."""

import asyncio
from typing import Any

import pytest

from plangraph.domain.viewer import Scope
from tests.rest.conftest import Rest

HISTORY = """query ($account: String!, $key: String!) {
  metrics(accountKey: $account, key: $key) { nodes { value time history(first: 100) { nodes { value time } } } } }"""


@pytest.fixture
async def meter(rest: Rest) -> Rest:
    rest.http.headers.update(await rest.key(Scope.WRITE))
    return rest


async def send(rest: Rest, path: str = "set", status: int = 202, **body: Any) -> Any:
    answer = await rest.http.post(f"/api/metrics/{path}", json=body)
    assert answer.status_code == status, answer.text
    if status == 202:
        assert (answer.content, answer.headers["content-length"]) == (b"", "0")
        return None
    return answer.json()


async def stored(rest: Rest, key: str = "seats", account: str = "acme") -> tuple[Any, list[tuple[int, str]]]:
    """The current value, and all values with their times, latest first."""
    answer = await rest.http.post("/graphql", json={"query": HISTORY, "variables": {"account": account, "key": key}})
    nodes = answer.json()["data"]["metrics"]["nodes"]
    if not nodes:
        return None, []
    return nodes[0]["value"], [(event["value"], event["time"]) for event in nodes[0]["history"]["nodes"]]


async def test_sample_of_the_reference(meter: Rest) -> None:
    await send(
        meter,
        key="seats",
        value=1,
        account_key="acme",
        idempotency_key="test-key",
        time="2024-04-29T12:20:34-07:00",
    )

    assert await stored(meter) == (1, [(1, "2024-04-29T19:20:34Z")])


VALUES = [
    (5, 5),
    ("6", 6),
    ("-60", -60),
    (1.0, 1),
    (-0.0, 0),
    ("007", 7),
    (1e3, 1000),
    (2**63 - 1, str(2**63 - 1)),
    (str(-(2**63)), str(-(2**63))),
]


async def test_accepted_values(meter: Rest) -> None:
    for value, expected in VALUES:
        await send(meter, key="seats", value=value, account_key="acme")

        assert (await stored(meter))[0] == expected


BAD_VALUES = [
    1.5,
    "abc",
    "",
    " 5",
    "+5",
    "5.0",
    "--5",
    "-",
    "1e3",
    True,
    False,
    None,
    [],
    [5],
    {},
    2**63,
    -(2**63) - 1,
    str(2**63),
    1e30,
]


async def test_bad_values(meter: Rest) -> None:
    for value in BAD_VALUES:
        told = await send(meter, status=400, key="seats", value=value, account_key="acme")

        assert [e["field"] for e in told["errors"]] == ["value"], value
    assert await stored(meter) == (None, [])


TIMES = {
    "2024-04-29T12:20:34-07:00": "2024-04-29T19:20:34Z",
    "2024-04-29T19:20:34.000Z": "2024-04-29T19:20:34Z",
    "2024-04-29T12:20:34-0700": "2024-04-29T19:20:34Z",
    "2024-04-29T19:20:34": "2024-04-29T19:20:34Z",
    "2024-04-29T19:20:34.123456Z": "2024-04-29T19:20:34.123456Z",
    None: "2026-03-10T12:00:00Z",
}


async def test_accepted_times(meter: Rest) -> None:
    for n, (time, expected) in enumerate(TIMES.items()):
        await send(meter, key=f"seats{n}", value=1, account_key="acme", time=time)

        assert await stored(meter, f"seats{n}") == (1, [(1, expected)])


BAD_TIMES = [
    1714418434,
    "1714418434",
    "",
    "yesterday",
    "2024-13-01T00:00:00Z",
    "2024-04-29",
    True,
    {},
    "2024-02-30T00:00:00Z",
    1.5,
]


async def test_bad_times(meter: Rest) -> None:
    for time in BAD_TIMES:
        told = await send(meter, status=400, key="seats", value=1, account_key="acme", time=time)

        assert [e["field"] for e in told["errors"]] == ["time"], time
    assert await stored(meter) == (None, [])


async def test_every_wrong_field_is_told(meter: Rest) -> None:
    told = await send(meter, status=400, value="x", account_key="", idempotency_key=5, time="x")

    assert {e["field"] for e in told["errors"]} == {"key", "value", "account_key", "idempotency_key", "time"}
    assert len(told["errors"]) == 5


async def test_latest_time_is_current(meter: Rest) -> None:
    await send(meter, key="seats", value=1, account_key="acme", time="2026-03-01T00:00:00Z")
    await send(meter, key="seats", value=2, account_key="acme", time="2026-02-01T00:00:00Z")
    assert (await stored(meter))[0] == 1

    await send(meter, key="seats", value=3, account_key="acme", time="2026-03-01T00:00:00Z")

    assert (await stored(meter))[0] == 3


async def test_replay_stores_nothing(meter: Rest) -> None:
    sample: dict[str, Any] = {"key": "seats", "value": 5, "account_key": "acme", "idempotency_key": "k"}
    await send(meter, **sample, time="2026-03-01T00:00:00Z")

    await send(meter, **sample, time="2026-03-02T00:00:00Z")

    assert await stored(meter) == (5, [(5, "2026-03-01T00:00:00Z")])


async def test_same_key_for_another_value(meter: Rest) -> None:
    await send(meter, key="seats", value=5, account_key="acme", idempotency_key="k")

    told = await send(meter, status=400, key="seats", value=6, account_key="acme", idempotency_key="k")

    assert (told["type"], [(e["field"], e["type"]) for e in told["errors"]]) == (
        "invalid_input",
        [("idempotency_key", "conflict")],
    )
    assert (await stored(meter))[0] == 5


async def test_idempotency_is_for_each_metric(meter: Rest) -> None:
    await send(meter, key="seats", value=5, account_key="acme", idempotency_key="k")
    await send(meter, key="seats", value=6, account_key="globex", idempotency_key="k")
    await send(meter, key="calls", value=7, account_key="acme", idempotency_key="k")

    assert [(await stored(meter, key, account))[0] for key, account in (("seats", "globex"), ("calls", "acme"))] == [
        6,
        7,
    ]


async def test_replays_at_once_store_once(meter: Rest) -> None:
    sample: dict[str, Any] = {"key": "seats", "value": 5, "account_key": "acme", "idempotency_key": "k"}

    await asyncio.gather(*(send(meter, **sample) for _ in range(20)))

    assert len((await stored(meter))[1]) == 1


async def test_older_paths(meter: Rest) -> None:
    await send(meter, "seats/set", context={"account_id": "acme"}, value=5)
    await send(meter, "seats/increment", context={"account_key": "acme"}, value=3)
    await send(meter, "seats/decrement", context={"account_key": "acme"}, value="10")
    await send(meter, "calls/increment", context={"account_key": "acme"}, value=2)

    assert (await stored(meter))[0] == -2
    assert (await stored(meter, "calls"))[0] == 2


async def test_increments_at_once_all_count(meter: Rest) -> None:
    await asyncio.gather(*(send(meter, "seats/increment", context={"account_key": "acme"}, value=1) for _ in range(20)))

    assert (await stored(meter))[0] == 20


async def test_increment_beyond_a_later_value(meter: Rest) -> None:
    await send(meter, key="seats", value=5, account_key="acme", time="2027-01-01T00:00:00Z")

    await send(meter, "seats/increment", context={"account_key": "acme"}, value=1)

    assert (await stored(meter))[0] == 6


async def test_increment_beyond_64_bits(meter: Rest) -> None:
    await send(meter, key="seats", value=2**63 - 1, account_key="acme")

    told = await send(meter, "seats/increment", 400, context={"account_key": "acme"}, value=1)

    assert [e["field"] for e in told["errors"]] == ["value"]
    assert len((await stored(meter))[1]) == 1


async def test_wrong_older_forms(meter: Rest) -> None:
    for path in ("seats/set", "seats/increment", "seats/decrement"):
        nothing = await send(meter, path, 400)
        wrong = await send(meter, path, 400, context={"account_key": 5}, value="x")

        assert {e["field"] for e in nothing["errors"]} == {"context", "value"}
        assert {e["field"] for e in wrong["errors"]} == {"context.account_key", "value"}


async def test_context_without_an_account(meter: Rest) -> None:
    told = await send(meter, "seats/set", 400, context={}, value=1)

    assert told["errors"] == [{"field": "context.account_key", "message": "is required", "type": "invalid"}]


@pytest.mark.parametrize("content", [b"", b"{}"])
async def test_flush(meter: Rest, content: bytes) -> None:
    answer = await meter.http.post("/api/metrics/flush", content=content)

    assert (answer.status_code, answer.content) == (202, b"")
