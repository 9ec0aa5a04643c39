"""Plans in the vendor's shape made into typed plans, and what is refused on the way."""

from decimal import Decimal
from typing import Any

import pytest

from plangraph.domain import ids
from plangraph.domain.errors import InvalidInput, UserErrorCode
from plangraph.domain.plan import (
    BillingPeriod,
    ChargeType,
    MetricLink,
    MetricUsage,
    MinimumOrder,
    RoundingBehavior,
    TierMode,
    UnitConversion,
)
from plangraph.services import price_lists
from tests.price_lists import charge, grant, minimum, plan, plan_json, rate, tiers

Wrong = list[tuple[str, str, str]]


def refused(given: Any, annotations: Any = None) -> Wrong:
    with pytest.raises(InvalidInput) as refusal:
        price_lists.to_plan(given, annotations)
    return [(e.dotted, e.message, e.code.value) for e in refusal.value.errors]


def test_charge_of_every_field() -> None:
    given = charge(
        "Calls",
        (0, "0.02"),
        (1000, "0.015"),
        quantity="2",
        start_period=3,
        tier_reset_frequency=12,
        unit_conversion={"division_factor": "1024", "rounding_behavior": "ceiling"},
        custom_fields={"team": "core"},
    )

    (found,) = plan(given).charges

    assert found.charge_type is ChargeType.USAGE
    assert [(str(p.tier), str(p.value)) for p in found.prices] == [("0", "0.02"), ("1000", "0.015")]
    assert (found.quantity, found.start_period, found.tier_reset_frequency) == (Decimal(2), 3, 12)
    assert found.unit_conversion == UnitConversion(Decimal(1024), RoundingBehavior.CEILING)
    assert found.custom_fields == {"team": "core"}


def test_tiers_in_any_order() -> None:
    found = plan(charge("Calls", (1000, 9), (0, 10), (5000, 8)))

    assert [p.tier for p in found.charges[0].prices] == [0, 1000, 5000]


def test_annotations() -> None:
    given = {
        "key": "team",
        "period": "year",
        "tier_mode": {"Calls": "volume"},
        "minimum_order": "after_credits",
        "metric": {"Calls": "api_calls", "Seats": {"key": "seats", "usage": "max"}},
        "composite": {"Support": ["Calls"]},
        "unknown": 1,
    }

    found = plan(charge(), annotations=given).annotations

    assert found.key == "team"
    assert found.period is BillingPeriod.YEAR
    assert found.minimum_order is MinimumOrder.AFTER_CREDITS
    assert found.tier_modes == {"Calls": TierMode.VOLUME}
    assert found.metrics == {"Calls": MetricLink("api_calls"), "Seats": MetricLink("seats", MetricUsage.MAX)}
    assert found.composites == {"Support": ("Calls",)}


def test_ids_that_are_left_out() -> None:
    given = {
        "name": "Hand Made",
        "charges": [
            {
                "name": "Calls",
                "charge_type": "usage",
                "credit_type": {"name": "EUR"},
                "product_name": "Gateway",
                "prices": tiers((0, 1)),
                "start_period": start,
            }
            for start in (0, 3)
        ],
        "minimums": [{"name": "Least", "value": 5, "credit_type": {"name": "EUR"}}],
    }

    found = price_lists.to_plan(given)

    first, second = found.charges
    assert found.uuid == ids.plan_of_key("hand-made")
    assert first.uuid == second.uuid
    assert first.product_id == "gateway"
    assert first.credit_type == found.minimums[0].credit_type
    assert price_lists.to_plan(given) == found


def test_amounts_keep_every_digit() -> None:
    found = plan(charge("Calls", (0, "0.000000000000000000000000000001")))

    assert found.charges[0].prices[0].value == Decimal("1E-30")


@pytest.mark.parametrize(
    ("key", "feature"),
    [
        ("flat_fee", "a flat fee per tier"),
        ("package_size", "a package per tier"),
        ("stairstep", "stairstep pricing"),
        ("pooled", "a tier counter shared by several charges"),
    ],
)
def test_pricing_that_the_model_lacks(key: str, feature: str) -> None:
    given = charge()
    given["prices"][0][key] = 5

    assert refused(plan_json(given)) == [
        (
            f"charges.0.prices.0.{key}".replace("charges", "plan.charges"),
            f"asks for {feature}, which this price model cannot express",
            "UNSUPPORTED_PLAN",
        )
    ]


