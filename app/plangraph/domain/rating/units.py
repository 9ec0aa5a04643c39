"""The credit types of a plan, and which of them is its one currency."""

from plangraph.domain.plan import CreditType, Plan


def of_plan(plan: Plan) -> list[CreditType]:
    """Every credit type that the plan names, fiat ones first, then by name."""
    named = [charge.credit_type for charge in plan.charges]
    named += [minimum.credit_type for minimum in plan.minimums]
    for rate in plan.overage_rates:
        named += (rate.credit_type, rate.fiat_credit_type)
    for grant in plan.credit_grants:
        named += (grant.amount_granted_credit_type, grant.amount_paid_credit_type)
    found = {unit.uuid: unit for unit in named}
    return sorted(found.values(), key=lambda unit: (not unit.fiat, unit.name, unit.uuid))


def fiat(plan: Plan) -> CreditType | None:
    """The one fiat credit type of the plan; None when it has none or several."""
    found = [unit for unit in of_plan(plan) if unit.fiat]
    return found[0] if len(found) == 1 else None
