"""Prices in words, the same wherever they are told: in summaries, in ramps, in findings."""

from decimal import Decimal

from plangraph.domain import money
from plangraph.domain.decimals import UNROUNDED, plain
from plangraph.domain.plan import BillingPeriod, Charge, ChargeType, Price, TierMode
from plangraph.domain.rating import fixed
from plangraph.domain.rating.exact import ONE


def number(value: Decimal) -> str:
    return money.grouped(plain(value))


def metered(charge: Charge, quantity: Decimal) -> str:
    """A priced quantity as usage is told: before the conversion."""
    return number(UNROUNDED.multiply(quantity, _factor(charge)))


def of_charge(charge: Charge, mode: TierMode, length: BillingPeriod) -> str:
    """`free up to 1,000,000, then $0.20 per 1,000,000`; tier edges are told in metered units."""
    if not charge.prices:
        return "no price"
    match charge.charge_type:
        case ChargeType.USAGE | ChargeType.SEAT:
            return _tiers(charge, mode)
        case ChargeType.FIXED:
            every = fixed.interval(charge)
            rhythm = f"a {length.value}" if every == 1 else f"every {every} {length.value}s"
            units = fixed.quantity(charge)
            times = "" if units == 1 else f"{number(units)} times "
            return f"{times}{_value(charge, charge.prices[0])} {rhythm}"
        case ChargeType.COMPOSITE:
            return f"{number(charge.prices[0].value)}%"
        case _:
            return f"at least {_value(charge, charge.prices[0])}"


def _tiers(charge: Charge, mode: TierMode) -> str:
    factor = _factor(charge)
    per = "each" if factor == 1 else f"per {number(factor)}"
    prices = charge.prices
    if len(prices) == 1:
        return _each(charge, prices[0], per)
    edges = [metered(charge, price.tier) for price in prices[1:]]
    if mode is TierMode.VOLUME:
        parts = [f"{_each(charge, prices[0], per)} below {edges[0]}"]
        parts += [f"{_each(charge, price, per)} from {edge}" for price, edge in zip(prices[1:], edges, strict=True)]
        return f"for all units, {', '.join(parts)}"
    parts = [f"{_each(charge, price, per)} up to {edge}" for price, edge in zip(prices, edges, strict=False)]
    return f"{', '.join(parts)}, then {_each(charge, prices[-1], per)}"


def _factor(charge: Charge) -> Decimal:
    return charge.unit_conversion.division_factor if charge.unit_conversion else ONE


def _each(charge: Charge, price: Price, per: str) -> str:
    return f"{_value(charge, price)} {per}" if price.value else "free"


def _value(charge: Charge, price: Price) -> str:
    return money.formatted(price.value, charge.credit_type.name)
