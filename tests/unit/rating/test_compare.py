"""Plans side by side: rows, break-evens, curves."""

from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import Plan
from plangraph.domain.rating import compare, lined
from plangraph.domain.rating.compare import NamedUsage, Vary
from plangraph.domain.rating.lined import Lined, Piece
from tests.price_lists import charge, grant, minimum, plan, rate

PAY = plan(charge("Calls", (0, 10)), name="Pay as you go")
BASE = plan(charge("Fee", (0, 1000), kind="fixed"), charge("Calls", (0, 5)), name="Base")


def evens(*plans: Plan, up_to: Any = 10_000, charge_name: str = "Calls", **usage: Any) -> list[tuple[Any, ...]]:
    used = [NamedUsage(name, Decimal(quantity)) for name, quantity in usage.items()]
    found = compare.compare(plans, 0, used, Vary(charge_name, Decimal(up_to)))
    return [
        (str(e.quantity), e.cheaper_below and e.cheaper_below.name, e.cheaper_above and e.cheaper_above.name)
        for e in found.break_evens
    ]


def test_break_even() -> None:
    # 10 x = 1000 + 5 x
    assert evens(PAY, BASE) == [("200", "Pay as you go", "Base")]
    assert evens(BASE, PAY) == [("200", "Pay as you go", "Base")]
    assert evens(PAY, BASE, up_to=200) == []
    # nor where a tier goes on beyond the end
    tiered = plan(charge("Calls", (0, 10), (500, 9)), name="Tiered")
    assert evens(tiered, BASE, up_to=150) == []


def test_break_even_that_is_no_whole_number() -> None:
    third = plan(charge("Fee", (0, 1000), kind="fixed"), charge("Calls", (0, 7)), name="Third")

    # 10 x = 1000 + 7 x
    assert evens(PAY, third) == [("333.33333333333333333333", "Pay as you go", "Third")]


def test_volume_cliffs_cross_more_than_once() -> None:
    volume = plan(charge("Calls", (0, 12), (1000, 8)), name="Volume", annotations={"tier_mode": {"Calls": "volume"}})
    flat = plan(charge("Fee", (0, 2000), kind="fixed"), charge("Calls", (0, 8)), name="Flat")

    # 12 x = 2000 + 8 x at 500; from 1,000 on 8 x is below 2000 + 8 x
    assert evens(volume, flat) == [("500", "Volume", "Flat"), ("1000", "Flat", "Volume")]


def test_credits_and_minimums_bend_the_line() -> None:
    committed = plan(charge("Calls", (0, 10)), minimums=[minimum(5000)], credit_grants=[grant(2000)], name="Committed")

    # 5000 - min(10 x, 2000) until x = 500, then 10 x - 2000. Equal to 10 x at 250: 5000 - 2000 is above 10 x until 300.
    assert evens(committed, PAY) == [("300", "Pay as you go", "Committed")]


def test_same_cost_over_a_stretch() -> None:
    free = plan(charge("Calls", (0, 10), (100, 5)), name="Discount")

    assert evens(PAY, free) == [("100", None, "Discount")]
    dearer = plan(charge("Calls", (0, 9), (100, 20), (110, 10)), name="Dearer")
    # 9 x until 100, then 900 + 20 (x - 100), which is 1100 at 110; from there on both are 10 x
    assert evens(PAY, dearer) == [("110", "Dearer", None)]


def test_tie_ends() -> None:
    one = plan(charge("Calls", (0, 10), (100, 20)), name="One")
    two = plan(charge("Calls", (0, 5), (100, 25)), charge("Fee", (0, 0), kind="fixed"), name="Two")

    # 10 x and 5 x; beyond 100: 1000 + 20 (x - 100) and 500 + 25 (x - 100), equal at 200
    assert evens(one, two) == [("200", "Two", "One")]


def test_three_plans() -> None:
    top = plan(charge("Fee", (0, 3000), kind="fixed"), charge("Calls", (0, 1)), name="Top")

    found = compare.compare([PAY, BASE, top], 0, (), Vary("Calls", Decimal(10_000)))

    told = [(str(e.quantity), e.cheaper_above and e.cheaper_above.name, e.cheapest) for e in found.break_evens]
    # 10 x = 3000 + x at 333.3, where Base is cheaper than both
    assert told == [
        ("200", "Base", True),
        ("333.33333333333333333333", "Top", False),
        ("500", "Top", True),
    ]


def test_cents_and_whole_units() -> None:
    dollars = plan(charge("Fee", (0, 10), kind="fixed", credit="USD"), charge("Calls", (0, "0.05"), credit="USD"))

    assert evens(PAY, dollars) == [("200", "Pay as you go", "Team")]


