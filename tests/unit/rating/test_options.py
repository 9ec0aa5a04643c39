"""What plans cost an account by its metrics, and which comes first."""

from typing import Any
from uuid import UUID

import pytest

from plangraph.domain.errors import InvalidInput
from plangraph.domain.metering import Values
from plangraph.domain.rating import options
from tests.price_lists import charge, plan, rate

METRICS = {"calls": Values(5, 100, 120), "seats": Values(3, 4, 9)}


def fed(price: Any, name: str, credit: str = "USD (cents)", metric: Any = "calls") -> Any:
    return plan(charge("Calls", (0, price), credit=credit), name=name, annotations={"metric": {"Calls": metric}})


@pytest.mark.parametrize(("usage", "total"), [("last", 100), ("max", 120), ("change", 95)])
def test_usage_from_metrics(usage: str, total: int) -> None:
    found = options.from_metrics(fed(1, "A", metric={"key": "calls", "usage": usage}), 0, METRICS)

    assert found.totals[0].total == total
    assert found.warnings == ()


def test_charges_of_one_name() -> None:
    found = plan(
        charge("Calls", (0, 1), product="One"),
        charge("Calls", (0, 2), product="Two"),
        charge("Fee", (0, 7), kind="fixed"),
        annotations={"metric": {"Calls": "calls"}},
    )

    assert [str(line.amount) for line in options.from_metrics(found, 0, METRICS).lines] == ["100", "200", "7"]


def test_charges_without_metric_or_value() -> None:
    found = plan(charge("Calls"), charge("Seats", kind="seat"), annotations={"metric": {"Seats": "people"}})

    priced = options.from_metrics(found, 0, METRICS)

    assert priced.totals[0].total == 0
    assert [(w.code.value, w.message) for w in priced.warnings] == [
        ("NO_METRIC", "Nothing says which metric feeds Calls, so it counts as not used."),
        ("NO_METRIC", "The metric 'people' of Seats has no value in this time, so it counts as not used."),
    ]
    assert [w.charge for w in priced.warnings] == list(found.charges)
    assert options.earlier_periods(plan(charge()), 3) == range(3, 3)


def test_charges_after_one_that_takes_no_usage() -> None:
    fee, calls = charge("Fee", (0, 7), kind="fixed"), charge("Calls", (0, 1))
    unfed = charge("Reads", (0, 1), tier_reset_frequency=12)
    found = plan(fee, unfed, calls, annotations={"metric": {"Calls": "calls"}})

    priced = options.from_metrics(found, 0, METRICS)

    assert priced.totals[0].total == 107
    assert [(w.code.value, w.charge and w.charge.name) for w in priced.warnings] == [("NO_METRIC", "Reads")]


def test_every_metric_that_falls_is_told() -> None:
    found = plan(charge("Calls"), charge("Reads"), annotations={"metric": {"Calls": "one", "Reads": "two"}})
    below = Values(None, -1, -1)

    with pytest.raises(InvalidInput) as refused:
        options.from_metrics(found, 0, {"one": below, "two": below})

    assert [error.path for error in refused.value.errors] == [("metrics", "one"), ("metrics", "two")]


def test_options_without_a_price_come_last_in_one_order() -> None:
    refused = fed(1, "Refused", metric="falling")
    same = [plan(charge("Calls", (0, 1)), name="Same", id=str(UUID(int=n))) for n in (2, 1)]
    metrics = {"falling": Values(None, -1, -1)}

    for offered in ([refused, *same], [*reversed(same), refused]):
        ranked = options.ranked(options.option(plan, 0, metrics) for plan in offered)
        assert [o.plan.uuid for o in ranked] == [UUID(int=1), UUID(int=2), refused.uuid]


