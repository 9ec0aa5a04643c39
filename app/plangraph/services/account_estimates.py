"""What plans cost an account, its usage being what its metrics say."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plangraph.domain import periods
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.metering import Values
from plangraph.domain.plan import BillingPeriod, Plan
from plangraph.domain.rating import options
from plangraph.domain.rating.estimate import Estimate
from plangraph.domain.rating.notes import Assumption, AssumptionCode
from plangraph.domain.rating.options import Option
from plangraph.domain.viewer import Scope, Viewer
from plangraph.store.batches import Reading
from plangraph.store.queries import account_usage, price_lists
from plangraph.store.queries.account_usage import Link, Standing, Window
from plangraph.store.seen import Readable

# Beyond so many earlier periods an answer says instead that it does not know them
MOST_EARLIER = 60
_AT_A_STRETCH = 10  # plans
PlansOf = Callable[[Sequence[int]], Awaitable[Sequence[Plan]]]


class Span(NamedTuple):
    """The window that a caller asks for; what is None follows from the account's own plan."""

    start: datetime | None = None
    end: datetime | None = None


class Priced(NamedTuple):
    """An estimate, or what stands in its way."""

    estimate: Estimate | None
    errors: tuple[FieldError, ...] = ()


class _Question(NamedTuple):
    """`windows`: of the period itself, and of the earlier ones that count in its tiers when `history` is told."""

    plan: Plan
    period: int
    windows: Mapping[int, tuple[datetime, datetime]]
    history: bool = False
    notes: tuple[Assumption, ...] = ()


async def estimates(
    reading: Reading,
    plans_of: PlansOf,
    standings: Sequence[Standing],
    plan: Plan | None,
    period: int | None,
    span: Span,
) -> list[Priced]:
    """For each account the plan, or its one priced plan; for its own current period unless told."""
    own = await own_plans(plans_of, standings)
    chosen = [_chosen(standing, plan, own) for standing in standings]
    asked = [
        found if isinstance(found, FieldError) else _question(standing, own, found, period, span, reading.now)
        for standing, found in zip(standings, chosen, strict=True)
    ]
    windows = {
        (standing.key, n): window
        for standing, question in zip(standings, asked, strict=True)
        if isinstance(question, _Question)
        for n, window in question.windows.items()
    }
    metrics = await account_usage.values(reading, windows) if windows else {}
    return [
        Priced(None, (question,)) if isinstance(question, FieldError) else _priced(standing.key, question, metrics)
        for standing, question in zip(standings, asked, strict=True)
    ]


async def plan_options(
    reading: Reading,
    own: Mapping[int, Plan],
    standings: Sequence[Standing],
    offered: Sequence[Plan],
    period: int,
    span: Span,
) -> list[tuple[Option, ...]]:
    """For each account every plan that is offered, best first, all with the usage of the account's own window.

    `own`: what `own_plans` answers for these accounts.
    """
    windows = {(s.key, period): _window(_link(s, own, None), own, span, reading.now) for s in standings}
    metrics = await account_usage.values(reading, windows)
    return [await _ranked(offered, period, metrics.get((s.key, period), {})) for s in standings]


async def _ranked(offered: Sequence[Plan], period: int, metrics: Mapping[str, Values]) -> tuple[Option, ...]:
    """With turns for others in between: hundreds of plans take longer than a short request should wait."""
    found = []
    for n, plan in enumerate(offered, 1):
        found.append(options.option(plan, period, metrics))
        if n % _AT_A_STRETCH == 0:
            await asyncio.sleep(0)
    return options.ranked(found)


async def prepare(database: Readable, now: datetime) -> None:
    """Has every statement compiled that pricing needs, by asking for nothing: else the first who asks waits for it."""
    reading = Reading(database, Viewer("", Scope.READ), now)
    await account_usage.standings(reading, [])
    await account_usage.values(reading, {})
    await price_lists.prepare(database)


async def own_plans(plans_of: PlansOf, standings: Sequence[Standing]) -> dict[int, Plan]:
    """By row number: every plan that one of the accounts, or its customer, is on."""
    numbers = list(dict.fromkeys(n for s in standings for n in (*s.plans, *(link.plan for link in s.links))))
    return dict(zip(numbers, await plans_of(numbers), strict=True)) if numbers else {}


def _chosen(standing: Standing, asked: Plan | None, own: Mapping[int, Plan]) -> Plan | FieldError:
    if asked is not None:
        return asked
    numbers = dict.fromkeys((*standing.plans, *(link.plan for link in standing.links)))
    priced = [own[number] for number in numbers if own[number].charges]
    if len(priced) == 1:
        return priced[0]
    names = ", ".join(sorted(plan.name for plan in priced))
    why = f"has several priced ones: {names}" if priced else "has none with prices"
    return FieldError(("plan",), f"is required, since the account {why}", UserErrorCode.PLAN_REQUIRED)


def _link(standing: Standing, own: Mapping[int, Plan], plan: Plan | None) -> tuple[Link, bool] | None:
    """The customer's active time on this plan, else on its newest one; whether it is on this plan."""
    for link in standing.links:
        if plan is not None and own[link.plan].uuid == plan.uuid:
            return link, True
    return (standing.links[0], False) if standing.links else None


def _length(plan: Plan) -> BillingPeriod:
    return plan.annotations.period or BillingPeriod.MONTH


def _window(
    link: tuple[Link, bool] | None, own: Mapping[int, Plan], span: Span, now: datetime
) -> tuple[datetime, datetime]:
    if link is None:
        start, end = periods.calendar_month(now)
    else:
        since, length = link[0].starting_on, _length(own[link[0].plan])
        start, end = periods.start_of(periods.at(now, since, length) or 0, since, length), now
    start, end = span.start or start, span.end or end
    if start >= end:
        raise InvalidInput([FieldError(("to",), "must be later than `from`", UserErrorCode.OUT_OF_RANGE)])
    return start, end


def _question(
    standing: Standing, own: Mapping[int, Plan], plan: Plan, period: int | None, span: Span, now: datetime
) -> _Question:
    link = _link(standing, own, plan)
    window = _window(link, own, span, now)
    if link is None or not link[1]:
        return _Question(plan, period or 0, {period or 0: window})
    since, length = link[0].starting_on, _length(plan)
    notes: tuple[Assumption, ...] = (Assumption(AssumptionCode.CUSTOMER_ADJUSTMENTS),)
    if plan.annotations.period is None:
        notes += (Assumption(AssumptionCode.BILLING_PERIOD_MONTH),)
    current = periods.at(now, since, length) or 0
    asked = current if period is None else period
    # What was used in other windows than whole periods does not add up to the tiers' counter
    earlier = options.earlier_periods(plan, asked) if asked == current and span == Span() else None
    if earlier is None or len(earlier) > MOST_EARLIER:
        return _Question(plan, asked, {asked: window}, notes=notes)
    windows = {n: periods.window(n, since, length) for n in earlier}
    return _Question(plan, asked, {**windows, asked: window}, history=True, notes=notes)


def _priced(account: str, question: _Question, metrics: Mapping[Window, Mapping[str, Values]]) -> Priced:
    found = {n: metrics.get((account, n), {}) for n in question.windows}
    own = found.pop(question.period)
    try:
        priced = options.from_metrics(question.plan, question.period, own, found if question.history else None)
    except InvalidInput as error:
        return Priced(None, tuple(error.errors))
    return Priced(replace(priced, assumptions=(*priced.assumptions, *question.notes)))
