"""Seat charges: billed from the count at the start of the period; seats added later are prorated, none are refunded.

Source: Metronome's documentation of seat charges. An added seat costs what the last seat of the count costs, times the
share of the period that was left.
"""

from decimal import Decimal

from plangraph.domain.plan import Charge, TierMode
from plangraph.domain.rating import tiers
from plangraph.domain.rating.asked import SeatAddition
from plangraph.domain.rating.conversion import convert
from plangraph.domain.rating.exact import ZERO
from plangraph.domain.rating.lines import Line


def line(charge: Charge, mode: TierMode, count: Decimal, additions: tuple[SeatAddition, ...] = ()) -> Line:
    quantity = convert(count, charge.unit_conversion)
    added = tuple(SeatAddition(convert(a.quantity, charge.unit_conversion), a.remaining_share) for a in additions)
    price = tiers.last_price(charge.prices, mode, quantity)
    extra = sum((a.quantity * a.remaining_share * price for a in added), ZERO)
    amount = tiers.cost(charge.prices, mode, ZERO, quantity) + extra
    return Line(charge, amount, count, quantity, mode, additions=added)