def test_earlier_periods_count_in_tiers() -> None:
    reset = charge("Calls", (0, 10), (1000, 9), tier_reset_frequency=3)
    found = plan(reset, annotations={"metric": {"Calls": {"key": "calls", "usage": "change"}}})
    metrics = {n: {"calls": Values(100 * n, 100 * n + 700, None)} for n in range(6)}

    known = options.from_metrics(found, 5, metrics[5], {n: metrics[n] for n in (3, 4)})
    unset = options.from_metrics(found, 5, metrics[5], {3: {}, 4: metrics[4]})
    unknown = options.from_metrics(found, 5, metrics[5])

    # 1,400 before: all 700 at 9; 700 before: 300 at 10 and 400 at 9; nothing known before: all at 10
    assert [f.totals[0].total for f in (known, unset, unknown)] == [6300, 6600, 7000]
    assert [[w.code.value for w in f.warnings] for f in (known, unset, unknown)] == [[], [], ["NO_EARLIER_USAGE"]]
    assert [options.earlier_periods(found, n) for n in (3, 4, 5)] == [range(3, 3), range(3, 4), range(3, 5)]


def test_periods_that_no_tier_counts_together() -> None:
    fed = {"metric": {"Calls": "calls", "Seats": "calls", "Reads": "calls"}}
    found = plan(
        charge("Calls", (0, 1), tier_reset_frequency=12),
        charge("Seats", (0, 1), (5, 2), kind="seat", tier_reset_frequency=12),
        charge("Reads", (0, 1), (5, 2), tier_reset_frequency=2),
        charge("Writes", (0, 1), (5, 2), tier_reset_frequency=12),
        annotations=fed,
    )
    falling = {n: {"calls": Values(None, 5 if n == 4 else -1, None)} for n in range(5)}

    assert options.earlier_periods(found, 5) == range(4, 5)
    # what was below zero before the window of the tiers is of no account
    assert options.from_metrics(found, 5, METRICS, falling).lines[2].before == 5


def test_metrics_that_fall() -> None:
    with pytest.raises(InvalidInput) as refusal:
        options.from_metrics(fed(1, "A", metric={"key": "calls", "usage": "change"}), 0, {"calls": Values(9, 5, 5)})

    assert [(e.dotted, e.code.value) for e in refusal.value.errors] == [("metrics.calls", "NEGATIVE_USAGE")]


def test_rank() -> None:
    euros = fed("0.01", "Euros", credit="EUR")
    dollars = fed("0.03", "Dollars", credit="USD")
    unpriced = fed(1, "Unpriced", credit="credits")
    custom = plan(name="No currency")
    fees = (charge("Fee", kind="fixed"), charge("Euros", kind="fixed", credit="EUR"))
    plans = [
        fed(5, "Dear"),
        plan(charge("Calls", (0, 1)), name="Not fed"),
        unpriced,
        euros,
        fed(2, "Cheap"),
        dollars,
        custom,
        plan(*fees, name="Two currencies"),
        fed(2, "Also cheap"),
    ]

    found = options.ranked(options.option(plan, 0, METRICS) for plan in plans)

    assert [(o.rank, o.plan.name, o.complete, [e.code.value for e in o.errors]) for o in found] == [
        (1, "Also cheap", True, []),
        (2, "Cheap", True, []),
        (3, "Dollars", True, []),
        (4, "Dear", True, []),
        (5, "Euros", True, []),
        (6, "No currency", True, []),
        (7, "Two currencies", True, []),
        (8, "Not fed", False, []),
        (9, "Unpriced", False, ["UNPRICED_UNITS"]),
    ]
    assert found[-1].estimate is None


def test_units_that_are_priced() -> None:
    found = plan(
        charge("Calls", (0, 1), credit="credits"),
        overage_rates=[rate(2)],
        annotations={"metric": {"Calls": "calls"}},
    )

    priced = options.option(found, 0, METRICS)
    (option,) = options.ranked([priced])

    assert (priced.rank, option.rank) == (0, 1)
    assert option.estimate is not None
    assert option.estimate.totals[0].total == 200
