"""Plans side by side for the same usage: what differs, and from which quantity on another plan is cheaper."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from itertools import combinations

from plangraph.domain import decimals
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.money import CreditUnit
from plangraph.domain.plan import CreditType, MinimumOrder, Plan, TierMode
from plangraph.domain.rating import lined, sweep
from plangraph.domain.rating.asked import METERED, ChargeBy, Finder, Path, Usage
from plangraph.domain.rating.estimate import Estimate, estimate
from plangraph.domain.rating.exact import ZERO, exactly
from plangraph.domain.rating.lined import Lined
from plangraph.domain.rating.notes import EstimateWarning, WarningCode
from plangraph.domain.rating.sweep import Sweep

FEWEST, MOST = 2, 5


@dataclass(frozen=True, slots=True)
class NamedUsage:
    """The usage of whatever charge has this name in each plan."""

    charge: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Vary:
    """The charge whose quantity goes from 0 to `up_to`."""

    charge: str
    up_to: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One charge across the plans; None where a plan has no such charge in this period."""

    name: str
    credit_type: CreditType
    amounts: tuple[Decimal | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Below `quantity` one plan is cheaper, above it another; None where both cost the same.

    `cheapest`: whether the cheapest of all compared plans changes here. `exact`: False when a staircase of many steps
    was taken as the line through it.
    """

    quantity: Decimal
    cheaper_below: Plan | None
    cheaper_above: Plan | None
    cheapest: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class CurvePoint:
    quantity: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class PlanCurve:
    """The total against the varying quantity; straight between points. Two points of one quantity are a jump."""

    plan: Plan
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    estimates: tuple[Estimate, ...]
    rows: tuple[Row, ...]
    break_evens: tuple[BreakEven, ...]
    curves: tuple[PlanCurve, ...]


def compare(
    plans: Sequence[Plan], period: int = 0, usage: Sequence[NamedUsage] = (), vary: Vary | None = None
) -> Comparison:
    """A name counts in each plan that has it; raises InvalidInput for one that no plan has, and for what no estimate
    could price. Break-evens and curves are there when something varies and all plans bill in one same currency.
    """
    if not FEWEST <= len(plans) <= MOST:
        message = f"must be from {FEWEST} to {MOST} plans"
        raise InvalidInput([FieldError(("plans",), message, UserErrorCode.OUT_OF_RANGE)])
    finders = [Finder(plan) for plan in plans]
    named = [_metered_names(finder) for finder in finders]
    _check(named, usage, vary)
    estimates = tuple(_estimate(plan, names, period, usage) for plan, names in zip(plans, named, strict=True))
    rows = exactly(lambda: _rows(estimates))
    sweeps = exactly(lambda: _sweeps(estimates, finders, vary)) if vary else None
    if vary is None or sweeps is None:
        return Comparison(estimates, rows, (), ())
    end = min([Fraction(vary.up_to), *(s.until for s in sweeps if s.until is not None)])
    return Comparison(
        estimates,
        rows,
        tuple(_break_evens(plans, sweeps, end)),
        tuple(PlanCurve(plan, _points(s, vary.up_to)) for plan, s in zip(plans, sweeps, strict=True)),
    )


def _metered_names(finder: Finder) -> Counter[str]:
    """How many ramps of each name take usage."""
    return Counter(steps[0].name for steps in finder.steps.values() if steps[0].charge_type in METERED)


def _check(named: Sequence[Counter[str]], usage: Sequence[NamedUsage], vary: Vary | None) -> None:
    wrong: list[FieldError] = []
    asked: list[tuple[str, Path]] = [(u.charge, ("usage", n, "charge")) for n, u in enumerate(usage)]
    twice = [name for name, count in Counter(u.charge for u in usage).items() if count > 1]
    wrong += [FieldError(path, "is given twice") for name, path in asked if name in twice]
    if vary is not None:
        asked.append((vary.charge, ("vary", "charge")))
        try:
            above = decimals.parse(vary.up_to) > 0
        except ValueError as error:
            wrong.append(FieldError(("vary", "up_to"), str(error)))
        else:
            if not above:
                wrong.append(FieldError(("vary", "up_to"), "must be above 0", UserErrorCode.OUT_OF_RANGE))
    for name, path in asked:
        if not any(names[name] for names in named):
            message = f"{name!r} is no charge with usage in any of the plans"
            wrong.append(FieldError(path, message, UserErrorCode.UNKNOWN_CHARGE))
        if any(names[name] > 1 for names in named):
            message = f"{name!r} could be any of several charges of one plan"
            wrong.append(FieldError(path, message, UserErrorCode.AMBIGUOUS_CHARGE))
    if wrong:
        raise InvalidInput(wrong)


def _estimate(plan: Plan, names: Counter[str], period: int, usage: Sequence[NamedUsage]) -> Estimate:
    used = [
        Usage(ChargeBy(name=u.charge), u.quantity, path=("usage", n)) for n, u in enumerate(usage) if names[u.charge]
    ]
    found = estimate(plan, period, used)
    missing = [u.charge for u in usage if not names[u.charge] and u.quantity]
    notes = tuple(
        EstimateWarning(
            WarningCode.PLAN_IGNORES_USAGE, f"{plan.name} has no {name!r}, so that usage costs nothing in it."
        )
        for name in missing
    )
    return replace(found, warnings=(*found.warnings, *notes))


def _rows(estimates: Sequence[Estimate]) -> tuple[Row, ...]:
    """By name and unit; by product too where a plan has the name in several of them."""
    several = {
        key
        for found in estimates
        for key, count in Counter((line.charge.name, line.credit_type.name) for line in found.lines).items()
        if count > 1
    }
    amounts: list[dict[tuple[str, str], Decimal]] = []
    types: dict[tuple[str, str], CreditType] = {}
    for found in estimates:
        column: dict[tuple[str, str], Decimal] = {}
        for line in found.lines:
            charge = line.charge
            name = charge.name
            if (name, charge.credit_type.name) in several:
                name = f"{name} ({charge.product_name}, {charge.charge_type.value})"
            key = (name, charge.credit_type.name)
            types.setdefault(key, charge.credit_type)
            column[key] = column.get(key, ZERO) + line.amount
        amounts.append(column)
    return tuple(_row(key[0], unit, [column.get(key) for column in amounts]) for key, unit in types.items())


def _row(name: str, unit: CreditType, amounts: Iterable[Decimal | None]) -> Row:
    found = tuple(amounts)
    return Row(name, unit, found, len(set(found)) > 1)


def _sweeps(estimates: Sequence[Estimate], finders: Sequence[Finder], vary: Vary) -> list[Sweep] | None:
    """None when the plans do not all bill in one same currency."""
    found = []
    for priced, finder in zip(estimates, finders, strict=True):
        notes = priced.plan.annotations
        ramp = next(
            (r for r, s in finder.steps.items() if s[0].name == vary.charge and s[0].charge_type in METERED), None
        )
        mode = notes.tier_modes.get(vary.charge, TierMode.GRADUATED)
        order = notes.minimum_order or MinimumOrder.BEFORE_CREDITS
        found.append(sweep.of_plan(priced, ramp, mode, order, vary.up_to))
    currencies = {unit.currency for priced in estimates if (unit := priced.plan.currency_unit) is not None}
    complete = [s for s in found if s is not None]
    return complete if len(complete) == len(found) and len(currencies) == 1 else None


def _break_evens(plans: Sequence[Plan], sweeps: Sequence[Sweep], end: Fraction) -> list[BreakEven]:
    costs = [s.cost.times(_scale(plan)) for plan, s in zip(plans, sweeps, strict=True)]
    found = []
    for one, two in combinations(range(len(plans)), 2):
        sides: Mapping[int, Plan | None] = {-1: plans[one], 0: None, 1: plans[two]}
        for x, old, new in lined.crossings(costs[one] - costs[two], end):
            best = _is_best(costs, (one, two), x)
            exact = sweeps[one].exact and sweeps[two].exact
            found.append((x, BreakEven(decimal(x), sides[old], sides[new], best, exact)))
    return [break_even for _, break_even in sorted(found, key=lambda pair: pair[0])]


def _is_best(costs: Sequence[Lined], pair: tuple[int, int], x: Fraction) -> bool:
    """Whether no third plan is cheaper where the two meet."""
    here = min(costs[n](x) for n in pair)
    return all(cost(x) >= here for cost in costs)


def _scale(plan: Plan) -> Fraction:
    """To whole units of the currency, since one plan may count cents and another dollars."""
    unit = plan.currency_unit
    return Fraction(1, 100) if unit is not None and unit.unit is CreditUnit.CENTS else Fraction(1)


def _points(given: Sweep, up_to: Decimal) -> tuple[CurvePoint, ...]:
    """Where the line bends or jumps, from 0 to the end."""
    end = Fraction(up_to) if given.until is None else min(Fraction(up_to), given.until)
    found: list[tuple[Fraction, Fraction]] = []
    for piece, next_start in given.cost.spans():
        if piece.start >= end:
            break
        last = end if next_start is None or next_start > end else next_start
        for point in ((piece.start, piece.value), (last, piece.at(last))):
            if not found or found[-1] != point:
                found.append(point)
    return tuple(CurvePoint(decimal(x), decimal(y)) for x, y in found)


def decimal(value: Fraction) -> Decimal:
    """Exact where the fraction has a last digit, else to 20 places."""
    context = Context(2_000, ROUND_HALF_EVEN)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    quotient = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    return quotient if rest == 1 else quotient.quantize(Decimal(1).scaleb(-20), context=context)
