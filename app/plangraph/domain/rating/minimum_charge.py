"""Minimum charges: they top up what their product's other charges in the same credit type come to (assumed).

Other minimum charges do not count as spend, so they are worked out after all others and their order does not matter.
"""

from collections.abc import Iterable

from plangraph.domain.plan import Charge
from plangraph.domain.rating.exact import ZERO
from plangraph.domain.rating.lines import Line


def line(charge: Charge, others: Iterable[Line]) -> Line:
    """`others`: the lines of all charges but minimum ones."""
    spent = sum((other.amount for other in others if _counts(charge, other.charge)), ZERO)
    value = charge.prices[0].value if charge.prices else ZERO
    return Line(charge, max(ZERO, value - spent), base=spent)


def _counts(charge: Charge, other: Charge) -> bool:
    return other.product_id == charge.product_id and other.credit_type.uuid == charge.credit_type.uuid
