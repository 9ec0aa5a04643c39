"""What looks wrong in price lists."""

from itertools import product
from typing import Any

import pytest

from plangraph.domain import findings
from plangraph.domain.rating import grants
from tests.price_lists import charge, grant, minimum, plan, rate


def found(*charges: dict[str, Any], **more: Any) -> list[tuple[str, str, str | None]]:
    return [
        (f.code.value, f.severity.value, f.charge.name if f.charge else None)
        for f in findings.of_plan(plan(*charges, **more))
    ]


def test_nothing_to_find() -> None:
    sound = [charge("Calls", (0, 10), (1000, 9)), charge("Fee", (0, 100), kind="fixed")]

    assert found(*sound, annotations={"tier_mode": {"Calls": "graduated"}}, minimums=[minimum(101)]) == []


def test_volume_cliff() -> None:
    calls = charge("Calls", (0, 10), (1000, 9), (5000, 9), (9000, 12), (20000, 11))
    cliffs = findings.of_plan(plan(calls, annotations={"tier_mode": {"Calls": "volume"}}))

    assert [f.code.value for f in cliffs] == ["VOLUME_CLIFF", "VOLUME_CLIFF"]
    assert cliffs[0].message == "1,000 of Calls cost $90.00, while a little fewer cost up to $100.00."
    converted = charge("Calls", (0, 10), (1000, 9), unit_conversion={"division_factor": 1024})
    (cliff,) = findings.of_plan(plan(converted, annotations={"tier_mode": {"Calls": "volume"}}))
    assert cliff.message == "1,024,000 of Calls cost $90.00, while a little fewer cost up to $100.00."


def test_tier_mode_assumed_where_it_matters() -> None:
    assert found(charge("Calls", (0, 10), (1000, 9))) == [("TIER_MODE_ASSUMED", "INFO", "Calls")]
    assert found(charge("Calls", (0, 10), (1000, 10))) == []
    assert found(charge("Fee", (0, 10), (1000, 9), kind="fixed")) == []


def test_custom_unit_without_rate() -> None:
    units = charge("Units", credit="credits")

    assert found(units) == [("NO_OVERAGE_RATE", "WARNING", None)]
    assert found(units, overage_rates=[rate()]) == []


def test_ramp_steps() -> None:
    calls = [charge("Calls", (0, 10)), charge("Calls", (0, 101), start_period=1)]
    units = charge("Units", credit="credits")
    rates = [rate(5), rate(51, start=2)]

    assert found(*calls) == [("RAMP_JUMP", "WARNING", "Calls")]
    assert found(charge("Calls", (0, 101)), charge("Calls", (0, 10), start_period=1)) == [
        ("RAMP_JUMP", "WARNING", "Calls")
    ]
    assert found(charge("Calls", (0, 100)), charge("Calls", (0, 10), start_period=1)) == []
    assert found(charge("Calls", (0, 0)), charge("Calls", (0, 10), start_period=1)) == []
    assert found(charge("Calls", start_period=1201)) == [("RAMP_STEP_NEVER_APPLIES", "WARNING", "Calls")]
    assert found(charge("Calls", start_period=1200)) == []
    assert found(charge(), minimums=[minimum(5), minimum(51, start=1)]) == [("RAMP_JUMP", "WARNING", None)]
    assert found(charge(), minimums=[minimum(5, start=1201)]) == [("RAMP_STEP_NEVER_APPLIES", "WARNING", None)]
    assert found(units, overage_rates=rates) == [("RAMP_JUMP", "WARNING", None)]
    assert found(units, overage_rates=[rate(5, start=1201)]) == [("RAMP_STEP_NEVER_APPLIES", "WARNING", None)]


