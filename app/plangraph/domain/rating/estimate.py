"""What one billing period of a plan costs for given usage: every line, every total, and what the answer relied on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from plangraph.domain.plan import Charge, ChargeType, CreditType, MinimumOrder, Plan, TierMode
from plangraph.domain.rating import (
    asked,
    assumptions,
    composite,
    fixed,
    metered,
    minimum_charge,
    ramps,
    seats,
    totals,
    warnings,
)
from plangraph.domain.rating.asked import Asked, Options, PreviousUsage, Usage
from plangraph.domain.rating.exact import ZERO, exactly
from plangraph.domain.rating.grants import CreditApplied
from plangraph.domain.rating.lines import Line
from plangraph.domain.rating.notes import Assumption, EstimateWarning
from plangraph.domain.rating.overage import OverageLine
from plangraph.domain.rating.ramps import Ramp
from plangraph.domain.rating.totals import Total


@dataclass(frozen=True, slots=True)
class Estimate:
    """Amounts are in the unit of the credit type beside them; nothing is rounded."""

    plan: Plan
    period: int
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    credits_applied: tuple[CreditApplied, ...]
    overage: tuple[OverageLine, ...]
    assumptions: tuple[Assumption, ...]
    warnings: tuple[EstimateWarning, ...]

    def total_of(self, unit: CreditType) -> Total | None:
        return next((total for total in self.totals if total.credit_type.uuid == unit.uuid), None)


def estimate(
    plan: Plan,
    period: int = 0,
    usage: Iterable[Usage] = (),
    previous_usage: Iterable[PreviousUsage] = (),
    options: Options | None = None,
) -> Estimate:
    """The price of billing period `period`, counted from 0; a charge that is not mentioned has quantity 0.

    Raises InvalidInput with every field that stands in the way of a right price.
    """
    options = options or Options()
    question = asked.checked(plan, period, usage, previous_usage, options)
    order = options.minimum_order or plan.annotations.minimum_order
    return exactly(lambda: _estimate(plan, question, order))


def _estimate(plan: Plan, question: Asked, order: MinimumOrder | None) -> Estimate:
    lines = _lines(plan, question)
    amounts: defaultdict[UUID, list[Decimal]] = defaultdict(list)
    for line in lines.values():
        amounts[line.charge.credit_type.uuid].append(line.amount)
    spent = {unit: sum(found, ZERO) for unit, found in amounts.items()}
    settled = totals.settle(plan, question.period, spent, order or MinimumOrder.BEFORE_CREDITS)
    return Estimate(
        plan=plan,
        period=question.period,
        lines=tuple(lines.values()),
        totals=settled.totals,
        credits_applied=settled.credits,
        overage=settled.overage,
        assumptions=tuple(assumptions.of(question, lines, settled, order)),
        warnings=tuple(warnings.of(question, lines)),
    )


def _lines(plan: Plan, question: Asked) -> dict[Ramp, Line]:
    """Usage, fixed and seat charges first, then composite ones, which are shares of them, then minimum charges."""
    charges = ramps.in_effect(question.steps, question.period)
    found = {ramp: line for ramp, c in charges.items() if (line := _own(ramp, c, question)) is not None}
    for ramp, parts in composite.parts(plan, charges).items():
        found[ramp] = composite.line(charges[ramp], found, parts)
    others = list(found.values())
    for ramp, charge in charges.items():
        if charge.charge_type is ChargeType.MINIMUM:
            found[ramp] = minimum_charge.line(charge, others)
    return {ramp: found[ramp] for ramp in charges}


def _own(ramp: Ramp, charge: Charge, question: Asked) -> Line | None:
    """The line of a charge that depends on no other one; None for the kinds that do."""
    kind = charge.charge_type
    if kind is ChargeType.FIXED:
        return fixed.line(charge, question.period)
    used = question.usage.get(ramp)
    quantity = ZERO if used is None else used.quantity
    mode = question.modes.get(ramp, TierMode.GRADUATED)
    if kind is ChargeType.USAGE:
        return metered.line(charge, mode, question.period, quantity, question.previous.get(ramp, {}))
    if kind is ChargeType.SEAT:
        return seats.line(charge, mode, quantity, () if used is None else used.additions)
    return None
