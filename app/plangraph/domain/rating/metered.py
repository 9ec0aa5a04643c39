"""Usage charges: convert, count within the tier window, price by tiers. Source: Metronome's documentation."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from plangraph.domain.plan import Charge, TierMode
from plangraph.domain.rating import conversion, tiers
from plangraph.domain.rating.exact import ZERO
from plangraph.domain.rating.lines import Line


def line(charge: Charge, mode: TierMode, period: int, usage: Decimal, previous: Mapping[int, Decimal]) -> Line:
    """Earlier periods count when they are in the same window; each period's usage is converted by itself."""
    quantity = conversion.convert(usage, charge.unit_conversion)
    before = ZERO
    if previous and len(charge.prices) > 1:
        start = tiers.window(period, charge.tier_reset_frequency)
        inside: Collection[Decimal] = previous.values()
        # Sorting periods that come in order is faster than to look for the least and for the largest
        ordered = sorted(previous)
        if ordered[0] < start or ordered[-1] >= period:
            inside = [used for n, used in previous.items() if start <= n < period]
        converted = charge.unit_conversion
        before = sum(inside, ZERO) if converted is None else conversion.total(inside, converted)
    amount = tiers.cost(charge.prices, mode, before, quantity)
    return Line(charge, amount, usage, quantity, mode, before)
