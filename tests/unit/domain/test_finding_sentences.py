"""What findings say and advise: one price list for each, with everything that people read."""

from typing import Any

import pytest

from plangraph.domain import findings
from tests.price_lists import charge, grant, minimum, plan, rate

CALLS = charge("Calls", (0, 10), (1000, 9))
FEE = charge("Fee", (0, 500), kind="fixed", quantity="2")
CASES: list[tuple[str, tuple[dict[str, Any], ...], dict[str, Any], str, str]] = [
    (
        "CHARGE_WITHOUT_PRICE",
        ({**charge(), "prices": []},),
        {},
        "Calls has no price, so it costs nothing.",
        "Give it a price, or take it out.",
    ),
    (
        "COMPOSITE_WITHOUT_PARTS",
        (charge("Share", (0, 10), kind="composite"),),
        {},
        "Share is a percentage of other charges, but nothing says of which, so no estimate is possible.",
        'Annotate the plan: {"composite": {"Share": ["name of a charge"]}}.',
    ),
    (
        "TIER_MODE_ASSUMED",
        (CALLS,),
        {},
        "Nothing says whether the tiers of Calls are graduated or volume; graduated is assumed.",
        'Annotate the plan: {"tier_mode": {"Calls": "graduated"}}, or "volume".',
    ),
    (
        "VOLUME_CLIFF",
        (CALLS,),
        {"annotations": {"tier_mode": {"Calls": "volume"}}},
        "1,000 of Calls cost $90.00, while a little fewer cost up to $100.00.",
        "Make the tiers graduated, or tell customers that buying up to the next tier is cheaper.",
    ),
    (
        "RAMP_STEP_NEVER_APPLIES",
        (charge("Units", credit="credits"),),
        {"overage_rates": [rate(start=12345)]},
        "The overage rate of credits has a step that begins in period 12,345, so it never applies.",
        "Give the step the number of billing periods that pass before it applies.",
    ),
    (
        "RAMP_JUMP",
        (charge(),),
        {"minimums": [minimum(5), minimum(51, start=3)]},
        "Minimum changes more than tenfold in period 3.",
        "Check the unit of the amounts: cents and whole units are easily mistaken.",
    ),
    (
        "NO_OVERAGE_RATE",
        (charge(), charge("Units", credit="credits")),
        {},
        "credits have no overage rate, so an estimate that needs more than the grants is refused.",
        "Add an overage rate for this unit.",
    ),
    (
        "SEVERAL_CURRENCIES",
        (charge(), charge("Euros", credit="EUR")),
        {},
        "The plan bills in several currencies: EUR, USD (cents); they are never added up.",
        "Make one plan for each currency.",
    ),
    (
        "ALL_PRICES_ZERO",
        (charge("Calls", (0, 0)),),
        {},
        "Every price of the plan is zero.",
        "Leave it so for a free plan; else fill in the prices.",
    ),
    (
        "GRANT_EXPIRES_UNUSED",
        (charge(start_period=1),),
        {"credit_grants": [grant(5, name="Welcome", recurrence_interval=None)]},
        "The grant 'Welcome' has expired before anything is charged in USD (cents).",
        "Check the grant's unit, its duration and the periods in which charges begin.",
    ),
    (
        "MINIMUM_WITHOUT_EFFECT",
        (FEE,),
        {"minimums": [minimum(999, start=2, name="Least")], "annotations": {"period": "quarter"}},
        "The minimum 'Least' of $9.99 has no effect: fixed charges come to $10.00 in quarter 3.",
        "Raise the minimum, or take it out.",
    ),
    (
        "ANNOTATION_WITHOUT_CHARGE",
        (charge(),),
        {"annotations": {"metric": {"Cals": "calls"}}},
        "The annotation `metric` names 'Cals', which is no charge of the plan.",
        "Write the charge's name exactly as it stands in the plan.",
    ),
]


@pytest.mark.parametrize(("code", "charges", "more", "message", "advice"), CASES, ids=[case[0] for case in CASES])
def test_sentences(code: str, charges: tuple[Any, ...], more: dict[str, Any], message: str, advice: str) -> None:
    (found,) = findings.of_plan(plan(*charges, **more))

    assert (found.code.value, found.message, found.advice) == (code, message, advice)


def test_every_finding_has_its_case() -> None:
    assert {case[0] for case in CASES} == {code.value for code in findings.FindingCode}


def codes(*charges: dict[str, Any], **more: Any) -> list[str]:
    return [finding.code.value for finding in findings.of_plan(plan(*charges, **more))]


def test_jumps_of_some_tiers_and_from_or_to_nothing() -> None:
    told = {"tier_mode": {"Calls": "graduated"}}

    assert codes(CALLS, charge("Calls", (0, 10), (1000, 99), start_period=1), annotations=told) == ["RAMP_JUMP"]
    # a tier that has no other to be compared with
    assert codes(CALLS, charge("Calls", (0, 10), start_period=1), annotations=told) == []
    for old, new in ((10, 0), (0, 10)):
        assert codes(charge("Calls", (0, old)), charge("Calls", (0, new), start_period=1), charge("Other")) == []


def test_rates_into_another_currency_use_no_credits_of_this_one() -> None:
    units = charge("Units", credit="credits")

    found = codes(units, overage_rates=[rate()], credit_grants=[grant(5, "EUR")])

    assert found == ["SEVERAL_CURRENCIES", "GRANT_EXPIRES_UNUSED"]


def test_fees_in_another_currency_do_not_reach_a_minimum() -> None:
    euros = charge("Euros", (0, 600), kind="fixed", credit="EUR")

    assert codes(FEE, euros, minimums=[minimum(1001)]) == ["SEVERAL_CURRENCIES"]


def test_tenfold_is_no_jump_but_more_is() -> None:
    def jumps(old: int, new: int) -> bool:
        return "RAMP_JUMP" in codes(charge("Calls", (0, old)), charge("Calls", (0, new), start_period=1))

    assert [jumps(*pair) for pair in ((10, 100), (100, 10), (1000, 1100), (1100, 1000))] == [False] * 4
    assert [jumps(*pair) for pair in ((10, 101), (101, 10))] == [True, True]


def test_the_last_step_may_come_too_late() -> None:
    late, units = "RAMP_STEP_NEVER_APPLIES", charge("Units", credit="credits")

    (found,) = findings.of_plan(plan(charge("Calls"), charge("Calls", start_period=1201)))
    assert (found.code.value, found.charge and found.charge.start_period) == (late, 1201)
    assert codes(charge(), minimums=[minimum(5), minimum(6, start=1201)]) == [late]
    assert codes(units, overage_rates=[rate(5), rate(6, start=1201)]) == [late]


def test_grants_are_used_by_whatever_begins_first() -> None:
    welcome = grant(5, recurrence_interval=None)

    assert codes(charge(), charge("Later", start_period=5), credit_grants=[welcome]) == []


def test_periods_are_months_unless_told() -> None:
    (found,) = findings.of_plan(plan(FEE, minimums=[minimum(1000, start=2)]))

    assert found.message.endswith("fixed charges come to $10.00 in month 3.")