@pytest.mark.parametrize(
    ("terms", "start", "unused"),
    [
        ({"effective_duration": 0}, 0, True),
        ({"effective_duration": 2, "recurrence_interval": None}, 1, False),
        ({"effective_duration": 2, "recurrence_interval": None}, 2, True),
        # issues of the periods 0, 1 and 2, of which the last is gone in period 3
        ({"recurrence_interval": 1, "recurrence_duration": 3}, 2, False),
        ({"recurrence_interval": 1, "recurrence_duration": 3}, 3, True),
        ({"recurrence_interval": None, "recurrence_duration": 3}, 2, False),
        ({"recurrence_interval": None, "recurrence_duration": 3}, 3, True),
        # issues of the periods 0 and 2, which live until 4
        ({"recurrence_interval": 2, "recurrence_duration": 4, "effective_duration": 2}, 3, False),
        ({"recurrence_interval": 2, "recurrence_duration": 4, "effective_duration": 2}, 4, True),
        ({"recurrence_interval": 1, "recurrence_duration": 0}, 0, False),
        ({"recurrence_interval": 1, "recurrence_duration": 0}, 1, True),
        ({"recurrence_interval": 1, "recurrence_duration": 9, "effective_duration": 0}, 3, True),
        ({"recurrence_interval": 1}, 900, False),
    ],
)
def test_grants_that_expire_unused(terms: dict[str, Any], start: int, unused: bool) -> None:
    expected = [("GRANT_EXPIRES_UNUSED", "WARNING", None)] if unused else []

    assert found(charge(start_period=start), credit_grants=[grant(100, **terms)]) == expected


def test_grants_live_as_long_as_findings_say() -> None:
    for interval, lasting, life in product((None, 1, 2, 3), (None, 0, 1, 4, 5), (0, 1, 2, 5)):
        terms: Any = {"recurrence_interval": interval, "recurrence_duration": lasting, "effective_duration": life}
        (given,) = plan(credit_grants=[grant(1, **terms)]).credit_grants
        living = [n for n in range(30) if grants.living(given, n) is not None]
        end = grants.end(given)
        assert (end is None) == any(n > 20 for n in living), terms
        assert end is None or end == max(living, default=-1) + 1, terms


def test_grants_of_units_that_nothing_is_charged_in() -> None:
    (finding,) = findings.of_plan(plan(charge(), credit_grants=[grant(5, "credits")]))

    assert finding.code.value == "GRANT_EXPIRES_UNUSED"
    assert finding.message == "Nothing in the plan is charged in credits, so the grant 'Credits' is never used."
    units = charge("Units", credit="credits")
    assert found(units, overage_rates=[rate()], credit_grants=[grant(5)]) == []


def test_minimum_below_fixed_charges() -> None:
    fees = [charge("Fee", (0, 500), kind="fixed", quantity="2"), charge("Other", (0, 9), kind="fixed", credit="EUR")]
    (finding, _) = findings.of_plan(plan(*fees, minimums=[minimum(1000)]))

    assert finding.code.value == "SEVERAL_CURRENCIES"
    assert found(fees[0], minimums=[minimum(1000)]) == [("MINIMUM_WITHOUT_EFFECT", "WARNING", None)]
    assert found(fees[0], minimums=[minimum(1001)]) == []
    yearly = charge("Yearly", (0, 500), kind="fixed")
    yearly["prices"][0]["collection_interval"] = 12
    assert found(yearly, minimums=[minimum(100)]) == []
    bare = {**charge("Bare", kind="fixed"), "prices": []}
    assert found(bare, fees[0], minimums=[minimum(1001)]) == [("CHARGE_WITHOUT_PRICE", "WARNING", "Bare")]


def test_prices_that_are_all_zero() -> None:
    assert found(charge("Calls", (0, 0))) == [("ALL_PRICES_ZERO", "WARNING", None)]


def test_charge_without_price() -> None:
    assert found({**charge(), "prices": []}) == [("CHARGE_WITHOUT_PRICE", "WARNING", "Calls")]


def test_composite_without_parts() -> None:
    fee = charge("Fee", (0, 10), kind="composite")

    assert found(fee, charge()) == [("COMPOSITE_WITHOUT_PARTS", "WARNING", "Fee")]
    assert found(fee, charge(), annotations={"composite": {"Fee": ["Calls"]}}) == []


def test_annotations_of_charges_that_are_not_there() -> None:
    annotations = {"tier_mode": {"Cals": "volume"}, "metric": {"Cal": "calls"}, "composite": {"Fee": ["Other"]}}

    found_ = findings.of_plan(plan(charge(), annotations=annotations))

    assert [f.message for f in found_] == [
        "The annotation `tier_mode` names 'Cals', which is no charge of the plan.",
        "The annotation `metric` names 'Cal', which is no charge of the plan.",
        "The annotation `composite` names 'Fee', which is no charge of the plan.",
        "The annotation `composite` names 'Other', which is no charge of the plan.",
    ]
