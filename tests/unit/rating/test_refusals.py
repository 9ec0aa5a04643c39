"""What has no right price is refused: the field is named, and no price is told."""

from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain import ids
from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import Charge, MinimumOrder, TierMode
from plangraph.domain.rating.asked import ChargeBy, Options, PreviousUsage, SeatAddition, Usage
from plangraph.domain.rating.estimate import estimate
from tests.price_lists import charge, grant, minimum, plan, rate

Refusals = list[tuple[str, str]]


def refused(found: Any, *usage: Usage, period: int = 0, previous: Any = (), options: Options | None = None) -> Refusals:
    with pytest.raises(InvalidInput) as refusal:
        estimate(found, period, usage, previous, options)
    return [(e.dotted, e.code.value) for e in refusal.value.errors]


def of(name: str, quantity: Any = 1, **more: Any) -> Usage:
    return Usage(ChargeBy(name=name), Decimal(quantity), path=("usage", name), **more)


@pytest.mark.parametrize("period", [-1, 1_000_001])
def test_period(period: int) -> None:
    assert refused(plan(charge()), period=period) == [("period", "OUT_OF_RANGE")]


@pytest.mark.parametrize(
    ("quantity", "code"),
    [("-1", "NEGATIVE_USAGE"), ("NaN", "INVALID"), ("Infinity", "INVALID"), ("1e40", "INVALID"), ("1e-31", "INVALID")],
)
def test_quantity(quantity: str, code: str) -> None:
    assert refused(plan(charge()), of("Calls", quantity)) == [("usage.Calls.quantity", code)]


def test_unknown_charges() -> None:
    found = plan(charge())
    other = ids.derived("charge", "other")

    assert refused(found, of("Cals")) == [("usage.Cals.charge", "UNKNOWN_CHARGE")]
    assert refused(found, Usage(ChargeBy(uuid=other), Decimal(1))) == [("usage.charge", "UNKNOWN_CHARGE")]
    assert refused(found, Usage(ChargeBy(id="charge_00"), Decimal(1))) == [("usage.charge", "UNKNOWN_CHARGE")]
    assert refused(found, Usage(ChargeBy(), Decimal(1))) == [("usage.charge", "UNKNOWN_CHARGE")]


def test_name_in_two_products() -> None:
    found = plan(charge(product="One"), charge(product="Two"))

    with pytest.raises(InvalidInput) as refusal:
        estimate(found, 0, [of("Calls")])

    (error,) = refusal.value.errors
    assert error.code.value == "AMBIGUOUS_CHARGE"
    assert error.message == (
        "'Calls' could be any of several charges, in One (usage, USD (cents)) and Two (usage, USD (cents)); "
        "name it by its id"
    )


def test_charges_by_id_mean_their_ramp() -> None:
    found = plan(charge(product="One"), charge(product="Two"), charge(product="Two", start_period=3))
    later: Charge = found.charges[2]
    gid = ids.global_id("Charge", found.uuid, later.uuid, 3)

    for by in (ChargeBy(uuid=later.uuid), ChargeBy(id=gid), ChargeBy(ramp=later.ramp)):
        priced = estimate(found, 0, [Usage(by, Decimal(7))])
        assert [(line.charge.product_name, str(line.amount)) for line in priced.lines] == [("One", "0"), ("Two", "7")]


@pytest.mark.parametrize("kind", ["fixed", "composite", "minimum"])
def test_charges_that_take_no_usage(kind: str) -> None:
    assert refused(plan(charge(kind=kind)), of("Calls")) == [("usage.Calls.charge", "INVALID")]


@pytest.mark.parametrize("kind", ["fixed", "composite", "minimum"])
def test_charges_without_a_tier_mode(kind: str) -> None:
    options = Options(tier_modes=((ChargeBy(name="Calls"), TierMode.VOLUME),))

    assert refused(plan(charge(kind=kind)), options=options) == [("options.tier_modes.0.charge", "INVALID")]
    assert estimate(plan(charge(kind="seat")), options=options).totals[0].total == 0


