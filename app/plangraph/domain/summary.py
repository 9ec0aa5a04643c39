"""A plan in words: what it costs at least, what is included, what the rest costs."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from plangraph.domain import money, periods
from plangraph.domain.decimals import plain
from plangraph.domain.plan import BillingPeriod, Charge, ChargeType, CreditGrant, CreditType, Minimum, Plan, TierMode
from plangraph.domain.rating import effective, fixed, words
from plangraph.domain.rating.exact import ZERO, exactly

MOST = 8


def of_plan(plan: Plan) -> str:
    """The first period's terms, then how many prices change later; long plans are cut short and say so."""
    return exactly(lambda: " ".join(_sentences(plan)))


def _sentences(plan: Plan) -> Iterator[str]:
    length = plan.annotations.period or BillingPeriod.MONTH
    first = effective.in_period(plan, 0)
    opening = _opening(first, length)
    if opening:
        yield f"{opening}."
    lines = [_charge(plan, charge, length) for charge in first.charges if not _in_opening(charge)]
    if lines:
        left = len(lines) - MOST
        more = f"; and {left} more charge{'s' if left > 1 else ''}" if left > 0 else ""
        yield f"{'; '.join(lines[:MOST])}{more}."
    for rate in first.overage_rates:
        price = money.formatted(rate.to_fiat_conversion_factor, rate.fiat_credit_type.name)
        yield f"{rate.credit_type.name} that no grant covers cost {price} each."
    yield from _minimums(first.minimums, length)
    later = [
        starts for ramp in effective.of_plan(plan) if (starts := [s.start_period for s in ramp.steps if s.start_period])
    ]
    if later:
        prices = "1 price changes or begins" if len(later) == 1 else f"{len(later)} prices change or begin"
        yield f"{prices} later, from {periods.display(min(map(min, later)), length)} on."
    if not opening and not lines:
        yield "Nothing is charged." if not later else "Nothing is charged at first."


def _in_opening(charge: Charge) -> bool:
    return charge.charge_type is ChargeType.FIXED and fixed.interval(charge) == 1


def _opening(first: effective.Effective, length: BillingPeriod) -> str:
    fees = _sums((c.credit_type, _fee(c)) for c in first.charges if _in_opening(c))
    text = " and ".join(f"{money.formatted(fee, unit.name)} a {length.value}" for unit, fee in fees)
    included = " and ".join(_grant(grant, length) for grant in first.credit_grants)
    if not included:
        return text
    return f"{text}, with {included}" if text else f"Includes {included}"


def _fee(charge: Charge) -> Decimal:
    return fixed.quantity(charge) * charge.prices[0].value if charge.prices else ZERO


def _sums(pairs: Iterable[tuple[CreditType, Decimal]]) -> list[tuple[CreditType, Decimal]]:
    sums: dict[CreditType, Decimal] = {}
    for unit, value in pairs:
        sums[unit] = sums.get(unit, ZERO) + value
    return [(unit, value) for unit, value in sums.items() if value]


def _grant(grant: CreditGrant, length: BillingPeriod) -> str:
    unit = grant.amount_granted_credit_type
    amount = money.formatted(grant.amount_granted, unit.name)
    text = f"{amount} of credits" if unit.fiat else amount
    every = grant.recurrence_interval or (1 if grant.recurrence_duration is not None else None)
    if every is None:
        return f"{text} once"
    return f"{text} each {length.value}" if every == 1 else f"{text} every {plain(Decimal(every))} {length.value}s"


def _charge(plan: Plan, charge: Charge, length: BillingPeriod) -> str:
    mode = plan.annotations.tier_modes.get(charge.name, TierMode.GRADUATED)
    text = words.of_charge(charge, mode, length)
    if charge.charge_type is ChargeType.COMPOSITE:
        parts = plan.annotations.composites.get(charge.name, ())
        text += f" of {', '.join(parts)}" if parts else " of charges that the price list does not name"
    if charge.charge_type is ChargeType.MINIMUM:
        text += f" for {charge.product_name}"
    return f"{charge.name}: {text}"


def _minimums(minimums: Iterable[Minimum], length: BillingPeriod) -> Iterator[str]:
    for unit, value in _sums((m.credit_type, m.value) for m in minimums):
        yield f"At least {money.formatted(value, unit.name)} a {length.value}."
