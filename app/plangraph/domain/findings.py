"""What looks wrong in a price list that is valid: each with a code, its place and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from plangraph.domain import money, periods
from plangraph.domain.plan import BillingPeriod, Charge, ChargeType, CreditGrant, Plan, TierMode
from plangraph.domain.rating import fixed, grants, ramps, words
from plangraph.domain.rating.asked import METERED
from plangraph.domain.rating.exact import ZERO, exactly

# A step that begins later than a hundred years of months is a slip of the pen
HORIZON = 1_200
JUMP = 10


class FindingCode(Enum):
    VOLUME_CLIFF = "VOLUME_CLIFF"
    NO_OVERAGE_RATE = "NO_OVERAGE_RATE"
    RAMP_STEP_NEVER_APPLIES = "RAMP_STEP_NEVER_APPLIES"
    RAMP_JUMP = "RAMP_JUMP"
    GRANT_EXPIRES_UNUSED = "GRANT_EXPIRES_UNUSED"
    MINIMUM_WITHOUT_EFFECT = "MINIMUM_WITHOUT_EFFECT"
    ALL_PRICES_ZERO = "ALL_PRICES_ZERO"
    SEVERAL_CURRENCIES = "SEVERAL_CURRENCIES"
    COMPOSITE_WITHOUT_PARTS = "COMPOSITE_WITHOUT_PARTS"
    TIER_MODE_ASSUMED = "TIER_MODE_ASSUMED"
    CHARGE_WITHOUT_PRICE = "CHARGE_WITHOUT_PRICE"
    ANNOTATION_WITHOUT_CHARGE = "ANNOTATION_WITHOUT_CHARGE"


class Severity(Enum):
    """ERROR: an import refuses it. WARNING: probably not meant. INFO: fine, as long as it is known."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


@dataclass(frozen=True, slots=True)
class Finding:
    code: FindingCode
    severity: Severity
    message: str
    advice: str
    charge: Charge | None = None


def of_plan(plan: Plan) -> tuple[Finding, ...]:
    return exactly(lambda: tuple(_all(plan)))


def _all(plan: Plan) -> Iterator[Finding]:
    for charge in plan.charges:
        yield from _of_charge(plan, charge)
    yield from _of_ramps(plan)
    yield from _of_units(plan)
    for grant in plan.credit_grants:
        yield from _of_grant(plan, grant)
    yield from _of_minimums(plan)
    yield from _of_annotations(plan)


def _warning(code: FindingCode, message: str, advice: str, charge: Charge | None = None) -> Finding:
    return Finding(code, Severity.WARNING, message, advice, charge)


def _of_charge(plan: Plan, charge: Charge) -> Iterator[Finding]:
    if not charge.prices:
        message = f"{charge.name} has no price, so it costs nothing."
        yield _warning(FindingCode.CHARGE_WITHOUT_PRICE, message, "Give it a price, or take it out.", charge)
    if charge.charge_type is ChargeType.COMPOSITE and not plan.annotations.composites.get(charge.name):
        message = (
            f"{charge.name} is a percentage of other charges, but nothing says of which, so no estimate is possible."
        )
        advice = f'Annotate the plan: {{"composite": {{"{charge.name}": ["name of a charge"]}}}}.'
        yield _warning(FindingCode.COMPOSITE_WITHOUT_PARTS, message, advice, charge)
    if charge.charge_type in METERED and len({price.value for price in charge.prices}) > 1:
        mode = plan.annotations.tier_modes.get(charge.name)
        if mode is None:
            message = f"Nothing says whether the tiers of {charge.name} are graduated or volume; graduated is assumed."
            advice = f'Annotate the plan: {{"tier_mode": {{"{charge.name}": "graduated"}}}}, or "volume".'
            yield Finding(FindingCode.TIER_MODE_ASSUMED, Severity.INFO, message, advice, charge)
        if mode is TierMode.VOLUME:
            yield from _cliffs(charge)


def _cliffs(charge: Charge) -> Iterator[Finding]:
    """Where all units become cheaper at once: just below the edge, more units would cost less."""
    for below, above in pairwise(charge.prices):
        if above.value < below.value:
            unit = charge.credit_type.name
            at, before = (money.formatted(value * above.tier, unit) for value in (above.value, below.value))
            edge = words.metered(charge, above.tier)
            message = f"{edge} of {charge.name} cost {at}, while a little fewer cost up to {before}."
            advice = "Make the tiers graduated, or tell customers that buying up to the next tier is cheaper."
            yield _warning(FindingCode.VOLUME_CLIFF, message, advice, charge)


