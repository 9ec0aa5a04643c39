"""From metered units to priced units: divide, then floor, ceiling, or 20 decimal places.

Source: Metronome's unit conversion. One of the two roundings of an estimate; ties go to the even digit.
"""

from collections.abc import Collection
from decimal import Decimal
from itertools import repeat

from plangraph.domain.plan import RoundingBehavior, UnitConversion
from plangraph.domain.rating.exact import ZERO

PLACES = 20


def convert(quantity: Decimal, conversion: UnitConversion | None) -> Decimal:
    """The priced quantity of a metered one, which is 0 or more."""
    if conversion is None:
        return quantity
    if conversion.rounding_behavior is not None:
        return total([quantity], conversion)
    step = conversion.division_factor.scaleb(-PLACES)
    return (quantity - quantity.remainder_near(step)) / conversion.division_factor


def total(quantities: Collection[Decimal], conversion: UnitConversion) -> Decimal:
    """What the quantities come to, each converted by itself. To be worked out within `exactly`."""
    factor = conversion.division_factor
    if conversion.rounding_behavior is None:
        # A quantity less its remainder by the nearest whole number of smallest steps, halves to the even one,
        # divides into so many places exactly: no quotient is rounded twice, and one division does for all.
        step = factor.scaleb(-PLACES)
        cut_off = sum(map(Decimal.remainder_near, quantities, repeat(step)), ZERO)
        return (sum(quantities, ZERO) - cut_off) / factor
    if conversion.rounding_behavior is RoundingBehavior.FLOOR:
        return sum((quantity // factor for quantity in quantities), ZERO)
    return sum((whole + 1 if rest else whole for whole, rest in map(divmod, quantities, repeat(factor))), ZERO)