def test_usage_given_twice() -> None:
    history = [PreviousUsage(ChargeBy(name="Calls"), {0: Decimal(1)}) for _ in range(2)]

    assert refused(plan(charge()), of("Calls"), of("Calls", 2)) == [("usage.Calls.charge", "INVALID")]
    assert refused(plan(charge()), previous=history) == [("previous_usage.charge", "INVALID")]


def test_additions() -> None:
    found = plan(charge("Seats", kind="seat"), charge())
    wrong = (SeatAddition(Decimal(-1), Decimal("1.1")), SeatAddition(Decimal(1), Decimal("NaN")))

    assert refused(
        found, of("Seats", additions=wrong), of("Calls", additions=(SeatAddition(Decimal(1), Decimal(1)),))
    ) == [
        ("usage.Seats.additions.0.quantity", "NEGATIVE_USAGE"),
        ("usage.Seats.additions.0.remaining_share", "OUT_OF_RANGE"),
        ("usage.Seats.additions.1.remaining_share", "OUT_OF_RANGE"),
        ("usage.Calls.additions", "INVALID"),
    ]


def test_earlier_usage() -> None:
    history = [
        PreviousUsage(ChargeBy(name="Calls"), {-1: Decimal(1), 0: Decimal(-1), 1: Decimal("NaN"), 2: Decimal(1)})
    ]

    assert refused(plan(charge()), previous=history) == [
        ("previous_usage.-1", "OUT_OF_RANGE"),
        ("previous_usage.0", "NEGATIVE_USAGE"),
        ("previous_usage.1", "INVALID"),
    ]
    unknown = [PreviousUsage(ChargeBy(name="x"), {})]
    assert refused(plan(charge()), previous=unknown) == [("previous_usage.charge", "UNKNOWN_CHARGE")]


def test_options() -> None:
    options = Options(tier_modes=((ChargeBy(name="x"), TierMode.VOLUME),))

    assert refused(plan(charge()), options=options) == [("options.tier_modes.0.charge", "UNKNOWN_CHARGE")]


def test_options_win_over_annotations() -> None:
    found = plan(charge("Calls", (0, 10), (1000, 9)), annotations={"tier_mode": {"Calls": "graduated"}})
    options = Options(tier_modes=((ChargeBy(name="Calls"), TierMode.VOLUME),))

    assert estimate(found, 0, [of("Calls", 1001)], options=options).totals[0].total == 9009


def test_the_order_that_is_asked_for_wins_over_the_annotation() -> None:
    def total(annotated: str | None, asked: MinimumOrder | None) -> tuple[int, list[str]]:
        notes = {"minimum_order": annotated} if annotated else {}
        found = plan(charge(), minimums=[minimum(1000)], credit_grants=[grant(300)], annotations=notes)
        priced = estimate(found, 0, [of("Calls", 200)], options=Options(asked))
        return int(priced.totals[0].total), [a.code.value for a in priced.assumptions]

    before, after = MinimumOrder.BEFORE_CREDITS, MinimumOrder.AFTER_CREDITS
    assert total("before_credits", after) == (1000, ["GRANT_PERIODS"])
    assert total("after_credits", before) == (800, ["GRANT_PERIODS"])
    assert total(None, after) == (1000, ["GRANT_PERIODS"])
    assert total("after_credits", None) == (1000, ["GRANT_PERIODS"])
    assert total(None, None) == (800, ["GRANT_PERIODS", "MINIMUM_BEFORE_CREDITS"])


def test_units_without_a_price() -> None:
    units = charge("Units", credit="credits")

    with pytest.raises(InvalidInput) as refusal:
        estimate(plan(units, charge("Tokens", credit="tokens")), 0, [of("Units", 1200), of("Tokens", "0.5")])

    assert [(e.dotted, e.code.value, e.message) for e in refusal.value.errors] == [
        (
            "plan.overage_rates",
            "UNPRICED_UNITS",
            f"{amount} are not covered by credits, and the plan has no overage rate for {unit} in this period",
        )
        for amount, unit in (("1,200 credits", "credits"), ("0.5 tokens", "tokens"))
    ]
    assert refused(plan(units, overage_rates=[rate(start=2)]), of("Units")) == [
        ("plan.overage_rates", "UNPRICED_UNITS")
    ]
    assert estimate(plan(units), 0).totals[0].total == 0


