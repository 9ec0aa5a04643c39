"""Estimates asked for and answered as JSON: a price list can be tested anywhere, without a database."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from plangraph.domain import decimals
from plangraph.domain.errors import FieldError, InvalidInput
from plangraph.domain.rating.estimate import Estimate, estimate
from plangraph.domain.rating.exact import ZERO, exactly
from plangraph.domain.rating.notes import Assumption, EstimateWarning
from plangraph.domain.rating.totals import Total
from plangraph.services import questions
from plangraph.services.input import read_json

FIGURES = ("subtotal", "overage", "credits_applied", "minimum_adjustment", "total")


def estimate_line(line: str | bytes) -> dict[str, Any]:
    """One line of a batch answered; a question without a right price is answered with what is wrong in it."""
    try:
        return answer(estimate_of(read_json(line)))
    except InvalidInput as error:
        return refusal(error)


def estimate_of(given: Any) -> Estimate:
    """A question as JSON values. Raises InvalidInput; paths name fields of the question."""
    question = questions.read(given)
    try:
        return estimate(question.plan, question.period, question.usage, question.previous_usage)
    except InvalidInput as error:
        raise InvalidInput(map(_placed, error.errors)) from None


def answer(found: Estimate) -> dict[str, Any]:
    """An estimate as JSON values: amounts are exact decimal texts in the unit of their credit type.

    The flat figures are those of the plan's one fiat type, null when it has none or several.
    """
    fiat = found.plan.currency_unit
    flat = None if fiat is None else found.total_of(fiat)
    return {
        "lines": _lines(found),
        "totals": [{"credit_type": total.credit_type.name, **_figures(total)} for total in found.totals],
        **(dict.fromkeys(FIGURES) if flat is None else _figures(flat)),
        "currency": None if fiat is None else fiat.currency,
        "credits_by_type": exactly(lambda: _sums((c.credit_type.name, c.amount) for c in found.credits_applied)),
        "credits_by_grant": exactly(lambda: _sums((c.grant.name, c.amount) for c in found.credits_applied)),
        "assumptions": [_note(assumption) for assumption in found.assumptions],
        "warnings": [_note(warning) for warning in found.warnings],
    }


def refusal(error: InvalidInput) -> dict[str, Any]:
    """The first of what is wrong as `error`; all of it as `errors` when there is more."""
    told = [{"code": e.code.value, "message": e.message, "field": e.dotted} for e in error.errors]
    return {"error": told[0]} if len(told) == 1 else {"error": told[0], "errors": told}


def _placed(error: FieldError) -> FieldError:
    """In a question a charge is a key, so what is wrong with the charge is said of that key."""
    path = error.path
    return FieldError(path[:-1] if path[-1] == "charge" else path, error.message, error.code)


def _lines(found: Estimate) -> dict[str, str]:
    """By name; charges of one name, which stand in several products or units, also by these."""
    counts = Counter(line.charge.name for line in found.lines)
    amounts: dict[str, str] = {}
    for line in found.lines:
        charge = line.charge
        name = charge.name
        if counts[name] > 1:
            name = f"{name} ({charge.product_name}, {charge.charge_type.value}, {charge.credit_type.name})"
        amounts[name] = decimals.plain(line.amount)
    return amounts


def _figures(total: Total) -> dict[str, str]:
    return {figure: decimals.plain(getattr(total, figure)) for figure in FIGURES}


def _sums(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, str]:
    sums: dict[str, Decimal] = {}
    for name, amount in pairs:
        sums[name] = sums.get(name, ZERO) + amount
    return {name: decimals.plain(amount) for name, amount in sums.items()}


def _note(note: Assumption | EstimateWarning) -> dict[str, str | None]:
    return {"code": note.code.value, "message": note.message, "charge": note.charge.name if note.charge else None}
