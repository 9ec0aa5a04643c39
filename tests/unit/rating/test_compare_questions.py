"""What a comparison refuses and what it says beside its figures; where its lines and steps begin."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import MinimumOrder, Plan, TierMode
from plangraph.domain.rating import compare, sweep, tiers
from plangraph.domain.rating.asked import ChargeBy, PreviousUsage, Usage
from plangraph.domain.rating.compare import NamedUsage, Vary
from plangraph.domain.rating.estimate import estimate
from plangraph.domain.rating.notes import WarningCode
from tests.price_lists import charge, grant, minimum, plan, rate

CALLS = plan(charge("Calls", (0, 10)), name="Calls alone")
SEATS = plan(charge("Calls", (0, 5)), charge("Seats", (0, 500), kind="seat"), name="With seats")


def refused(*plans: Plan, usage: tuple[NamedUsage, ...] = (), vary: Vary | None = None) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as refusal:
        compare.compare(plans, 0, usage, vary)
    return [(e.dotted, e.message, e.code.value) for e in refusal.value.errors]


def test_number_of_plans() -> None:
    assert refused(CALLS) == [("plans", "must be from 2 to 5 plans", "OUT_OF_RANGE")]


def test_everything_wrong_is_told() -> None:
    one = Decimal(1)

    found = refused(
        CALLS, SEATS, usage=(NamedUsage("Seats", one), NamedUsage("Seats", one)), vary=Vary("Storage", Decimal(0))
    )

    assert found == [
        ("usage.0.charge", "is given twice", "INVALID"),
        ("usage.1.charge", "is given twice", "INVALID"),
        ("vary.up_to", "must be above 0", "OUT_OF_RANGE"),
        ("vary.charge", "'Storage' is no charge with usage in any of the plans", "UNKNOWN_CHARGE"),
    ]
    assert refused(CALLS, SEATS, vary=Vary("Calls", Decimal("NaN"))) == [
        ("vary.up_to", "is not a finite number", "INVALID")
    ]


def test_two_charges_of_a_name() -> None:
    both = plan(charge("Calls", product="API"), charge("Calls", product="Web"), name="Both")

    assert refused(CALLS, both, vary=Vary("Calls", Decimal(1))) == [
        ("vary.charge", "'Calls' could be any of several charges of one plan", "AMBIGUOUS_CHARGE")
    ]


def test_usage_that_one_plan_ignores() -> None:
    def warned(quantity: int) -> list[list[tuple[WarningCode, str]]]:
        found = compare.compare([CALLS, SEATS], 0, [NamedUsage("Seats", Decimal(quantity))])
        return [[(w.code, w.message) for w in e.warnings] for e in found.estimates]

    told = "Calls alone has no 'Seats', so that usage costs nothing in it."
    assert warned(2) == [[(WarningCode.PLAN_IGNORES_USAGE, told)], []]
    assert warned(0) == [[], []]


def test_curves_come_with_estimates_and_rows() -> None:
    found = compare.compare([CALLS, SEATS], 0, [NamedUsage("Seats", Decimal(2))], Vary("Calls", Decimal(1)))

    assert [e.plan for e in found.estimates] == [CALLS, SEATS]
    assert [row.name for row in found.rows] == ["Calls", "Seats"]
    assert [curve.plan for curve in found.curves] == [CALLS, SEATS]


def packs(factor: Any, rounding: str = "ceiling") -> Plan:
    return plan(
        charge("Calls", (0, 100), unit_conversion={"division_factor": factor, "rounding_behavior": rounding}),
        name="Packs",
    )


def test_end_within_the_first_step() -> None:
    _, drawn = compare.compare([CALLS, packs(10)], vary=Vary("Calls", Decimal(5))).curves

    assert [(int(point.quantity), int(point.cost)) for point in drawn.points] == [(0, 100), (5, 100)]


def test_as_many_steps_as_are_drawn() -> None:
    def drawn(up_to: int) -> int:
        found = compare.compare([CALLS, packs(10, "floor")], vary=Vary("Calls", Decimal(up_to)))
        return len(found.curves[1].points)

    # 999 packs and what is left of one make 1,000 steps; one more is drawn as the line through them
    assert (drawn(9_999), drawn(10_000)) == (2_000, 2)


def test_steps_of_a_factor_that_divides_nothing() -> None:
    _, drawn = compare.compare([CALLS, packs(3)], vary=Vary("Calls", Decimal(4))).curves

    assert [(int(point.quantity), int(point.cost)) for point in drawn.points] == [
        (0, 100),
        (3, 100),
        (3, 200),
        (4, 200),
    ]


@pytest.mark.parametrize("mode", TierMode)
@pytest.mark.parametrize("before", [0, 400, 1_000, 1_700])
def test_lines_begin_after_what_was_used_before(mode: TierMode, before: int) -> None:
    (calls,) = plan(charge("Calls", (0, 10), (1_000, 9), (1_500, 4))).charges

    line = sweep.of_charge(calls, mode, Decimal(before), Decimal(3_000))

    for quantity in map(Decimal, (0, 1, 99, 599, 600, 601, 1_099, 1_100, 1_101, 2_500)):
        assert line(Fraction(quantity)) == Fraction(tiers.cost(calls.prices, mode, Decimal(before), quantity)), quantity
    starts = [piece.start for piece in line.pieces]
    assert starts == sorted(set(starts))


def test_a_sweep_goes_on_from_earlier_periods() -> None:
    tiers_ = ((0, 10), (100, 5))
    found = plan(*(charge(name, *tiers_, tier_reset_frequency=3) for name in ("Calls", "Reads")))
    history = [PreviousUsage(ChargeBy(name=name), {0: Decimal(q)}) for name, q in (("Calls", 80), ("Reads", 0))]
    priced = estimate(found, 1, [Usage(ChargeBy(name="Reads"), Decimal(1))], history)

    swept = sweep.of_plan(
        priced, found.charges[0].ramp, TierMode.GRADUATED, MinimumOrder.BEFORE_CREDITS, Decimal(1_000)
    )

    # 20 * 10 and 10 * 5 of the calls, 10 of the read
    assert swept is not None
    assert swept.cost(Fraction(30)) == 260


@pytest.mark.parametrize("order", ["before_credits", "after_credits"])
@pytest.mark.parametrize("unit", ["USD (cents)", "credits"])
def test_curves_are_what_estimates_say(order: str, unit: str) -> None:
    bare = {**charge("Bare share", kind="composite", credit=unit), "prices": []}
    floor = {**charge("Bare least", kind="minimum", credit=unit), "prices": []}
    committed = plan(
        charge("Calls", (0, 10), credit=unit),
        bare,
        floor,
        minimums=[minimum(5_000, unit)],
        credit_grants=[grant(2_000, unit)],
        overage_rates=[rate(2)],
        name="Committed",
        annotations={"minimum_order": order, "composite": {"Bare share": ["Calls"]}},
    )

    _, drawn = compare.compare([CALLS, committed], vary=Vary("Calls", Decimal(1_000))).curves

    assert len(drawn.points) > 2
    for point in drawn.points:
        found = estimate(committed, 0, [Usage(ChargeBy(name="Calls"), point.quantity)])
        assert [total.total for total in found.totals if total.credit_type.fiat] == [point.cost], point.quantity


def test_fractions_as_decimals() -> None:
    with localcontext(prec=28):  # of whoever asks
        assert str(compare.decimal(Fraction(1, 5))) == "0.2"
        assert compare.decimal(Fraction(1, 10**30)) == Decimal("1E-30")
        assert compare.decimal(Fraction(10**40, 3)) == Decimal("3" * 40 + "." + "3" * 20)
        assert compare.decimal(Fraction(2, 3)) == Decimal("0." + "6" * 19 + "7")