def test_units_with_two_prices() -> None:
    found = plan(charge("Units", credit="credits"), overage_rates=[rate(), rate(fiat="EUR")])

    with pytest.raises(InvalidInput) as refusal:
        estimate(found, 0, [of("Units")])

    (error,) = refusal.value.errors
    assert error.message == (
        "1 credits are not covered by credits, "
        "and the plan has overage rates into several currencies (EUR, USD (cents))"
    )


def test_composite_without_parts() -> None:
    found = plan(charge(), charge("Fee", kind="composite", start_period=1))

    assert refused(found, period=1) == [("annotations.composite.Fee", "COMPOSITE_PARTS_UNKNOWN")]
    assert len(estimate(found, 0).lines) == 1


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["Cals"], [("annotations.composite.Fee.0", "UNKNOWN_CHARGE")]),
        (["Twice"], [("annotations.composite.Fee.0", "AMBIGUOUS_CHARGE")]),
        (["Calls", "Euros"], [("annotations.composite.Fee.1", "INVALID")]),
        (["Least"], [("annotations.composite.Fee.0", "INVALID")]),
        (["Fee"], [("annotations.composite.Fee", "INVALID")]),
        (["Other fee"], [("annotations.composite.Other fee", "INVALID")]),
    ],
)
def test_composite_with_wrong_parts(parts: list[str], expected: Refusals) -> None:
    found = plan(
        charge(),
        charge("Euros", credit="EUR"),
        charge("Least", kind="minimum"),
        charge("Twice", product="One"),
        charge("Twice", product="Two"),
        charge("Fee", (0, 10), kind="composite"),
        charge("Other fee", (0, 10), kind="composite"),
        annotations={"composite": {"Fee": parts, "Other fee": ["Fee"]}},
    )

    told = refused(found)

    assert len(told) == len(expected)
    assert [code for _, code in told] == [code for _, code in expected]
    assert told[0][0].startswith("annotations.composite.")


def test_composite_counts_a_part_once() -> None:
    found = plan(
        charge(), charge("Fee", (0, 10), kind="composite"), annotations={"composite": {"Fee": ["Calls", "Calls"]}}
    )

    assert estimate(found, 0, [of("Calls", 100)]).totals[0].total == 110


def test_composite_without_price() -> None:
    fee = {**charge("Fee", kind="composite"), "prices": []}

    assert estimate(plan(charge(), fee, annotations={"composite": {"Fee": ["Calls"]}}), 0).totals[0].total == 0


def test_minimum_charge_without_price() -> None:
    assert estimate(plan({**charge("Least", kind="minimum"), "prices": []}), 0).totals[0].total == 0


def test_more_digits_than_any_price_needs() -> None:
    """A chain of composites multiplies digits; beyond what is worked out exactly it is refused, never rounded."""
    long = "1." + "0" * 29 + "1"
    names = [f"Fee {n}" for n in range(80)]
    fees = [charge(name, (0, long), kind="composite") for name in names]
    parts = {name: [before] for before, name in zip(["Calls", *names], names, strict=False)}
    found = plan(charge("Calls", (0, long)), *fees, annotations={"composite": parts})

    with pytest.raises(InvalidInput) as refusal:
        estimate(found, 0, [of("Calls", long)])

    assert [(e.dotted, e.code.value, e.message) for e in refusal.value.errors] == [
        ("usage", "OUT_OF_RANGE", "takes more than 2,000 digits to work out exactly")
    ]


def test_minimums_of_one_name_add_up_only_as_ramps() -> None:
    found = plan(minimums=[minimum(5), minimum(7, name="Other"), minimum(9, start=1)])

    assert [estimate(found, n).totals[0].total for n in (0, 1)] == [12, 16]


def test_the_first_period_unless_told() -> None:
    assert [line.charge.name for line in estimate(plan(charge("Now"), charge("Later", start_period=1))).lines] == [
        "Now"
    ]
