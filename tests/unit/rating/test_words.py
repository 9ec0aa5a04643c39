"""An estimate in words: every line's explanation, every assumption and warning."""

from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain.rating import effective, explain
from plangraph.domain.rating.asked import ChargeBy, PreviousUsage, SeatAddition, Usage
from plangraph.domain.rating.estimate import Estimate, estimate
from tests.price_lists import charge, plan, rate


def priced(
    *charges: dict[str, Any],
    usage: dict[str, Any] | None = None,
    period: int = 0,
    previous: dict[str, dict[int, int]] | None = None,
    additions: tuple[SeatAddition, ...] = (),
    **more: Any,
) -> Estimate:
    used = [Usage(ChargeBy(name=name), Decimal(q), additions) for name, q in (usage or {}).items()]
    history = [
        PreviousUsage(ChargeBy(name=name), {n: Decimal(q) for n, q in quantities.items()})
        for name, quantities in (previous or {}).items()
    ]
    return estimate(plan(*charges, **more), period, used, history)


def words(*charges: dict[str, Any], **more: Any) -> list[str]:
    return [explain.line(line) for line in priced(*charges, **more).lines]


CALLS = charge("Calls", (0, 25), (1000, 20), (5000, 0))


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        (0, "No calls"),
        (1, "1 call at $0.25 each"),
        (1000, "1,000 calls at $0.25 each"),
        (1200, "1,200 calls: the first 1,000 at $0.25, 200 at $0.20"),
        (6000, "6,000 calls: the first 1,000 at $0.25, 4,000 at $0.20, 1,000 free"),
    ],
)
def test_graduated(calls: int, expected: str) -> None:
    assert words(CALLS, usage={"Calls": calls}) == [expected]


def test_one_of_something() -> None:
    first = charge("Calls", (0, 0), (1, 5))
    units = charge("Units", (0, 1), credit="credits")

    assert words(first, usage={"Calls": 3}) == ["3 calls: the first free, 2 at $0.05"]
    assert words(units, usage={"Units": 2}, overage_rates=[rate()]) == ["2 units at 1 credit each"]
    dearer = charge("Units", (0, 3), credit="credits")
    assert words(dearer, usage={"Units": 2}, overage_rates=[rate()]) == ["2 units at 3 credits each"]
    assert words(charge("Tier-1 calls"), usage={"Tier-1 calls": 2}) == ["2 Tier-1 calls at $0.01 each"]
    assert words(charge("Monthly users"), usage={"Monthly users": 2}) == ["2 monthly users at $0.01 each"]
    for name in ("SMS", "GB-s", "Status", "Access", "Boxes", "Analytics", "Queries"):
        assert words(charge(name), usage={name: 1})[0].endswith(f"{name[1:]} at $0.01 each")


def test_volume() -> None:
    volume = {"tier_mode": {"Calls": "volume"}}

    assert words(CALLS, usage={"Calls": 1200}, annotations=volume) == [
        "1,200 calls: all at $0.20, the price from 1,000 on"
    ]
    assert words(CALLS, usage={"Calls": 5000}, annotations=volume) == ["5,000 calls: all free, the price from 5,000 on"]
    assert words(charge("Calls"), usage={"Calls": 5000}, annotations=volume) == ["5,000 calls at $0.01 each"]
    assert words(charge("Calls", (0, 2), (9, 1)), usage={"Calls": 5}, annotations=volume) == [
        "5 calls: all at $0.02, the price from 0 on"
    ]


def test_free_and_without_price() -> None:
    assert words(charge("API calls", (0, 0)), usage={"API calls": 5}) == ["5 API calls: free"]
    assert words({**charge("GPT-4o tokens"), "prices": []}, usage={"GPT-4o tokens": 5}) == ["5 GPT-4o tokens: no price"]


