"""What an estimate took for granted: named when the answer depends on it, and only then."""

from typing import Any

import pytest

from plangraph.domain.rating.notes import Assumption, AssumptionCode
from tests.price_lists import charge, grant, minimum
from tests.unit.rating.test_words import CALLS, priced


def assumptions(*charges: dict[str, Any], **more: Any) -> list[str]:
    return [a.code.value for a in priced(*charges, **more).assumptions]


def test_nothing_is_assumed_that_changes_nothing() -> None:
    fee = charge("Fee", kind="fixed")

    assert assumptions(CALLS, fee, usage={"Calls": 999}, minimums=[minimum(1)], credit_grants=[grant(0)]) == []


def test_tiers_taken_as_graduated() -> None:
    assert assumptions(CALLS, usage={"Calls": 1000}) == ["TIERS_GRADUATED"]
    told = {"tier_mode": {"Calls": "graduated"}}
    assert assumptions(CALLS, usage={"Calls": 1000}, annotations=told) == []


def test_two_tiers_are_enough_to_ask() -> None:
    assert assumptions(charge("Calls", (0, 5), (10, 4)), usage={"Calls": 10}) == ["TIERS_GRADUATED"]
    assert assumptions(charge("Calls", (0, 5), (10, 4)), usage={"Calls": 9}) == []


def test_other_assumptions_of_charges() -> None:
    fee = charge("Fee", kind="fixed")
    told = {**fee, "prices": [{"tier": "0", "value": "1", "collection_interval": 1}]}

    assert assumptions(charge("Seats", kind="seat"), usage={"Seats": 1}) == ["SEAT_COUNT"]
    assert assumptions(fee, period=1) == ["COLLECTION_INTERVAL"]
    assert assumptions(told, period=1) == []
    assert assumptions(charge("Least", kind="minimum")) == ["MINIMUM_CHARGE_TRUE_UP"]


def test_assumptions_of_credits() -> None:
    used = {"Calls": 10}

    assert assumptions(charge(), usage=used, credit_grants=[grant(5)]) == ["GRANT_PERIODS"]
    assert assumptions(charge(), usage=used, credit_grants=[grant(5)], period=3) == ["GRANT_PERIODS"]
    lasting = grant(5, effective_duration=12, recurrence_interval=None)
    assert assumptions(charge(), usage=used, credit_grants=[lasting], period=3) == [
        "GRANT_PERIODS",
        "GRANT_STARTS_FULL",
    ]
    recurring = grant(5, recurrence_interval=None, recurrence_duration=6)
    assert assumptions(charge(), usage=used, credit_grants=[recurring], period=3) == [
        "GRANT_PERIODS",
        "GRANT_RECURS_EVERY_PERIOD",
    ]


def test_assumption_of_minimums_and_credits() -> None:
    given: dict[str, Any] = {"usage": {"Calls": 10}, "credit_grants": [grant(5)]}

    assert "MINIMUM_BEFORE_CREDITS" in assumptions(charge(), minimums=[minimum(20)], **given)
    assert "MINIMUM_BEFORE_CREDITS" in assumptions(charge(), minimums=[minimum(6)], **given)
    assert "MINIMUM_BEFORE_CREDITS" not in assumptions(charge(), minimums=[minimum(5)], **given)
    told = {"minimum_order": "before_credits"}
    assert "MINIMUM_BEFORE_CREDITS" not in assumptions(charge(), minimums=[minimum(20)], annotations=told, **given)


def test_fixed_charges_have_no_tier_mode() -> None:
    licences = charge("Licences", (0, 5), (10, 4), kind="fixed", quantity="12")

    assert assumptions(licences) == []


def test_earlier_usage_alone_asks_no_tier_mode() -> None:
    calls = charge("Calls", (0, 5), (10, 4), tier_reset_frequency=3)

    assert assumptions(calls, usage={"Calls": 0}, previous={"Calls": {0: 20}}, period=1) == []
    assert assumptions(calls, usage={"Calls": 1}, previous={"Calls": {0: 20}}, period=1) == ["TIERS_GRADUATED"]


def test_free_fees_assume_no_rhythm() -> None:
    free = charge("Fee", (0, 0), kind="fixed")

    assert assumptions(free, period=1) == []
    assert assumptions(charge("Fee", kind="fixed", start_period=1), period=1) == []


def test_what_grants_assume() -> None:
    def of_grant(period: int, **terms: Any) -> list[str]:
        found = assumptions(charge(), usage={"Calls": 10}, credit_grants=[grant(5, **terms)], period=period)
        return [code.removeprefix("GRANT_") for code in found]

    rhythm = {"recurrence_interval": 2, "recurrence_duration": 9}
    assert of_grant(4, effective_duration=2, **rhythm) == ["PERIODS"]
    assert of_grant(5, effective_duration=2, **rhythm) == ["PERIODS", "STARTS_FULL"]
    # the first issue lives still in period 2, the second one comes with period 3
    assert of_grant(2, effective_duration=3, recurrence_interval=3) == ["PERIODS", "STARTS_FULL"]
    assert of_grant(3, effective_duration=3, recurrence_interval=3) == ["PERIODS"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("TIERS_GRADUATED", "The tiers of Calls are taken as graduated: each unit costs its own tier's price."),
        ("SEAT_COUNT", "The quantity given for Calls is taken as the number of seats when the period starts."),
        ("COLLECTION_INTERVAL", "Calls is taken to be billed in every period, since no interval is given."),
        (
            "MINIMUM_CHARGE_TRUE_UP",
            "Calls is taken as the least that its product's other charges in the same unit come to.",
        ),
        ("MINIMUM_BEFORE_CREDITS", "The minimum in Calls is compared with the bill before credits are applied."),
        ("GRANT_PERIODS", "The durations and intervals of Calls are taken to count billing periods."),
        ("GRANT_RECURS_EVERY_PERIOD", "Calls is taken to recur in every period, since no interval is given."),
        ("GRANT_STARTS_FULL", "Nothing of Calls is taken to be spent before this period."),
        ("BILLING_PERIOD_MONTH", "The billing period is taken to be a month."),
        (
            "CUSTOMER_ADJUSTMENTS",
            (
                "Price adjustments, trials and overage adjustments of one customer are not in the Plans API, "
                "so none count."
            ),
        ),
    ],
)
def test_sentences(code: str, sentence: str) -> None:
    assert Assumption(AssumptionCode(code), "Calls").message == sentence


def test_what_assumptions_are_about() -> None:
    found = priced(
        CALLS,
        charge("Seats", kind="seat"),
        usage={"Calls": 1000, "Seats": 1},
        minimums=[minimum(100_000)],
        credit_grants=[grant(5, name="Welcome")],
    )

    assert [(a.about, a.charge and a.charge.name) for a in found.assumptions] == [
        ("Calls", "Calls"),
        ("Seats", "Seats"),
        ("Welcome", None),
        ("USD (cents)", None),
    ]
