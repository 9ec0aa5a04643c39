"""Price curves: exact where tiers begin."""

from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import TierMode
from plangraph.domain.rating import curve
from tests.price_lists import charge, plan

CALLS = ((0, 10), (1000, 9))


def points(mode: TierMode, up_to: Any, count: int = 3, **more: Any) -> list[tuple[str, str, str]]:
    (found,) = plan(charge("Calls", *CALLS, **more)).charges
    drawn = curve.of_charge(found, mode, Decimal(up_to), count)
    return [(f"{p.quantity:f}", f"{p.price:f}", f"{p.cost:f}") for p in drawn]


def test_graduated() -> None:
    assert points(TierMode.GRADUATED, 2000) == [
        ("0", "10", "0"),
        ("1000", "10", "10000"),
        ("1000", "9", "10000"),
        ("2000", "9", "19000"),
    ]


def test_volume_jumps() -> None:
    assert points(TierMode.VOLUME, 2000) == [
        ("0", "10", "0"),
        ("1000", "10", "10000"),
        ("1000", "9", "9000"),
        ("2000", "9", "18000"),
    ]


def test_edge_between_points_and_beyond_the_end() -> None:
    assert [quantity for quantity, _, _ in points(TierMode.GRADUATED, 1500)] == ["0", "750", "1000", "1000", "1500"]
    assert [quantity for quantity, _, _ in points(TierMode.GRADUATED, 999)] == ["0", "499.5", "999"]


def test_points_that_have_no_last_digit() -> None:
    assert [quantity for quantity, _, _ in points(TierMode.GRADUATED, 1, 4)] == [
        "0",
        "0.33333333333333333333",
        "0.66666666666666666666",
        "1",
    ]


@pytest.mark.parametrize(
    ("rounding", "edge"),
    [
        # ceiling: 1,998 make 999 units, a little more makes 1,000
        ("ceiling", [("1998", "10", "9990"), ("1998", "9", "9000")]),
        # floor: just below 2,000 there are 999 units
        ("floor", [("2000", "10", "9990"), ("2000", "9", "9000")]),
        (None, [("2000", "10", "10000"), ("2000", "9", "9000")]),
    ],
)
def test_edges_of_conversions(rounding: str | None, edge: list[tuple[str, str, str]]) -> None:
    conversion: dict[str, Any] = {"division_factor": 2}
    if rounding:
        conversion["rounding_behavior"] = rounding

    found = points(TierMode.VOLUME, 3000, 2, unit_conversion=conversion)

    assert found[1:3] == edge


def test_graduated_edge_of_a_conversion() -> None:
    conversion = {"division_factor": 1000, "rounding_behavior": "ceiling"}

    assert points(TierMode.GRADUATED, 2_000_000, 2, unit_conversion=conversion)[1:3] == [
        ("1000000", "10", "10000"),
        ("1000000", "9", "10000"),
    ]


def test_charges_without_usage() -> None:
    fee, bare = plan(charge("Fee", kind="fixed"), {**charge("Bare"), "prices": []}).charges

    assert curve.of_charge(fee, TierMode.GRADUATED, Decimal(5)) == ()
    assert curve.of_charge(bare, TierMode.GRADUATED, Decimal(5)) == ()


def test_what_makes_no_curve() -> None:
    (found,) = plan(charge()).charges

    with pytest.raises(InvalidInput) as refusal:
        curve.of_charge(found, TierMode.GRADUATED, Decimal(0), 1)

    assert [(e.dotted, e.message) for e in refusal.value.errors] == [
        ("up_to", "must be above 0"),
        ("points", "must be from 2 to 1,000"),
    ]
    for up_to, count in ((Decimal("NaN"), 50), (Decimal(5), 1001)):
        with pytest.raises(InvalidInput):
            curve.of_charge(found, TierMode.GRADUATED, up_to, count)


def test_how_many_points_and_how_far() -> None:
    (found,) = plan(charge()).charges

    def count(up_to: Any, *points: int) -> int:
        return len(curve.of_charge(found, TierMode.GRADUATED, Decimal(up_to), *points))

    assert (count(5), count(5, 1_000), count("1E+30", 4)) == (50, 1_000, 4)


def test_codes_of_refusals() -> None:
    (found,) = plan(charge()).charges

    with pytest.raises(InvalidInput) as refusal:
        curve.of_charge(found, TierMode.GRADUATED, Decimal(0), 1)

    assert [e.code.value for e in refusal.value.errors] == ["OUT_OF_RANGE", "OUT_OF_RANGE"]


def test_edge_at_the_end() -> None:
    assert points(TierMode.GRADUATED, 1000, 2) == [("0", "10", "0"), ("1000", "10", "10000"), ("1000", "9", "10000")]


def test_points_between_edges_are_converted() -> None:
    (found,) = plan(charge("Calls", *CALLS, unit_conversion={"division_factor": 100})).charges

    drawn = curve.of_charge(found, TierMode.GRADUATED, Decimal(200), 3)

    assert [(int(p.quantity), int(p.cost)) for p in drawn] == [(0, 0), (100, 10), (200, 20)]


@pytest.mark.parametrize(
    ("conversion", "edge"),
    [
        (None, [("1000.25", "10", "10002.50"), ("1000.25", "9", "9002.25")]),
        # no whole number of units is at the bound itself: 1,001 is the first one beyond
        (
            {"division_factor": 1, "rounding_behavior": "floor"},
            [("1001", "10", "10000"), ("1001", "9", "9009")],
        ),
    ],
)
def test_edges_that_are_no_whole_numbers(conversion: dict[str, Any] | None, edge: list[tuple[str, str, str]]) -> None:
    (found,) = plan(charge("Calls", (0, 10), ("1000.25", 9), unit_conversion=conversion)).charges

    drawn = curve.of_charge(found, TierMode.VOLUME, Decimal(2000), 2)

    assert [(f"{p.quantity:f}", f"{p.price:f}", f"{p.cost:f}") for p in drawn][1:3] == edge
