"""Usage from the values of metrics."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from plangraph.domain import metering
from plangraph.domain.errors import InvalidInput, UserErrorCode
from plangraph.domain.plan import MetricLink, MetricUsage

START = datetime(2026, 3, 1, tzinfo=UTC)
END = datetime(2026, 4, 1, tzinfo=UTC)


def used(usage: MetricUsage, *events: tuple[int, int]) -> Decimal | None:
    """`events`: (days from the start of the window, value)."""
    times = [(START + timedelta(days=days), value) for days, value in events]
    return metering.quantity(MetricLink("seats", usage), metering.of_events(times, START, END))


@pytest.mark.parametrize(
    ("events", "last", "largest", "change"),
    [
        ([(-5, 7)], 7, 7, 0),
        ([(-9, 5), (-5, 7), (3, 12), (9, 10)], 10, 12, 3),
        ([(3, 12)], 12, 12, 12),
        # set exactly when the window begins: in force then; exactly when it ends: too late
        ([(0, 4), (31, 9)], 4, 4, 0),
        ([(-1, 8), (0, 4), (30, 9)], 9, 9, 5),
        ([(-5, 20), (3, 25), (4, 20)], 20, 25, 0),
        # set twice as the window begins: the later one is in force, the earlier one never was within
        ([(0, 9), (0, 4)], 4, 4, 0),
    ],
)
def test_quantity(events: list[tuple[int, int]], last: int, largest: int, change: int) -> None:
    assert used(MetricUsage.LAST, *events) == last
    assert used(MetricUsage.MAX, *events) == largest
    assert used(MetricUsage.CHANGE, *events) == change


def test_no_value() -> None:
    assert [used(usage, (31, 5)) for usage in MetricUsage] == [None, None, None]


@pytest.mark.parametrize(
    ("usage", "events", "message"),
    [
        (MetricUsage.LAST, [(1, -5)], "is below zero"),
        (MetricUsage.MAX, [(1, -5), (2, -1)], "is below zero"),
        (MetricUsage.CHANGE, [(-1, 9), (1, 5)], "falls"),
    ],
)
def test_below_zero(usage: MetricUsage, events: list[tuple[int, int]], message: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        used(usage, *events)

    (error,) = refusal.value.errors
    assert (error.path, error.code) == (("metrics", "seats"), UserErrorCode.NEGATIVE_USAGE)
    assert error.message == f"the metric 'seats' {message} within the window, so it is no quantity that could be billed"
