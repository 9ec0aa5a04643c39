"""Minimum charges: they top up what their product's other charges in the same credit type come to (assumed).

Other minimum charges do not count as spend, so the order of charges does not matter.
"""

from collections.abc import Iterable

from plangraph.domain.plan import Charge, ChargeType
from plangraph.domain.rating.exact import ZERO
from plangraph.domain.rating.lines import Line


def line(charge: Charge, others: Iterable[Line]) -> Line:
    spent = sum((other.amount for other in others if _counts(charge, other.charge)), ZERO)
    value = charge.prices[0].value if charge.prices else ZERO
    return Line(charge, max(ZERO, value - spent), base=spent)


def _counts(charge: Charge, other: Charge) -> bool:
    return (
        other.charge_type is not ChargeType.MINIMUM
        and other.product_id == charge.product_id
        and other.credit_type.uuid == charge.credit_type.uuid
    )
