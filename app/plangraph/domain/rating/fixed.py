"""Fixed charges: the first tier's value times the plan's own quantity, in the periods in which it is collected."""

from decimal import Decimal

from plangraph.domain.plan import Charge
from plangraph.domain.rating.exact import ONE
from plangraph.domain.rating.lines import Line


def quantity(charge: Charge) -> Decimal:
    """The charge's, else that of its price, of which it must have one, else 1."""
    if charge.quantity is not None:
        return charge.quantity
    first = charge.prices[0].quantity
    return ONE if first is None else first


def interval(charge: Charge) -> int:
    """Every how many periods it is collected; every period when the plan does not say (assumed)."""
    given = charge.prices[0].collection_interval if charge.prices else None
    return given or 1


def due(charge: Charge, period: int) -> bool:
    return (period - charge.start_period) % interval(charge) == 0


def line(charge: Charge, period: int) -> Line:
    if not charge.prices or not due(charge, period):
        return Line(charge)
    units = quantity(charge)
    return Line(charge, units * charge.prices[0].value, units, units)
