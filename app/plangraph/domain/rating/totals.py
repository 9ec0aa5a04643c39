"""From what was spent to what is owed, for each credit type by itself: credits, overage, minimums.

Custom units are settled first, since what credits leave of them is billed in money. Credit types are never added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from plangraph.domain.errors import FieldError, InvalidInput
from plangraph.domain.plan import CreditType, MinimumOrder, Plan
from plangraph.domain.rating import grants, overage, plan_minimum, ramps
from plangraph.domain.rating.exact import ZERO
from plangraph.domain.rating.grants import CreditApplied
from plangraph.domain.rating.overage import OverageLine


@dataclass(frozen=True, slots=True)
class Total:
    """`subtotal` = lines + `overage`; `total` = `subtotal` + `minimum_adjustment` - `credits_applied`.

    `overage` is what this credit type bills for custom units. Of a custom unit, `total` is what credits left over,
    which the overage lines bill in money. `order_matters`: whether the minimum would add another amount if credits
    were counted on its other side.
    """

    credit_type: CreditType
    subtotal: Decimal
    overage: Decimal
    credits_applied: Decimal
    minimum_adjustment: Decimal
    total: Decimal
    order_matters: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    totals: tuple[Total, ...]
    credits: tuple[CreditApplied, ...]
    overage: tuple[OverageLine, ...]


def settle(plan: Plan, period: int, spent: Mapping[UUID, Decimal], order: MinimumOrder) -> Settlement:
    """`spent`: the lines by credit type. Raises InvalidInput (UNPRICED_UNITS) when units are left without a price."""
    minimums = ramps.in_effect(plan.minimum_ramps, period).values()
    rates = ramps.in_effect(plan.rate_ramps, period).values()
    totals: dict[UUID, Total] = {}
    applied: list[CreditApplied] = []
    over: list[OverageLine] = []
    wrong: list[FieldError] = []
    named = plan.credit_types
    for unit in sorted(named, key=lambda unit: unit.fiat):
        billed = sum((line.amount for line in over if line.fiat_credit_type.uuid == unit.uuid), ZERO)
        subtotal = spent.get(unit.uuid, ZERO) + billed
        paid = grants.apply(grants.available(plan.credit_grants, unit.uuid, period), subtotal)
        minimum = plan_minimum.least(minimums, unit.uuid)
        total = _total(unit, subtotal, billed, sum((credit.amount for credit in paid), ZERO), minimum, order)
        totals[unit.uuid] = total
        applied += paid
        if not unit.fiat and total.total > 0:
            try:
                over.append(overage.line(unit, total.total, rates))
            except InvalidInput as error:
                wrong += error.errors
    if wrong:
        raise InvalidInput(wrong)
    return Settlement(tuple(totals[unit.uuid] for unit in named), tuple(applied), tuple(over))


def _total(
    unit: CreditType, subtotal: Decimal, billed: Decimal, paid: Decimal, minimum: Decimal | None, order: MinimumOrder
) -> Total:
    added = plan_minimum.top_up(minimum, subtotal, paid, order)
    # Without credits both orders come to the same
    matters = bool(paid) and any(added != plan_minimum.top_up(minimum, subtotal, paid, o) for o in MinimumOrder)
    return Total(unit, subtotal, billed, paid, added, subtotal + added - paid, matters)
