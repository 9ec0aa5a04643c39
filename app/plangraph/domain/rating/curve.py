"""Curves for charts: the price and the cost of one charge, exact wherever a tier begins."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal
from itertools import pairwise

from plangraph.domain.decimals import canonical
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import Charge, Price, RoundingBehavior, TierMode
from plangraph.domain.rating import tiers
from plangraph.domain.rating.asked import METERED
from plangraph.domain.rating.conversion import convert
from plangraph.domain.rating.exact import ONE, PRECISION, ZERO, exactly

MOST_POINTS = 1_000
_STEP = Decimal(1).scaleb(-20)


@dataclass(frozen=True, slots=True)
class PricePoint:
    """`quantity` in metered units; `price` of a priced unit there; `cost` of the whole quantity."""

    quantity: Decimal
    price: Decimal
    cost: Decimal


def of_charge(charge: Charge, mode: TierMode, up_to: Decimal, points: int = 50) -> tuple[PricePoint, ...]:
    """Evenly spaced points from 0 to `up_to`, and at each tier's edge two: before the price changes and after it.

    Empty for charges that take no usage. Raises InvalidInput for a range or a number of points that makes no curve.
    """
    wrong = []
    if not (up_to.is_finite() and up_to > 0):
        wrong.append(FieldError(("up_to",), "must be above 0", UserErrorCode.OUT_OF_RANGE))
    if not 2 <= points <= MOST_POINTS:
        message = f"must be from 2 to {MOST_POINTS:,}"
        wrong.append(FieldError(("points",), message, UserErrorCode.OUT_OF_RANGE))
    if wrong:
        raise InvalidInput(wrong)
    if charge.charge_type not in METERED or not charge.prices:
        return ()
    return exactly(lambda: _points(charge, mode, up_to, points))


def _points(charge: Charge, mode: TierMode, up_to: Decimal, points: int) -> tuple[PricePoint, ...]:
    edges = [edge for pair in pairwise(charge.prices) for edge in _edge(charge, mode, *pair) if edge.quantity <= up_to]
    taken = {edge.quantity for edge in edges}
    context = Context(PRECISION, ROUND_HALF_EVEN)
    step = context.divide(up_to, Decimal(points - 1)).quantize(_STEP, context=context)
    even = {min(canonical(step * n), up_to) for n in range(points - 1)} | {up_to}
    found = edges + [_point(charge, mode, quantity) for quantity in even - taken]
    return tuple(sorted(found, key=lambda point: point.quantity))


def _point(charge: Charge, mode: TierMode, quantity: Decimal) -> PricePoint:
    priced = convert(quantity, charge.unit_conversion)
    cost = tiers.cost(charge.prices, mode, ZERO, priced)
    return PricePoint(quantity, tiers.next_price(charge.prices, priced), cost)


def _edge(charge: Charge, mode: TierMode, below: Price, above: Price) -> tuple[PricePoint, PricePoint]:
    """The two points at the edge of a tier: what a quantity just short of it costs, and one that has reached it."""
    conversion = charge.unit_conversion
    factor = conversion.division_factor if conversion else ONE
    rounding = conversion.rounding_behavior if conversion else None
    if mode is TierMode.GRADUATED:
        quantity = above.tier * factor
        cost = tiers.cost(charge.prices, mode, ZERO, convert(quantity, conversion))
        return PricePoint(quantity, below.value, cost), PricePoint(quantity, above.value, cost)
    reached = above.tier if rounding is None else above.tier.to_integral_value(ROUND_CEILING)
    short = reached if rounding is None else reached - 1
    quantity = (short if rounding is RoundingBehavior.CEILING else reached) * factor
    return (
        PricePoint(quantity, below.value, short * below.value),
        PricePoint(quantity, above.value, reached * above.value),
    )
