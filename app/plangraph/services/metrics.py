"""Metric values set by callers: one service behind REST and GraphQL.

Source of the semantics: Kickplan's reference and recorded traffic ("set" values, idempotency for each metric).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import uuid4

from plangraph.domain import ids
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.viewer import Viewer
from plangraph.services.checks import key_errors, own_account_only, text_errors, together
from plangraph.store.engine import Database
from plangraph.store.queries import metric_set, outbox
from plangraph.store.queries.metric_set import Current, Event, Outcome
from plangraph.store.queries.metrics import NewEvent

__all__ = ["Current", "Event", "MetricSet", "Outcome", "change_metric", "set_metric"]

LIMIT = 1 << 63


class MetricSet(NamedTuple):
    """What became of a value. `metric` and `event` are global ids.

    `current`: what is in force now. `event`, `stored`: of what was stored now or, replayed, before; none for CONFLICT.
    `errors`: for CONFLICT, the one on `idempotency_key`.
    """

    outcome: Outcome
    metric: str
    current: Current
    event: str | None = None
    stored: Event | None = None
    errors: tuple[FieldError, ...] = ()


async def set_metric(
    database: Database,
    viewer: Viewer,
    *,
    key: str,
    value: int,
    account_key: str,
    idempotency_key: str | None = None,
    time: datetime | None = None,
    now: datetime,
    found: Sequence[FieldError] = (),
) -> MetricSet:
    """Stores a value from `time` (default `now`) on; neither metric nor account need exist.

    An empty idempotency key is none. `found`: what the caller has found wrong already. Raises InvalidInput with every
    wrong field; nothing is stored then.
    """
    wrong = together(found, _errors(key, value, account_key, idempotency_key))
    own_account_only(viewer, account_key)
    if wrong:
        raise InvalidInput(wrong)
    event = NewEvent(uuid4(), account_key, key, value, time or now, idempotency_key or None)
    stored = await metric_set.store(database, event, now, viewer.key_prefix, _queue(database, now))
    metric = ids.global_id("Metric", account_key, key)
    if stored.event is None:
        message = "was used for another value of this metric already"
        used = FieldError(("idempotency_key",), message, UserErrorCode.CONFLICT)
        return MetricSet(stored.outcome, metric, stored.current, errors=(used,))
    event_id = ids.global_id("MetricEvent", stored.event.uid)
    return MetricSet(stored.outcome, metric, stored.current, event_id, stored.event)


async def change_metric(
    database: Database,
    viewer: Viewer,
    *,
    key: str,
    by: int,
    account_key: str,
    now: datetime,
    found: Sequence[FieldError] = (),
) -> None:
    """Adds to the current value, which counts as 0 before the first. Raises InvalidInput; nothing is stored then."""
    wrong = together(found, _errors(key, by, account_key, None))
    own_account_only(viewer, account_key)
    if wrong:
        raise InvalidInput(wrong)
    event = NewEvent(uuid4(), account_key, key, by, now)
    if await metric_set.change(database, event, now, viewer.key_prefix, _queue(database, now)) is None:
        message = "would take the metric beyond 64 bits"
        raise InvalidInput([FieldError(("value",), message, UserErrorCode.OUT_OF_RANGE)])


def _queue(database: Database, now: datetime) -> metric_set.Queue | None:
    return partial(outbox.metric_entry, now=now) if database.forwarding else None


def _errors(key: str, value: int, account_key: str, idempotency_key: str | None) -> Iterator[FieldError]:
    yield from key_errors(key, ("key",))
    if not -LIMIT <= value < LIMIT:
        yield FieldError(("value",), "does not fit in 64 bits", UserErrorCode.OUT_OF_RANGE)
    yield from key_errors(account_key, ("account_key",))
    yield from text_errors(idempotency_key, ("idempotency_key",))