def test_staircases_are_exact() -> None:
    packs = plan(
        charge("Calls", (0, 100), unit_conversion={"division_factor": 10, "rounding_behavior": "ceiling"}),
        name="Packs",
    )
    nine = plan(charge("Fee", (0, 95), kind="fixed"), charge("Calls", (0, 10)), name="Nine")

    # 100 for each ten that are begun, against 95 + 10 x
    assert evens(packs, nine, up_to=11) == [
        ("0.5", "Nine", "Packs"),
        ("10", "Packs", "Nine"),
        ("10.5", "Nine", "Packs"),
    ]


def test_floor_staircase() -> None:
    packs = plan(
        charge("Calls", (0, 100), unit_conversion={"division_factor": 10, "rounding_behavior": "floor"}), name="Packs"
    )

    # nothing until the tenth call
    assert evens(packs, PAY, up_to=25) == []
    # 2000 at 200 against 1000 + 5 x, which grows until the next step makes it 2100 against 2050
    assert evens(packs, BASE, up_to=1_000) == [("210", "Packs", "Base")]


def test_long_staircases_are_lines() -> None:
    packs = plan(
        charge("Calls", (0, 10), unit_conversion={"division_factor": 1, "rounding_behavior": "ceiling"}), name="Packs"
    )

    (even,) = compare.compare([packs, BASE], 0, (), Vary("Calls", Decimal(10_000))).break_evens

    assert (str(even.quantity), even.exact) == ("200", False)


def test_custom_units_and_overage() -> None:
    credits_ = plan(
        charge("Calls", (0, 2), credit="credits"),
        credit_grants=[grant(200, "credits")],
        overage_rates=[rate(10)],
        name="Credits",
    )

    # free until 100 calls, then 20 each: 20 (x - 100) = 10 x
    assert evens(credits_, PAY) == [("200", "Credits", "Pay as you go")]


def test_curves_end_where_units_have_no_price() -> None:
    credits_ = plan(
        charge("Calls", (0, 2), credit="credits"),
        charge("Fee", (0, 5), kind="fixed"),
        credit_grants=[grant(200, "credits")],
        name="Credits",
    )

    found = compare.compare([credits_, PAY], 0, (), Vary("Calls", Decimal(10_000)))

    assert [(str(p.quantity), str(p.cost)) for p in found.curves[0].points] == [("0", "5"), ("100", "5")]
    assert [str(e.quantity) for e in found.break_evens] == ["0.5"]


def test_composites_and_minimum_charges_follow() -> None:
    found = plan(
        charge("Calls", (0, 10)),
        charge("Share", (0, 10), kind="composite"),
        charge("Least", (0, 1100), kind="minimum"),
        annotations={"composite": {"Share": ["Calls"]}},
        name="Derived",
    )

    # 1100 until 11 x reaches it at 100, then 11 x; 1000 + 5 x is below from 20 to 166.66…
    assert evens(found, BASE) == [("20", "Base", "Derived"), ("166.66666666666666666667", "Derived", "Base")]


def test_curve_points() -> None:
    volume = plan(charge("Calls", (0, 10), (100, 9)), annotations={"tier_mode": {"Calls": "volume"}})

    found = compare.compare([volume, PAY], 0, (), Vary("Calls", Decimal(200)))

    assert [(str(p.quantity), str(p.cost)) for p in found.curves[0].points] == [
        ("0", "0"),
        ("100", "1000"),
        ("100", "900"),
        ("200", "1800"),
    ]


def test_curves_of_what_changes_at_or_beyond_the_end() -> None:
    volume = plan(charge("Calls", (0, 10), (100, 9), (300, 5)), annotations={"tier_mode": {"Calls": "volume"}})

    for up_to in (100, 50):
        found = compare.compare([volume, PAY], 0, (), Vary("Calls", Decimal(up_to)))
        expected = [("0", "0"), (str(up_to), str(up_to * 10))]
        assert [(str(p.quantity), str(p.cost)) for p in found.curves[0].points] == expected


def test_three_plans_that_meet_in_one_point() -> None:
    steep = plan(charge("Calls", (0, 5)), charge("Fee", (0, 1000), kind="fixed"), name="Base")
    flat = plan(charge("Fee", (0, 2000), kind="fixed"), name="Flat")

    found = compare.compare([PAY, steep, flat], 0, (), Vary("Calls", Decimal(1000)))

    # 10 x = 1000 + 5 x = 2000 at 200: nobody is cheaper there
    assert [(str(e.quantity), e.cheapest) for e in found.break_evens] == [("200", True)] * 3