def test_unknown_keys_where_prices_are() -> None:
    given = plan_json(
        charge(discount=5),
        credit_grants=[grant(rollover=True)],
        minimums=[{**minimum(), "until": 3}],
        overage_rates=[{**rate(), "cap": 3}],
        adjustments=[],
    )

    found = refused(given)

    assert {(path, code) for path, _, code in found} == {
        ("plan.charges.0.discount", "UNSUPPORTED_PLAN"),
        ("plan.credit_grants.0.rollover", "UNSUPPORTED_PLAN"),
        ("plan.minimums.0.until", "UNSUPPORTED_PLAN"),
        ("plan.overage_rates.0.cap", "UNSUPPORTED_PLAN"),
        ("plan.adjustments", "UNSUPPORTED_PLAN"),
    }
    assert {message for _, message, _ in found} == {"is not known here, and what is not known cannot be priced"}


def test_unknown_kinds_of_pricing() -> None:
    assert refused(plan_json(charge(kind="stairstep"))) == [
        (
            "plan.charges.0.charge_type",
            "must be one of 'usage', 'fixed', 'composite', 'minimum' or 'seat'; others cannot be priced",
            "UNSUPPORTED_PLAN",
        )
    ]
    assert refused(plan_json(charge()), {"tier_mode": {"Calls": "stairstep"}}) == [
        (
            "annotations.tier_mode.Calls",
            "must be one of 'graduated' or 'volume'; others cannot be priced",
            "UNSUPPORTED_PLAN",
        )
    ]


def test_tiers_that_make_no_sense() -> None:
    assert refused(plan_json(charge("Calls", (0, 1), (5, 2), ("5.0", 3)))) == [
        ("plan.charges.0.prices.2.tier", "is the lower bound of price 1 already", "INVALID")
    ]
    assert refused(plan_json(charge("Calls", (10, 1), (5, 2)))) == [
        (
            "plan.charges.0.prices.1.tier",
            "must be 0 in the lowest tier, since it says what the first unit costs",
            "INVALID",
        )
    ]


@pytest.mark.parametrize("factor", ["0", "-1", "-0.5"])
def test_division_factor(factor: str) -> None:
    given = charge(unit_conversion={"division_factor": factor})

    assert refused(plan_json(given)) == [
        (
            "plan.charges.0.unit_conversion.division_factor",
            "must be above 0, since quantities are divided by it",
            "OUT_OF_RANGE",
        )
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("0x10", "is not a plain decimal number"),
        ("1,000", "is not a plain decimal number"),
        ("", "is not a plain decimal number"),
        ("Infinity", "is not a plain decimal number"),
        ("1" * 41, "has more than 40 digits before the point"),
        ("0." + "1" * 31, "has more than 30 digits after the point"),
        (Decimal("1E+400"), "has more than 40 digits before the point"),
    ],
)
def test_values_that_are_no_plain_decimals(value: Any, message: str) -> None:
    given = charge()
    given["prices"][0]["value"] = value

    assert refused(plan_json(given)) == [("plan.charges.0.prices.0.value", message, "INVALID")]


@pytest.mark.parametrize("value", [True, 1.5, None, [], {}])
def test_values_that_are_no_numbers(value: Any) -> None:
    given = charge()
    given["prices"][0]["value"] = value

    assert refused(plan_json(given)) == [("plan.charges.0.prices.0.value", "must be a plain decimal number", "INVALID")]