def _of_ramps(plan: Plan) -> Iterator[Finding]:
    for charges in plan.charge_ramps.values():
        yield from _late(charges[-1].name, charges[-1].start_period, charges[-1])
        for old, new in pairwise(charges):
            values = zip((p.value for p in old.prices), (p.value for p in new.prices), strict=False)
            yield from _jump(new.name, new.start_period, list(values), new)
    for minimums in plan.minimum_ramps.values():
        yield from _late(minimums[-1].name, minimums[-1].start_period)
        for least, later in pairwise(minimums):
            yield from _jump(later.name, later.start_period, [(least.value, later.value)])
    for rates in plan.rate_ramps.values():
        name = f"The overage rate of {rates[0].credit_type.name}"
        yield from _late(name, rates[-1].start_period)
        for rate, next_ in pairwise(rates):
            change = (rate.to_fiat_conversion_factor, next_.to_fiat_conversion_factor)
            yield from _jump(name, next_.start_period, [change])


def _late(name: str, start: int, charge: Charge | None = None) -> Iterator[Finding]:
    if start > HORIZON:
        message = f"{name} has a step that begins in period {start:,}, so it never applies."
        advice = "Give the step the number of billing periods that pass before it applies."
        yield _warning(FindingCode.RAMP_STEP_NEVER_APPLIES, message, advice, charge)


def _jump(
    name: str, start: int, changes: list[tuple[Decimal, Decimal]], charge: Charge | None = None
) -> Iterator[Finding]:
    if any(old and new and (old > new * JUMP or new > old * JUMP) for old, new in changes):
        message = f"{name} changes more than tenfold in period {start}."
        advice = "Check the unit of the amounts: cents and whole units are easily mistaken."
        yield _warning(FindingCode.RAMP_JUMP, message, advice, charge)


def _of_units(plan: Plan) -> Iterator[Finding]:
    rated = {rate.credit_type.uuid for rate in plan.overage_rates}
    for unit in plan.credit_types:
        charged = any(charge.credit_type.uuid == unit.uuid for charge in plan.charges)
        if not unit.fiat and charged and unit.uuid not in rated:
            message = f"{unit.name} have no overage rate, so an estimate that needs more than the grants is refused."
            advice = "Add an overage rate for this unit."
            yield _warning(FindingCode.NO_OVERAGE_RATE, message, advice)
    currencies = [unit.name for unit in plan.credit_types if unit.fiat]
    if len(currencies) > 1:
        message = f"The plan bills in several currencies: {', '.join(currencies)}; they are never added up."
        yield _warning(FindingCode.SEVERAL_CURRENCIES, message, "Make one plan for each currency.")
    prices = [price.value for charge in plan.charges for price in charge.prices]
    if prices and not any(prices):
        message = "Every price of the plan is zero."
        yield _warning(FindingCode.ALL_PRICES_ZERO, message, "Leave it so for a free plan; else fill in the prices.")


def _of_grant(plan: Plan, grant: CreditGrant) -> Iterator[Finding]:
    unit = grant.amount_granted_credit_type
    starts = [c.start_period for c in plan.charges if c.credit_type.uuid == unit.uuid]
    starts += [r.start_period for r in plan.overage_rates if r.fiat_credit_type.uuid == unit.uuid]
    end = grants.end(grant)
    if starts and (end is None or end > min(starts)):
        return
    if not starts:
        message = f"Nothing in the plan is charged in {unit.name}, so the grant {grant.name!r} is never used."
    else:
        message = f"The grant {grant.name!r} has expired before anything is charged in {unit.name}."
    advice = "Check the grant's unit, its duration and the periods in which charges begin."
    yield _warning(FindingCode.GRANT_EXPIRES_UNUSED, message, advice)


def _of_minimums(plan: Plan) -> Iterator[Finding]:
    """A minimum that what is billed in every period anyway reaches by itself, from the period on in which it begins."""
    for minimum in plan.minimums:
        fees = ZERO
        for charge in ramps.in_effect(plan.charge_ramps, minimum.start_period).values():
            same = charge.credit_type.uuid == minimum.credit_type.uuid
            if same and charge.charge_type is ChargeType.FIXED and fixed.interval(charge) == 1 and charge.prices:
                fees += fixed.quantity(charge) * charge.prices[0].value
        if fees >= minimum.value:
            unit = minimum.credit_type.name
            least, billed = money.formatted(minimum.value, unit), money.formatted(fees, unit)
            month = periods.display(minimum.start_period, plan.annotations.period or BillingPeriod.MONTH)
            message = (
                f"The minimum {minimum.name!r} of {least} has no effect: fixed charges come to {billed} in {month}."
            )
            yield _warning(FindingCode.MINIMUM_WITHOUT_EFFECT, message, "Raise the minimum, or take it out.")


def _of_annotations(plan: Plan) -> Iterator[Finding]:
    known = {charge.name for charge in plan.charges}
    notes = plan.annotations
    named = {
        "tier_mode": set(notes.tier_modes),
        "metric": set(notes.metrics),
        "composite": set(notes.composites) | {part for parts in notes.composites.values() for part in parts},
    }
    for annotation, names in named.items():
        for name in sorted(names - known):
            message = f"The annotation `{annotation}` names {name!r}, which is no charge of the plan."
            advice = "Write the charge's name exactly as it stands in the plan."
            yield _warning(FindingCode.ANNOTATION_WITHOUT_CHARGE, message, advice)
