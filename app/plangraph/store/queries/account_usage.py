"""What pricing an account needs of it: its plans, its customer's plans now, and its metrics over a window each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, func, select
from sqlalchemy.types import TypeEngine

from plangraph.domain.metering import Values
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.batches import Reading
from plangraph.store.loads import NOW
from plangraph.store.queries.bulk import table_of
from plangraph.store.types import BigInt, PlainText, UtcDateTime
from plangraph.store.visible import linked_account, visible

_ACCOUNT, _PLAN = table_of(tables.Account), table_of(tables.Plan)
# An account's key and which of its windows is meant, by billing period; from when until just before when
Window = tuple[str, int]
Span = tuple[datetime, datetime]
_COLUMNS: Sequence[tuple[str, TypeEngine[Any]]] = (
    ("account", PlainText()),
    ("period", BigInt),
    ("start", UtcDateTime()),
    ("end", UtcDateTime()),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A time of the account's customer on a plan that is active now."""

    plan: int
    starting_on: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """An account's own plans in order, and its customer's active ones, newest beginning first; plans by row number."""

    key: str
    plans: tuple[int, ...]
    links: tuple[Link, ...]


async def standings(reading: Reading, accounts: Sequence[int]) -> dict[int, Standing]:
    """By row number of the account."""
    account, own, plan = _ACCOUNT, table_of(tables.AccountPlan), _PLAN
    there = await reading.rows(
        select(account.c.id, account.c.key).where(_among(account.c.id), *visible(account, reading.viewer)),
        {"keys": accounts},
    )
    named = await reading.rows(
        select(own.c.account_id, own.c.plan_id)
        .join_from(own, plan, own.c.plan_id == plan.c.id)
        .where(_among(own.c.account_id), plan.c.removed_at.is_(None), *visible(own, reading.viewer))
        .order_by(own.c.account_id, own.c.position),
        {"keys": accounts},
    )
    plans, links = _by_first(named), _by_first(await _links(reading, accounts))
    return {
        row[0]: Standing(
            row[1],
            tuple(own_plan[1] for own_plan in plans.get(row[0], ())),
            tuple(Link(link[1], link[2]) for link in links.get(row[0], ())),
        )
        for row in there
    }


async def _links(reading: Reading, accounts: Sequence[int]) -> Sequence[Sequence[Any]]:
    account, alias, link, plan = _ACCOUNT, table_of(tables.IngestAlias), table_of(tables.CustomerPlan), _PLAN
    statement = (
        select(account.c.id, link.c.plan_id, link.c.starting_on)
        .join_from(account, alias, alias.c.alias == account.c.key)
        .join(link, link.c.customer_id == alias.c.customer_id)
        .join(plan, plan.c.id == link.c.plan_id)
        .where(
            _among(account.c.id),
            linked_account(link.c.customer_id) == account.c.id,
            link.c.starting_on <= NOW,
            link.c.ends > NOW,
            link.c.removed_at.is_(None),
            plan.c.removed_at.is_(None),
            *visible(link, reading.viewer),
        )
        .order_by(account.c.id, link.c.starting_on.desc(), link.c.id.desc())
    )
    return await reading.rows(statement, {"keys": accounts})


async def values(reading: Reading, windows: Mapping[Window, Span]) -> dict[Window, dict[str, Values]]:
    """Metric key → its values, over each window; nothing for a window of an account without metrics."""
    metric, event = table_of(tables.Metric), table_of(tables.MetricEvent)
    window = _windows(reading.database.dialect)
    start, end = window.c.start, window.c.end
    of_metric = event.c.metric_id == metric.c.id

    def in_force(condition: ColumnElement[bool]) -> Any:
        newest = select(event.c.value).where(of_metric, condition)
        return newest.order_by(event.c.time.desc(), event.c.id.desc()).limit(1).correlate(metric, window)

    largest = select(func.max(event.c.value)).where(of_metric, event.c.time > start, event.c.time < end)
    statement = (
        select(
            window.c.account,
            window.c.period,
            metric.c.key,
            in_force(event.c.time <= start).scalar_subquery(),
            in_force(event.c.time < end).scalar_subquery(),
            largest.correlate(metric, window).scalar_subquery(),
        )
        .join_from(metric, window, metric.c.account_key == window.c.account)
        .where(*visible(metric, reading.viewer))
    )
    given = {
        "accounts": [account for account, _ in windows],
        "periods": [period for _, period in windows],
        "starts": [start for start, _ in windows.values()],
        "ends": [end for _, end in windows.values()],
    }
    found: defaultdict[Window, dict[str, Values]] = defaultdict(dict)
    for account, period, key, at_start, at_end, most in await reading.rows(statement, given):
        found[account, period][key] = Values(at_start, at_end, most)
    return found


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


def _among(column: Column[Any]) -> OneOf:
    return OneOf(column, bound_list("keys", column.type))


def _by_first(rows: Sequence[Sequence[Any]]) -> dict[Any, list[Sequence[Any]]]:
    found: defaultdict[Any, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
