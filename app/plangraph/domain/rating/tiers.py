"""What a quantity costs by tiers, graduated or volume; exact at every edge.

Source: Metronome's tiers, of which `tier` is the lower bound from which a price applies. In graduated mode the band
[lower, next) holds the units after the first `lower` ones; in volume mode all units have the price of the band that
the quantity reaches, a quantity equal to a lower bound being in that band.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from plangraph.domain.plan import Charge, ChargeType, Price, TierMode
from plangraph.domain.rating.exact import ZERO

_BOUND = attrgetter("tier")


@dataclass(frozen=True, slots=True)
class Tier:
    """What of a quantity fell into one band [start, end), and what it costs there."""

    start: Decimal
    end: Decimal | None
    quantity: Decimal
    price: Decimal
    amount: Decimal


def cost(prices: Sequence[Price], mode: TierMode, before: Decimal, quantity: Decimal) -> Decimal:
    """The cost of `quantity` units, `before` units having been counted in the same window already."""
    if not prices or not quantity:
        return ZERO
    if len(prices) == 1:
        return quantity * prices[0].value
    after = before + quantity
    if mode is TierMode.VOLUME:
        return quantity * prices[bisect_right(prices, after, key=_BOUND) - 1].value
    reached = prices[bisect_right(prices, before, key=_BOUND) - 1 : bisect_left(prices, after, key=_BOUND)]
    amount, low, value = ZERO, before, reached[0].value
    for band in reached[1:]:
        amount += (band.tier - low) * value
        low, value = band.tier, band.value
    return amount + (after - low) * value


def bands(prices: Sequence[Price], mode: TierMode, before: Decimal, quantity: Decimal) -> tuple[Tier, ...]:
    """How `cost` comes about; the amounts add up to it."""
    if not prices or not quantity:
        return ()
    after = before + quantity
    bounds = [price.tier for price in prices]
    ends: list[Decimal | None] = [*bounds[1:], None]
    if mode is TierMode.VOLUME:
        reached = bisect_right(bounds, after) - 1
        value = prices[reached].value
        return (Tier(bounds[reached], ends[reached], quantity, value, quantity * value),)
    found = []
    for n in range(bisect_right(bounds, before) - 1, bisect_left(bounds, after)):
        end = ends[n]
        units = (after if end is None or end > after else end) - max(before, bounds[n])
        found.append(Tier(bounds[n], end, units, prices[n].value, units * prices[n].value))
    return tuple(found)


def last_price(prices: Sequence[Price], mode: TierMode, quantity: Decimal) -> Decimal:
    """The price of the band in which the last of `quantity` units is; of the first band when there is none."""
    if not prices:
        return ZERO
    find = bisect_right if mode is TierMode.VOLUME else bisect_left
    return prices[max(find(prices, quantity, key=_BOUND) - 1, 0)].value


def next_price(prices: Sequence[Price], quantity: Decimal) -> Decimal:
    """The price of the band in which `quantity` is, a lower bound being in its own band."""
    return prices[bisect_right(prices, quantity, key=_BOUND) - 1].value


def modes_differ(prices: Sequence[Price], after: Decimal) -> bool:
    """Whether the tier mode matters: below the second lower bound both modes cost the same."""
    return len(prices) > 1 and after >= prices[1].tier


def window(period: int, frequency: int) -> int:
    """The first period of the window in which tiers are counted together; it starts anew every `frequency` periods."""
    return period // frequency * frequency


def counted_since(charge: Charge, period: int) -> int:
    """The first period whose usage counts in the tiers of this one: this one itself where there is nothing to count."""
    tiered = charge.charge_type is ChargeType.USAGE and len(charge.prices) > 1
    return window(period, charge.tier_reset_frequency) if tiered else period
