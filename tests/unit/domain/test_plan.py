"""What follows from a plan alone: its units, and which of them it bills in; the texts that its rows are stored with."""

from enum import Enum

import pytest

from plangraph.domain.money import CreditUnit
from plangraph.domain.plan import (
    BillingPeriod,
    ChargeType,
    MetricUsage,
    MinimumOrder,
    RoundingBehavior,
    TierMode,
    Vendor,
)
from tests.price_lists import charge, grant, minimum, plan, rate


def units(**more: object) -> list[str]:
    return [unit.name for unit in plan(**more).credit_types]  # type: ignore[arg-type]  # any part of a plan


def test_units_are_found_wherever_they_are_named() -> None:
    assert units() == []
    assert units(minimums=[minimum(1, "EUR")]) == ["EUR"]
    assert units(overage_rates=[rate(credit="tokens", fiat="GBP")]) == ["GBP", "tokens"]
    assert units(credit_grants=[grant(1, "credits")]) == ["USD (cents)", "credits"]


def test_money_comes_first() -> None:
    found = plan(*(charge(f"In {name}", credit=name) for name in ("AAA points", "USD (cents)", "EUR", "Zeal")))

    assert [unit.name for unit in found.credit_types] == ["EUR", "USD (cents)", "AAA points", "Zeal"]
    assert found.credit_types is found.credit_types


def test_the_one_currency() -> None:
    def currency(*names: str) -> str | None:
        unit = plan(*(charge(f"In {name}", credit=name) for name in names)).currency_unit
        return None if unit is None else unit.name

    assert currency("credits", "EUR") == "EUR"
    assert currency("EUR", "USD (cents)") is None
    assert currency("credits") is None
    assert currency() is None


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (Vendor, "metronome kickplan catalogue"),
        (ChargeType, "usage fixed composite minimum seat"),
        (RoundingBehavior, "floor ceiling"),
        (TierMode, "graduated volume"),
        (MinimumOrder, "before_credits after_credits"),
        (BillingPeriod, "week month quarter year"),
        (MetricUsage, "last max change"),
        (CreditUnit, "cents whole custom"),
    ],
)
def test_texts_that_databases_hold(kind: type[Enum], texts: str) -> None:
    assert [member.value for member in kind] == texts.split()
