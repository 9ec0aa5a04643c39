"""What a plan would cost an account by its metrics, and which of several plans comes first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from plangraph.domain import metering
from plangraph.domain.errors import FieldError, InvalidInput
from plangraph.domain.metering import Values
from plangraph.domain.money import CreditUnit
from plangraph.domain.plan import Charge, CreditType, Plan
from plangraph.domain.rating import ramps, tiers
from plangraph.domain.rating.asked import METERED, ChargeBy, PreviousUsage, Usage
from plangraph.domain.rating.estimate import Estimate, estimate
from plangraph.domain.rating.exact import ZERO, exactly
from plangraph.domain.rating.notes import EstimateWarning, WarningCode


@dataclass(frozen=True, slots=True)
class Option:
    """`complete`: every charge has a metric with a value, so nothing is left out. `rank` begins with 1."""

    plan: Plan
    estimate: Estimate | None
    errors: tuple[FieldError, ...]
    complete: bool
    rank: int = 0


def from_metrics(
    plan: Plan, period: int, metrics: Mapping[str, Values], earlier: Mapping[int, Mapping[str, Values]] | None = None
) -> Estimate:
    """The estimate with the usage that annotated metrics give; a charge without one counts 0 and is warned of.

    `earlier`: the metrics in earlier periods, for tiers that are counted over several; None when they are not known.
    Raises InvalidInput for what has no right price.
    """
    usage: list[Usage] = []
    previous: list[PreviousUsage] = []
    wrong: list[FieldError] = []
    notes: list[EstimateWarning] = []
    for ramp, charge in ramps.in_effect(plan.charge_ramps, period).items():
        if charge.charge_type not in METERED:
            continue
        try:
            used = _used(plan, charge, metrics)
            if isinstance(used, EstimateWarning):
                notes.append(used)
                continue
            since = tiers.counted_since(charge, period)
            if earlier is not None and since < period:
                counted = {n: values for n, values in earlier.items() if n >= since}
                previous.append(PreviousUsage(ChargeBy(ramp=ramp), _history(plan, charge, counted)))
        except InvalidInput as error:
            wrong += error.errors
            continue
        usage.append(Usage(ChargeBy(ramp=ramp), used))
    if wrong:
        raise InvalidInput(wrong)
    found = estimate(plan, period, usage, previous)
    return replace(found, warnings=(*found.warnings, *notes))


def _used(plan: Plan, charge: Charge, metrics: Mapping[str, Values]) -> Decimal | EstimateWarning:
    link = plan.annotations.metrics.get(charge.name)
    if link is None:
        message = f"Nothing says which metric feeds {charge.name}, so it counts as not used."
        return EstimateWarning(WarningCode.NO_METRIC, message, charge)
    used = metering.quantity(link, metrics.get(link.key, Values()))
    if used is None:
        message = f"The metric {link.key!r} of {charge.name} has no value in this time, so it counts as not used."
        return EstimateWarning(WarningCode.NO_METRIC, message, charge)
    return used


def earlier_periods(plan: Plan, period: int) -> range:
    """The periods before this one of which some charge that a metric feeds counts the usage in its tiers."""
    fed = [
        tiers.counted_since(charge, period)
        for charge in ramps.in_effect(plan.charge_ramps, period).values()
        if charge.name in plan.annotations.metrics
    ]
    return range(min(fed, default=period), period)


def _history(plan: Plan, charge: Charge, earlier: Mapping[int, Mapping[str, Values]]) -> dict[int, Decimal]:
    """A metric that had no value yet in a period was not used in it."""
    link = plan.annotations.metrics[charge.name]
    found = {n: metering.quantity(link, metrics.get(link.key, Values())) for n, metrics in earlier.items()}
    return {n: used for n, used in found.items() if used is not None}


def option(plan: Plan, period: int, metrics: Mapping[str, Values]) -> Option:
    """What the plan would cost, not ranked yet."""
    try:
        found = from_metrics(plan, period, metrics)
    except InvalidInput as error:
        return Option(plan, None, tuple(error.errors), complete=False)
    complete = not any(warning.code is WarningCode.NO_METRIC for warning in found.warnings)
    return Option(plan, found, (), complete)


def ranked(found: Iterable[Option]) -> tuple[Option, ...]:
    """Complete answers first, then ones that leave something out, then those without a price; cheapest first within.

    Costs are compared within a currency only; the currency of most plans comes first.
    """
    pairs = [(option, option.plan.currency_unit) for option in found]
    common = Counter(unit.currency for _, unit in pairs if unit is not None)
    options = exactly(lambda: sorted(pairs, key=lambda pair: _order(pair[0], pair[1], common)))
    return tuple(replace(option, rank=rank) for rank, (option, _) in enumerate(options, 1))


def _order(
    option: Option, unit: CreditType | None, common: Mapping[str | None, int]
) -> tuple[bool, bool, bool, int, str, Decimal, str, str]:
    priced = option.estimate
    total = None if priced is None or unit is None else priced.total_of(unit)
    currency, cost = "", ZERO
    if unit is not None and total is not None:
        currency = unit.currency or ""
        cost = total.total.scaleb(-2) if unit.unit is CreditUnit.CENTS else total.total
    name, uuid = option.plan.name, str(option.plan.uuid)
    return (not option.complete, priced is None, total is None, -common.get(currency, 0), currency, cost, name, uuid)
