"""What a billing period costs: what is asked, and every line, total and assumption of the answer."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry

from plangraph.domain import money, plan
from plangraph.domain.errors import FieldError, UserErrorCode
from plangraph.domain.plan import MinimumOrder, TierMode
from plangraph.domain.rating import estimate as domain
from plangraph.domain.rating import explain, notes
from plangraph.domain.rating.grants import CreditApplied as Applied
from plangraph.domain.rating.lines import Line
from plangraph.domain.rating.notes import AssumptionCode, WarningCode
from plangraph.domain.rating.overage import OverageLine as Over
from plangraph.domain.rating.totals import Total
from plangraph.graph.enums import describe
from plangraph.graph.fields import related
from plangraph.graph.price_lists import charge_id, charge_row, place_ids, plan_row, unit_row
from plangraph.graph.types.charge import Charge
from plangraph.graph.types.credit_grant import CreditGrant
from plangraph.graph.types.credit_type import CreditType
from plangraph.graph.types.plan_by import PlanBy
from plangraph.graph.types.user_error import UserError, user_errors
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.plan import Plan

# What is wrong with the plan itself, not with a field of the question: told of the plan, in the rule's own words
_OF_PLAN = (UserErrorCode.UNPRICED_UNITS, UserErrorCode.COMPOSITE_PARTS_UNKNOWN)
LazyPlan = Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")]

describe(
    AssumptionCode,
    "Something on which the vendor is silent and the answer relied.",
    TIERS_GRADUATED="Tiers are taken as graduated: nothing says whether they are that or volume.",
    SEAT_COUNT="The quantity of a seat charge is taken as the number of seats when the period starts.",
    COLLECTION_INTERVAL="A fixed charge without an interval is taken to be billed in every period.",
    MINIMUM_CHARGE_TRUE_UP="A minimum charge is taken to top up its product's other charges in the same unit.",
    MINIMUM_BEFORE_CREDITS="The minimum is compared with the bill before credits are taken off.",
    GRANT_PERIODS="Durations and intervals of a credit grant are taken to count billing periods.",
    GRANT_RECURS_EVERY_PERIOD="A grant that recurs without an interval is taken to recur in every period.",
    GRANT_STARTS_FULL="Nothing of a credit grant is taken to be spent before this period.",
    BILLING_PERIOD_MONTH="The billing period is taken to be a month.",
    CUSTOMER_ADJUSTMENTS="Price adjustments and trials of one customer are not in the Plans API, so none count.",
)
describe(
    WarningCode,
    "Something to look at, though nothing is wrong.",
    NOT_IN_EFFECT="Usage is given for a charge that begins in a later period.",
    NO_PRICES="A charge has no price, so it costs nothing.",
    NO_EARLIER_USAGE="Tiers are counted over several periods, but no earlier usage is given.",
    CHEAPER_WITH_MORE="A larger quantity would cost less, since all units would be cheaper.",
    NO_METRIC="No metric feeds a charge, or it has no value, so its usage counts as nothing.",
    PLAN_IGNORES_USAGE="The plan has no charge of that name, so its usage costs nothing in it.",
)


@strawberry.input(one_of=True, description="Names one charge of a plan; it means every step of its ramp.")
class ChargeBy:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="Its global id.")
    uuid: UUID | None = strawberry.field(default=strawberry.UNSET, description="The vendor's id.")
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description="Its name; refused when the plan has it in several products."
    )


@strawberry.input(description="Seats that were added inside the period.")
class SeatAdditionInput:
    quantity: Decimal = strawberry.field(description="How many.")
    remaining_share: Decimal = strawberry.field(description="How much of the period was left then, from 0 to 1.")


@strawberry.input(description="How much of a charge is used in the period.")
class UsageInput:
    charge: ChargeBy = strawberry.field(description="A usage or seat charge.")
    quantity: Decimal = strawberry.field(
        description="In metered units, before any conversion; for seats, how many there are when the period starts."
    )
    additions: list[SeatAdditionInput] | None = strawberry.field(
        default=strawberry.UNSET, description="For seat charges: seats added later, which are prorated."
    )


@strawberry.input(description="What was used of a charge in an earlier period; it counts within the same tier window.")
class PeriodUsageInput:
    charge: ChargeBy = strawberry.field(description="A usage charge.")
    period: int = strawberry.field(description="The billing period, counted from 0.")
    quantity: Decimal = strawberry.field(description="In metered units.")


@strawberry.input(description="How the tiers of a charge apply.")
class TierModeInput:
    charge: ChargeBy = strawberry.field(description="The charge.")
    mode: TierMode = strawberry.field(description="How its tiers apply.")


@strawberry.input(description="What settles questions on which the price list is silent; it wins over annotations.")
class EstimateOptionsInput:
    minimum_order: MinimumOrder | None = strawberry.field(
        default=strawberry.UNSET, description="Whether the minimum is compared before or after credits."
    )
    tier_modes: list[TierModeInput] | None = strawberry.field(
        default=strawberry.UNSET, description="How tiers apply, by charge."
    )


@strawberry.input(description="A question about a price. No customer is needed.")
class EstimateInput:
    plan: PlanBy = strawberry.field(description="The plan.")
    period: int = strawberry.field(default=0, description="The billing period, counted from 0.")
    usage: list[UsageInput] = strawberry.field(
        default_factory=list, description="What is used; a charge that is not named has quantity 0."
    )
    previous_usage: list[PeriodUsageInput] = strawberry.field(
        default_factory=list, description="What was used in earlier periods, for tiers counted over several."
    )
    options: EstimateOptionsInput | None = strawberry.field(
        default=strawberry.UNSET, description="Settles what the price list leaves open."
    )


@strawberry.type(description="What of a quantity fell into one tier.")
class EstimateTier:
    from_: Decimal = strawberry.field(name="from", description="Where the tier begins.")
    to: Decimal | None = strawberry.field(description="Where the next one begins; null: this one is open.")
    quantity: Decimal = strawberry.field(description="How many priced units are in it.")
    price: Decimal = strawberry.field(description="What each costs, in the charge's credit type.")
    amount: Decimal = strawberry.field(description="Quantity times price.")


@strawberry.type(description="One charge's part of an estimate.")
class EstimateLine:
    plan: strawberry.Private[plan.Plan]
    line: strawberry.Private[Line]
    usage: Decimal = strawberry.field(description="The metered quantity, as it was given.")
    quantity: Decimal = strawberry.field(description="The priced quantity, after conversion.")
    amount: Decimal = strawberry.field(description="What it costs, exactly, in the charge's credit type.")
    charge: Charge = related(
        tables.Charge.gid,
        lambda line: charge_id(line.plan, line.line.charge),
        description="The charge, in the ramp step that applies.",
    )
    credit_type: CreditType = unit_row(lambda line: line.line.credit_type, description="The unit of the amount.")

    @strawberry.field(description="How the amount of a usage, seat or fixed charge comes about; they add up to it.")
    def tiers(self) -> list[EstimateTier]:
        return [
            EstimateTier(from_=t.start, to=t.end, quantity=t.quantity, price=t.price, amount=t.amount)
            for t in self.line.tiers
        ]

    @strawberry.field(description="The amount in words, so that it can be checked.")
    def explanation(self) -> str:
        return explain.line(self.line)


@strawberry.type(description="What is owed in one credit type. Different ones are never added up.")
class EstimateTotal:
    given: strawberry.Private[Total]
    subtotal: Decimal = strawberry.field(description="Lines and overage in this credit type.")
    credits_applied: Decimal = strawberry.field(description="What credit grants pay of the subtotal.")
    overage: Decimal = strawberry.field(description="The part of the subtotal that bills custom units.")
    minimum_adjustment: Decimal = strawberry.field(description="What is added so that the plan's minimum is reached.")
    total: Decimal = strawberry.field(
        description="`subtotal` + `minimumAdjustment` - `creditsApplied`; of a custom unit, what overage lines bill."
    )
    credit_type: CreditType = unit_row(lambda of: of.given.credit_type, description="The unit of these amounts.")

    @strawberry.field(description="The total for people, such as `$12.50` or `6,000 credits`.")
    def formatted(self) -> str:
        return money.formatted(self.given.total, self.given.credit_type.name)


@strawberry.type(description="What one credit grant pays.")
class CreditApplied:
    plan: strawberry.Private[plan.Plan]
    given: strawberry.Private[Applied]
    amount: Decimal = strawberry.field(description="How much, in its credit type.")
    grant: CreditGrant = related(
        tables.CreditGrant.gid,
        lambda of: place_ids("CreditGrant", of.plan, of.plan.credit_grants, [of.given.grant])[0],
        description="The grant.",
    )
    credit_type: CreditType = unit_row(lambda of: of.given.credit_type, description="The unit of the amount.")


@strawberry.type(description="Custom units that credits do not cover, billed in money.")
class OverageLine:
    given: strawberry.Private[Over]
    units: Decimal = strawberry.field(description="How many units.")
    rate: Decimal = strawberry.field(description="What each costs, in the fiat credit type.")
    amount: Decimal = strawberry.field(description="Units times rate.")
    credit_type: CreditType = unit_row(lambda of: of.given.credit_type, description="The custom unit.")
    fiat_credit_type: CreditType = unit_row(
        lambda of: of.given.fiat_credit_type, description="The currency in which it is billed."
    )


@strawberry.type(description="Something that the answer took for granted, since the price list does not say.")
class Assumption:
    plan: strawberry.Private[plan.Plan]
    given: strawberry.Private[notes.Assumption]
    code: AssumptionCode = strawberry.field(description="What was assumed, for programs.")
    message: str = strawberry.field(description="What was assumed, for people.")
    charge: Charge | None = charge_row(description="The charge that it is about; null when it is about none.")


@strawberry.type(description="Something that the reader of an estimate should look at.")
class EstimateWarning:
    plan: strawberry.Private[plan.Plan]
    given: strawberry.Private[notes.EstimateWarning]
    code: WarningCode = strawberry.field(description="What it is, for programs.")
    message: str = strawberry.field(description="What it is, for people.")
    charge: Charge | None = charge_row(description="The charge that it is about; null when it is about none.")


@strawberry.type(description="What one billing period of a plan costs, exactly, line by line.")
class Estimate:
    given: strawberry.Private[domain.Estimate]
    period: int = strawberry.field(description="The billing period, counted from 0.")
    plan: LazyPlan = plan_row(lambda of: of.given.plan, description="The plan.")

    @strawberry.field(description="One for each charge in effect.")
    def lines(self) -> list[EstimateLine]:
        of = self.given.plan
        return [
            EstimateLine(plan=of, line=line, usage=line.usage, quantity=line.quantity, amount=line.amount)
            for line in self.given.lines
        ]

    @strawberry.field(description="What is owed, for each credit type of the plan; currencies first.")
    def totals(self) -> list[EstimateTotal]:
        return [
            EstimateTotal(
                given=total,
                subtotal=total.subtotal,
                credits_applied=total.credits_applied,
                overage=total.overage,
                minimum_adjustment=total.minimum_adjustment,
                total=total.total,
            )
            for total in self.given.totals
        ]

    @strawberry.field(description="What each credit grant pays, in the order they are used.")
    def credits_applied(self) -> list[CreditApplied]:
        return [CreditApplied(plan=self.given.plan, given=c, amount=c.amount) for c in self.given.credits_applied]

    @strawberry.field(description="Custom units beyond the credits, billed in money.")
    def overage(self) -> list[OverageLine]:
        return [OverageLine(given=o, units=o.units, rate=o.rate, amount=o.amount) for o in self.given.overage]

    @strawberry.field(description="What the answer relied on without being told.")
    def assumptions(self) -> list[Assumption]:
        return assumptions(self.given.plan, self.given.assumptions)

    @strawberry.field(description="What to look at, though nothing is wrong.")
    def warnings(self) -> list[EstimateWarning]:
        of = self.given.plan
        return [EstimateWarning(plan=of, given=w, code=w.code, message=w.message) for w in self.given.warnings]


@strawberry.type(description="The answer to a question about a price.")
class EstimatePayload:
    estimate: Estimate | None = strawberry.field(description="The estimate; null when there is no right price.")
    user_errors: list[UserError] = strawberry.field(description="What stands in the way of one, each wrong field.")


def assumptions(of: plan.Plan, given: Any) -> list[Assumption]:
    return [Assumption(plan=of, given=a, code=a.code, message=a.message) for a in given]


def of_domain(given: domain.Estimate) -> Estimate:
    return Estimate(given=given, period=given.period)


def refusals(errors: Iterable[FieldError]) -> list[UserError]:
    return [_refusal(error) for error in errors]


def _refusal(error: FieldError) -> UserError:
    if error.code in _OF_PLAN:
        return UserError(field=["plan"], message=f"{error.message[:1].upper()}{error.message[1:]}.", code=error.code)
    return user_errors([error])[0]
