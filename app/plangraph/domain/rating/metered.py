"""Usage charges: convert, count within the tier window, price by tiers. Source: Metronome's documentation."""

from collections.abc import Mapping
from decimal import Decimal

from plangraph.domain.plan import Charge, TierMode
from plangraph.domain.rating import tiers
from plangraph.domain.rating.conversion import convert, convert_each
from plangraph.domain.rating.exact import ZERO
from plangraph.domain.rating.lines import Line


def line(charge: Charge, mode: TierMode, period: int, usage: Decimal, previous: Mapping[int, Decimal]) -> Line:
    """Earlier periods count when they are in the same window; each period's usage is converted by itself."""
    quantity = convert(usage, charge.unit_conversion)
    before = ZERO
    if previous and len(charge.prices) > 1:
        start = tiers.window(period, charge.tier_reset_frequency)
        inside = [used for n, used in previous.items() if start <= n < period]
        if charge.unit_conversion is not None:
            inside = convert_each(inside, charge.unit_conversion)
        before = sum(inside, ZERO)
    amount = tiers.cost(charge.prices, mode, before, quantity)
    return Line(charge, amount, usage, quantity, mode, before)
