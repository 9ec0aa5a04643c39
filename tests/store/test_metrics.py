"""Metric values: the latest time is current, an idempotency key stores once, and nothing is lost between writers."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plangraph.domain import ids
from plangraph.domain.errors import Forbidden, InvalidInput
from plangraph.domain.viewer import Scope, Viewer
from plangraph.services.metrics import Current, Event, MetricSet, Outcome, set_metric
from plangraph.store.engine import Database
from tests.store.contents import everything, rows

NOW = datetime(2026, 3, 10, 12, 30, 15, 123456, tzinfo=UTC)
WRITER = Viewer("pg_test", Scope.WRITE)
METRIC = ids.global_id("Metric", "acme", "disk")


async def put(
    database: Database,
    value: int,
    *,
    time: datetime | None = None,
    idempotency_key: str | None = None,
    now: datetime = NOW,
) -> MetricSet:
    return await set_metric(
        database,
        WRITER,
        key="disk",
        value=value,
        account_key="acme",
        idempotency_key=idempotency_key,
        time=time,
        now=now,
    )


async def current(database: Database) -> list[tuple[Any, ...]]:
    return await rows(database, "metric", "value", "time", "event_id")


async def test_first_value(database: Database) -> None:
    answer = await put(database, 5)

    (event,) = await rows(database, "metric_event", "uid", "gid", "value", "time", "received_at", "written_by")
    assert event == (event[0], ids.global_id("MetricEvent", event[0]), 5, NOW, NOW, "pg_test")
    assert answer == MetricSet(Outcome.APPLIED, METRIC, Current(5, NOW), event[1], Event(event[0], 5, NOW, NOW))
    assert await rows(database, "metric", "gid", "account_key", "key") == [(METRIC, "acme", "disk")]
    assert await current(database) == [(5, NOW, 1)]


async def test_later_time_is_current(database: Database) -> None:
    await put(database, 5, time=NOW)

    answer = await put(database, 3, time=NOW + timedelta(microseconds=1))

    assert answer.outcome is Outcome.APPLIED
    assert await current(database) == [(3, NOW + timedelta(microseconds=1), 2)]


async def test_earlier_time_is_history(database: Database) -> None:
    await put(database, 5, time=NOW)

    answer = await put(database, 3, time=NOW - timedelta(days=1))

    assert (answer.outcome, answer.current) == (Outcome.SUPERSEDED, Current(5, NOW))
    assert answer.event is not None
    assert await current(database) == [(5, NOW, 1)]
    assert await rows(database, "metric_event", "value") == [(5,), (3,)]


async def test_equal_times_the_later_stored(database: Database) -> None:
    await put(database, 5, time=NOW)

    answer = await put(database, 3, time=NOW)

    assert answer.outcome is Outcome.APPLIED
    assert await current(database) == [(3, NOW, 2)]


async def test_replay(database: Database) -> None:
    first = await put(database, 5, idempotency_key="k")
    tomorrow = NOW + timedelta(days=1)
    await put(database, 9, time=tomorrow)
    before = await everything(database)

    answer = await put(database, 5, idempotency_key="k", time=NOW + timedelta(days=5), now=tomorrow)

    assert answer == MetricSet(Outcome.REPLAYED, METRIC, Current(9, tomorrow), first.event, first.stored)
    assert await everything(database) == before


async def test_conflict(database: Database) -> None:
    await put(database, 5, idempotency_key="k")
    before = await everything(database)

    answer = await put(database, 6, idempotency_key="k")

    assert (answer.outcome, answer.event, answer.current) == (Outcome.CONFLICT, None, Current(5, NOW))
    assert [(e.path, e.code.value) for e in answer.errors] == [(("idempotency_key",), "CONFLICT")]
    assert await everything(database) == before


async def test_idempotency_is_of_one_metric(database: Database) -> None:
    await put(database, 5, idempotency_key="k")

    other = await set_metric(database, WRITER, key="other", value=6, account_key="acme", idempotency_key="k", now=NOW)
    elsewhere = await set_metric(
        database, WRITER, key="disk", value=7, account_key="birch", idempotency_key="k", now=NOW
    )

    assert (other.outcome, elsewhere.outcome) == (Outcome.APPLIED, Outcome.APPLIED)


async def test_empty_idempotency_key_is_none(database: Database) -> None:
    outcomes = [(await put(database, value, idempotency_key="")).outcome for value in (1, 2)]

    assert outcomes == [Outcome.APPLIED, Outcome.APPLIED]
    assert await rows(database, "metric_event", "idempotency_key") == [(None,), (None,)]


async def test_whole_range(database: Database) -> None:
    for value in (-(1 << 63), (1 << 63) - 1):
        await put(database, value)

        assert (await current(database))[0][0] == value


async def test_ends_of_the_calendar(database: Database) -> None:
    """One microsecond is lost there, since PostgreSQL's driver takes the very ends for infinity."""
    for time in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        await put(database, 1, time=time)

        (stored,) = await rows(database, "metric", "time")
        assert abs(stored[0] - time) == timedelta(microseconds=1)


