"""Billing periods on the calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.domain import periods
from plangraph.domain.errors import InvalidInput, UserErrorCode
from plangraph.domain.plan import BillingPeriod


def day(year: int, month: int, day_: int, hour: int = 0) -> datetime:
    return datetime(year, month, day_, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "period", "start"),
    [
        (BillingPeriod.MONTH, 0, day(2026, 1, 31, 9)),
        (BillingPeriod.MONTH, 1, day(2026, 2, 28, 9)),
        (BillingPeriod.MONTH, 2, day(2026, 3, 31, 9)),
        (BillingPeriod.MONTH, 3, day(2026, 4, 30, 9)),
        (BillingPeriod.MONTH, 25, day(2028, 2, 29, 9)),
        (BillingPeriod.QUARTER, 1, day(2026, 4, 30, 9)),
        (BillingPeriod.YEAR, 2, day(2028, 1, 31, 9)),
        (BillingPeriod.WEEK, 5, day(2026, 3, 7, 9)),
    ],
)
def test_start(length: BillingPeriod, period: int, start: datetime) -> None:
    assert periods.start_of(period, day(2026, 1, 31, 9), length) == start


def test_window() -> None:
    assert periods.window(1, day(2026, 1, 31), BillingPeriod.MONTH) == (day(2026, 2, 28), day(2026, 3, 31))


@pytest.mark.parametrize(
    ("instant", "length", "period"),
    [
        (day(2026, 1, 30), BillingPeriod.MONTH, None),
        (day(2026, 1, 31), BillingPeriod.MONTH, 0),
        (day(2026, 2, 27, 23), BillingPeriod.MONTH, 0),
        (day(2026, 2, 28), BillingPeriod.MONTH, 1),
        (day(2026, 3, 30), BillingPeriod.MONTH, 1),
        (day(2026, 3, 31), BillingPeriod.MONTH, 2),
        (day(2026, 4, 29), BillingPeriod.QUARTER, 0),
        (day(2026, 4, 30), BillingPeriod.QUARTER, 1),
        (day(2027, 1, 30), BillingPeriod.YEAR, 0),
        (day(2027, 1, 31), BillingPeriod.YEAR, 1),
        (day(2026, 2, 6), BillingPeriod.WEEK, 0),
        (day(2026, 2, 7), BillingPeriod.WEEK, 1),
    ],
)
def test_period_at_an_instant(instant: datetime, length: BillingPeriod, period: int | None) -> None:
    assert periods.at(instant, day(2026, 1, 31), length) == period


@given(
    st.integers(0, 36_000_000).map(lambda minutes: day(2000, 1, 1) + timedelta(minutes=minutes)),
    st.timedeltas(timedelta(0), timedelta(days=9_000)),
    st.sampled_from(BillingPeriod),
)
def test_every_instant_is_in_its_period(since: datetime, later: timedelta, length: BillingPeriod) -> None:
    period = periods.at(since + later, since, length)

    assert period is not None
    start, end = periods.window(period, since, length)
    assert start <= since + later < end


@pytest.mark.parametrize("length", BillingPeriod)
def test_end_of_the_calendar(length: BillingPeriod) -> None:
    with pytest.raises(InvalidInput) as refusal:
        periods.start_of(1_000_000, day(2026, 1, 1), length)

    assert [(e.path, e.message, e.code) for e in refusal.value.errors] == [
        (("period",), "lies beyond the year 9999", UserErrorCode.OUT_OF_RANGE)
    ]


def test_calendar_month() -> None:
    assert periods.calendar_month(day(2026, 12, 31, 23)) == (day(2026, 12, 1), day(2027, 1, 1))


def test_what_people_call_it() -> None:
    assert periods.display(0) == "month 1"
    assert [periods.display(3, length) for length in BillingPeriod] == ["week 4", "month 4", "quarter 4", "year 4"]
