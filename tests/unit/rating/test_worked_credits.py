"""Worked examples of credits and overage, each with its arithmetic.

Amounts are in cents where the unit is USD (cents). Every example runs as a line of a batch does.
"""

import pytest

from tests.price_lists import charge, grant, minimum, plan_json, rate
from tests.unit.rating.asking import Json, asked, total


def test_credits_and_overage() -> None:
    plan = plan_json(
        charge("Server hours", (0, 50)),
        charge("Base fee", (0, 2000), kind="fixed"),
        charge("Units", (0, 3), credit="credits"),
        credit_grants=[grant(20, "credits", name="Included")],
        overage_rates=[rate(1600)],
    )

    found = asked(plan, {"Server hours": 120, "Units": 7})

    # 120 * 50 + 2000; 7 * 3 = 21 credits, 20 granted, 1 left at 1600
    assert {key: found[key] for key in ("subtotal", "overage", "credits_applied", "total", "currency")} == {
        "subtotal": "9600",
        "overage": "1600",
        "credits_applied": "0",
        "total": "9600",
        "currency": "USD",
    }
    assert found["lines"] == {"Server hours": "6000", "Base fee": "2000", "Units": "21"}
    assert found["credits_by_type"] == {"credits": "20"}
    assert found["credits_by_grant"] == {"Included": "20"}
    assert found["totals"] == [
        {
            "credit_type": "USD (cents)",
            "subtotal": "9600",
            "overage": "1600",
            "credits_applied": "0",
            "minimum_adjustment": "0",
            "total": "9600",
        },
        {
            "credit_type": "credits",
            "subtotal": "21",
            "overage": "0",
            "credits_applied": "20",
            "minimum_adjustment": "0",
            "total": "1",
        },
    ]


def test_overage_rates_ramp() -> None:
    plan = plan_json(
        charge("Units", (0, 1), credit="credits"), overage_rates=[rate(100), rate(80, start=2), rate(5, "other")]
    )

    assert [total(plan, {"Units": 10}, period=n) for n in (0, 1, 2)] == ["1000", "1000", "800"]


def test_fiat_credits_pay_for_overage_too() -> None:
    plan = plan_json(charge("Units", (0, 1), credit="credits"), overage_rates=[rate(100)], credit_grants=[grant(300)])

    found = asked(plan, {"Units": 10})

    assert (found["subtotal"], found["credits_applied"], found["total"]) == ("1000", "300", "700")


def test_credits_by_priority_then_expiry() -> None:
    plan = plan_json(
        charge("Calls", (0, 1)),
        credit_grants=[
            grant(100, name="Tenth", priority="10"),
            grant(100, name="Second, late", priority="2", effective_duration=5, recurrence_interval=None),
            grant(100, name="Second, soon", priority="2", effective_duration=1, recurrence_interval=None),
            grant(100, name="Last", priority="last"),
        ],
    )

    def paid(calls: int) -> Json:
        return dict(asked(plan, {"Calls": calls})["credits_by_grant"])

    assert paid(50) == {"Second, soon": "50"}
    assert paid(150) == {"Second, soon": "100", "Second, late": "50"}
    assert paid(250) == {"Second, late": "100", "Second, soon": "100", "Tenth": "50"}
    assert paid(1000) == {"Second, late": "100", "Second, soon": "100", "Tenth": "100", "Last": "100"}


def test_issues_of_several_grants_by_expiry() -> None:
    plan = plan_json(
        charge("Calls", (0, 1)),
        credit_grants=[
            grant(10, name="Recurring", effective_duration=5, recurrence_interval=2),
            grant(10, name="Once", effective_duration=6, recurrence_interval=None),
        ],
    )

    # In period 4 three issues of the one live, until 5, 7 and 9, and the other until 6
    found = [asked(plan, {"Calls": calls}, period=4)["credits_by_grant"] for calls in (8, 15, 25, 99)]
    assert found == [
        {"Recurring": "8"},
        {"Recurring": "10", "Once": "5"},
        {"Recurring": "15", "Once": "10"},
        {"Recurring": "30", "Once": "10"},
    ]


