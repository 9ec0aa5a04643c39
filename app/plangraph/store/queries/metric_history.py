"""The values of many metrics over a window, in two statements for any number of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select

from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list, keys_table
from plangraph.store.batches import Reading
from plangraph.store.queries.bulk import table_of
from plangraph.store.types import UtcDateTime
from plangraph.store.visible import visible


@dataclass(slots=True)
class Window:
    """`before`: the value in force just before the window, if any; `events`: (time, value) within it, in order."""

    before: int | None = None
    events: list[tuple[datetime, int]] = field(default_factory=list)


async def windows(reading: Reading, metrics: Sequence[int], since: datetime, until: datetime) -> dict[int, Window]:
    """What each metric, by row number, did in [since, until)."""
    event = table_of(tables.MetricEvent)
    found = {number: Window() for number in metrics}
    if not found:
        return found
    start = bindparam("since", type_=UtcDateTime(), required=True)
    end = bindparam("until", type_=UtcDateTime(), required=True)
    shown = visible(event, reading.viewer)
    keys = keys_table(reading.database.dialect, event.c.metric_id.type)
    latest = (
        select(event.c.value)
        .where(event.c.metric_id == keys.c.key, event.c.time < start, *shown)
        .order_by(event.c.time.desc(), event.c.id.desc())
        .limit(1)
        .correlate(keys)
        .scalar_subquery()
    )
    binds = {"keys": list(found), "since": since}
    for number, value in await reading.rows(select(keys.c.key, latest), binds):
        found[number].before = value
    within = (
        select(event.c.metric_id, event.c.time, event.c.value)
        .where(
            OneOf(event.c.metric_id, bound_list("keys", event.c.metric_id.type)),
            event.c.time >= start,
            event.c.time < end,
            *shown,
        )
        .order_by(event.c.metric_id, event.c.time, event.c.id)
    )
    for number, time, value in await reading.rows(within, {**binds, "until": until}):
        found[number].events.append((time, value))
    return found
