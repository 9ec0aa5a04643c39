"""Price lists looked over."""

import json
from typing import Any

from plangraph.domain.findings import Severity
from plangraph.services import lint
from plangraph.services.lint import Counts
from tests.price_lists import charge, plan, plan_json


def looked_over(given: Any) -> list[tuple[str, str, str]]:
    text = given if isinstance(given, str) else json.dumps(given)
    return [(p.severity.value, p.code, p.place) for p in lint.of_catalogue(text)]


def test_errors_and_findings_of_one_file() -> None:
    broken = plan_json(charge("Calls", (0, 1), (0, 2)))
    odd = plan_json(charge("Calls", (0, 0)), name="Odd")

    assert looked_over({"plans": [{"plan": broken}, {"plan": odd}], "features": [{"key": "x"}]}) == [
        ("ERROR", "INVALID", "plans.0.plan.charges.0.prices.1.tier"),
        ("ERROR", "REQUIRED", "features.0.type"),
        ("WARNING", "ALL_PRICES_ZERO", "plans.1"),
    ]


def test_place_of_a_charge() -> None:
    (problem,) = lint.of_catalogue(json.dumps({"plans": [{"plan": plan_json(charge("Calls", (0, 1), (5, 2)))}]}))

    assert (problem.place, problem.plan, problem.charge) == ("plans.0: Calls", "Team", "Calls")


def test_files_that_cannot_be_read() -> None:
    assert looked_over("nonsense") == [("ERROR", "INVALID", "")]
    assert looked_over("[]") == [("ERROR", "INVALID", "")]
    assert looked_over({}) == [("ERROR", "REQUIRED", "plans")]
    assert looked_over({"plans": 5}) == [("ERROR", "INVALID", "plans")]


def test_stored_plans() -> None:
    found = lint.of_plans([plan(charge("Calls", (0, 0))), plan(charge("Calls", (0, 1), (5, 2)), name="Other")])

    assert [(p.place, p.severity) for p in found] == [("Team", Severity.WARNING), ("Other: Calls", Severity.INFO)]
    assert lint.counted(found) == Counts(errors=0, warnings=1)
