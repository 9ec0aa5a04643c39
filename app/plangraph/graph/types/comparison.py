"""Plans side by side: what is asked, what differs, and from which quantity on another plan is cheaper."""

from decimal import Decimal

import strawberry

from plangraph.domain.rating import compare as domain
from plangraph.graph.price_lists import plan_row, unit_row
from plangraph.graph.types.credit_type import CreditType
from plangraph.graph.types.estimate import Estimate, LazyPlan, of_domain
from plangraph.graph.types.plan_by import PlanBy
from plangraph.graph.types.user_error import UserError


@strawberry.input(description="How much is used of whatever charge has this name in each plan.")
class NamedUsageInput:
    charge: str = strawberry.field(description="The charge's name; refused when no plan has it.")
    quantity: Decimal = strawberry.field(description="In metered units.")


@strawberry.input(description="The charge whose quantity is varied.")
class VaryInput:
    charge: str = strawberry.field(description="The charge's name.")
    up_to: Decimal = strawberry.field(description="How far it goes, from 0; above 0.")


@strawberry.input(description="Which plans to compare, and for what.")
class ComparePlansInput:
    plans: list[PlanBy] = strawberry.field(description="From two to five.")
    period: int = strawberry.field(default=0, description="The billing period, counted from 0.")
    usage: list[NamedUsageInput] = strawberry.field(description="What is used.")
    vary: VaryInput | None = strawberry.field(
        default=strawberry.UNSET, description="Asks for curves and break-evens over the quantity of one charge."
    )


@strawberry.type(description="One charge across the plans.")
class ComparisonRow:
    given: strawberry.Private[domain.Row]
    name: str = strawberry.field(description="The charge's name; with the product where it stands in several.")
    amounts: list[Decimal | None] = strawberry.field(
        description="What it costs, in the order of the plans; null where a plan has no such charge in this period."
    )
    differs: bool = strawberry.field(description="Whether the plans differ in it.")
    credit_type: CreditType = unit_row(lambda of: of.given.credit_type, description="The unit of the amounts.")


@strawberry.type(description="A quantity at which another plan becomes the cheaper one.")
class BreakEven:
    given: strawberry.Private[domain.BreakEven]
    quantity: Decimal = strawberry.field(description="The quantity of the charge that is varied, exactly.")
    cheapest: bool = strawberry.field(description="Whether the cheapest of all compared plans changes here.")
    exact: bool = strawberry.field(
        description="False when a conversion rounds in so many steps that they were taken as the line through them."
    )
    cheaper_below: LazyPlan | None = plan_row(
        lambda of: of.given.cheaper_below,
        description="The plan that costs less below; null when both cost the same there.",
    )
    cheaper_above: LazyPlan | None = plan_row(
        lambda of: of.given.cheaper_above,
        description="The plan that costs less above; null when both cost the same there.",
    )


@strawberry.type(description="What a plan costs in all at one quantity.")
class CurvePoint:
    quantity: Decimal = strawberry.field(description="The quantity of the charge that is varied.")
    cost: Decimal = strawberry.field(description="The plan's total in its currency.")


@strawberry.type(description="What a plan costs in all over the quantity that is varied: straight between points.")
class PlanCurve:
    given: strawberry.Private[domain.PlanCurve]
    plan: LazyPlan = plan_row(lambda of: of.given.plan, description="The plan.")

    @strawberry.field(description="Where the curve begins, bends, jumps (two points of one quantity) and ends.")
    def points(self) -> list[CurvePoint]:
        return [CurvePoint(quantity=p.quantity, cost=p.cost) for p in self.given.points]


@strawberry.type(description="Plans priced for the same usage.")
class Comparison:
    given: strawberry.Private[domain.Comparison]

    @strawberry.field(description="Each plan's estimate, in the order of the plans.")
    def estimates(self) -> list[Estimate]:
        return [of_domain(found) for found in self.given.estimates]

    @strawberry.field(description="Charge by charge.")
    def rows(self) -> list[ComparisonRow]:
        return [
            ComparisonRow(given=row, name=row.name, amounts=list(row.amounts), differs=row.differs)
            for row in self.given.rows
        ]

    @strawberry.field(
        description="Where another plan becomes cheaper; empty unless something varies and all bill in one currency."
    )
    def break_evens(self) -> list[BreakEven]:
        return [
            BreakEven(given=even, quantity=even.quantity, cheapest=even.cheapest, exact=even.exact)
            for even in self.given.break_evens
        ]

    @strawberry.field(description="The plans' totals over the quantity that is varied, in the order of the plans.")
    def curves(self) -> list[PlanCurve]:
        return [PlanCurve(given=curve) for curve in self.given.curves]


@strawberry.type(description="The answer to a comparison.")
class ComparePlansPayload:
    comparison: Comparison | None = strawberry.field(
        description="The comparison; null when something stands in its way."
    )
    user_errors: list[UserError] = strawberry.field(description="What stands in its way, each wrong field.")