def test_numbers_out_of_range() -> None:
    given = plan_json(
        charge(start_period=-1, tier_reset_frequency=0, quantity="-1"),
        credit_grants=[grant(-1, effective_duration=-1, recurrence_interval=0)],
        minimums=[minimum(-1, start=2**31)],
        overage_rates=[rate(-1)],
    )
    given["charges"][0]["prices"][0]["collection_interval"] = 0

    assert refused(given) == [
        ("plan.charges.0.prices.0.collection_interval", "must be from 1 to 2147483647", "OUT_OF_RANGE"),
        ("plan.charges.0.quantity", "must be 0 or more", "OUT_OF_RANGE"),
        ("plan.charges.0.start_period", "must be from 0 to 2147483647", "OUT_OF_RANGE"),
        ("plan.charges.0.tier_reset_frequency", "must be from 1 to 2147483647", "OUT_OF_RANGE"),
        ("plan.minimums.0.value", "must be 0 or more", "OUT_OF_RANGE"),
        ("plan.minimums.0.start_period", "must be from 0 to 2147483647", "OUT_OF_RANGE"),
        ("plan.overage_rates.0.to_fiat_conversion_factor", "must be 0 or more", "OUT_OF_RANGE"),
        ("plan.credit_grants.0.recurrence_interval", "must be 1 or more", "OUT_OF_RANGE"),
        ("plan.credit_grants.0.amount_granted", "must be 0 or more", "OUT_OF_RANGE"),
        ("plan.credit_grants.0.effective_duration", "must be 0 or more", "OUT_OF_RANGE"),
    ]


def test_whole_numbers() -> None:
    assert plan(charge(start_period=Decimal("3.0"))).charges[0].start_period == 3
    assert refused(plan_json(charge(start_period=Decimal("3.5")))) == [
        ("plan.charges.0.start_period", "must be a whole number", "INVALID")
    ]
    assert refused(plan_json(charge(start_period="3"))) == [
        ("plan.charges.0.start_period", "must be a whole number", "INVALID")
    ]


def test_fields_of_the_wrong_kind() -> None:
    given: dict[str, Any] = charge(name="x")
    given |= {"id": "no", "name": 5, "credit_type": "USD", "prices": {}, "custom_fields": {"a": 1}}
    del given["product_name"]

    assert refused(plan_json(given)) == [
        ("plan.charges.0.id", "must be a UUID", "INVALID"),
        ("plan.charges.0.name", "must be a string", "INVALID"),
        ("plan.charges.0.credit_type", "must be an object", "INVALID"),
        ("plan.charges.0.custom_fields.a", "must be a string", "INVALID"),
        ("plan.charges.0.product_name", "is required", "REQUIRED"),
        ("plan.charges.0.prices", "must be a list", "INVALID"),
    ]


@pytest.mark.parametrize("given", [None, [], "plan", 5])
def test_plan_that_is_no_object(given: Any) -> None:
    assert refused(given) == [("plan", "must be an object", "INVALID")]


def test_charges_that_stand_twice() -> None:
    first, second = charge(), charge()

    assert refused(plan_json(first, second)) == [
        ("plan.charges.1.id", "is the id of charge 0 already, from the same period", "INVALID")
    ]

    second["id"] = str(ids.derived("charge", "another"))

    assert refused(plan_json(first, second)) == [
        (
            "plan.charges.1.start_period",
            "is that of charge 0 already, which has the same name, product and unit",
            "INVALID",
        )
    ]


def test_steps_that_begin_together() -> None:
    minimums = [minimum(1), minimum(2, start=1), minimum(3, name="Other"), minimum(4)]
    rates = [rate(1), rate(2, "tokens"), rate(3, start=1), rate(4)]

    assert refused(plan_json(minimums=minimums, overage_rates=rates)) == [
        (
            "plan.minimums.3.start_period",
            "is that of entry 0 already, which has the same name and unit",
            "INVALID",
        ),
        ("plan.overage_rates.3.start_period", "is that of entry 0 already, which has the same units", "INVALID"),
    ]


def test_overage_into_custom_units() -> None:
    assert refused(plan_json(overage_rates=[rate(fiat="tokens")])) == [
        (
            "plan.overage_rates.0.fiat_credit_type.name",
            "must be USD (cents) or a currency code, since overage is billed in money",
            "INVALID",
        )
    ]


def test_names_that_are_too_long() -> None:
    assert refused(plan_json(charge("x" * 256))) == [
        ("plan.charges.0.name", "is longer than 255 characters", "TOO_LONG")
    ]


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_texts_that_no_database_takes(text: str) -> None:
    found = refused(plan_json(charge(custom_fields={"a": text})))

    assert [(path, code) for path, _, code in found] == [
        ("plan.charges.0.custom_fields.a", UserErrorCode.INVALID.value)
    ]
