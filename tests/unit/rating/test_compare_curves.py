"""Curves of compared plans, and which of their crossings matter, where more than two plans or many steps are about."""

from decimal import Decimal

import pytest

from plangraph.domain.plan import Plan
from plangraph.domain.rating import compare
from plangraph.domain.rating.compare import Comparison, Vary
from tests.price_lists import charge, grant, plan

PAY = plan(charge("Calls", (0, 10)), name="Pay as you go")
BASE = plan(charge("Fee", (0, 1000), kind="fixed"), charge("Calls", (0, 5)), name="Base")


def compared(*plans: Plan, up_to: int = 1_000) -> Comparison:
    return compare.compare(plans, vary=Vary("Calls", Decimal(up_to)))


def flat(fee: int) -> Plan:
    return plan(charge("Fee", (0, fee), kind="fixed"), name=f"Flat {fee}")


def test_a_line_that_bends_has_one_point_there() -> None:
    tiered = plan(charge("Calls", (0, 10), (100, 9)))

    drawn, _ = compared(tiered, PAY, up_to=200).curves

    assert [(int(p.quantity), int(p.cost)) for p in drawn.points] == [(0, 0), (100, 1000), (200, 1900)]


def test_every_tier_is_drawn() -> None:
    tiers = [(n * 10, 5_000 - n) for n in range(1_200)]
    volume = plan(charge("Calls", *tiers), annotations={"tier_mode": {"Calls": "volume"}})

    drawn, _ = compared(volume, PAY, up_to=12_000).curves

    assert len(drawn.points) == 2 * len(tiers)
    assert [(int(p.quantity), int(p.cost)) for p in drawn.points[-2:]] == [
        (11_990, 11_990 * 3_801),
        (12_000, 12_000 * 3_801),
    ]


def test_a_rebate_makes_a_curve_begin_below_zero() -> None:
    rebate = plan(charge("Calls", (0, 10)), charge("Rebate", (0, -50), kind="fixed"), name="Rebate")

    drawn, _ = compared(rebate, PAY, up_to=10).curves

    assert [(int(p.quantity), int(p.cost)) for p in drawn.points] == [(0, -50), (10, 50)]


def test_one_cheaper_plan_among_dearer_ones_is_the_cheapest() -> None:
    cheap, dear = flat(300), flat(3_000)

    for plans in ((PAY, BASE, cheap, dear), (PAY, BASE, dear, cheap)):
        evens = {
            (int(e.quantity), e.cheaper_below and e.cheaper_below.name): e.cheapest
            for e in compared(*plans).break_evens
        }
        # Both cost 2,000 at 200; the fee of 3,000 does not matter there, that of 300 does
        assert evens[200, PAY.name] is False
        assert evens[30, PAY.name] is True


def test_a_jump_below_a_third_plan() -> None:
    falls = plan(charge("Calls", (0, 10), (100, 5)), annotations={"tier_mode": {"Calls": "volume"}}, name="Falls")

    told = [
        (int(e.quantity), e.cheaper_above and e.cheaper_above.name, e.cheapest)
        for e in compared(falls, flat(800), flat(600), up_to=101).break_evens
    ]

    # 10 x until it falls from 1,000 to 500, which is below both fees
    assert told == [(60, "Flat 600", True), (80, "Flat 800", False), (100, "Falls", True), (100, "Falls", True)]


def test_a_fee_of_the_same_name_does_not_vary() -> None:
    fee = charge("Calls", (0, 500), kind="fixed")
    both, alone = plan(fee, charge("Calls", (0, 5)), name="Both"), plan(fee, name="Alone")

    curves = compared(PAY, both, alone, up_to=100).curves

    # 10 x; 500 + 5 x; 500, whatever is called
    assert [[(int(p.quantity), int(p.cost)) for p in curve.points] for curve in curves] == [
        [(0, 0), (100, 1000)],
        [(0, 500), (100, 1000)],
        [(0, 500), (100, 500)],
    ]


def test_nothing_is_compared_beyond_the_last_unit_with_a_price() -> None:
    units = charge("Calls", (0, 1), credit="credits")
    prepaid = plan(
        units, charge("Fee", (0, 1_500), kind="fixed"), credit_grants=[grant(250, "credits")], name="Prepaid"
    )

    # 10 x is 1,500 at 150, and 1,000 + 5 x is 2,000 at 200; 250 units are there
    assert [int(e.quantity) for e in compared(PAY, BASE, prepaid).break_evens] == [100, 150, 200]
    less = plan(units, charge("Fee", (0, 1_500), kind="fixed"), credit_grants=[grant(160, "credits")], name="Prepaid")
    found = compared(PAY, BASE, less)
    assert [int(e.quantity) for e in found.break_evens] == [100, 150]
    assert [int(curve.points[-1].quantity) for curve in found.curves] == [1_000, 1_000, 160]


@pytest.mark.parametrize("place", [0, 1])
def test_a_long_staircase_makes_its_crossings_inexact(place: int) -> None:
    packs = {"division_factor": 1, "rounding_behavior": "ceiling"}
    steps = plan(charge("Calls", (0, 10), unit_conversion=packs), name="Steps")
    plans = [BASE]
    plans.insert(place, steps)

    (even,) = compared(*plans, up_to=2_000).break_evens

    assert (int(even.quantity), even.exact) == (200, False)
