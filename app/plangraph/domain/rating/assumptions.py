"""Which of the assumptions an estimate relied on; one that changes nothing is not told."""

from collections.abc import Iterator, Mapping

from plangraph.domain.plan import Charge, ChargeType, MinimumOrder
from plangraph.domain.ramps import Ramp
from plangraph.domain.rating import grants, tiers
from plangraph.domain.rating.asked import METERED, Asked
from plangraph.domain.rating.grants import CreditApplied
from plangraph.domain.rating.lines import Line
from plangraph.domain.rating.notes import Assumption, AssumptionCode
from plangraph.domain.rating.totals import Settlement


def of(
    question: Asked, lines: Mapping[Ramp, Line], settled: Settlement, order: MinimumOrder | None
) -> Iterator[Assumption]:
    """`order`: what the plan or the caller says of minimums and credits, None when nobody does."""
    for ramp, line in lines.items():
        yield from _of_line(ramp, line, question)
    for credit in settled.credits:
        yield from _of_credit(credit, question.period)
    for total in settled.totals:
        if order is None and total.order_matters:
            yield Assumption(AssumptionCode.MINIMUM_BEFORE_CREDITS, total.credit_type.name)


def _of_line(ramp: Ramp, line: Line, question: Asked) -> Iterator[Assumption]:
    charge = line.charge
    kind = charge.charge_type
    asks_mode = kind in METERED and line.quantity and tiers.modes_differ(charge.prices, line.before + line.quantity)
    if asks_mode and ramp not in question.modes:
        yield Assumption(AssumptionCode.TIERS_GRADUATED, charge.name, charge)
    if kind is ChargeType.SEAT and line.usage:
        yield Assumption(AssumptionCode.SEAT_COUNT, charge.name, charge)
    if kind is ChargeType.FIXED and line.amount and question.period > charge.start_period:
        yield from _of_fixed(charge)
    if kind is ChargeType.MINIMUM:
        yield Assumption(AssumptionCode.MINIMUM_CHARGE_TRUE_UP, charge.name, charge)


def _of_fixed(charge: Charge) -> Iterator[Assumption]:
    if charge.prices[0].collection_interval is None:
        yield Assumption(AssumptionCode.COLLECTION_INTERVAL, charge.name, charge)


def _of_credit(credit: CreditApplied, period: int) -> Iterator[Assumption]:
    grant = credit.grant
    name = grant.name
    yield Assumption(AssumptionCode.GRANT_PERIODS, name)
    if grant.recurrence_duration is not None and grant.recurrence_interval is None:
        yield Assumption(AssumptionCode.GRANT_RECURS_EVERY_PERIOD, name)
    alive = grants.living(grant, period)
    if alive is not None and alive.first * alive.interval < period:
        yield Assumption(AssumptionCode.GRANT_STARTS_FULL, name)
