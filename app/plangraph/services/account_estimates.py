"""What plans cost an account, its usage being what its metrics say."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from plangraph.domain import periods
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.metering import Values
from plangraph.domain.plan import BillingPeriod, Plan
from plangraph.domain.rating import options
from plangraph.domain.rating.estimate import Estimate
from plangraph.domain.rating.notes import Assumption, AssumptionCode, assumed
from plangraph.domain.rating.options import Option
from plangraph.store.batches import Reading
from plangraph.store.queries import account_usage
from plangraph.store.queries.account_usage import Link, Standing

PlansOf = Callable[[Sequence[int]], Awaitable[Sequence[Plan]]]


@dataclass(frozen=True, slots=True)
class Span:
    """The window that a caller asks for; what is None follows from the account's own plan."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """An estimate, or what stands in its way."""

    estimate: Estimate | None
    errors: tuple[FieldError, ...] = ()


async def estimates(
    reading: Reading, plans_of: PlansOf, accounts: Sequence[int], plan: int | None, period: int | None, span: Span
) -> list[Priced]:
    """For each account (by row number) the plan, or its one priced plan; its own current period unless told."""
    standings = await account_usage.standings(reading, accounts)
    plans = await _loaded(plans_of, [*_own(standings), *([] if plan is None else [plan])])
    chosen = {n: _chosen(standings[n], plan, plans) for n in accounts}
    windows = {
        standings[n].key: _window(_link(standings[n], owner), plans, span, reading.now)
        for n, owner in chosen.items()
        if isinstance(owner, int)
    }
    metrics = await account_usage.values(reading, windows) if windows else {}
    found = []
    for number in accounts:
        owner, standing = chosen[number], standings[number]
        if isinstance(owner, FieldError):
            found.append(Priced(None, (owner,)))
        else:
            found.append(_priced(standing, owner, plans, period, metrics.get(standing.key, {}), reading.now))
    return found


async def plan_options(
    reading: Reading, plans_of: PlansOf, accounts: Sequence[int], offered: Sequence[int], period: int, span: Span
) -> list[tuple[Option, ...]]:
    """For each account every plan that is offered, best first, all with the usage of the account's own window."""
    standings = await account_usage.standings(reading, accounts)
    plans = await _loaded(plans_of, [*_own(standings), *offered])
    windows = {s.key: _window(_link(s, None), plans, span, reading.now) for s in standings.values()}
    metrics = await account_usage.values(reading, windows)
    choice = [plans[number] for number in dict.fromkeys(offered)]
    return [options.ranked(choice, period, metrics.get(standings[n].key, {})) for n in accounts]


async def _loaded(plans_of: PlansOf, numbers: Sequence[int]) -> dict[int, Plan]:
    wanted = list(dict.fromkeys(numbers))
    return dict(zip(wanted, await plans_of(wanted), strict=True))


def _own(standings: Mapping[int, Standing]) -> list[int]:
    return [n for s in standings.values() for n in (*s.plans, *(link.plan for link in s.links))]


def _chosen(standing: Standing, asked: int | None, plans: Mapping[int, Plan]) -> int | FieldError:
    if asked is not None:
        return asked
    own = dict.fromkeys((*standing.plans, *(link.plan for link in standing.links)))
    priced = [number for number in own if plans[number].charges]
    if len(priced) == 1:
        return priced[0]
    names = ", ".join(sorted(plans[number].name for number in priced))
    message = (
        f"is required, since the account has several priced ones: {names}"
        if priced
        else "is required, since the account has none with prices"
    )
    return FieldError(("plan",), message, UserErrorCode.PLAN_REQUIRED)


def _link(standing: Standing, plan: int | None) -> tuple[Link, bool] | None:
    """The customer's active time on this plan, else on its newest one; whether it is on this plan."""
    for link in standing.links:
        if link.plan == plan:
            return link, True
    return (standing.links[0], False) if standing.links else None


def _length(plan: Plan) -> BillingPeriod:
    return plan.annotations.period or BillingPeriod.MONTH


def _window(
    link: tuple[Link, bool] | None, plans: Mapping[int, Plan], span: Span, now: datetime
) -> tuple[datetime, datetime]:
    if link is None:
        start, end = periods.calendar_month(now)
    else:
        since, length = link[0].starting_on, _length(plans[link[0].plan])
        start, end = periods.start_of(periods.at(now, since, length) or 0, since, length), now
    start, end = span.start or start, span.end or end
    if start >= end:
        message = "must be later than `from`"
        raise InvalidInput([FieldError(("to",), message, UserErrorCode.OUT_OF_RANGE)])
    return start, end


def _priced(
    standing: Standing,
    number: int,
    plans: Mapping[int, Plan],
    period: int | None,
    metrics: Mapping[str, Values],
    now: datetime,
) -> Priced:
    plan = plans[number]
    link = _link(standing, number)
    notes: tuple[Assumption, ...] = ()
    if link is not None and link[1]:
        notes = (assumed(AssumptionCode.CUSTOMER_ADJUSTMENTS),)
        if plan.annotations.period is None:
            notes += (assumed(AssumptionCode.BILLING_PERIOD_MONTH),)
        if period is None:
            period = periods.at(now, link[0].starting_on, _length(plan))
    try:
        found = options.from_metrics(plan, period or 0, metrics)
    except InvalidInput as error:
        return Priced(None, tuple(error.errors))
    return Priced(replace(found, assumptions=(*found.assumptions, *notes)))
