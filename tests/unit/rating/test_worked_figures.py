"""Worked examples of the rules one by one, each with its arithmetic.

Amounts are in cents where the unit is USD (cents). Every example runs as a line of a batch does.
"""

import pytest

from tests.price_lists import charge, grant, minimum, plan_json, rate
from tests.unit.rating.asking import Json, asked, total

VOLUME = {"tier_mode": {"Calls": "volume"}}
GB = {"division_factor": "1024", "rounding_behavior": "ceiling"}
CALLS = ((0, 10), (1000, 9))


@pytest.mark.parametrize(
    ("quantity", "graduated", "volume"),
    [
        ("0", "0", "0"),
        ("1", "10", "10"),
        ("999", "9990", "9990"),
        # exactly the lower bound: graduated still pays 10 for each, volume has reached the band
        ("1000", "10000", "9000"),
        ("1001", "10009", "9009"),
        ("0.5", "5", "5"),
        # 1000 * 10 + 0.25 * 9
        ("1000.25", "10002.25", "9002.25"),
        # the first 1000 at 10, the rest of 10^30 at 9
        ("1" + "0" * 30, "9" + "0" * 26 + "1000", "9" + "0" * 30),
    ],
)
def test_tiers(quantity: str, graduated: str, volume: str) -> None:
    plan = plan_json(charge("Calls", *CALLS))

    assert total(plan, {"Calls": quantity}) == graduated
    assert total(plan, {"Calls": quantity}, VOLUME) == volume


def test_three_tiers() -> None:
    plan = plan_json(charge("Calls", (0, 5), (100, 4), (1000, 3)))

    # 100 * 5 + 900 * 4 + 200 * 3
    assert total(plan, {"Calls": 1200}) == "4700"
    assert total(plan, {"Calls": 1200}, VOLUME) == "3600"


def test_conversion_before_tiers() -> None:
    plan = plan_json(charge("Calls", *CALLS, unit_conversion=GB))

    # 1,536,500 / 1,024 = 1,500.48… → 1,501; 1000 * 10 + 501 * 9, or 1,501 * 9
    assert total(plan, {"Calls": 1_536_500}) == "14509"
    assert total(plan, {"Calls": 1_536_500}, VOLUME) == "13509"


@pytest.mark.parametrize(
    ("conversion", "quantity", "expected"),
    [
        ({"division_factor": 1000, "rounding_behavior": "floor"}, "2999", "2"),
        ({"division_factor": 1000, "rounding_behavior": "floor"}, "3000", "3"),
        ({"division_factor": 1000, "rounding_behavior": "ceiling"}, "3000", "3"),
        ({"division_factor": 1000, "rounding_behavior": "ceiling"}, "3000.000001", "4"),
        ({"division_factor": "0.5", "rounding_behavior": "ceiling"}, "1.2", "3"),
        ({"division_factor": 1000}, "2500", "2.5"),
        # 1/3 to 20 places, and 2/3 rounded up in the last
        ({"division_factor": 3}, "1", "0.33333333333333333333"),
        ({"division_factor": 3}, "2", "0.66666666666666666667"),
        # 20 places end between two digits: the even one is taken
        ({"division_factor": 2}, "0.00000000000000000001", "0"),
        ({"division_factor": 2}, "0.00000000000000000003", "0.00000000000000000002"),
        ({"division_factor": 4}, "0.00000000000000000003", "0.00000000000000000001"),
    ],
)
def test_conversion(conversion: Json, quantity: str, expected: str) -> None:
    plan = plan_json(charge("Calls", (0, 1), unit_conversion=conversion))

    assert total(plan, {"Calls": quantity}) == expected


def test_rounding_near_a_tie() -> None:
    # 10^-20 divided by a little less than 2 is a little more than half of the last place
    factor = "1." + "9" * 30
    plan = plan_json(charge("Calls", (0, 1), unit_conversion={"division_factor": factor}))

    assert total(plan, {"Calls": "0.00000000000000000001"}) == "0.00000000000000000001"


def test_tier_window() -> None:
    plan = plan_json(charge("Calls", *CALLS, tier_reset_frequency=3))

    # 800 before, 400 now: 200 * 10 + 200 * 9
    assert total(plan, {"Calls": 400}, period=1, previous_usage={"Calls": {"0": 800}}) == "3800"
    # volume: 1,200 reach the second band, so all 400 of now cost 9
    assert total(plan, {"Calls": 400}, VOLUME, 1, previous_usage={"Calls": {"0": 800}}) == "3600"
    # a new window begins with period 3
    assert total(plan, {"Calls": 400}, period=3, previous_usage={"Calls": {"1": 800, "2": 800}}) == "4000"
    # 600 + 700 before: all in the second band
    assert total(plan, {"Calls": 400}, period=5, previous_usage={"Calls": {"3": 600, "4": 700, "9": 5}}) == "3600"
    # what lies outside the window does not count, in whatever order it comes: 800 before, 400 now
    for outside in ("2", "5", "6"):
        for keys in (("3", outside, "4"), (outside, "3", "4"), ("4", "3", outside)):
            history = {key: 9000 if key == outside else 400 for key in keys}
            assert total(plan, {"Calls": 400}, period=5, previous_usage={"Calls": history}) == "3800", keys


