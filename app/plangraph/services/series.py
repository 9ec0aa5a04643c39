"""A metric's values drawn as points at even steps of a calendar; the value in force is carried over gaps."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.store.batches import Reading
from plangraph.store.queries.metric_history import Window, windows

MOST_POINTS = 1_000


class Bucket(Enum):
    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


class Aggregate(Enum):
    """LAST: in force at the end. MIN, MAX: of what was in force. CHANGE: the end less the start."""

    LAST = "LAST"
    MIN = "MIN"
    MAX = "MAX"
    CHANGE = "CHANGE"


class Point(NamedTuple):
    """`time`: when the step begins; `value` None: nothing was in force, or the step has not begun."""

    time: datetime
    value: int | None


class SeriesOptions(NamedTuple):
    """Steps that touch [since, until), by the calendar of a time zone; weeks begin on Monday."""

    since: datetime
    until: datetime
    every: Bucket
    time_zone: str = "UTC"
    aggregate: Aggregate = Aggregate.LAST


async def series(reading: Reading, metrics: Sequence[int], options: SeriesOptions) -> dict[int, list[Point]]:
    """Points of each metric, by row number; two statements. Raises InvalidInput for a window or zone that is none."""
    edges = steps(options)
    found = await windows(reading, metrics, edges[0], edges[-1])
    return {number: points(edges, found[number], options.aggregate, reading.now) for number in metrics}


def steps(options: SeriesOptions) -> list[datetime]:
    """Where each step begins, and where the last one ends, in UTC."""
    zone = _zone(options.time_zone)
    if options.until <= options.since:
        raise InvalidInput([FieldError(("to",), "must be after `from`", UserErrorCode.OUT_OF_RANGE)])
    found: list[datetime] = []
    try:
        for edge in _edges(options.since, options.every, zone):
            if found and edge <= found[-1]:
                continue  # a day that a zone left out when it crossed the date line
            found.append(edge)
            if edge >= options.until:
                return found
            if len(found) > MOST_POINTS:
                break
    except OverflowError:
        raise InvalidInput([FieldError(("to",), "is beyond the calendar", UserErrorCode.OUT_OF_RANGE)]) from None
    message = f"makes more than {MOST_POINTS} points; ask for a shorter time or longer steps"
    raise InvalidInput([FieldError(("every",), message, UserErrorCode.OUT_OF_RANGE)])


def points(edges: Sequence[datetime], window: Window, aggregate: Aggregate, now: datetime) -> list[Point]:
    """`window`: what happened from the first edge to the last."""
    found = []
    force, place = window.before, 0
    for start, end in pairwise(edges):
        at_start, within = force, []
        while place < len(window.events) and window.events[place][0] < end:
            time, force = window.events[place]
            if time == start:
                at_start = force
            else:
                within.append(force)
            place += 1
        values = within if at_start is None else [at_start, *within]
        found.append(Point(start, None if start > now else _one(values, at_start, aggregate)))
    return found


def _one(values: Sequence[int], at_start: int | None, aggregate: Aggregate) -> int | None:
    if not values:
        return None
    match aggregate:
        case Aggregate.LAST:
            return values[-1]
        case Aggregate.MIN:
            return min(values)
        case Aggregate.MAX:
            return max(values)
        case Aggregate.CHANGE:
            return values[-1] - (at_start or 0)


def _edges(since: datetime, every: Bucket, zone: ZoneInfo) -> Iterator[datetime]:
    local = since.astimezone(zone)
    if every is Bucket.HOUR:
        edge = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        while True:
            yield edge
            edge += timedelta(hours=1)
    day = local.date()
    if every is Bucket.WEEK:
        day -= timedelta(days=day.weekday())
    elif every is Bucket.MONTH:
        day = day.replace(day=1)
    while True:
        yield datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        day = _next(day, every)


def _next(day: date, every: Bucket) -> date:
    if every is Bucket.MONTH:
        return (day + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 if every is Bucket.WEEK else 1)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        message = f"{name[:50]!r} is no time zone; use one such as Europe/Berlin"
        raise InvalidInput([FieldError(("time_zone",), message)]) from None
