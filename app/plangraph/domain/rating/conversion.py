"""From metered units to priced units: divide, then floor, ceiling, or 20 decimal places.

Source: Metronome's unit conversion. One of the two roundings of an estimate; ties go to the even digit.
"""

from collections.abc import Sequence
from decimal import ROUND_05UP, ROUND_HALF_EVEN, Context, Decimal

from plangraph.domain.plan import RoundingBehavior, UnitConversion
from plangraph.domain.rating.exact import PRECISION

PLACES = 20
_UNIT = Decimal(1).scaleb(-PLACES)
# A quotient rounded so keeps, in its last digit, whether anything was cut off: rounding it again is then right.
_QUOTIENT = Context(PRECISION, ROUND_05UP)
_PLACES = Context(PRECISION, ROUND_HALF_EVEN)


def convert(quantity: Decimal, conversion: UnitConversion | None) -> Decimal:
    """The priced quantity of a metered one, which is 0 or more."""
    return quantity if conversion is None else convert_each([quantity], conversion)[0]


def convert_each(quantities: Sequence[Decimal], conversion: UnitConversion) -> list[Decimal]:
    """Each by itself."""
    factor = conversion.division_factor
    match conversion.rounding_behavior:
        case RoundingBehavior.FLOOR:
            return [quantity // factor for quantity in quantities]
        case RoundingBehavior.CEILING:
            return [whole + 1 if rest else whole for whole, rest in (divmod(q, factor) for q in quantities)]
        case _:
            divide = _QUOTIENT.divide
            return [divide(quantity, factor).quantize(_UNIT, context=_PLACES) for quantity in quantities]