def test_earlier_periods_are_converted_each_by_itself() -> None:
    plan = plan_json(charge("Calls", (0, 10), (2, 1), tier_reset_frequency=12, unit_conversion=GB))

    # 1 MB in each of two earlier periods is 1 GB in each, so this period's GB is the third
    assert total(plan, {"Calls": 1}, period=2, previous_usage={"Calls": {"0": 1, "1": 1}}) == "1"
    thirds = charge("Calls", (0, 10), (1, 1), tier_reset_frequency=12, unit_conversion={"division_factor": 3})
    # Three times a third to 20 places, which leaves the last place of the first unit at 10
    history = {"Calls": {"0": 1, "1": 1, "2": 1}}
    assert total(plan_json(thirds), {"Calls": 3}, period=3, previous_usage=history) == "1.00000000000000000009"


def test_ramps() -> None:
    plan = plan_json(
        charge("Calls", (0, 10)),
        charge("Calls", (0, 8), start_period=3),
        charge("Calls", (0, 5), start_period=12),
        minimums=[minimum(100), minimum(500, start=6), minimum(50, name="Other")],
    )

    found = [total(plan, {"Calls": 7}, period=n) for n in (0, 2, 3, 5, 6, 11, 12, 60)]

    # minimums of 150 until period 5, then 550
    assert found == ["150", "150", "150", "150", "550", "550", "550", "550"]
    lines = [asked(plan, {"Calls": 7}, period=n)["lines"]["Calls"] for n in (0, 2, 3, 11, 12, 60)]
    assert lines == ["70", "70", "56", "56", "35", "35"]


def test_steps_in_any_order() -> None:
    later, first = charge("Calls", (0, 8), start_period=3), charge("Calls", (0, 10))
    minimums = [minimum(90, start=3), minimum(5)]
    plan = plan_json(later, first, minimums=minimums)

    assert [total(plan, {"Calls": 1}, period=n) for n in (0, 2, 3, 4)] == ["10", "10", "90", "90"]


def test_fixed() -> None:
    yearly = charge("Fee", (0, 1200), kind="fixed", start_period=1)
    yearly["prices"][0] |= {"collection_interval": 12, "quantity": "3"}
    plan = plan_json(charge("Base", (0, 100), kind="fixed", quantity="2"), yearly)

    assert [total(plan, {}, period=n) for n in (0, 1, 2, 12, 13)] == ["200", "3800", "200", "200", "3800"]


def test_fixed_without_price() -> None:
    plan = plan_json({**charge("Base", kind="fixed"), "prices": []})

    assert total(plan, {}) == "0"


def test_seats() -> None:
    plan = plan_json(charge("Seats", (0, 1000), (5, 800), kind="seat"))
    volume = {"tier_mode": {"Seats": "volume"}}

    # 5 * 1000 + 2 * 800
    assert total(plan, {"Seats": 7}) == "6600"
    assert total(plan, {"Seats": 7}, volume) == "5600"
    # the seventh seat's band costs 800; half of the period is left: + 3 * 0.5 * 800
    added = {"quantity": 7, "additions": [{"quantity": 3, "remaining_share": "0.5"}]}
    assert total(plan, {"Seats": added}) == "7800"
    # the fifth seat is the last of the first band when graduated; in volume five seats have reached the second
    added = {"quantity": 5, "additions": [{"quantity": 1, "remaining_share": 1}]}
    assert total(plan, {"Seats": added}) == "6000"
    assert total(plan, {"Seats": added}, volume) == "4800"
    # nobody at the start: the first band's price
    added = {"quantity": 0, "additions": [{"quantity": 1, "remaining_share": "0.25"}]}
    assert total(plan, {"Seats": added}) == "250"
    # given without a count at the start
    assert total(plan, {"Seats": {"additions": [{"quantity": 1, "remaining_share": "0.25"}]}}) == "250"


def test_composite() -> None:
    plan = plan_json(
        charge("Calls", (0, 10)),
        charge("Base", (0, 500), kind="fixed"),
        charge("Support", (0, 10), kind="composite"),
        charge("Tax", (0, "2.5"), kind="composite"),
    )
    annotations = {"composite": {"Support": ["Calls", "Base"], "Tax": ["Support", "Calls"]}}

    found = asked(plan, {"Calls": 100}, annotations)

    # 10 % of 1000 + 500; 2.5 % of 150 + 1000
    assert found["lines"] == {"Calls": "1000", "Base": "500", "Support": "150", "Tax": "28.75"}
    assert found["total"] == "1678.75"


