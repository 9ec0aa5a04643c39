"""Questions about prices as JSON, and the answers of a batch."""

import json
from typing import Any

import pytest

from plangraph.services.estimates import estimate_line
from tests.price_lists import charge, grant, plan_json

Json = dict[str, Any]
PLAN = plan_json(charge("Calls", (0, 10), (1000, 9), tier_reset_frequency=3), charge("Seats", (0, 5), kind="seat"))


def refused(given: Any) -> list[tuple[str, str, str]]:
    found = estimate_line(given if isinstance(given, str | bytes) else json.dumps(given))
    assert set(found) <= {"error", "errors"}
    told = found.get("errors", [found["error"]])
    assert told[0] == found["error"]
    return [(e["field"], e["message"], e["code"]) for e in told]


def test_answer() -> None:
    line = {"plan": PLAN, "annotations": {"tier_mode": {"Calls": "graduated"}}, "usage": {"Calls": 5}, "note": "mine"}

    assert estimate_line(json.dumps(line)) == {
        "lines": {"Calls": "50", "Seats": "0"},
        "totals": [
            {
                "credit_type": "USD (cents)",
                "subtotal": "50",
                "overage": "0",
                "credits_applied": "0",
                "minimum_adjustment": "0",
                "total": "50",
            }
        ],
        "subtotal": "50",
        "overage": "0",
        "credits_applied": "0",
        "minimum_adjustment": "0",
        "total": "50",
        "currency": "USD",
        "credits_by_type": {},
        "credits_by_grant": {},
        "assumptions": [],
        "warnings": [],
    }


def test_notes() -> None:
    found = estimate_line(json.dumps({"plan": PLAN, "usage": {"Seats": "3"}, "period": 1}))

    assert [(a["code"], a["charge"]) for a in found["assumptions"]] == [("SEAT_COUNT", "Seats")]
    assert [(w["code"], w["charge"]) for w in found["warnings"]] == [("NO_EARLIER_USAGE", "Calls")]


def test_charges_of_one_name() -> None:
    plan = plan_json(charge("Calls", product="One"), charge("Calls", product="Two"))

    assert estimate_line(json.dumps({"plan": plan}))["lines"] == {
        "Calls (One, usage, USD (cents))": "0",
        "Calls (Two, usage, USD (cents))": "0",
    }


def test_credits_of_one_name() -> None:
    plan = plan_json(charge(), credit_grants=[grant(5), grant(5, priority="2")])

    found = estimate_line(json.dumps({"plan": plan, "usage": {"Calls": 100}}))

    assert found["credits_by_grant"] == {"Credits": "10"}
    assert found["credits_by_type"] == {"USD (cents)": "10"}


def test_plan_without_a_currency() -> None:
    found = estimate_line(json.dumps({"plan": plan_json(charge(credit="credits"))}))

    assert [found[key] for key in ("subtotal", "total", "currency")] == [None, None, None]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("[]", [("", "must be a JSON object with `plan`", "INVALID")]),
        ("{}", [("plan", "is required", "REQUIRED")]),
        ("nonsense", [("", "is not JSON: Expecting value (line 1, column 1)", "INVALID")]),
        ({"plan": 5}, [("plan", "must be an object", "INVALID")]),
    ],
    ids=["list", "empty", "nonsense", "number"],
)
def test_no_question(given: Any, expected: Any) -> None:
    assert refused(given) == expected


@pytest.mark.parametrize(
    ("period", "message", "code"),
    [
        (-1, "must be from 0 to 1,000,000", "OUT_OF_RANGE"),
        (1_000_001, "must be from 0 to 1,000,000", "OUT_OF_RANGE"),
        (1.5, "must be a whole number", "INVALID"),
        ("1", "must be a whole number", "INVALID"),
        (True, "must be a whole number", "INVALID"),
        ([], "must be a whole number", "INVALID"),
    ],
)
def test_period(period: Any, message: str, code: str) -> None:
    assert refused({"plan": PLAN, "period": period}) == [("period", message, code)]


def test_period_with_a_point() -> None:
    assert "total" in estimate_line(json.dumps({"plan": PLAN, "period": 2.0}))


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        (-1, "NEGATIVE_USAGE"),
        ("-0.5", "NEGATIVE_USAGE"),
        ("0x10", "INVALID"),
        ("1,000", "INVALID"),
        ("", "INVALID"),
        (None, "INVALID"),
        (True, "INVALID"),
        ([1], "INVALID"),
        ("1" * 41, "INVALID"),
        ("0." + "1" * 31, "INVALID"),
    ],
)
def test_quantity(quantity: Any, code: str) -> None:
    assert [(field, told) for field, _, told in refused({"plan": PLAN, "usage": {"Calls": quantity}})] == [
        ("usage.Calls", code)
    ]


