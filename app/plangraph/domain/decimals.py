"""Exact decimals: what is accepted, and the one text that stands for a value everywhere."""

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, InvalidOperation

INTEGER_DIGITS = 40
FRACTION_DIGITS = 30
# For products and shifts that people read: whatever context the caller has, they keep every digit
UNROUNDED = Context(MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_ACCEPTED = (Decimal, int, str)
_PLAIN = frozenset("0123456789+-.eE")


def plain(value: Decimal) -> str:
    """Canonical text: plain digits, no exponent, no trailing zeros, no negative zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def canonical(value: Decimal) -> Decimal:
    """The same value in the one form in which it is kept."""
    return Decimal(plain(value))


def parse(given: object) -> Decimal:
    """A decimal from a caller: a Decimal, an int or plain text. Raises ValueError with a sentence for people.

    Floats are refused, since they have already lost digits; so is anything beyond 40 integer or 30 fraction digits.
    """
    if isinstance(given, str) and len(given) <= INTEGER_DIGITS and given.isascii() and given.isdigit():
        return Decimal(given)
    if isinstance(given, bool) or not isinstance(given, _ACCEPTED):
        raise ValueError("is not a decimal number")
    if isinstance(given, str) and (len(given) > 100 or not _PLAIN.issuperset(given)):
        raise ValueError("is not a plain decimal number")
    try:
        value = Decimal(given)
    except InvalidOperation:
        raise ValueError("is not a plain decimal number") from None
    if not value.is_finite():
        raise ValueError("is not a finite number")
    if value.is_zero():
        return Decimal(0)
    if value.adjusted() >= INTEGER_DIGITS:
        raise ValueError(f"has more than {INTEGER_DIGITS} digits before the point")
    text = plain(value) if value.adjusted() >= -FRACTION_DIGITS else ""
    if not text or len(text.partition(".")[2]) > FRACTION_DIGITS:
        raise ValueError(f"has more than {FRACTION_DIGITS} digits after the point")
    return Decimal(text)