@pytest.mark.parametrize(
    ("conversion", "expected"),
    [
        ({"division_factor": 1000}, "2,500 data, 2.5 after dividing by 1,000: $0.01 each"),
        (
            {"division_factor": 1000, "rounding_behavior": "ceiling"},
            "2,500 data, 3 after dividing by 1,000 and rounding up: $0.01 each",
        ),
        (
            {"division_factor": 1000, "rounding_behavior": "floor"},
            "2,500 data, 2 after dividing by 1,000 and rounding down: $0.01 each",
        ),
        ({"division_factor": 1, "rounding_behavior": "floor"}, "2,500 data at $0.01 each"),
    ],
)
def test_conversion(conversion: dict[str, Any], expected: str) -> None:
    assert words(charge("Data", unit_conversion=conversion), usage={"Data": 2500}) == [expected]


def test_rounding_alone() -> None:
    conversion = {"division_factor": 1, "rounding_behavior": "ceiling"}

    assert words(charge("Data", unit_conversion=conversion), usage={"Data": "2.5"}) == [
        "2.5 data, 3 after rounding up: $0.01 each"
    ]


def test_nothing_left_after_rounding_down() -> None:
    conversion = {"division_factor": 1000, "rounding_behavior": "floor"}

    assert words(charge("Data", unit_conversion=conversion), usage={"Data": 5}) == [
        "5 data, 0 after dividing by 1,000 and rounding down"
    ]


def test_earlier_periods() -> None:
    calls = charge("Calls", (0, 10), (1000, 9), tier_reset_frequency=3)

    assert words(calls, usage={"Calls": 400}, period=1, previous={"Calls": {0: 800}}) == [
        "400 calls, after 800 in earlier periods: 200 at $0.10, 200 at $0.09"
    ]
    one_price = charge("Calls", (0, 10), tier_reset_frequency=3)
    assert words(one_price, usage={"Calls": 400}, period=1, previous={"Calls": {0: 800}}) == ["400 calls at $0.10 each"]


def test_seats() -> None:
    seats = charge("Seats", (0, 1900), kind="seat")
    added = (SeatAddition(Decimal(2), Decimal("0.5")), SeatAddition(Decimal(1), Decimal("0.25")))

    assert words(seats, usage={"Seats": 10}) == ["10 seats at $19.00 each"]
    assert words(seats, usage={"Seats": 10}, additions=added) == [
        "10 seats at $19.00 each; 2 added for 0.5 of the period at $19.00, 1 added for 0.25 of the period at $19.00"
    ]


def test_fixed() -> None:
    yearly = charge("Fee", (0, 12000), (5, 1), kind="fixed", quantity="3")
    yearly["prices"][0]["collection_interval"] = 12

    assert words(charge("Fee", (0, 2500), kind="fixed")) == ["A fixed fee: $25.00 in every period"]
    assert words(yearly) == ["A fixed fee: 3 times $120.00, once every 12 periods"]
    assert words(yearly, period=1) == ["Not billed in this period: 3 times $120.00, once every 12 periods"]
    yearly["prices"][0]["collection_interval"] = 2
    assert words(yearly) == ["A fixed fee: 3 times $120.00, once every 2 periods"]
    assert words({**charge("Fee", kind="fixed"), "prices": []}) == ["No price"]
    assert words(charge("Fee", (0, 100), kind="fixed", quantity="0")) == ["A fixed fee: 0 times $1.00 in every period"]


def test_composite() -> None:
    fee = charge("Fee", (0, "2.5"), kind="composite")
    annotations = {"composite": {"Fee": ["Calls", "Later"]}}
    later = charge("Later", start_period=1)

    assert words(charge(), fee, later, usage={"Calls": 100}, annotations=annotations) == [
        "100 calls at $0.01 each",
        "2.5% of $1.00 (Calls)",
    ]
    both = words(charge(), fee, {**later, "start_period": 0}, usage={"Calls": 100}, annotations=annotations)
    assert both[1] == "2.5% of $1.00 (Calls, Later)"
    only_later = {"composite": {"Fee": ["Later"]}}
    assert words(fee, later, annotations=only_later) == ["2.5% of $0.00 (charges that are not in effect)"]
    assert words({**fee, "prices": []}, later, annotations=only_later) == [
        "0% of $0.00 (charges that are not in effect)"
    ]