def test_quantity_in_an_object() -> None:
    usage = {"Calls": {"quantity": -1}, "Seats": {"quantity": 1, "extra": 1}}

    assert refused({"plan": PLAN, "usage": usage}) == [
        ("usage.Calls.quantity", "must not be negative", "NEGATIVE_USAGE"),
        ("usage.Seats.extra", "is not known here; quantity and additions are", "INVALID"),
    ]


def test_additions() -> None:
    def asked(additions: Any) -> Json:
        return {"plan": PLAN, "usage": {"Seats": {"quantity": 1, "additions": additions}}}

    at = "usage.Seats.additions"
    assert refused(asked(5)) == [(at, "must be a list", "INVALID")]
    assert refused(asked([5])) == [
        (f"{at}.0", "must be an object", "INVALID"),
        (f"{at}.0.quantity", "is required", "REQUIRED"),
        (f"{at}.0.remaining_share", "is required", "REQUIRED"),
    ]
    assert [(field, code) for field, _, code in refused(asked([{"quantity": "x", "remaining_share": 2}]))] == [
        (f"{at}.0.quantity", "INVALID")
    ]
    assert [(field, code) for field, _, code in refused(asked([{"quantity": 1, "remaining_share": 2}]))] == [
        (f"{at}.0.remaining_share", "OUT_OF_RANGE")
    ]
    assert estimate_line(json.dumps(asked(None)))["total"] == "5"


def test_charges() -> None:
    assert [(field, code) for field, _, code in refused({"plan": PLAN, "usage": {"Cals": 1}})] == [
        ("usage.Cals", "UNKNOWN_CHARGE")
    ]
    assert [(field, code) for field, _, code in refused({"plan": PLAN, "previous_usage": {"Cals": {}}})] == [
        ("previous_usage.Cals", "UNKNOWN_CHARGE")
    ]


def test_tier_modes_of_other_charges() -> None:
    plan = plan_json(charge(), charge("Fee", kind="fixed"), charge("Both", kind="fixed"), charge("Both", product="B"))
    modes = {"Calls": "volume", "Fee": "volume", "Cals": "graduated", "Both": "volume"}

    assert refused({"plan": plan, "annotations": {"tier_mode": modes}, "period": -1}) == [
        ("annotations.tier_mode.Fee", "is a fixed charge, which has no tier mode: leave it out", "INVALID"),
        ("annotations.tier_mode.Cals", "'Cals' is no charge of 'Team'", "UNKNOWN_CHARGE"),
        ("period", "must be from 0 to 1,000,000", "OUT_OF_RANGE"),
    ]


def test_usage_that_is_no_object() -> None:
    assert refused({"plan": PLAN, "usage": [], "previous_usage": 5}) == [
        ("usage", "must be an object", "INVALID"),
        ("previous_usage", "must be an object", "INVALID"),
    ]
    assert refused({"plan": PLAN, "usage": {"a\x00": 1}}) == [
        ("usage", "has a key that holds a NUL character", "INVALID")
    ]


def test_earlier_usage() -> None:
    history = {"Calls": {"0": 1, "00": 2, "-1": 3, "x": 4, "1": -5}, "Seats": 5}

    assert refused({"plan": PLAN, "previous_usage": history}) == [
        ("previous_usage.Calls.00", "is a period that is given twice", "INVALID"),
        ("previous_usage.Calls.-1", "must be a period, a whole number from 0", "INVALID"),
        ("previous_usage.Calls.x", "must be a period, a whole number from 0", "INVALID"),
        ("previous_usage.Calls.1", "must not be negative", "NEGATIVE_USAGE"),
        ("previous_usage.Seats", "must be an object", "INVALID"),
    ]


def test_every_mistake_is_told() -> None:
    plan = plan_json(charge("Calls", (1, "x")))

    assert [(field, code) for field, _, code in refused({"plan": plan, "period": -1, "usage": {"Calls": -1}})] == [
        ("plan.charges.0.prices.0.value", "INVALID"),
        ("plan.charges.0.prices.0.tier", "INVALID"),
        ("period", "OUT_OF_RANGE"),
        ("usage.Calls", "NEGATIVE_USAGE"),
    ]
