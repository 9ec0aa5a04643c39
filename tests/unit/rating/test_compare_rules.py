"""The rules of an estimate in compared costs, one worked example for each: conversions, shares, minimums, credits.

Amounts are in cents where the unit is USD (cents).
"""

from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain.plan import Plan
from plangraph.domain.rating import compare
from plangraph.domain.rating.compare import Vary
from tests.price_lists import charge, grant, plan, rate

PAY = plan(charge("Calls", (0, 10)), name="Pay as you go")
FEE = plan(charge("Fee", (0, 500), kind="fixed"), name="Fee")


def points(found: Plan, up_to: int) -> list[tuple[str, str]]:
    (drawn, _) = compare.compare([found, PAY], vary=Vary("Calls", Decimal(up_to))).curves
    return [(f"{point.quantity:f}", f"{point.cost:f}") for point in drawn.points]


def packs(factor: Any, rounding: str | None = None) -> dict[str, Any]:
    return {"division_factor": factor, **({"rounding_behavior": rounding} if rounding else {})}


@pytest.mark.parametrize("mode", ["graduated", "volume"])
def test_a_conversion_that_does_not_round_is_a_straight_line(mode: str) -> None:
    found = plan(
        charge("Calls", (0, 10), ("2.5", 4), unit_conversion=packs(5)), annotations={"tier_mode": {"Calls": mode}}
    )

    # 10 for each five until 2.5 of them, which are 12.5 calls, then 4 for each five; volume falls to 4 for all
    rest = {"graduated": [("12.5", "25"), ("25", "35")], "volume": [("12.5", "25"), ("12.5", "10"), ("25", "20")]}
    assert points(found, 25) == [("0", "0"), *rest[mode]]


def test_a_fee_meets_a_line_exactly() -> None:
    (even,) = compare.compare([FEE, PAY], vary=Vary("Calls", Decimal(100))).break_evens

    assert (str(even.quantity), even.exact) == ("50", True)


@pytest.mark.parametrize(("up_to", "evens"), [(9_999, [(50, True), (60, True)]), (10_000, [(50, False)])])
def test_a_staircase_is_exact_up_to_a_thousand_steps(up_to: int, evens: list[tuple[int, bool]]) -> None:
    tens = plan(charge("Calls", (0, 100), unit_conversion=packs(10, "floor")), name="Tens")

    found = compare.compare([FEE, tens], vary=Vary("Calls", Decimal(up_to))).break_evens

    # the fifth ten reaches the fee, the sixth is beyond it; the line through the steps meets it once
    assert [(int(even.quantity), even.exact) for even in found] == evens


def test_each_unit_is_billed_at_its_own_rate() -> None:
    found = plan(
        charge("Calls", (0, 2), credit="credits"),
        charge("Reads", (0, 1), credit="tokens"),
        overage_rates=[rate(10), rate(7, "tokens")],
    )

    # 2 credits for each call, each at 10
    assert points(found, 100) == [("0", "0"), ("100", "2000")]


def test_the_unit_that_runs_out_ends_the_curve() -> None:
    found = plan(
        charge("Calls", (0, 1), credit="credits"),
        charge("Share", (0, 100), kind="composite", credit="credits"),
        charge("Fee", (0, 5), kind="fixed"),
        charge("Tokens", (0, 40), kind="fixed", credit="tokens"),
        credit_grants=[grant(30, "credits"), grant(40, "tokens")],
        annotations={"composite": {"Share": ["Calls"]}},
    )

    # a call takes 2 of the 30 credits; the tokens are enough
    assert points(found, 100) == [("0", "5"), ("15", "5")]


def test_a_minimum_charge_counts_its_own_product() -> None:
    found = plan(
        charge("Calls", (0, 10)),
        charge("Other", (0, 700), kind="fixed", product="Another"),
        charge("Least", (0, 400), kind="minimum"),
    )

    # 400 until 40 calls reach them, and the other product's 700
    assert points(found, 100) == [("0", "1100"), ("40", "1100"), ("100", "1700")]


def test_a_share_of_what_begins_later() -> None:
    found = plan(
        charge("Calls", (0, 10)),
        charge("Later", (0, 900), kind="fixed", start_period=1),
        charge("Share", (0, 50), kind="composite"),
        annotations={"composite": {"Share": ["Calls", "Later"]}},
    )

    # half of the calls on top of them; of what has not begun there is no half
    assert points(found, 100) == [("0", "0"), ("100", "1500")]