def test_only_the_named_charge_varies() -> None:
    other = plan(charge("Reads", (0, 100)), charge("Calls", (0, 4)), charge("Writes", (0, 50)), name="Other")

    # 10 x = 8 * 100 + 3 * 50 + 4 x
    assert evens(PAY, other, Reads=8, Writes=3) == [("158.33333333333333333333", "Pay as you go", "Other")]


def test_charges_that_read_alike_are_one_row() -> None:
    another = charge("Fee", (0, 5), kind="fixed", product_id="another", id=str(UUID(int=1)))
    alike = plan(charge("Fee", (0, 10), kind="fixed"), another, name="Alike")

    found = compare.compare([alike, BASE])

    assert [(r.name, r.credit_type.name, [None if a is None else str(a) for a in r.amounts]) for r in found.rows] == [
        ("Fee (Product, fixed)", "USD (cents)", ["15", "1000"]),
        ("Calls", "USD (cents)", [None, "0"]),
    ]


def test_five_plans_in_the_first_period() -> None:
    later = plan(charge("Calls", (0, 10)), charge("Calls", (0, 1), start_period=1), name="Later")

    found = compare.compare([later, PAY, BASE, PAY, PAY], usage=[NamedUsage("Calls", Decimal(2))])

    assert [str(e.totals[0].total) for e in found.estimates] == ["20", "20", "1010", "20", "20"]


def test_a_change_at_the_end_is_no_break_even() -> None:
    volume = plan(charge("Calls", (0, 12), (1000, 8)), name="Volume", annotations={"tier_mode": {"Calls": "volume"}})
    flat = plan(charge("Fee", (0, 2000), kind="fixed"), charge("Calls", (0, 8)), name="Flat")

    assert evens(volume, flat, up_to=1000) == [("500", "Volume", "Flat")]


@pytest.mark.parametrize(
    ("conversion", "end"),
    [
        # 10 credits pay for 20 calls at half a credit each; a rounded quantity of 21 is reached just above 20
        (None, "20"),
        ({"division_factor": 1, "rounding_behavior": "ceiling"}, "20"),
    ],
)
def test_curves_end_with_the_first_part_of_a_unit(conversion: Any, end: str) -> None:
    more = {"unit_conversion": conversion} if conversion else {}
    halves = plan(
        charge("Calls", (0, "0.5"), credit="credits", **more),
        charge("Fee", (0, 5), kind="fixed"),
        credit_grants=[grant(10, "credits")],
        name="Halves",
    )
    unused = plan(charge("Calls", (0, 1)), charge("Units", credit="credits"), name="Unused")

    found = compare.compare([halves, unused], 0, (), Vary("Calls", Decimal(100)))

    assert [str(curve.points[-1].quantity) for curve in found.curves] == [end, "100"]


def test_no_common_currency() -> None:
    euros = plan(charge("Calls", credit="EUR"), name="Euros")
    both = plan(charge("Calls"), charge("Other", credit="EUR"), name="Both")

    for other in (euros, both):
        found = compare.compare([PAY, other], 0, (), Vary("Calls", Decimal(10)))
        assert (found.break_evens, found.curves) == ((), ())


def test_rows() -> None:
    twice = plan(charge("Calls", product="One"), charge("Calls", product="Two"), charge("Fee", kind="fixed"))

    found = compare.compare([BASE, twice])

    assert [(r.name, [None if a is None else str(a) for a in r.amounts], r.differs) for r in found.rows] == [
        ("Fee", ["1000", "1"], True),
        ("Calls (Product, usage)", ["0", None], True),
        ("Calls (One, usage)", [None, "0"], True),
        ("Calls (Two, usage)", [None, "0"], True),
    ]
    same = compare.compare([PAY, PAY], 0, [NamedUsage("Calls", Decimal(5))])
    assert [(r.amounts, r.differs) for r in same.rows] == [((Decimal(50), Decimal(50)), False)]


def test_rows_keep_every_digit() -> None:
    fine = plan(charge("Calls", (0, "1.00000000000000000001")), name="Fine")

    (row,) = compare.compare([fine, PAY], 0, [NamedUsage("Calls", Decimal(12345678901234567890123456789))]).rows

    assert [str(amount) for amount in row.amounts] == [
        "12345678901234567890246913578.01234567890123456789",
        "123456789012345678901234567890",
    ]


