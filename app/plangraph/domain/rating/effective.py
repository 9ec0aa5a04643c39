"""What of a plan applies in a period, and how each of its ramps goes on over time."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from plangraph.domain import money
from plangraph.domain.plan import BillingPeriod, Charge, CreditGrant, CreditType, Minimum, OverageRate, Plan, TierMode
from plangraph.domain.rating import grants, ramps, words
from plangraph.domain.rating.exact import exactly


@dataclass(frozen=True, slots=True)
class Effective:
    """One step of each ramp that has begun, and the grants of which an issue lives."""

    period: int
    charges: tuple[Charge, ...]
    minimums: tuple[Minimum, ...]
    overage_rates: tuple[OverageRate, ...]
    credit_grants: tuple[CreditGrant, ...]


class RampKind(Enum):
    CHARGE = "CHARGE"
    MINIMUM = "MINIMUM"
    OVERAGE_RATE = "OVERAGE_RATE"


@dataclass(frozen=True, slots=True)
class RampStep:
    """`values`: the price of each tier, the minimum, or the overage rate, in the unit of the ramp's credit type."""

    start_period: int
    words: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Ramp:
    """`charge` is the first step's, for charges. An overage rate's `credit_type` is the fiat one that it bills in."""

    name: str
    kind: RampKind
    credit_type: CreditType
    steps: tuple[RampStep, ...]
    charge: Charge | None = None


def in_period(plan: Plan, period: int) -> Effective:
    """What applies in billing period `period`, counted from 0."""
    living = exactly(lambda: tuple(g for g in plan.credit_grants if grants.living(g, period) is not None))
    return Effective(
        period,
        tuple(ramps.in_effect(plan.charge_ramps, period).values()),
        tuple(ramps.in_effect(plan.minimum_ramps, period).values()),
        tuple(ramps.in_effect(plan.rate_ramps, period).values()),
        living,
    )


def of_plan(plan: Plan) -> tuple[Ramp, ...]:
    """Every ramp with all its steps: charges, then minimums, then overage rates."""
    return (
        *(_of_charge(plan, steps) for steps in plan.charge_ramps.values()),
        *(_of_minimum(steps) for steps in plan.minimum_ramps.values()),
        *(_of_rate(steps) for steps in plan.rate_ramps.values()),
    )


def _of_charge(plan: Plan, steps: list[Charge]) -> Ramp:
    first = steps[0]
    mode = plan.annotations.tier_modes.get(first.name, TierMode.GRADUATED)
    length = plan.annotations.period or BillingPeriod.MONTH
    told = tuple(
        RampStep(c.start_period, words.of_charge(c, mode, length), tuple(p.value for p in c.prices)) for c in steps
    )
    return Ramp(first.name, RampKind.CHARGE, first.credit_type, told, first)


def _of_minimum(steps: list[Minimum]) -> Ramp:
    first = steps[0]
    told = tuple(
        RampStep(m.start_period, f"at least {money.formatted(m.value, m.credit_type.name)}", (m.value,)) for m in steps
    )
    return Ramp(first.name, RampKind.MINIMUM, first.credit_type, told)


def _of_rate(steps: list[OverageRate]) -> Ramp:
    first = steps[0]
    told = tuple(
        RampStep(
            r.start_period,
            f"{money.formatted(r.to_fiat_conversion_factor, r.fiat_credit_type.name)} each",
            (r.to_fiat_conversion_factor,),
        )
        for r in steps
    )
    return Ramp(f"{first.credit_type.name} overage", RampKind.OVERAGE_RATE, first.fiat_credit_type, told)
