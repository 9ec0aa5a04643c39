"""The values that every part shares: decimals, texts, instants, ids, units, errors, features' types."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from plangraph.domain import decimals, errors, ids, money, texts, times
from plangraph.domain.errors import Conflict, FieldError, InvalidInput, LimitExceeded, UserErrorCode
from plangraph.domain.feature import FeatureType
from plangraph.domain.money import CreditUnit
from plangraph.domain.plan import CreditType
from plangraph.domain.viewer import Scope, Viewer

UUID_ = UUID("7d1f0c2a-1b2c-4d3e-8f90-a1b2c3d4e5f6")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("1.50", "1.5"),
        ("-0", "0"),
        ("-0.000", "0"),
        ("1E+3", "1000"),
        ("0.0000001", "0.0000001"),
        (12, "12"),
        (Decimal("1.0E-30"), "0." + "0" * 29 + "1"),
        (10**40 - 1, "9" * 40),
        ("1." + "0" * 60, "1"),
        ("007", "7"),
        ("000", "0"),
        ("1" * 40, "1" * 40),
        ("1." + "0" * 98, "1"),
        ("0e-50", "0"),
        ("0e50", "0"),
    ],
)
def test_canonical_decimals(given: object, text: str) -> None:
    assert decimals.plain(decimals.parse(given)) == text


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (1.5, "is not a decimal number"),
        (True, "is not a decimal number"),
        (None, "is not a decimal number"),
        ("1_000", "is not a plain decimal number"),
        ("1e", "is not a plain decimal number"),
        ("1" * 101, "is not a plain decimal number"),
        ("1." + "0" * 99, "is not a plain decimal number"),
        ("", "is not a plain decimal number"),
        ("٣", "is not a plain decimal number"),
        (10**40, "has more than 40 digits before the point"),
        (Decimal("NaN"), "is not a finite number"),
        (Decimal("-Infinity"), "is not a finite number"),
        ("1e40", "has more than 40 digits before the point"),
        ("1e-31", "has more than 30 digits after the point"),
    ],
)
def test_what_is_no_decimal(given: object, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{problem}$"):
        decimals.parse(given)


def test_zero_has_no_sign() -> None:
    assert [decimals.plain(Decimal(zero)) for zero in ("-0", "-0.00", "0E+5")] == ["0", "0", "0"]
    assert str(decimals.canonical(Decimal("-0.0"))) == "0"


def test_texts() -> None:
    assert texts.problem("fine") is None
    assert texts.problem("x" * 255) is None
    assert texts.problem("x" * 256) == "is longer than 255 characters"
    assert texts.problem("a\x00") == "holds a NUL character"
    assert texts.problem("\udc00") == "holds half of a surrogate pair"
    assert texts.fold("STRASSE") == texts.fold("straße") == "strasse"
    assert texts.fold("Cafe\u0301") == "caf\u00e9"
    assert texts.slug("Café  Pro (2026)") == "cafe-pro-2026"
    assert texts.slug("…") == "plan"
    assert texts.slug("a" * 300) == "a" * 200
    assert texts.slug("-- A__b  C --") == "a-b-c"


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01 10:00", "2026-03-01T10:00:00Z"),
        ("2026-03-01t10:00:00.5z", "2026-03-01T10:00:00.500000Z"),
        ("2026-03-01T10:00:00,123456789+02:00", "2026-03-01T08:00:00.123456Z"),
        ("2026-03-01T10:00:00-0730", "2026-03-01T17:30:00Z"),
        ("2026-03-01T10:00:00+02", "2026-03-01T08:00:00Z"),
    ],
)
def test_instants(given: str, printed: str) -> None:
    assert times.print_time(times.parse_time(given)) == printed


@pytest.mark.parametrize("given", ["", "2026-03-01", "1714418434", 5, None, "2026-03-01T10:00:00Z" + " " * 60])
def test_what_is_no_instant(given: object) -> None:
    with pytest.raises(ValueError, match="is not an ISO 8601 date-time"):
        times.parse_time(given)


@pytest.mark.parametrize("given", ["2026-02-30T10:00:00Z", "0001-01-01T00:00:00+05:00", "2026-01-01T00:00:00+99:99"])
def test_instants_that_never_were(given: str) -> None:
    with pytest.raises(ValueError, match="is not a date-time that exists"):
        times.parse_time(given)


def test_long_form_sorts() -> None:
    eastern = datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2)))

    assert times.long_form(eastern) == "2026-02-28T23:00:00.000000Z"
    assert times.long_form(datetime(7, 1, 1, tzinfo=UTC)) == "0007-01-01T00:00:00.000000Z"


def test_global_ids() -> None:
    gid = ids.global_id("Charge", UUID_, UUID_, 12)

    assert gid == f"charge_{UUID_.hex}00{UUID_.hex}003132"
    assert ids.type_of(gid) == "Charge"
    assert [ids.type_of(text) for text in ("", "charge_", "charge", "charge_XY", "thing_00", "plan_" + "0" * 5000)] == [
        None
    ] * 6


def test_derived_uuids() -> None:
    assert ids.plan_of_key("team") == ids.derived("plan", "team")
    assert ids.plan_of_key("team").version == 5
    assert ids.derived("plan", "a", "b") != ids.derived("plan", "ab")


@pytest.mark.parametrize(
    ("name", "unit", "currency"),
    [
        ("USD (cents)", CreditUnit.CENTS, "USD"),
        ("EUR", CreditUnit.WHOLE, "EUR"),
        ("USD", CreditUnit.WHOLE, "USD"),
        ("AED", CreditUnit.WHOLE, "AED"),
        ("ZWG", CreditUnit.WHOLE, "ZWG"),
        ("usd", CreditUnit.CUSTOM, None),
        ("credits", CreditUnit.CUSTOM, None),
    ],
)
def test_units_of_money(name: str, unit: CreditUnit, currency: str | None) -> None:
    credit = CreditType(UUID_, name)

    assert (credit.unit, credit.currency, credit.fiat) == (unit, currency, currency is not None)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("0.325", "USD (cents)", "$0.00325"),
        ("2500", "USD (cents)", "$25.00"),
        ("-123456.7", "USD (cents)", "-$1,234.567"),
        ("1234.5", "EUR", "€1,234.50"),
        ("-12.5", "CHF", "CHF -12.50"),
        ("12000", "credits", "12,000 credits"),
        ("0", "USD (cents)", "$0.00"),
        ("1200", "JPY", "¥1,200"),
        ("0", "JPY", "¥0"),
        ("-0.5", "JPY", "-¥0.5"),
        ("12", "BIF", "BIF 12"),
        ("12", "XPF", "XPF 12"),
        ("12.5", "BHD", "BHD 12.500"),
        ("12.5", "KWD", "KWD 12.500"),
        ("12.5", "TND", "TND 12.500"),
        ("12.5", "IDR", "IDR 12.50"),
        ("12.5", "GBP", "£12.50"),
        ("12.5", "INR", "₹12.50"),
        # every digit, however many there are
        ("123456789" * 4, "EUR", "€123,456,789,123,456,789,123,456,789,123,456,789.00"),
        ("-" + "1" * 400 + "25", "USD (cents)", "-$1" + ",111" * 133 + ".25"),
        ("1." + "0" * 300 + "1", "USD (cents)", "$0.01" + "0" * 300 + "1"),
    ],
)
def test_amounts_for_people(value: str, unit: str, text: str) -> None:
    assert money.formatted(Decimal(value), unit) == text


def test_thousands() -> None:
    assert money.grouped("-1234567.89") == "-1,234,567.89"
    assert money.grouped("999") == "999"
    assert money.grouped("1000") == "1,000"
    assert money.grouped("0.1234567") == "0.1234567"
    # more digits than Python reads as a whole number
    assert money.grouped("1" * 5001) == "111" + ",111" * 1666


def test_errors_tell_every_field() -> None:
    refused = InvalidInput([FieldError(("a", 0), "is required", UserErrorCode.REQUIRED), FieldError((), "is empty")])

    assert str(refused) == "Invalid input: a.0: is required; is empty"
    assert str(InvalidInput(message="No")) == "No"
    assert Conflict().code == "CONFLICT"
    assert LimitExceeded("levels", 20, 15).message == "The request has 20 levels; at most 15 are allowed."
    assert len({kind.code for kind in errors.PlanGraphError.__subclasses__()}) == 11


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (FeatureType.BOOLEAN, [True]),
        (FeatureType.STRING, ["a"]),
        (FeatureType.INTEGER, [5]),
        (FeatureType.OBJECT, [{}]),
    ],
)
def test_what_fits_a_feature(kind: FeatureType, values: list[object]) -> None:
    others: list[object] = [True, "a", 5, {}, [], None, 1.5]

    assert [value for value in others if kind.fits(value)] == values


def test_features_in_words() -> None:
    assert [kind.words for kind in FeatureType] == ["true or false", "a string", "a whole number", "an object"]


def test_scopes_nest() -> None:
    nested = [Scope.ACCOUNT, Scope.READ, Scope.WRITE, Scope.ADMIN]

    allowed = [[Viewer("pg", scope).may(needed) for needed in nested] for scope in nested]

    assert allowed == [[m <= n for m in range(4)] for n in range(4)]
