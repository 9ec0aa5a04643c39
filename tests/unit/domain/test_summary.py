"""Plans in words."""

from typing import Any

import pytest

from plangraph.domain import summary
from tests.price_lists import charge, grant, minimum, plan, rate


def test_fees_credits_and_tiers() -> None:
    found = plan(
        charge("Fee", (0, 2500), kind="fixed"),
        charge("Setup", (0, 100), kind="fixed", quantity="2"),
        charge("Storage", (0, 0), (100, "2.1")),
        charge("Requests", (0, 0), (1, 20), unit_conversion={"division_factor": 1_000_000}),
        charge("Seats", (0, 1900), kind="seat"),
        credit_grants=[grant(1000)],
    )

    assert summary.of_plan(found) == (
        "$27.00 a month, with $10.00 of credits each month. Storage: free up to 100, then $0.021 each; "
        "Requests: free up to 1,000,000, then $0.20 per 1,000,000; Seats: $19.00 each."
    )


def test_volume_composite_minimum_and_overage() -> None:
    found = plan(
        charge("Calls", (0, 10), (1000, 9), (5000, 0)),
        charge("Units", (0, 3), credit="credits"),
        charge("Support", (0, 10), kind="composite"),
        charge("Tax", (0, 5), kind="composite"),
        charge("Least", (0, 900), kind="minimum"),
        {**charge("Nothing"), "prices": []},
        minimums=[minimum(5000), minimum(100, name="More")],
        credit_grants=[grant(20, "credits")],
        overage_rates=[rate(1600)],
        annotations={"tier_mode": {"Calls": "volume"}, "composite": {"Support": ["Calls"]}, "period": "year"},
    )

    assert summary.of_plan(found) == (
        "Includes 20 credits each year. "
        "Calls: for all units, $0.10 each below 1,000, $0.09 each from 1,000, free from 5,000; Units: 3 credits each; "
        "Support: 10% of Calls; Tax: 5% of charges that the price list does not name; "
        "Least: at least $9.00 for Product; Nothing: no price. "
        "credits that no grant covers cost $16.00 each. At least $51.00 a year."
    )


def test_fees_without_a_price() -> None:
    bare = {**charge("Fee", kind="fixed"), "prices": []}

    assert summary.of_plan(plan(bare, charge("Base", (0, 700), kind="fixed"))) == "$7.00 a month."


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"recurrence_interval": None}, "$10.00 of credits once"),
        ({"recurrence_interval": 3}, "$10.00 of credits every 3 months"),
        ({"recurrence_interval": None, "recurrence_duration": 6}, "$10.00 of credits each month"),
    ],
)
def test_rhythm_of_grants(terms: dict[str, Any], words: str) -> None:
    found = plan(charge("Fee", (0, 100), kind="fixed"), credit_grants=[grant(1000, **terms)])

    assert summary.of_plan(found) == f"$1.00 a month, with {words}."


def test_fixed_charge_every_few_periods() -> None:
    yearly = charge("Fee", (0, 12000), kind="fixed", quantity="2")
    yearly["prices"][0]["collection_interval"] = 12

    assert summary.of_plan(plan(yearly)) == "Fee: 2 times $120.00 every 12 months."


def test_changes_later() -> None:
    steps = [charge("Calls", (0, 10)), charge("Calls", (0, 8), start_period=3)]

    assert summary.of_plan(plan(*steps)) == "Calls: $0.10 each. 1 price changes or begins later, from month 4 on."
    again = charge("Calls", (0, 6), start_period=9)
    assert summary.of_plan(plan(*steps, again)) == summary.of_plan(plan(*steps))
    assert summary.of_plan(plan(*steps, minimums=[minimum(5, start=6)])) == (
        "Calls: $0.10 each. 2 prices change or begin later, from month 4 on."
    )


def test_plans_without_prices() -> None:
    assert summary.of_plan(plan()) == "Nothing is charged."
    assert summary.of_plan(plan(charge("Fee", kind="fixed", start_period=1))) == (
        "1 price changes or begins later, from month 2 on. Nothing is charged at first."
    )


def test_long_plans_are_cut_short() -> None:
    found = summary.of_plan(plan(*(charge(f"Charge {n}") for n in range(11))))

    assert found.endswith("Charge 7: $0.01 each; and 3 more charges.")
    assert summary.of_plan(plan(*(charge(f"Charge {n}") for n in range(10)))).endswith("; and 2 more charges.")
    assert summary.of_plan(plan(*(charge(f"Charge {n}") for n in range(9)))).endswith("; and 1 more charge.")
    assert "more" not in summary.of_plan(plan(*(charge(f"Charge {n}") for n in range(8))))


def test_several_fees_and_grants() -> None:
    fees = [charge("Fee", (0, 500), kind="fixed"), charge("Euros", (0, 7), kind="fixed", credit="EUR")]
    free = charge("Free", (0, 0), kind="fixed", credit="GBP")
    grants = [grant(100), grant(20, "credits", recurrence_interval=None)]

    assert summary.of_plan(plan(*fees, free, credit_grants=grants)) == (
        "$5.00 a month and €7.00 a month, with $1.00 of credits each month and 20 credits once."
    )
    assert summary.of_plan(plan(free)) == "Nothing is charged."


def test_parts_of_a_percentage() -> None:
    charges = [charge("Calls"), charge("Reads"), charge("Share", (0, 10), kind="composite")]

    found = summary.of_plan(plan(*charges, annotations={"composite": {"Share": ["Calls", "Reads"]}}))

    assert found.endswith("Share: 10% of Calls, Reads.")
