"""What a plan costs as the usage of one charge grows, as an exact piecewise-linear function.

The rules are those of an estimate; here they are applied to functions instead of numbers, so that the quantity at which
two plans cost the same can be solved for instead of searched. The 20 decimal places of an unrounded conversion are not
cut here, which is less than any price can show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from plangraph.domain.plan import Charge, ChargeType, CreditType, MinimumOrder, Plan, RoundingBehavior, TierMode
from plangraph.domain.rating import composite, grants, lined, plan_minimum, ramps, tiers
from plangraph.domain.rating.estimate import Estimate
from plangraph.domain.rating.lined import Lined, Piece
from plangraph.domain.rating.lines import Line
from plangraph.domain.rating.ramps import Ramp

# A rounded conversion makes a step for each unit; beyond this many it is drawn as the line through them
MOST_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Sweep:
    """The total in the plan's one currency, in the unit of its credit type, from 0 to `until`.

    `until` is where custom units without an overage rate would be needed, None when that never comes.
    `exact`: no staircase had to be drawn as a line.
    """

    cost: Lined
    until: Fraction | None
    exact: bool


def of_plan(found: Estimate, ramp: Ramp | None, mode: TierMode, order: MinimumOrder, up_to: Decimal) -> Sweep | None:
    """`found`: an estimate in which all but the one charge have their usage. None when the plan has no one currency.

    `ramp`: the charge that varies, None when the plan has no such charge, so that its cost is the same throughout.
    """
    fiat = found.plan.currency_unit
    if fiat is None:
        return None
    exact = True
    lines: dict[Ramp, Line] = {line.charge.ramp: line for line in found.lines}
    costs = {ramp: lined.constant(Fraction(line.amount)) for ramp, line in lines.items()}
    charges = {ramp: line.charge for ramp, line in lines.items()}
    if ramp in lines:
        varied = lines[ramp]
        costs[ramp] = of_charge(varied.charge, mode, varied.before, up_to)
        exact = _steps(varied.charge, up_to) <= MOST_STEPS
        _derive(found.plan, charges, costs)
    cost, until = _settled(found, fiat, order, costs, charges)
    return Sweep(cost, until, exact)


def of_charge(charge: Charge, mode: TierMode, before: Decimal, up_to: Decimal) -> Lined:
    """The amount of a usage or seat charge as a function of metered units."""
    if not charge.prices:
        return lined.constant(lined.ZERO)
    conversion = charge.unit_conversion
    factor = Fraction(conversion.division_factor) if conversion else Fraction(1)
    count = _steps(charge, up_to)
    if 0 < count <= MOST_STEPS:
        ahead = 1 if conversion and conversion.rounding_behavior is RoundingBehavior.CEILING else 0
        costs = [tiers.cost(charge.prices, mode, before, Decimal(n + ahead)) for n in range(count)]
        return Lined(tuple(Piece(n * factor, Fraction(cost), lined.ZERO) for n, cost in enumerate(costs)))
    return Lined(tuple(_bands(charge, mode, Fraction(before), factor)))


def _steps(charge: Charge, up_to: Decimal) -> int:
    """How many whole units a rounded conversion makes of it; 0 when nothing is rounded."""
    conversion = charge.unit_conversion
    if conversion is None or conversion.rounding_behavior is None:
        return 0
    return int(up_to // conversion.division_factor) + 1


def _bands(charge: Charge, mode: TierMode, before: Fraction, factor: Fraction) -> list[Piece]:
    found: list[Piece] = []
    for price in charge.prices:
        start = max((Fraction(price.tier) - before) * factor, lined.ZERO)
        slope = Fraction(price.value) / factor
        if found and found[-1].start == start:
            found.pop()
        value = slope * start if mode is TierMode.VOLUME or not found else found[-1].at(start)
        found.append(Piece(start, value, slope))
    return found


def _derive(plan: Plan, charges: Mapping[Ramp, Charge], costs: dict[Ramp, Lined]) -> None:
    """Composite and minimum charges anew, since they depend on the charge that varies."""
    for ramp, parts in composite.parts(plan, charges).items():
        share = Fraction(charges[ramp].prices[0].value) / 100 if charges[ramp].prices else lined.ZERO
        costs[ramp] = lined.total(costs[part] for part in parts if part in costs).times(share)
    for ramp, charge in charges.items():
        if charge.charge_type is ChargeType.MINIMUM:
            same = [
                costs[other]
                for other, o in charges.items()
                if o.charge_type is not ChargeType.MINIMUM and (o.product_id, o.credit_type.uuid) == _place(charge)
            ]
            value = Fraction(charge.prices[0].value) if charge.prices else lined.ZERO
            costs[ramp] = (lined.constant(value) - lined.total(same)).at_least(lined.ZERO)


def _place(charge: Charge) -> tuple[str, UUID]:
    return (charge.product_id, charge.credit_type.uuid)


def _settled(
    found: Estimate,
    fiat: CreditType,
    order: MinimumOrder,
    costs: Mapping[Ramp, Lined],
    charges: Mapping[Ramp, Charge],
) -> tuple[Lined, Fraction | None]:
    """The fiat total, custom units billed in it, and where the first unpriced unit would be needed."""
    plan, period = found.plan, found.period
    rates = ramps.in_effect(plan.rate_ramps, period).values()
    billed = lined.constant(lined.ZERO)
    until: Fraction | None = None
    for unit in plan.credit_types:
        if unit.fiat:
            continue
        left = _total(plan, period, unit, _spent(unit, costs, charges), order).at_least(lined.ZERO)
        factors = [rate.to_fiat_conversion_factor for rate in rates if rate.credit_type.uuid == unit.uuid]
        if len(factors) == 1:
            billed = billed + left.times(Fraction(factors[0]))
        else:
            ends = [end for end in (until, _first_above_zero(left)) if end is not None]
            until = min(ends, default=None)
    return _total(plan, period, fiat, _spent(fiat, costs, charges) + billed, order), until


def _spent(unit: CreditType, costs: Mapping[Ramp, Lined], charges: Mapping[Ramp, Charge]) -> Lined:
    return lined.total(cost for ramp, cost in costs.items() if charges[ramp].credit_type.uuid == unit.uuid)


def _total(plan: Plan, period: int, unit: CreditType, subtotal: Lined, order: MinimumOrder) -> Lined:
    living = grants.available(plan.credit_grants, unit.uuid, period)
    credit = sum((Fraction(one.amount) for one in living), lined.ZERO)
    paid = subtotal.at_least(lined.ZERO).at_most(credit)
    minimums = ramps.in_effect(plan.minimum_ramps, period).values()
    least = plan_minimum.least(minimums, unit.uuid)
    if least is None:
        return subtotal - paid
    compared = subtotal if order is MinimumOrder.BEFORE_CREDITS else subtotal - paid
    return subtotal + (lined.constant(Fraction(least)) - compared).at_least(lined.ZERO) - paid


def _first_above_zero(left: Lined) -> Fraction | None:
    return next((piece.start for piece in left.pieces if piece.value > 0 or piece.slope > 0), None)
