"""Plan minimums: the least that an invoice of one credit type comes to; several add up.

Source: Metronome's minimums. Whether credits count before or after is not told: before is assumed, that is, the bill
is topped up to the minimum first and credits pay for usage alone.
"""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from plangraph.domain.plan import Minimum, MinimumOrder
from plangraph.domain.rating.exact import ZERO


def least(minimums: Iterable[Minimum], unit: UUID) -> Decimal | None:
    """None when there is no minimum: then an invoice may come to less than nothing."""
    values = [minimum.value for minimum in minimums if minimum.credit_type.uuid == unit]
    return sum(values, ZERO) if values else None


def top_up(minimum: Decimal | None, subtotal: Decimal, credit: Decimal, order: MinimumOrder) -> Decimal:
    """What is added so that the minimum is reached; credits never pay for it."""
    if minimum is None:
        return ZERO
    compared = subtotal if order is MinimumOrder.BEFORE_CREDITS else subtotal - credit
    return max(ZERO, minimum - compared)