def test_credits_of_one_priority_that_are_all_used() -> None:
    grants = [grant(20, name="One"), grant(30, name="Two")]
    plan = plan_json(charge("Calls", (0, 1)), credit_grants=grants)

    for calls, left in (("50", "0"), ("50.5", "0.5")):
        found = asked(plan, {"Calls": calls})
        assert (found["credits_by_grant"], found["total"]) == ({"One": "20", "Two": "30"}, left)


def test_credits_pay_nothing_of_what_is_owed_to_the_customer() -> None:
    rebate = charge("Rebate", (0, -5), kind="fixed")
    grants = [grant(100, name="One"), grant(100, name="Two"), grant(100, name="Three", priority="2")]

    for given in (grants, grants[:1]):
        found = asked(plan_json(rebate, credit_grants=given), {})
        assert (found["subtotal"], found["credits_by_grant"], found["total"]) == ("-5", {}, "-5")


def test_only_a_minimum_tops_up_what_is_owed_to_the_customer() -> None:
    charges = (charge("Rebate", (0, -5), kind="fixed"), charge("Calls", (0, 1)))

    def added(*minimums: Json) -> tuple[str, str]:
        found = asked(plan_json(*charges, minimums=list(minimums)), {"Calls": 2})
        return found["minimum_adjustment"], found["total"]

    assert added() == ("0", "-3")
    assert added(minimum(0)) == ("3", "0")
    assert added(minimum(4), minimum(1, name="Other")) == ("8", "5")
    assert added(minimum(9, start=1)) == ("0", "-3")


def test_the_next_grant_pays_the_last_fraction() -> None:
    grants = [grant(100, name="First"), grant(100, name="Second", priority="2")]
    plan = plan_json(charge("Calls", (0, "0.5")), credit_grants=grants)

    # 201 * 0.5 = 100.5
    found = asked(plan, {"Calls": 201})

    assert (found["credits_by_grant"], found["total"]) == ({"First": "100", "Second": "0.5"}, "0")


@pytest.mark.parametrize(
    ("terms", "living"),
    [
        # how many issues of 100 live in the periods 0, 1, 2, 3, 4
        ({"recurrence_interval": None}, [1, 0, 0, 0, 0]),
        ({"recurrence_interval": None, "effective_duration": 3}, [1, 1, 1, 0, 0]),
        ({"recurrence_interval": 1}, [1, 1, 1, 1, 1]),
        ({"recurrence_interval": 1, "effective_duration": 2}, [1, 2, 2, 2, 2]),
        ({"recurrence_interval": 2}, [1, 0, 1, 0, 1]),
        ({"recurrence_interval": 2, "effective_duration": 2}, [1, 1, 1, 1, 1]),
        ({"recurrence_interval": 2, "effective_duration": 3}, [1, 1, 2, 1, 2]),
        ({"recurrence_interval": 1, "recurrence_duration": 2}, [1, 1, 0, 0, 0]),
        ({"recurrence_interval": 1, "recurrence_duration": 2, "effective_duration": 2}, [1, 2, 1, 0, 0]),
        ({"recurrence_interval": None, "recurrence_duration": 3}, [1, 1, 1, 0, 0]),
        ({"recurrence_interval": 2, "recurrence_duration": 3}, [1, 0, 1, 0, 0]),
        ({"recurrence_interval": 1, "recurrence_duration": 0}, [1, 0, 0, 0, 0]),
        ({"effective_duration": 0}, [0, 0, 0, 0, 0]),
    ],
)
def test_living_issues_of_a_grant(terms: Json, living: list[int]) -> None:
    plan = plan_json(charge("Calls", (0, 1)), credit_grants=[grant(100, **terms)])

    found = [asked(plan, {"Calls": 1000}, period=n)["credits_applied"] for n in range(5)]

    assert found == [str(100 * count) for count in living]


def test_every_digit_of_credits_is_kept() -> None:
    digits = "9" * 40 + "." + "9" * 30
    plan = plan_json(charge("Calls", (0, 1)), credit_grants=[grant(digits)])

    found = asked(plan, {"Calls": digits})

    assert found["credits_by_type"] == {"USD (cents)": digits}
    assert found["credits_by_grant"] == {"Credits": digits}
    assert found["total"] == "0"
