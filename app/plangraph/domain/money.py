"""Units of money: which credit types are fiat, in what unit their amounts are, and how a price reads for people.

Source of the unit rule: Metronome's documentation (US dollars are named `USD (cents)`, other fiat types by code).
"""

from decimal import Decimal
from enum import Enum
from functools import lru_cache

from plangraph.domain.decimals import UNROUNDED, plain

USD_CENTS = "USD (cents)"
# ISO 4217, the codes in circulation
CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG".split()
)
# ISO 4217: how many digits after the point a currency has, where these are not 2
DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}


class CreditUnit(Enum):
    """In what unit amounts of a credit type are."""

    CENTS = "cents"
    WHOLE = "whole"
    CUSTOM = "custom"


@lru_cache
def unit_of(credit_type: str) -> CreditUnit:
    if credit_type == USD_CENTS:
        return CreditUnit.CENTS
    return CreditUnit.WHOLE if credit_type in CURRENCIES else CreditUnit.CUSTOM


@lru_cache
def currency_of(credit_type: str) -> str | None:
    """The ISO 4217 code of a fiat credit type; None for a custom unit."""
    match unit_of(credit_type):
        case CreditUnit.CENTS:
            return "USD"
        case CreditUnit.WHOLE:
            return credit_type
        case _:
            return None


def formatted(value: Decimal, credit_type: str) -> str:
    """An exact amount for people: `$0.00325`, `CHF 12.50`, `¥1,200`, `12 credits`.

    Every digit that matters is shown, and at least those that the currency has.
    """
    currency = currency_of(credit_type)
    if currency is None:
        return f"{grouped(plain(value))} {credit_type}"
    whole = value.scaleb(-2, UNROUNDED) if unit_of(credit_type) is CreditUnit.CENTS else value
    integer, _, fraction = plain(whole.copy_abs()).partition(".")
    fraction = fraction.ljust(DIGITS.get(currency, 2), "0")
    text = f"{grouped(integer)}.{fraction}" if fraction else grouped(integer)
    sign = "-" if whole < 0 else ""
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{text}" if symbol else f"{currency} {sign}{text}"


def grouped(digits: str) -> str:
    """Thousands set off by commas in plain decimal text."""
    return f"{Decimal(digits):,f}"
