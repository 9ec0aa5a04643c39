"""The values of many metrics over a window, in two statements for any number of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, select

from plangraph.domain.viewer import Viewer
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list, keys_table
from plangraph.store.batches import Reading
from plangraph.store.queries.bulk import table_of
from plangraph.store.types import UtcDateTime
from plangraph.store.visible import alike, visible


@dataclass(slots=True)
class Window:
    """`before`: the value in force just before the window, if any; `events`: (time, value) within it, in order."""

    before: int | None = None
    events: list[tuple[datetime, int]] = field(default_factory=list)


async def windows(reading: Reading, metrics: Sequence[int], since: datetime, until: datetime) -> dict[int, Window]:
    """What each metric, by row number, did in [since, until)."""
    found = {number: Window() for number in metrics}
    if not found:
        return found
    viewer, binds = alike(reading.viewer), {"keys": list(found), "since": since}
    for number, value in await reading.rows(_before(reading.database.dialect, viewer), binds):
        found[number].before = value
    for number, time, value in await reading.rows(_within(viewer), {**binds, "until": until}):
        found[number].events.append((time, value))
    return found


@cache
def _before(dialect: str, viewer: Viewer) -> Select[Any]:
    """Each metric's value in force at `since`."""
    event = table_of(tables.MetricEvent)
    keys = keys_table(dialect, event.c.metric_id.type)
    latest = (
        select(event.c.value)
        .where(event.c.metric_id == keys.c.key, event.c.time < _instant("since"), *visible(event, viewer))
        .order_by(event.c.time.desc(), event.c.id.desc())
        .limit(1)
        .correlate(keys)
        .scalar_subquery()
    )
    return select(keys.c.key, latest)


@cache
def _within(viewer: Viewer) -> Select[Any]:
    event = table_of(tables.MetricEvent)
    return (
        select(event.c.metric_id, event.c.time, event.c.value)
        .where(
            OneOf(event.c.metric_id, bound_list("keys", event.c.metric_id.type)),
            event.c.time >= _instant("since"),
            event.c.time < _instant("until"),
            *visible(event, viewer),
        )
        .order_by(event.c.metric_id, event.c.time, event.c.id)
    )


def _instant(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime(), required=True)
