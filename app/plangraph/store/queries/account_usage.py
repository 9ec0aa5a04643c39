"""What pricing an account needs of it: its plans, its customer's plans now, and its metrics over a window each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Executable, FromClause, func, select
from sqlalchemy.types import TypeEngine
from sqlmodel import col

from plangraph.domain.metering import Values
from plangraph.domain.viewer import Viewer
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.batches import Reading
from plangraph.store.loads import NOW
from plangraph.store.types import BigInt, PlainText, UtcDateTime
from plangraph.store.visible import alike, linked_account, visible

# An account's key and which of its windows is meant, by billing period; from when until just before when
Window = tuple[str, int]
Span = tuple[datetime, datetime]
_COLUMNS: Sequence[tuple[str, TypeEngine[Any]]] = (
    ("account", PlainText()),
    ("period", BigInt),
    ("start", UtcDateTime()),
    ("end", UtcDateTime()),
)


class Link(NamedTuple):
    """A time of the account's customer on a plan that is active now."""

    plan: int
    starting_on: datetime


class Standing(NamedTuple):
    """An account's own plans in order, and its customer's active ones, newest beginning first; plans by row number."""

    key: str
    plans: tuple[int, ...]
    links: tuple[Link, ...]


async def standings(reading: Reading, accounts: Sequence[int]) -> dict[int, Standing]:
    """By row number of the account."""
    viewer, keys = alike(reading.viewer), {"keys": accounts}
    there = await reading.rows(_there(viewer), keys)
    plans = _by_first(await reading.rows(_named(viewer), keys))
    links = _by_first(await reading.rows(_links(viewer), keys))
    return {
        row[0]: Standing(
            row[1],
            tuple(own_plan[1] for own_plan in plans.get(row[0], ())),
            tuple(Link(link[1], link[2]) for link in links.get(row[0], ())),
        )
        for row in there
    }


@cache
def _there(viewer: Viewer) -> Executable:
    account = tables.Account
    return select(col(account.id), col(account.key)).where(_among(account.id), *_visible(viewer, account))


@cache
def _named(viewer: Viewer) -> Executable:
    own, plan = tables.AccountPlan, tables.Plan
    return (
        select(col(own.account_id), col(own.plan_id))
        .join_from(own, plan, col(own.plan_id) == col(plan.id))
        .where(_among(own.account_id), col(plan.removed_at).is_(None), *_visible(viewer, own))
        .order_by(col(own.account_id), col(own.position))
    )


@cache
def _links(viewer: Viewer) -> Executable:
    account, alias, link, plan = tables.Account, tables.IngestAlias, tables.CustomerPlan, tables.Plan
    return (
        select(col(account.id), col(link.plan_id), col(link.starting_on))
        .join_from(account, alias, col(alias.alias) == col(account.key))
        .join(link, col(link.customer_id) == col(alias.customer_id))
        .join(plan, col(plan.id) == col(link.plan_id))
        .where(
            _among(account.id),
            linked_account(col(link.customer_id)) == col(account.id),
            col(link.starting_on) <= NOW,
            col(link.ends) > NOW,
            col(link.removed_at).is_(None),
            col(plan.removed_at).is_(None),
            *_visible(viewer, link),
        )
        .order_by(col(account.id), col(link.starting_on).desc(), col(link.id).desc())
    )


async def values(reading: Reading, windows: Mapping[Window, Span]) -> dict[Window, dict[str, Values]]:
    """Metric key → its values, over each window; nothing for a window of an account without metrics."""
    given = {
        "accounts": [account for account, _ in windows],
        "periods": [period for _, period in windows],
        "starts": [start for start, _ in windows.values()],
        "ends": [end for _, end in windows.values()],
    }
    found: defaultdict[Window, dict[str, Values]] = defaultdict(dict)
    statement = _values(reading.database.dialect, alike(reading.viewer))
    for account, period, key, at_start, at_end, most in await reading.rows(statement, given):
        found[account, period][key] = Values(at_start, at_end, most)
    return found


@cache
def _values(dialect: str, viewer: Viewer) -> Executable:
    metric, event = tables.Metric, tables.MetricEvent
    window = _windows(dialect)
    start, end = window.c.start, window.c.end
    of_metric = col(event.metric_id) == col(metric.id)

    def in_force(condition: ColumnElement[bool]) -> Any:
        newest = select(col(event.value)).where(of_metric, condition)
        return newest.order_by(col(event.time).desc(), col(event.id).desc()).limit(1).correlate(metric, window)

    largest = select(func.max(col(event.value))).where(of_metric, col(event.time) > start, col(event.time) < end)
    return (
        select(
            window.c.account,
            window.c.period,
            col(metric.key),
            in_force(col(event.time) <= start).scalar_subquery(),
            in_force(col(event.time) < end).scalar_subquery(),
            largest.correlate(metric, window).scalar_subquery(),
        )
        .join_from(metric, window, col(metric.account_key) == window.c.account)
        .where(*_visible(viewer, metric))
    )


def _windows(dialect: str) -> FromClause:
    """The bound windows as rows: account, period, start, end."""
    if dialect == "postgresql":
        lists = [func.unnest(bound_list(f"{name}s", type_), type_=type_).label(name) for name, type_ in _COLUMNS]
        return select(*lists).subquery("windows")
    parts = [
        func.json_each(bound_list(f"{name}s", type_)).table_valued("key", "value", name=name)
        for name, type_ in _COLUMNS
    ]
    rows: FromClause = parts[0]
    for part in parts[1:]:
        rows = rows.join(part, part.c.key == parts[0].c.key)
    chosen = [part.c.value.label(name) for part, (name, _) in zip(parts, _COLUMNS, strict=True)]
    return select(*chosen).select_from(rows).subquery("windows")


def _among(column: Any) -> OneOf:
    sql = sql_column(column)
    return OneOf(sql, bound_list("keys", sql.type))


def sql_column(attribute: Any) -> Column[Any]:
    found: Column[Any] = attribute.property.columns[0]
    return found


def _visible(viewer: Viewer, model: Any) -> tuple[ColumnElement[bool], ...]:
    return visible(model.__table__, viewer)


def _by_first(rows: Sequence[Sequence[Any]]) -> dict[Any, list[Sequence[Any]]]:
    found: defaultdict[Any, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
