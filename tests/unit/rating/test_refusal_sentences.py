"""What people read when a question has no right price: one sentence for each thing that is wrong, and no more."""

from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import Plan, TierMode
from plangraph.domain.rating.asked import LAST_PERIOD, ChargeBy, Options, PreviousUsage, SeatAddition, Usage
from plangraph.domain.rating.estimate import estimate
from tests.price_lists import charge, plan

ONE = Decimal(1)
TEAM = plan(charge("Calls"), charge("Seats", kind="seat"), charge("Fee", kind="fixed"))


def told(found: Plan, **question: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refusal:
        estimate(found, **question)
    return [(error.dotted, error.message) for error in refusal.value.errors]


def used(name: str, quantity: Any = 1, **more: Any) -> Usage:
    return Usage(ChargeBy(name=name), Decimal(quantity), path=("usage", name), **more)


def earlier(name: str, **quantities: Any) -> PreviousUsage:
    by_period = {int(n.removeprefix("p").replace("_", "-")): Decimal(q) for n, q in quantities.items()}
    return PreviousUsage(ChargeBy(name=name), by_period, ("previous_usage", name))


def modes(*names: str) -> Options:
    return Options(tier_modes=tuple((ChargeBy(name=name), TierMode.VOLUME) for name in names))


def test_the_last_period_and_whole_shares_are_priced() -> None:
    whole = (SeatAddition(ONE, Decimal(1)), SeatAddition(ONE, Decimal(0)))

    found = estimate(TEAM, LAST_PERIOD, [used("Seats", 2, additions=whole)])

    assert LAST_PERIOD == 1_000_000
    assert [str(line.amount) for line in found.lines] == ["0", "3", "1"]
    assert told(TEAM, period=LAST_PERIOD + 1) == [("period", "must be from 0 to 1,000,000")]


def test_usage() -> None:
    assert told(
        TEAM,
        usage=[
            used("Cals"),
            used("Fee"),
            used("Calls", -1, additions=(SeatAddition(ONE, ONE),)),
            used("Calls"),
            used("Seats", 1, additions=(SeatAddition(ONE, Decimal("-0.1")),)),
        ],
    ) == [
        ("usage.Cals.charge", "'Cals' is no charge of 'Team'"),
        ("usage.Fee.charge", "is a fixed charge, which takes no usage: the plan alone decides it"),
        ("usage.Calls.quantity", "must not be negative"),
        ("usage.Calls.additions", "is for seat charges alone"),
        ("usage.Calls.charge", "is given twice"),
        ("usage.Seats.additions.0.remaining_share", "must be from 0 to 1: how much of the period was left"),
    ]


def test_several_unknown_charges() -> None:
    """Not knowing a charge is all that is wrong with it."""
    addition = (SeatAddition(ONE, ONE),)
    unknown = [(f"usage.{name}.charge", f"'{name}' is no charge of 'Team'") for name in ("One", "Two")]

    assert told(TEAM, usage=[used("One", additions=addition), used("Two")]) == unknown
    assert told(TEAM, previous_usage=[earlier("One", p0=1), earlier("Two", p0=1)]) == [
        (f"previous_{path}", message) for path, message in unknown
    ]
    assert told(TEAM, options=modes("One", "Two")) == [
        (f"options.tier_modes.{n}.charge", message) for n, (_, message) in enumerate(unknown)
    ]


def test_tier_modes_without_effect() -> None:
    assert told(TEAM, options=modes("Fee", "Calls", "Nothing", "Seats", "Calls")) == [
        ("options.tier_modes.0.charge", "is a fixed charge, which has no tier mode: leave it out"),
        ("options.tier_modes.2.charge", "'Nothing' is no charge of 'Team'"),
        ("options.tier_modes.4.charge", "is given twice"),
    ]


def test_earlier_usage() -> None:
    assert told(TEAM, previous_usage=[earlier("Calls", p0=1), earlier("Calls", p1=1)]) == [
        ("previous_usage.Calls.charge", "is given twice")
    ]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"p0": 1, "p1": "-0.5"}, [("1", "must not be negative")]),
        ({"p0": 1, "p1": "NaN"}, [("1", "is not a finite number")]),
        ({"p0": "Infinity", "p1": 1}, [("0", "is not a finite number")]),
        ({"p0": 1, "p_1": 1}, [("-1", "is a period below 0")]),
        ({"p_1": "-1"}, [("-1", "is a period below 0"), ("-1", "must not be negative")]),
    ],
)
def test_one_wrong_entry_of_earlier_usage(wrong: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(TEAM, previous_usage=[earlier("Calls", **wrong)]) == [
        (f"previous_usage.Calls.{period}", message) for period, message in expected
    ]


def test_products_are_told_in_order() -> None:
    found = plan(charge(product="Web"), charge(product="API"))

    assert told(found, usage=[used("Calls")]) == [
        (
            "usage.Calls.charge",
            (
                "'Calls' could be any of several charges, in API (usage, USD (cents)) and Web (usage, USD (cents)); "
                "name it by its id"
            ),
        )
    ]


def test_composites() -> None:
    fee = charge("Share", (0, 10), kind="composite")
    charges = (charge(), charge("Euros", credit="EUR"), charge("Least", kind="minimum"))

    assert told(plan(*charges, fee)) == [
        (
            "annotations.composite.Share",
            (
                "'Share' is a percentage of other charges, but nothing says of which ones; "
                'annotate the plan, for example {"composite": {"Share": ["name of a charge"]}}'
            ),
        )
    ]
    parts = ["Euros", "Least", "Calls"]
    assert told(plan(*charges, fee, annotations={"composite": {"Share": parts}})) == [
        ("annotations.composite.Share.0", "'Euros' is charged in EUR, not in USD (cents)"),
        ("annotations.composite.Share.1", "'Least' is a minimum charge, which is worked out after composite ones"),
    ]
    assert told(plan(fee, annotations={"composite": {"Share": ["Share"]}})) == [
        ("annotations.composite.Share", "'Share' would be a percentage of itself")
    ]
