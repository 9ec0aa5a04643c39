"""Instants: how they are read from callers and printed; always UTC inside. Not for calendars (see periods)."""

import re
from datetime import UTC, datetime, timedelta, timezone

_FORM = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[Tt ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?:[.,](?P<fraction>\d{1,9}))?"
    r"(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?",
    re.ASCII,
)


def print_time(value: datetime) -> str:
    """`2026-03-01T10:00:00.123456Z`; no fraction when it is zero."""
    return long_form(value).replace(".000000Z", "Z")


def long_form(value: datetime) -> str:
    """Always six digits of fraction, so that texts sort as times do."""
    value = value.astimezone(UTC)
    return f"{value.year:04d}-{value:%m-%dT%H:%M:%S}.{value.microsecond:06d}Z"


def parse_time(given: object) -> datetime:
    """An ISO 8601 date-time with or without offset (none means UTC). Raises ValueError with a sentence for people."""
    found = _FORM.fullmatch(given) if isinstance(given, str) and len(given) <= 64 else None
    if found is None:
        raise ValueError("is not an ISO 8601 date-time such as 2026-03-01T10:00:00Z")
    clock = found["clock"] if len(found["clock"]) == 8 else found["clock"] + ":00"
    fraction = (found["fraction"] or "0")[:6].ljust(6, "0")
    try:
        naive = datetime.strptime(f"{found['date']}T{clock}.{fraction}", "%Y-%m-%dT%H:%M:%S.%f")  # noqa: DTZ007 (zone follows)
        return naive.replace(tzinfo=_zone(found["zone"])).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a date-time that exists") from None


def _zone(text: str | None) -> timezone:
    if text is None or text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
