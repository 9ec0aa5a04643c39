"""The lines of an estimate: for each charge in effect its quantity, its amount and what these came from."""

from dataclasses import dataclass
from decimal import Decimal

from plangraph.domain.plan import Charge, ChargeType, CreditType, TierMode
from plangraph.domain.rating import tiers
from plangraph.domain.rating.asked import SeatAddition
from plangraph.domain.rating.exact import ZERO, exactly
from plangraph.domain.rating.tiers import Tier


@dataclass(frozen=True, slots=True)
class Line:
    """`usage` is the metered quantity, `quantity` the priced one; `amount` is in the charge's credit type.

    `before`: priced units of earlier periods in the same tier window. `base`: the spend of which a composite charge
    is a percentage, or which a minimum charge tops up.
    """

    charge: Charge
    amount: Decimal = ZERO
    usage: Decimal = ZERO
    quantity: Decimal = ZERO
    mode: TierMode = TierMode.GRADUATED
    before: Decimal = ZERO
    additions: tuple[SeatAddition, ...] = ()
    base: Decimal = ZERO
    parts: tuple[str, ...] = ()

    @property
    def credit_type(self) -> CreditType:
        return self.charge.credit_type

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """How the amount of a usage, seat or fixed charge comes about; what is in them adds up to it."""
        return exactly(self._tiers)

    def _tiers(self) -> tuple[Tier, ...]:
        prices = self.charge.prices
        match self.charge.charge_type:
            case ChargeType.USAGE:
                return tiers.bands(prices, self.mode, self.before, self.quantity)
            case ChargeType.SEAT:
                return (*tiers.bands(prices, self.mode, ZERO, self.quantity), *self._added())
            case ChargeType.FIXED if self.quantity:
                end = prices[1].tier if len(prices) > 1 else None
                return (Tier(ZERO, end, self.quantity, prices[0].value, self.amount),)
            case _:
                return ()

    def _added(self) -> tuple[Tier, ...]:
        price = tiers.last_price(self.charge.prices, self.mode, self.quantity)
        shares = [a.quantity * a.remaining_share for a in self.additions]
        return tuple(Tier(self.quantity, None, share, price, share * price) for share in shares)