async def test_every_wrong_field_is_told(database: Database) -> None:
    with pytest.raises(InvalidInput) as refused:
        await set_metric(
            database,
            WRITER,
            key="",
            value=1 << 63,
            account_key="x" * 256,
            idempotency_key="\ud800",
            now=NOW,
        )

    assert [(e.dotted, e.code.value) for e in refused.value.errors] == [
        ("key", "REQUIRED"),
        ("value", "OUT_OF_RANGE"),
        ("account_key", "TOO_LONG"),
        ("idempotency_key", "INVALID"),
    ]
    assert await rows(database, "metric", "id") == []


async def test_another_accounts_viewer(database: Database) -> None:
    viewer = Viewer("pg_test", Scope.WRITE, account_key="birch")

    with pytest.raises(Forbidden):
        await set_metric(database, viewer, key="disk", value=1, account_key="acme", now=NOW)

    assert await rows(database, "metric_event", "id") == []


async def test_hundred_at_once_with_one_key_store_one(database: Database) -> None:
    answers = await asyncio.gather(*(put(database, 5, idempotency_key="k") for _ in range(100)))

    assert Counter(a.outcome for a in answers) == {Outcome.APPLIED: 1, Outcome.REPLAYED: 99}
    assert len({a.event for a in answers}) == 1
    assert len(await rows(database, "metric_event", "id")) == 1  # whose number may come after those of writers refused


async def test_thousand_at_once_lose_none(database: Database) -> None:
    waiting = asyncio.Semaphore(64)

    async def one(n: int) -> MetricSet:
        async with waiting:
            return await put(database, n, idempotency_key=f"k{n}", time=NOW + timedelta(seconds=n))

    answers = await asyncio.gather(*(one(n) for n in range(1_000)))

    assert {a.outcome for a in answers} <= {Outcome.APPLIED, Outcome.SUPERSEDED}
    stored = await rows(database, "metric_event", "value", "id")
    assert sorted(value for value, _ in stored) == list(range(1_000))
    assert await current(database) == [(999, NOW + timedelta(seconds=999), dict(stored)[999])]


step = st.tuples(st.integers(0, 3), st.integers(-2, 2), st.sampled_from([None, "a", "b"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_steps=st.lists(step, max_size=8))
async def test_sequences_mean_what_is_promised(
    database: Database, given_steps: list[tuple[int, int, str | None]]
) -> None:
    """Each answer, and the current value, as a plain list of what was stored says; and rebuilt from the history."""
    account, kept = str(uuid4()), list[tuple[datetime, int, int, str | None]]()
    for minutes, value, key in given_steps:
        time = NOW + timedelta(minutes=minutes)
        before = next((k for k in kept if key is not None and k[3] == key), None)
        answer = await set_metric(
            database, WRITER, key="m", value=value, account_key=account, idempotency_key=key, time=time, now=NOW
        )
        if before is None:
            kept.append((time, len(kept), value, key))
        latest = max(kept)
        if before is not None:
            assert answer.outcome is (Outcome.REPLAYED if before[2] == value else Outcome.CONFLICT)
        else:
            assert answer.outcome is (Outcome.APPLIED if latest is kept[-1] else Outcome.SUPERSEDED)
        assert answer.current == Current(latest[2], latest[0])

    history = await rows(database, "metric_event", "account_key", "time", "id", "value")
    mine = [(time, place, value) for owner, time, place, value in history if owner == account]
    metrics = await rows(database, "metric", "account_key", "time", "event_id", "value")
    assert [(time, value) for time, _, value in mine] == [(time, value) for time, _, value, _ in kept]
    assert [row[1:] for row in metrics if row[0] == account] == ([max(mine)] if mine else [])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_steps=st.lists(step, max_size=30))
async def test_sequences_at_once_leave_the_latest(
    database: Database, given_steps: list[tuple[int, int, str | None]]
) -> None:
    account = str(uuid4())
    answers = await asyncio.gather(
        *(
            set_metric(
                database,
                WRITER,
                key="m",
                value=value,
                account_key=account,
                idempotency_key=key,
                time=NOW + timedelta(minutes=minutes),
                now=NOW,
            )
            for minutes, value, key in given_steps
        )
    )

    history = await rows(database, "metric_event", "account_key", "time", "id", "value", "idempotency_key")
    mine = [row[1:] for row in history if row[0] == account]
    metrics = await rows(database, "metric", "account_key", "time", "event_id", "value")
    keys = {key for _, _, key in given_steps if key}
    assert len(mine) == sum(a.outcome in (Outcome.APPLIED, Outcome.SUPERSEDED) for a in answers)
    assert len(mine) == sum(key is None for _, _, key in given_steps) + len(keys)
    assert [row[1:] for row in metrics if row[0] == account] == ([max(mine)[:3]] if mine else [])