def test_composite_of_a_charge_that_begins_later() -> None:
    plan = plan_json(charge("Calls", (0, 10), start_period=2), charge("Support", (0, 10), kind="composite"))
    annotations = {"composite": {"Support": ["Calls"]}}

    assert asked(plan, {"Calls": 100}, annotations)["lines"] == {"Support": "0"}
    assert asked(plan, {"Calls": 100}, annotations, 2)["lines"] == {"Calls": "1000", "Support": "100"}


def test_minimum_charge() -> None:
    plan = plan_json(
        charge("Calls", (0, 10)),
        charge("Least", (0, 900), kind="minimum"),
        charge("Other", (0, 10), product="Another"),
        charge("Fee", (0, 10), kind="composite"),
    )
    annotations = {"composite": {"Fee": ["Calls"]}}

    # 500 + 50 spent of the same product, so 350 are added; the other product does not count
    assert total(plan, {"Calls": 50, "Other": 3}, annotations) == "930"
    # 1000 + 100 are enough
    assert total(plan, {"Calls": 100, "Other": 3}, annotations) == "1130"


def test_minimum_charge_counts_its_own_unit() -> None:
    plan = plan_json(
        charge("Calls", (0, 10)),
        charge("Units", (0, 10), credit="credits"),
        charge("Least", (0, 900), kind="minimum"),
        overage_rates=[rate(2)],
    )

    # 500 spent in cents and 300 credits, which cost 600; 400 are added to the cents
    assert total(plan, {"Calls": 50, "Units": 30}) == "1500"


def test_minimum_charges_count_all_but_each_other() -> None:
    plan = plan_json(
        charge("Fee", (0, 100), kind="fixed"),
        charge("Seats", (0, 20), kind="seat"),
        charge("Calls", (0, 1)),
        charge("Share", (0, 50), kind="composite"),
        charge("Least", (0, 300), kind="minimum"),
        charge("More", (0, 310), kind="minimum"),
    )

    # 100 + 2 * 20 + 60 + half of the 60
    found = asked(plan, {"Seats": 2, "Calls": 60}, {"composite": {"Share": ["Calls"]}})

    assert [found["lines"][name] for name in ("Least", "More")] == ["70", "80"]


@pytest.mark.parametrize(
    ("calls", "before", "after"),
    [
        # minimum 1000, credits 300. Before: max(1000, spent) - credits. After: max(1000, spent - credits).
        (0, "1000", "1000"),
        (200, "800", "1000"),
        (1000, "700", "1000"),
        (1200, "900", "1000"),
        (1300, "1000", "1000"),
        (2000, "1700", "1700"),
    ],
)
def test_plan_minimum(calls: int, before: str, after: str) -> None:
    plan = plan_json(charge("Calls", (0, 1)), minimums=[minimum(1000)], credit_grants=[grant(300)])

    assert total(plan, {"Calls": calls}) == before
    assert total(plan, {"Calls": calls}, {"minimum_order": "after_credits"}) == after


def test_credits_do_not_pay_the_top_up() -> None:
    plan = plan_json(charge("Calls", (0, 1)), minimums=[minimum(1000)], credit_grants=[grant(5000)])

    found = asked(plan, {"Calls": 200})

    assert (found["credits_applied"], found["minimum_adjustment"], found["total"]) == ("200", "800", "800")


def test_minimum_of_a_custom_unit() -> None:
    plan = plan_json(
        charge("Units", (0, 1), credit="credits"), minimums=[minimum(30, "credits")], overage_rates=[rate(100)]
    )

    # 10 used, topped up to 30, each billed at 100
    assert total(plan, {"Units": 10}) == "3000"


def test_several_currencies_are_never_added_up() -> None:
    plan = plan_json(charge("Calls", (0, 1)), charge("Storage", (0, "0.5"), credit="EUR"))

    found = asked(plan, {"Calls": 100, "Storage": 7})

    assert [(t["credit_type"], t["total"]) for t in found["totals"]] == [("EUR", "3.5"), ("USD (cents)", "100")]
    assert [found[key] for key in ("subtotal", "total", "currency")] == [None, None, None]


def test_every_digit_is_kept() -> None:
    nines = "9" * 40 + "." + "9" * 30
    plan = plan_json(charge("Calls", (0, nines)))

    # (10^40 - 10^-30)² = 10^80 - 2 * 10^10 + 10^-60: 140 digits
    assert total(plan, {"Calls": nines}) == "9" * 69 + "8" + "0" * 10 + "." + "0" * 59 + "1"
