"""Composite charges: a percentage of what chosen other charges come to; which ones, only an annotation can say.

Source: Metronome's composite charges (10 means 10 %). The Plans API does not tell the parts and guessing would be
wrong, so an estimate without them is refused.
"""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import Charge, ChargeType, Plan
from plangraph.domain.ramps import Ramp
from plangraph.domain.rating.asked import ChargeBy, Finder
from plangraph.domain.rating.exact import ZERO
from plangraph.domain.rating.lines import Line


def parts(plan: Plan, charges: Mapping[Ramp, Charge]) -> dict[Ramp, tuple[Ramp, ...]]:
    """The ramps of which each composite in effect takes its share, in an order in which they can be worked out.

    Raises InvalidInput: COMPOSITE_PARTS_UNKNOWN when there is no annotation, or the field that is wrong in it.
    """
    composites = {r: c for r, c in charges.items() if c.charge_type is ChargeType.COMPOSITE}
    if not composites:
        return {}
    finder, wrong = Finder(plan), []
    found: dict[Ramp, tuple[Ramp, ...]] = {}
    for ramp, charge in composites.items():
        path = ("annotations", "composite", charge.name)
        names = plan.annotations.composites.get(charge.name, ())
        if not names:
            message = (
                f"{charge.name!r} is a percentage of other charges, but nothing says of which ones; "
                f'annotate the plan, for example {{"composite": {{"{charge.name}": ["name of a charge"]}}}}'
            )
            wrong.append(FieldError(path, message, UserErrorCode.COMPOSITE_PARTS_UNKNOWN))
        chosen = []
        for n, name in enumerate(names):
            try:
                part = finder.ramp(ChargeBy(name=name), (*path, n))
            except InvalidInput as error:
                wrong += error.errors
                continue
            problem = _problem(charge, finder.steps[part][0])
            if problem:
                wrong.append(FieldError((*path, n), f"{name!r} {problem}"))
            chosen.append(part)
        found[ramp] = tuple(dict.fromkeys(chosen))
    if wrong:
        raise InvalidInput(wrong)
    try:
        order = list(TopologicalSorter(found).static_order())
    except CycleError as error:
        name = composites[error.args[1][0]].name
        message = f"{name!r} would be a percentage of itself"
        raise InvalidInput([FieldError(("annotations", "composite", name), message)]) from None
    return {ramp: found[ramp] for ramp in order if ramp in found}


def _problem(charge: Charge, part: Charge) -> str | None:
    if part.credit_type.uuid != charge.credit_type.uuid:
        return f"is charged in {part.credit_type.name}, not in {charge.credit_type.name}"
    if part.charge_type is ChargeType.MINIMUM:
        return "is a minimum charge, which is worked out after composite ones"
    return None


def line(charge: Charge, spent: Mapping[Ramp, Line], chosen: tuple[Ramp, ...]) -> Line:
    """`chosen` as `parts` gave it; a part that is not in effect comes to nothing."""
    base = sum((spent[part].amount for part in chosen if part in spent), ZERO)
    percentage = charge.prices[0].value if charge.prices else ZERO
    names = tuple(spent[part].charge.name for part in chosen if part in spent)
    return Line(charge, (base * percentage).scaleb(-2), base=base, parts=names)
