"""A price list looked over: what an import refuses, as errors, and what is valid but looks wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from plangraph.domain import findings
from plangraph.domain.errors import InvalidInput
from plangraph.domain.findings import Severity
from plangraph.domain.plan import Plan
from plangraph.services import catalogue, price_lists
from plangraph.services.input import read_json

# Offsets of days have to count from some day; which one is of no account to prices
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` is a path within the file, or the plan's name for what comes from the database."""

    severity: Severity
    code: str
    place: str
    message: str
    advice: str = ""
    plan: str | None = None
    charge: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    errors: int
    warnings: int


def of_catalogue(given: str | bytes) -> list[Problem]:
    """Errors of the whole file, then findings about the plans that can be read in spite of them."""
    wrong = []
    try:
        catalogue.read(given, _ANY_DAY)
    except InvalidInput as error:
        wrong = [Problem(Severity.ERROR, e.code.value, e.dotted, e.message) for e in error.errors]
    return wrong + list(_readable(given))


def of_plans(plans: Sequence[Plan]) -> list[Problem]:
    return [problem for plan in plans for problem in _of_plan(plan, plan.name)]


def counted(problems: Sequence[Problem]) -> Counts:
    severities = [problem.severity for problem in problems]
    return Counts(severities.count(Severity.ERROR), severities.count(Severity.WARNING))


def _readable(given: str | bytes) -> Iterator[Problem]:
    try:
        entries = read_json(given)["plans"]
        pairs = list(enumerate(entries))
    except (InvalidInput, KeyError, TypeError):
        return
    for position, entry in pairs:
        try:
            plan = price_lists.entry_to_plan(entry)
        except InvalidInput:
            continue
        yield from _of_plan(plan, f"plans.{position}")


def _of_plan(plan: Plan, place: str) -> Iterator[Problem]:
    for found in findings.of_plan(plan):
        charge = None if found.charge is None else found.charge.name
        where = place if charge is None else f"{place}: {charge}"
        yield Problem(found.severity, found.code.value, where, found.message, found.advice, plan.name, charge)
