"""Credit grants: which issues live in a period, and in which order they pay.

Source: Metronome's documentation: smaller priority first, ties by sooner expiry. Assumed: durations and intervals
count billing periods, and a living issue is full when the estimated period begins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from heapq import merge
from itertools import groupby
from uuid import UUID

from plangraph.domain import decimals
from plangraph.domain.plan import CreditGrant, CreditType
from plangraph.domain.rating.exact import ONE, ZERO


@dataclass(frozen=True, slots=True)
class CreditApplied:
    """What one grant paid of the estimated period."""

    grant: CreditGrant
    credit_type: CreditType
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Living:
    """The issues of one grant that live in a period: the `first`-th to the `last`-th, counted from 0."""

    grant: CreditGrant
    first: int
    last: int
    interval: Decimal

    @property
    def amount(self) -> Decimal:
        return self.grant.amount_granted * (self.last - self.first + 1)

    def expiries(self) -> Iterator[tuple[Decimal, str, Decimal, int]]:
        """One for each issue, soonest first: when it expires, then what makes the order total, and the grant's own."""
        for n in range(self.first, self.last + 1):
            expiry = self.interval * n + self.grant.effective_duration
            yield (expiry, self.grant.name, self.grant.amount_granted, id(self))


def living(grant: CreditGrant, period: int) -> Living | None:
    """The issues that live at some time within the period; None when there are none."""
    recurs = grant.recurrence_interval is not None or grant.recurrence_duration is not None
    interval = grant.recurrence_interval or ONE
    last = _below(Decimal(period + 1), interval) if recurs else 0
    if grant.recurrence_duration is not None:
        last = min(last, max(_below(grant.recurrence_duration, interval), 0))
    age = period - grant.effective_duration
    first = 0 if age < 0 else int(age // interval) + 1
    return Living(grant, first, last, interval) if first <= last else None


def end(grant: CreditGrant) -> Decimal | None:
    """How many periods have begun when the last issue has expired; None when issues never end."""
    if not grant.effective_duration:
        return ZERO
    if grant.recurrence_duration is None:
        return grant.effective_duration if grant.recurrence_interval is None else None
    interval = grant.recurrence_interval or ONE
    return interval * max(_below(grant.recurrence_duration, interval), 0) + grant.effective_duration


def _below(limit: Decimal, interval: Decimal) -> int:
    """The largest n for which n times the interval is below the limit; -1 when there is none."""
    whole, rest = divmod(limit, interval)
    return int(whole) if rest else int(whole) - 1


def available(grants: Iterable[CreditGrant], unit: UUID, period: int) -> list[Living]:
    """What may pay for amounts of this credit type, in the order of priority."""
    found = (living(grant, period) for grant in grants if grant.amount_granted_credit_type.uuid == unit)
    return sorted((one for one in found if one is not None), key=lambda one: (rank(one.grant), one.grant.name))


def rank(grant: CreditGrant) -> tuple[int, Decimal, str]:
    """Priorities compare as numbers when they are numbers ("2" before "10"), and numbers come before other texts."""
    try:
        return (0, decimals.parse(grant.priority), "")
    except ValueError:
        return (1, ZERO, grant.priority)


def apply(grants: list[Living], owed: Decimal) -> tuple[CreditApplied, ...]:
    """What each grant pays of the amount owed; nothing of an amount that is not above 0."""
    paid: dict[int, Decimal] = {}
    for _, group in groupby(grants, key=lambda one: rank(one.grant)):
        together = list(group)
        left = owed - sum(paid.values(), ZERO)
        if left <= 0:
            break
        if len(together) == 1 or sum((one.amount for one in together), ZERO) <= left:
            paid |= {id(one): min(one.amount, left) for one in together}
        else:
            paid |= _by_expiry(together, left)
    units = {id(one): one.grant for one in grants}
    return tuple(
        CreditApplied(units[key], units[key].amount_granted_credit_type, amount)
        for key, amount in paid.items()
        if amount
    )


def _by_expiry(grants: list[Living], owed: Decimal) -> dict[int, Decimal]:
    """The grants together hold more than is owed, so the issues never run out."""
    paid: dict[int, Decimal] = {}
    issues = merge(*(one.expiries() for one in grants))
    left = owed
    while left:
        _, _, amount, key = next(issues)
        part = min(amount, left)
        paid[key] = paid.get(key, ZERO) + part
        left -= part
    return paid
