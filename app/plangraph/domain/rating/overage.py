"""Overage: custom units that credits do not cover, billed in money at the plan's overage rate.

Source: Metronome's overage rates (fiat per one custom unit). Units without a rate have no price, so the whole estimate
is refused rather than told too low.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plangraph.domain import money
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import CreditType, OverageRate


@dataclass(frozen=True, slots=True)
class OverageLine:
    """`units` of a custom credit type at `rate` fiat each."""

    credit_type: CreditType
    units: Decimal
    rate: Decimal
    fiat_credit_type: CreditType
    amount: Decimal


def line(unit: CreditType, units: Decimal, rates: Iterable[OverageRate]) -> OverageLine:
    """`rates` are those in effect. Raises InvalidInput (UNPRICED_UNITS) when none, or more than one, bills the unit."""
    found = [rate for rate in rates if rate.credit_type.uuid == unit.uuid]
    if len(found) == 1:
        (rate,) = found
        factor = rate.to_fiat_conversion_factor
        return OverageLine(unit, units, factor, rate.fiat_credit_type, units * factor)
    left = f"{money.formatted(units, unit.name)} are not covered by credits"
    if found:
        currencies = ", ".join(sorted(rate.fiat_credit_type.name for rate in found))
        message = f"{left}, and the plan has overage rates into several currencies ({currencies})"
    else:
        message = f"{left}, and the plan has no overage rate for {unit.name} in this period"
    raise InvalidInput([FieldError(("plan", "overage_rates"), message, UserErrorCode.UNPRICED_UNITS)])
