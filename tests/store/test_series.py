"""Series of metrics: steps of a calendar, values carried over gaps, at most a thousand points."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plangraph.domain.errors import InvalidInput
from plangraph.domain.viewer import Scope, Viewer
from plangraph.services import catalogue, imports
from plangraph.services.series import Aggregate, Bucket, SeriesOptions, series, steps
from plangraph.store.batches import Reading
from plangraph.store.engine import Database
from tests.conftest import Statements

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
READER = Viewer("pg_test", Scope.READ)


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=UTC)


async def load(database: Database, accounts: int = 1) -> Reading:
    values = [(1, 9, 10), (3, 0, 20), (3, 6, 5), (3, 18, 15), (6, 12, 40)]
    metrics = [{"key": "m", "value": v, "time": day(d, h).isoformat()} for d, h, v in values]
    given = {"plans": [], "accounts": [{"key": f"a{n}", "metrics": metrics} for n in range(accounts)]}
    await imports.import_catalogue(database, catalogue.read(json.dumps(given), NOW), NOW)
    return Reading(database, READER, NOW)


DAYS = {
    Aggregate.LAST: [10, 10, 15, 15, 15, 40],
    Aggregate.MIN: [10, 10, 5, 15, 15, 15],
    Aggregate.MAX: [10, 10, 20, 15, 15, 40],
    Aggregate.CHANGE: [10, 0, -5, 0, 0, 25],
}


async def test_days(database: Database) -> None:
    reading = await load(database)

    for aggregate, values in DAYS.items():
        found = (await series(reading, [1], SeriesOptions(day(1), day(7), Bucket.DAY, aggregate=aggregate)))[1]

        assert [p.time for p in found] == [day(n) for n in range(1, 7)]
        assert [p.value for p in found] == values


async def test_before_the_first_value_and_after_now_there_is_none(database: Database) -> None:
    reading = await load(database)

    found = (await series(reading, [1], SeriesOptions(day(1, 8), day(1, 11), Bucket.HOUR)))[1]
    ahead = (await series(reading, [1], SeriesOptions(day(10), day(12), Bucket.DAY)))[1]

    assert [p.value for p in found] == [None, 10, 10]
    assert [p.value for p in ahead] == [40, None]


async def test_value_in_force_before_the_window(database: Database) -> None:
    reading = await load(database)

    found = (await series(reading, [1], SeriesOptions(day(4), day(5), Bucket.DAY, aggregate=Aggregate.MIN)))[1]

    assert [p.value for p in found] == [15]


async def test_two_statements_for_any_number_of_metrics(
    database: Database, counted: Callable[[Database], Statements]
) -> None:
    reading = await load(database, accounts=30)
    statements = counted(database)

    found = await series(reading, list(range(1, 31)), SeriesOptions(day(1), day(7), Bucket.DAY))

    assert {tuple(p.value for p in points) for points in found.values()} == {(10, 10, 15, 15, 15, 40)}
    assert len(statements.take()) == 2


async def test_hidden_metric_has_no_values(database: Database) -> None:
    await load(database, accounts=2)
    viewer = Viewer("pg_test", Scope.ACCOUNT, account_key="a1")

    found = await series(Reading(database, viewer, NOW), [1, 2], SeriesOptions(day(3), day(4), Bucket.DAY))

    assert [found[n][0].value for n in (1, 2)] == [None, 15]


@pytest.mark.parametrize(
    ("every", "zone", "since", "until", "edges"),
    [
        (Bucket.WEEK, "UTC", day(5), day(10), ["2026-03-02T00:00", "2026-03-09T00:00", "2026-03-16T00:00"]),
        (Bucket.MONTH, "UTC", day(31), day(31, 1), ["2026-03-01T00:00", "2026-04-01T00:00"]),
        (
            Bucket.DAY,
            "Europe/Berlin",
            day(28, 23),
            day(30),
            ["2026-03-28T23:00", "2026-03-29T22:00", "2026-03-30T22:00"],
        ),
        (Bucket.HOUR, "Asia/Kolkata", day(1), day(1, 1), ["2026-02-28T23:30", "2026-03-01T00:30", "2026-03-01T01:30"]),
    ],
)
def test_steps(every: Bucket, zone: str, since: datetime, until: datetime, edges: list[str]) -> None:
    found = steps(SeriesOptions(since, until, every, zone))

    assert [edge.isoformat()[:16] for edge in found] == edges


@example(datetime(2011, 12, 28, tzinfo=UTC), timedelta(days=4), Bucket.DAY, "Pacific/Apia")
@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (zone follows)
    st.timedeltas(timedelta(seconds=1), timedelta(days=30)),
    st.sampled_from(Bucket),
    st.sampled_from(["UTC", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"]),
)
def test_steps_cover_the_window_and_rise(since: datetime, length: timedelta, every: Bucket, zone: str) -> None:
    found = steps(SeriesOptions(since, since + length, every, zone))

    assert found[0] <= since
    assert found[-2] < since + length <= found[-1]
    assert all(earlier < later for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("options", "path"),
    [
        (SeriesOptions(day(2), day(2), Bucket.DAY), "to"),
        (SeriesOptions(day(2), day(1), Bucket.DAY), "to"),
        (SeriesOptions(day(1), day(1) + timedelta(hours=1_001), Bucket.HOUR), "every"),
        (SeriesOptions(day(1), day(2), Bucket.DAY, "Mars/Olympus"), "time_zone"),
        (SeriesOptions(day(1), day(2), Bucket.DAY, "../etc/passwd"), "time_zone"),
        (SeriesOptions(day(1), day(2), Bucket.DAY, ""), "time_zone"),
        (SeriesOptions(day(1), day(2), Bucket.DAY, "a\x00"), "time_zone"),
        (SeriesOptions(datetime(9999, 12, 31, tzinfo=UTC), datetime.max.replace(tzinfo=UTC), Bucket.DAY), "to"),
    ],
)
def test_refused(options: SeriesOptions, path: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        steps(options)

    assert [e.dotted for e in refused.value.errors] == [path]


def test_a_thousand_points_are_allowed() -> None:
    assert len(steps(SeriesOptions(day(1), day(1) + timedelta(hours=1_000), Bucket.HOUR))) == 1_001
