"""The queries that price plans: one estimate, several plans side by side."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.rating import asked, compare, estimate
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.price_lists import by_numbers, numbers_of
from plangraph.graph.types.comparison import ComparePlansInput, ComparePlansPayload, Comparison
from plangraph.graph.types.estimate import (
    ChargeBy,
    EstimateInput,
    EstimateOptionsInput,
    EstimatePayload,
    PeriodUsageInput,
    UsageInput,
    of_domain,
    refusals,
)


async def estimated(context: Context, _: Sequence[None], given: Mapping[str, Any]) -> list[EstimatePayload]:
    wanted: EstimateInput = given["input"]
    try:
        (number,) = await numbers_of(context, [wanted.plan])
        if number is None:
            raise InvalidInput([FieldError(("plan",), "does not exist", UserErrorCode.UNKNOWN_PLAN)])
        (plan,) = await by_numbers(context, [number])
        usage = [_usage(u, ("usage", n)) for n, u in enumerate(wanted.usage)]
        previous = _previous(wanted.previous_usage)
        found = estimate.estimate(plan, wanted.period, usage, previous, _options(present(wanted.options)))
    except InvalidInput as error:
        return [EstimatePayload(estimate=None, user_errors=refusals(error.errors))]
    return [EstimatePayload(estimate=of_domain(found), user_errors=[])]


async def compared(context: Context, _: Sequence[None], given: Mapping[str, Any]) -> list[ComparePlansPayload]:
    wanted: ComparePlansInput = given["input"]
    try:
        if len(wanted.plans) > compare.MOST:
            message = f"must be from {compare.FEWEST} to {compare.MOST} plans"
            raise InvalidInput([FieldError(("plans",), message, UserErrorCode.OUT_OF_RANGE)])
        numbers = await numbers_of(context, wanted.plans)
        unknown = [n for n, number in enumerate(numbers) if number is None]
        if unknown:
            code = UserErrorCode.UNKNOWN_PLAN
            raise InvalidInput(FieldError(("plans", n), "does not exist", code) for n in unknown)
        plans = await by_numbers(context, [number for number in numbers if number is not None])
        vary = present(wanted.vary)
        found = compare.compare(
            plans,
            wanted.period,
            [compare.NamedUsage(u.charge, u.quantity) for u in wanted.usage],
            None if vary is None else compare.Vary(vary.charge, vary.up_to),
        )
    except InvalidInput as error:
        return [ComparePlansPayload(comparison=None, user_errors=refusals(error.errors))]
    return [ComparePlansPayload(comparison=Comparison(given=found), user_errors=[])]


def charge_by(given: ChargeBy) -> asked.ChargeBy:
    return asked.ChargeBy(present(given.name), present(given.uuid), present(given.id))


def _usage(given: UsageInput, path: asked.Path) -> asked.Usage:
    additions = tuple(asked.SeatAddition(a.quantity, a.remaining_share) for a in present(given.additions) or ())
    return asked.Usage(charge_by(given.charge), given.quantity, additions, path)


def _previous(given: Sequence[PeriodUsageInput]) -> list[asked.PreviousUsage]:
    """Entries of one charge put together by period, each checked where it stands in the list."""
    wrong: list[FieldError] = []
    found: dict[asked.ChargeBy, tuple[asked.Path, dict[int, Decimal]]] = {}
    for n, used in enumerate(given):
        path: asked.Path = ("previous_usage", n)
        _, quantities = found.setdefault(charge_by(used.charge), (path, {}))
        if used.period < 0:
            wrong.append(FieldError((*path, "period"), "must be 0 or more", UserErrorCode.OUT_OF_RANGE))
        if used.quantity < 0:
            wrong.append(FieldError((*path, "quantity"), "must not be negative", UserErrorCode.NEGATIVE_USAGE))
        if used.period in quantities:
            wrong.append(FieldError((*path, "period"), "is given twice for this charge"))
        quantities[used.period] = used.quantity
    if wrong:
        raise InvalidInput(wrong)
    return [asked.PreviousUsage(by, quantities, path) for by, (path, quantities) in found.items()]


def _options(given: EstimateOptionsInput | None) -> asked.Options:
    if given is None:
        return asked.Options()
    modes = tuple((charge_by(m.charge), m.mode) for m in present(given.tier_modes) or ())
    return asked.Options(present(given.minimum_order), modes)
