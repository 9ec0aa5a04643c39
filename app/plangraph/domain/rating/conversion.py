"""From metered units to priced units: divide, then floor, ceiling, or 20 decimal places.

Source: Metronome's unit conversion. One of the two roundings of an estimate; ties go to the even digit.
"""

from decimal import Context, Decimal, Inexact

from plangraph.domain.plan import RoundingBehavior, UnitConversion
from plangraph.domain.rating.exact import PRECISION

PLACES = 20
_UNIT = Decimal(1).scaleb(-PLACES)


def convert(quantity: Decimal, conversion: UnitConversion | None) -> Decimal:
    """The priced quantity of a metered one, which is 0 or more."""
    if conversion is None:
        return quantity
    factor = conversion.division_factor
    match conversion.rounding_behavior:
        case RoundingBehavior.FLOOR:
            return quantity // factor
        case RoundingBehavior.CEILING:
            whole, rest = divmod(quantity, factor)
            return whole + 1 if rest else whole
        case None:
            return _divided(quantity, factor)


def _divided(quantity: Decimal, factor: Decimal) -> Decimal:
    """To 20 places, half to even, decided on the exact remainder so that nothing is rounded twice."""
    context = Context(PRECISION)
    quotient = context.divide(quantity, factor)
    exponent = quotient.as_tuple().exponent
    if not context.flags[Inexact] and isinstance(exponent, int) and exponent >= -PLACES:
        return quotient
    units, rest = divmod(quantity.scaleb(PLACES), factor)
    twice = rest + rest
    if twice > factor or (twice == factor and units % 2):
        units += 1
    return units * _UNIT
