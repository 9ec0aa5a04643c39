"""What of a plan applies in a period, how its ramps go on, and what looks wrong in it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import strawberry

from plangraph.domain import findings, summary
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.findings import FindingCode, Severity
from plangraph.domain.plan import Plan
from plangraph.domain.rating import effective as domain
from plangraph.domain.rating import notes
from plangraph.domain.rating.asked import LAST_PERIOD
from plangraph.domain.rating.effective import RampKind
from plangraph.domain.rating.notes import AssumptionCode
from plangraph.graph.context import Context
from plangraph.graph.enums import describe
from plangraph.graph.fields import related
from plangraph.graph.price_lists import by_numbers, charge_id, charge_row, place_ids, unit_row
from plangraph.graph.types.charge import Charge
from plangraph.graph.types.credit_grant import CreditGrant
from plangraph.graph.types.credit_type import CreditType
from plangraph.graph.types.estimate import Assumption, assumptions
from plangraph.graph.types.minimum import Minimum
from plangraph.graph.types.overage_rate import OverageRate
from plangraph.store import tables

describe(
    RampKind,
    "What a ramp changes over time.",
    CHARGE="The prices of a charge.",
    MINIMUM="A minimum.",
    OVERAGE_RATE="What custom units cost beyond the credits.",
)
describe(
    FindingCode,
    "What looks wrong in a price list.",
    VOLUME_CLIFF="With volume tiers, a little more costs less.",
    NO_OVERAGE_RATE="A custom unit has no overage rate, so an estimate beyond the grants is refused.",
    RAMP_STEP_NEVER_APPLIES="A step begins so late that it never applies.",
    RAMP_JUMP="A price changes more than tenfold from one step to the next.",
    GRANT_EXPIRES_UNUSED="A credit grant expires before anything could use it, or nothing ever can.",
    MINIMUM_WITHOUT_EFFECT="Fixed charges reach a minimum by themselves.",
    ALL_PRICES_ZERO="Every price is zero.",
    SEVERAL_CURRENCIES="The plan bills in several currencies, which are never added up.",
    COMPOSITE_WITHOUT_PARTS="Nothing says of which charges a composite charge is a percentage.",
    TIER_MODE_ASSUMED="Nothing says whether tiers are graduated or volume; graduated is assumed.",
    CHARGE_WITHOUT_PRICE="A charge has no price.",
    ANNOTATION_WITHOUT_CHARGE="An annotation names a charge that the plan lacks.",
)
describe(
    Severity,
    "How much a finding matters.",
    as_="FindingSeverity",
    ERROR="An import refuses it.",
    WARNING="It is probably not meant.",
    INFO="It is fine, as long as it is known.",
)


@strawberry.type(description="What of a plan applies in one billing period.")
class EffectivePlan:
    plan: strawberry.Private[Plan]
    given: strawberry.Private[domain.Effective]
    told: strawberry.Private[tuple[notes.Assumption, ...]] = ()
    period: int = strawberry.field(description="The billing period, counted from 0.")
    charges: list[Charge] = related(
        tables.Charge.gid,
        lambda of: [charge_id(of.plan, charge) for charge in of.given.charges],
        description="One step of each charge's ramp.",
    )
    minimums: list[Minimum] = related(
        tables.Minimum.gid,
        lambda of: place_ids("Minimum", of.plan, of.plan.minimums, of.given.minimums),
        description="The least that the invoice comes to; several add up.",
    )
    overage_rates: list[OverageRate] = related(
        tables.OverageRate.gid,
        lambda of: place_ids("OverageRate", of.plan, of.plan.overage_rates, of.given.overage_rates),
        description="What custom units cost beyond the credits.",
    )
    credit_grants: list[CreditGrant] = related(
        tables.CreditGrant.gid,
        lambda of: place_ids("CreditGrant", of.plan, of.plan.credit_grants, of.given.credit_grants),
        description="Grants of which credits live in this period.",
    )

    @strawberry.field(description="What the answer relied on without being told.")
    def assumptions(self) -> list[Assumption]:
        return assumptions(self.plan, self.told)


@strawberry.type(description="What a ramp is from one period on.")
class RampStep:
    start_period: int = strawberry.field(description="How many billing periods pass before it applies.")
    words: str = strawberry.field(description="The price in words.")
    values: list[Decimal] = strawberry.field(
        description="The price of each tier, the minimum or the rate, in the ramp's credit type."
    )


@strawberry.type(description="A price of a plan over time.")
class Ramp:
    plan: strawberry.Private[Plan]
    given: strawberry.Private[domain.Ramp]
    name: str = strawberry.field(description="The charge's or the minimum's name, or the unit's.")
    kind: RampKind = strawberry.field(description="What it changes.")
    steps: list[RampStep] = strawberry.field(description="Its steps, first one first.")
    credit_type: CreditType = unit_row(lambda of: of.given.credit_type, description="The unit of the values.")
    charge: Charge | None = charge_row(description="The first step's charge; null for minimums and rates.")


@strawberry.type(description="Something in a valid price list that looks wrong.")
class PlanFinding:
    plan: strawberry.Private[Plan]
    given: strawberry.Private[findings.Finding]
    code: FindingCode = strawberry.field(description="What it is, for programs.")
    severity: Severity = strawberry.field(description="How much it matters.")
    message: str = strawberry.field(description="What it is, for people.")
    advice: str = strawberry.field(description="What to do about it.")
    charge: Charge | None = charge_row(description="The charge that it is about; null when it is about none.")


def effective(plan: Plan, period: int, told: Sequence[notes.Assumption] = ()) -> EffectivePlan:
    return EffectivePlan(plan=plan, given=domain.in_period(plan, period), told=tuple(told), period=period)


def for_customer(plan: Plan, period: int) -> EffectivePlan:
    """What one customer pays by: the Plans API does not tell what was agreed with it alone."""
    told = [notes.Assumption(AssumptionCode.CUSTOMER_ADJUSTMENTS)]
    if plan.annotations.period is None:
        told.append(notes.Assumption(AssumptionCode.BILLING_PERIOD_MONTH))
    return effective(plan, period, told)


async def effective_plans(context: Context, numbers: Sequence[int], given: Mapping[str, Any]) -> list[EffectivePlan]:
    period = given["period"]
    if not 0 <= period <= LAST_PERIOD:
        message = f"must be from 0 to {LAST_PERIOD:,}"
        raise InvalidInput([FieldError(("period",), message, UserErrorCode.OUT_OF_RANGE)])
    return [effective(plan, period) for plan in await by_numbers(context, numbers)]


async def ramps(context: Context, numbers: Sequence[int], _: Mapping[str, Any]) -> list[list[Ramp]]:
    return [[_ramp(plan, given) for given in domain.of_plan(plan)] for plan in await by_numbers(context, numbers)]


async def summaries(context: Context, numbers: Sequence[int], _: Mapping[str, Any]) -> list[str]:
    return [summary.of_plan(plan) for plan in await by_numbers(context, numbers)]


async def found_in(context: Context, numbers: Sequence[int], _: Mapping[str, Any]) -> list[list[PlanFinding]]:
    return [[_finding(plan, given) for given in findings.of_plan(plan)] for plan in await by_numbers(context, numbers)]


def _ramp(plan: Plan, given: domain.Ramp) -> Ramp:
    steps = [RampStep(start_period=s.start_period, words=s.words, values=list(s.values)) for s in given.steps]
    return Ramp(plan=plan, given=given, name=given.name, kind=given.kind, steps=steps)


def _finding(plan: Plan, given: findings.Finding) -> PlanFinding:
    return PlanFinding(
        plan=plan,
        given=given,
        code=given.code,
        severity=given.severity,
        message=given.message,
        advice=given.advice,
    )