def test_minimum_charge() -> None:
    least = charge("Least", (0, 10000), kind="minimum", product="Gateway")
    calls = charge("Calls", (0, 1), product="Gateway")

    assert words(calls, least, usage={"Calls": 3000})[1] == (
        "At least $100.00 for Gateway: Gateway comes to $30.00, so $70.00 is added"
    )
    assert words(calls, least, usage={"Calls": 10000})[1] == (
        "At least $100.00 for Gateway: Gateway comes to $100.00, which is enough"
    )
    assert words({**least, "prices": []}) == ["At least $0.00 for Gateway: Gateway comes to $0.00, which is enough"]


def warnings(*charges: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    return [(w.code.value, w.message) for w in priced(*charges, **more).warnings]


def test_usage_of_a_charge_that_begins_later() -> None:
    assert warnings(charge(start_period=2), usage={"Calls": 5}) == [
        ("NOT_IN_EFFECT", "Calls begins in period 2, so its usage costs nothing in this one.")
    ]
    assert warnings(charge(start_period=2), usage={"Calls": 0}) == []


def test_charge_without_price() -> None:
    assert warnings({**charge(), "prices": []}) == [("NO_PRICES", "Calls has no price, so it costs nothing.")]


def test_earlier_usage_that_is_not_given() -> None:
    calls = charge("Calls", (0, 10), (1000, 9), tier_reset_frequency=3)

    ((code, message),) = warnings(calls, period=4)
    assert code == "NO_EARLIER_USAGE"
    assert message == (
        "The tiers of Calls have been counted since period 3; "
        "without its earlier usage they are taken to begin with this period."
    )
    assert warnings(calls, period=3) == []
    assert warnings(calls, period=4, previous={"Calls": {}}) == []


def test_more_that_would_cost_less() -> None:
    calls = charge("Calls", (0, 10), (1000, 9), (1100, 1))
    volume = {"tier_mode": {"Calls": "volume"}}

    assert warnings(calls, usage={"Calls": 999}, annotations=volume) == [
        ("CHEAPER_WITH_MORE", "1,100 of Calls would cost $11.00, less than the $99.90 for 999.")
    ]
    assert warnings(calls, usage={"Calls": 100}, annotations=volume) == []
    assert warnings(calls, usage={"Calls": 1100}, annotations=volume) == []
    assert warnings(calls, usage={"Calls": 999}, annotations={"tier_mode": {"Calls": "graduated"}}) == []
    # 110 cost 11.00 as well
    assert warnings(calls, usage={"Calls": 110}, annotations=volume) == []
    far = charge("Calls", (0, 10), (100, 5), (1000, 4))
    assert warnings(far, usage={"Calls": 60}, annotations=volume) == [
        ("CHEAPER_WITH_MORE", "100 of Calls would cost $5.00, less than the $6.00 for 60.")
    ]
    assert warnings(far, usage={"Calls": 40}, annotations=volume) == []
    # nothing is used, so nothing is dear, even where the next tier pays back
    assert warnings(charge("Calls", (0, 1), (100, -1)), usage={"Calls": 0}, annotations=volume) == []
    # a fixed charge buys no more than it says
    assert warnings(charge("Fee", (0, 10), (100, 5), kind="fixed", quantity="99")) == []
    over_two = {**charge("Calls", (0, 10), (100, 5)), "tier_reset_frequency": 2}
    assert warnings(over_two, usage={"Calls": 50}, period=1, previous={"Calls": {0: 40}}, annotations=volume) == [
        ("CHEAPER_WITH_MORE", "60 of Calls would cost $3.00, less than the $5.00 for 50.")
    ]


def test_more_that_would_cost_less_is_told_as_it_is_metered() -> None:
    packs = {"division_factor": 1000, "rounding_behavior": "ceiling"}
    calls = charge("Calls", (0, 10), (100, 5), unit_conversion=packs)

    assert warnings(calls, usage={"Calls": 98_500}, annotations={"tier_mode": {"Calls": "volume"}}) == [
        ("CHEAPER_WITH_MORE", "100,000 of Calls would cost $5.00, less than the $9.90 for 98,500.")
    ]


def test_overage_rates_in_words() -> None:
    found = priced(charge("Units", credit="credits"), usage={"Units": 3}, overage_rates=[rate(5)])

    (line,) = found.overage
    assert (line.credit_type.name, line.fiat_credit_type.name) == ("credits", "USD (cents)")
    assert [str(amount) for amount in (line.units, line.rate, line.amount)] == ["3", "5", "15"]
    assert found.total_of(found.plan.charges[0].credit_type) == found.totals[1]


def test_tiers_of_lines() -> None:
    fee = charge("Fee", (0, 100), (5, 1), kind="fixed", quantity="3")
    volume = {"tier_mode": {"Calls": "volume"}}

    found = priced(CALLS, fee, {**charge("Bare"), "prices": []}, usage={"Calls": 1200, "Bare": 5}, annotations=volume)

    told = [
        [tuple(map(str, (t.start, t.end, t.quantity, t.price, t.amount))) for t in line.tiers] for line in found.lines
    ]
    assert told == [[("1000", "5000", "1200", "20", "24000")], [("0", "5", "3", "100", "300")], []]
    assert [line.tiers for line in priced(charge("Least", kind="minimum")).lines] == [()]
    (flat,) = priced(charge("Fee", (0, 100), kind="fixed")).lines
    assert [(t.end, str(t.amount)) for t in flat.tiers] == [(None, "100")]
    fee["prices"][0]["collection_interval"] = 2
    assert [line.tiers for line in priced(fee, period=1).lines] == [()]
    counted = charge("Calls", (0, 10), (1000, 9), tier_reset_frequency=3)
    for mode in ("graduated", "volume"):
        told_mode = {"tier_mode": {"Calls": mode}}
        for previous in ({}, {"Calls": {0: 1200}}):
            (line,) = priced(counted, period=1, previous=previous, annotations=told_mode).lines
            assert not line.amount
            assert not line.tiers
    half = (SeatAddition(Decimal(4), Decimal("0.5")),)
    (seats,) = priced(charge("Seats", (0, 9), (10, 8), kind="seat"), usage={"Seats": 10}, additions=half).lines
    assert [tuple(map(str, (t.start, t.end, t.quantity, t.price, t.amount))) for t in seats.tiers] == [
        ("0", "10", "10", "9", "90"),
        ("10", "None", "2.0", "9", "18.0"),
    ]


def test_seats_without_price() -> None:
    bare = {**charge("Seats", kind="seat"), "prices": []}

    found = priced(bare, usage={"Seats": 3}, additions=(SeatAddition(Decimal(2), Decimal(1)),))

    assert [(str(line.amount), explain.line(line)) for line in found.lines] == [
        ("0", "3 seats: no price; 2 added for 1 of the period free")
    ]


def test_where_bands_begin_and_end() -> None:
    (line,) = priced(charge("Calls", (0, 5), (100, 4), (1000, 3)), usage={"Calls": 1200}).lines

    assert [(str(t.start), t.end and str(t.end), str(t.quantity)) for t in line.tiers] == [
        ("0", "100", "100"),
        ("100", "1000", "900"),
        ("1000", None, "200"),
    ]


def test_every_digit_is_told() -> None:
    nines = "9" * 40 + "." + "9" * 30
    packs = charge("Calls", (0, 100), (nines, 1), unit_conversion={"division_factor": nines})
    fee, share = charge("Fee", (0, 1), kind="fixed", quantity=nines), charge("Share", (0, 100), kind="composite")

    assert words(charge("Calls", (0, 100)), usage={"Calls": nines}) == [
        "9" + ",999" * 13 + "." + "9" * 30 + " calls at $1.00 each"
    ]
    assert words(fee, share, annotations={"composite": {"Share": ["Fee"]}})[1] == (
        "100% of $99" + ",999" * 12 + "." + "9" * 32 + " (Fee)"
    )
    # (10^40 - 10^-30)² = 10^80 - 2 * 10^10 + 10^-60
    (ramp,) = effective.of_plan(plan(packs))
    assert ramp.steps[0].words == (
        f"$1.00 per {'9' + ',999' * 13}.{'9' * 30} up to "
        f"{'99' + ',999' * 22 + ',980' + ',000' * 3}.{'0' * 59}1, then $0.01 per {'9' + ',999' * 13}.{'9' * 30}"
    )