def test_varying_what_one_plan_lacks() -> None:
    flat = plan(charge("Fee", (0, 500), kind="fixed"), name="Flat")

    assert evens(PAY, flat) == [("50", "Pay as you go", "Flat")]


def test_wrong_questions() -> None:
    twice = plan(charge("Calls", product="One"), charge("Calls", product="Two"))

    def refused(plans: list[Plan], *usage: NamedUsage, vary: Vary | None = None) -> list[tuple[str, str]]:
        with pytest.raises(InvalidInput) as refusal:
            compare.compare(plans, 0, usage, vary)
        return [(e.dotted, e.code.value) for e in refusal.value.errors]

    calls = NamedUsage("Calls", Decimal(1))
    assert refused([PAY]) == [("plans", "OUT_OF_RANGE")]
    assert refused([PAY] * 6) == [("plans", "OUT_OF_RANGE")]
    assert refused([PAY, BASE], NamedUsage("Fee", Decimal(1))) == [("usage.0.charge", "UNKNOWN_CHARGE")]
    assert refused([PAY, twice], calls) == [("usage.0.charge", "AMBIGUOUS_CHARGE")]
    assert refused([PAY, BASE], calls, calls) == [("usage.0.charge", "INVALID"), ("usage.1.charge", "INVALID")]
    assert refused([PAY, BASE], vary=Vary("Calls", Decimal("NaN"))) == [("vary.up_to", "INVALID")]
    assert refused([PAY, BASE], vary=Vary("Calls", Decimal(-1))) == [("vary.up_to", "OUT_OF_RANGE")]
    assert refused([PAY, BASE], NamedUsage("Calls", Decimal(-1))) == [
        ("usage.0.quantity", "NEGATIVE_USAGE"),
    ]


def test_functions() -> None:
    rising = Lined((Piece(Fraction(0), Fraction(0), Fraction(2)),))
    falling = Lined((Piece(Fraction(0), Fraction(10), Fraction(-1)),))

    assert [(rising + falling)(Fraction(x)) for x in (0, 3)] == [10, 13]
    assert [rising.at_least(Fraction(4))(Fraction(x)) for x in (0, 2, 3)] == [4, 4, 6]
    assert [falling.at_least(Fraction(4))(Fraction(x)) for x in (0, 6, 9)] == [10, 4, 4]
    assert [rising.at_most(Fraction(4))(Fraction(x)) for x in (0, 1, 2, 3)] == [0, 2, 4, 4]
    slow = rising.times(Fraction(1, 4))
    assert [slow.at_least(Fraction(1))(Fraction(x)) for x in (0, 2, 4)] == [1, 1, 2]
    assert rising.at_least(Fraction(0)) == rising
    assert slow.at_least(Fraction(0)) == slow
    assert falling.at_least(Fraction(10)) == lined.constant(Fraction(10))
    assert lined.constant(Fraction(3)).at_least(Fraction(3)) == lined.constant(Fraction(3))


def test_a_floor_that_is_reached_where_a_piece_ends() -> None:
    falling = Lined((Piece(Fraction(0), Fraction(10), Fraction(-1)), Piece(Fraction(5), Fraction(9), Fraction(1))))

    assert falling.at_least(Fraction(5)) == falling
    assert falling.at_least(Fraction(6)).pieces[1] == Piece(Fraction(4), Fraction(6), Fraction(0))


def test_pieces_of_one_line_are_one() -> None:
    def line(*points: tuple[int, int, int]) -> Lined:
        return Lined(tuple(Piece(*map(Fraction, point)) for point in points))

    bends = line((0, 0, 1), (10, 10, 2), (20, 30, 2), (30, 50, 1))
    assert bends + lined.constant(Fraction(1)) == line((0, 1, 1), (10, 11, 2), (30, 51, 1))
    jumps = line((0, 0, 1), (10, 20, 1), (20, 30, 1))
    assert jumps + lined.constant(Fraction(0)) == line((0, 0, 1), (10, 20, 1))


def test_varying_a_charge_without_prices() -> None:
    bare = plan({**charge("Calls"), "prices": []}, charge("Fee", (0, 500), kind="fixed"), name="Bare")

    assert evens(PAY, bare) == [("50", "Pay as you go", "Bare")]


def test_a_floor_that_a_piece_does_not_reach_before_it_ends() -> None:
    rising = Lined((Piece(Fraction(0), Fraction(0), Fraction(1)), Piece(Fraction(10), Fraction(50), Fraction(1))))

    found = rising.at_least(Fraction(20))

    assert [found(Fraction(x)) for x in (0, 9, 10, 12)] == [20, 20, 50, 52]
