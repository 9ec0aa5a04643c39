"""Billing periods on the calendar: the n-th one since a start, which one an instant is in, and what people call it."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import BillingPeriod

MONTHS = {BillingPeriod.MONTH: 1, BillingPeriod.QUARTER: 3, BillingPeriod.YEAR: 12}


def start_of(period: int, since: datetime, length: BillingPeriod) -> datetime:
    """When period `period`, counted from 0, of something that began at `since` begins.

    Every period counts from the first start, so what began on a 31st is back on the 31st after a shorter month.
    Raises InvalidInput beyond the calendar's end.
    """
    try:
        if length is BillingPeriod.WEEK:
            return since + timedelta(weeks=period)
        years, month = divmod(since.month - 1 + period * MONTHS[length], 12)
        year = since.year + years
        return since.replace(year=year, month=month + 1, day=min(since.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        message = "lies beyond the year 9999"
        raise InvalidInput([FieldError(("period",), message, UserErrorCode.OUT_OF_RANGE)]) from None


def window(period: int, since: datetime, length: BillingPeriod) -> tuple[datetime, datetime]:
    """The period as [from, to)."""
    return start_of(period, since, length), start_of(period + 1, since, length)


def at(instant: datetime, since: datetime, length: BillingPeriod) -> int | None:
    """The period in which the instant is; None before the first one."""
    if instant < since:
        return None
    if length is BillingPeriod.WEEK:
        return (instant - since) // timedelta(weeks=1)
    months = (instant.year - since.year) * 12 + instant.month - since.month
    period = months // MONTHS[length]
    return period - 1 if start_of(period, since, length) > instant else period


def calendar_month(instant: datetime) -> tuple[datetime, datetime]:
    """The calendar month (UTC) in which the instant is, as [from, to)."""
    first = datetime(instant.year, instant.month, 1, tzinfo=UTC)
    return first, start_of(1, first, BillingPeriod.MONTH)


def display(period: int, length: BillingPeriod = BillingPeriod.MONTH) -> str:
    """What people call it: `month 1` is period 0."""
    return f"{length.value} {period + 1}"
