"""Prices for an account, by its metrics: one plan, or every plan with the best first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import strawberry

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import Plan
from plangraph.domain.rating.options import Option
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.price_lists import by_numbers, numbers_of, plan_row
from plangraph.graph.types.estimate import Estimate, EstimatePayload, LazyPlan, of_domain, refusals
from plangraph.graph.types.plan_by import PlanBy
from plangraph.graph.types.user_error import UserError
from plangraph.services import account_estimates
from plangraph.services.account_estimates import Span
from plangraph.store.batches import Reading
from plangraph.store.queries import account_usage, price_lists
from plangraph.store.queries.account_usage import Standing

MOST_PLANS = 500
_WINDOW: dict[str, tuple[Any, Any, str]] = {
    "from": (
        datetime | None,
        strawberry.UNSET,
        "Usage from this instant on; the beginning of its customer's current period, else of the month, unless given.",
    ),
    "to": (
        datetime | None,
        strawberry.UNSET,
        "Usage until just before this instant; now, or the month's end, unless given.",
    ),
}
ESTIMATE_ARGUMENTS: dict[str, tuple[Any, Any, str]] = {
    "plan": (PlanBy | None, strawberry.UNSET, "The plan; its one priced plan, unless given."),
    "period": (int | None, strawberry.UNSET, "The billing period, from 0; its current one, else 0, unless given."),
    **_WINDOW,
}
OPTIONS_ARGUMENTS: dict[str, tuple[Any, Any, str]] = {
    "plans": (list[PlanBy] | None, strawberry.UNSET, "Which plans; every plan with charges, unless given."),
    "period": (int, 0, "The billing period, counted from 0."),
    **_WINDOW,
}


@strawberry.type(description="What one plan would cost an account.")
class PlanOption:
    given: strawberry.Private[Option]
    user_errors: list[UserError] = strawberry.field(description="Why there is no estimate.")
    complete: bool = strawberry.field(
        description="Whether every charge has a metric with a value, so nothing is left out."
    )
    rank: int = strawberry.field(description="Its place, from 1: complete ones first, then the cheapest.")
    plan: LazyPlan = plan_row(lambda of: of.given.plan, description="The plan.")

    @strawberry.field(description="What it would cost; null when there is no right price.")
    def estimate(self) -> Estimate | None:
        return None if self.given.estimate is None else of_domain(self.given.estimate)


async def estimates(context: Context, accounts: Sequence[int], given: Mapping[str, Any]) -> list[EstimatePayload]:
    plans_of = partial(by_numbers, context)
    standings = await _standings(context, accounts)
    try:
        await account_estimates.own_plans(plans_of, standings)
        named = present(given.get("plan"))
        plan = None if named is None else (await _plans(context, [named], ("plan",)))[0]
        period = present(given.get("period"))
        found = await account_estimates.estimates(
            context.reader.reading, plans_of, standings, plan, period, _span(given)
        )
    except InvalidInput as error:
        refused = refusals(error.errors)
        return [EstimatePayload(estimate=None, user_errors=refused) for _ in accounts]
    return [
        EstimatePayload(
            estimate=None if priced.estimate is None else of_domain(priced.estimate),
            user_errors=refusals(priced.errors),
        )
        for priced in found
    ]


async def plan_options(context: Context, accounts: Sequence[int], given: Mapping[str, Any]) -> list[list[PlanOption]]:
    # In the same steps as `estimates`, so that both fields of one operation load the accounts' own plans together
    standings = await _standings(context, accounts)
    own = await account_estimates.own_plans(partial(by_numbers, context), standings)
    named = present(given.get("plans"))
    if named is None:
        offered = await by_numbers(context, await price_lists.all_numbers(context.reader.reading.database, priced=True))
    else:
        offered = await _plans(context, named)
    found = await account_estimates.plan_options(
        context.reader.reading, own, standings, offered, given["period"], _span(given)
    )
    return [
        [PlanOption(given=o, user_errors=refusals(o.errors), complete=o.complete, rank=o.rank) for o in options]
        for options in found
    ]


async def _standings(context: Context, accounts: Sequence[int]) -> list[Standing]:
    found: list[Standing] = await context.reader.shared(_load_standings).load_many(list(accounts))
    return found


async def _load_standings(reading: Reading, accounts: list[Any]) -> list[Standing]:
    found = await account_usage.standings(reading, accounts)
    return [found[number] for number in accounts]


async def _plans(context: Context, named: Sequence[PlanBy], path: tuple[str | int, ...] | None = None) -> list[Plan]:
    if len(named) > MOST_PLANS:
        raise InvalidInput([FieldError(("plans",), f"has more than {MOST_PLANS}", UserErrorCode.OUT_OF_RANGE)])
    numbers = await numbers_of(context, named)
    unknown = [n for n, number in enumerate(numbers) if number is None]
    if unknown:
        code = UserErrorCode.UNKNOWN_PLAN
        raise InvalidInput(FieldError(path or ("plans", n), "does not exist", code) for n in unknown)
    return await by_numbers(context, [number for number in dict.fromkeys(numbers) if number is not None])


def _span(given: Mapping[str, Any]) -> Span:
    return Span(present(given.get("from")), present(given.get("to")))
