"""What of a plan applies in a period, and its ramps over time."""

import pytest

from plangraph.domain.rating import effective
from plangraph.domain.rating.effective import RampKind
from tests.price_lists import charge, grant, minimum, plan, rate

PLAN = plan(
    charge("Calls", (0, 10)),
    charge("Calls", (0, 8), (100, 7), start_period=3),
    charge("Later", start_period=6),
    minimums=[minimum(500), minimum(900, start=3)],
    overage_rates=[rate(5), rate(4, start=6)],
    credit_grants=[grant(1, name="Once", recurrence_interval=None), grant(2, name="Always")],
)


def test_period() -> None:
    found = effective.in_period(PLAN, 3)

    assert found.period == 3
    assert [(c.name, c.start_period) for c in found.charges] == [("Calls", 3)]
    assert [m.value for m in found.minimums] == [900]
    assert [r.to_fiat_conversion_factor for r in found.overage_rates] == [5]
    assert [g.name for g in found.credit_grants] == ["Always"]


def test_ramps() -> None:
    found = effective.of_plan(PLAN)

    assert [(r.name, r.kind, r.credit_type.name, r.charge and r.charge.start_period) for r in found] == [
        ("Calls", RampKind.CHARGE, "USD (cents)", 0),
        ("Later", RampKind.CHARGE, "USD (cents)", 6),
        ("Minimum", RampKind.MINIMUM, "USD (cents)", None),
        ("credits overage", RampKind.OVERAGE_RATE, "USD (cents)", None),
    ]
    assert [(s.start_period, s.words, [str(v) for v in s.values]) for r in found for s in r.steps] == [
        (0, "$0.10 each", ["10"]),
        (3, "$0.08 each up to 100, then $0.07 each", ["8", "7"]),
        (6, "$0.01 each", ["1"]),
        (0, "at least $5.00", ["500"]),
        (3, "at least $9.00", ["900"]),
        (0, "$0.05 each", ["5"]),
        (6, "$0.04 each", ["4"]),
    ]


@pytest.mark.parametrize(("told", "length"), [({}, "month"), ({"period": "quarter"}, "quarter")])
def test_rhythms_of_fees(told: dict[str, str], length: str) -> None:
    fee, setup = charge("Fee", (0, 900), kind="fixed"), charge("Setup", (0, 500), kind="fixed")
    setup["prices"][0]["collection_interval"] = 4

    found = effective.of_plan(plan(fee, setup, annotations=told))

    assert [ramp.steps[0].words for ramp in found] == [f"$9.00 a {length}", f"$5.00 every 4 {length}s"]


def test_tiers_by_their_mode() -> None:
    calls = charge("Calls", (0, 8), (100, 7))

    (found,) = effective.of_plan(plan(calls, annotations={"tier_mode": {"Calls": "volume"}}))

    assert found.steps[0].words == "for all units, $0.08 each below 100, $0.07 each from 100"
    (three,) = effective.of_plan(plan(charge("Calls", (0, 0), (100, 7), (200, 6))))
    assert three.steps[0].words == "free up to 100, $0.07 each up to 200, then $0.06 each"
