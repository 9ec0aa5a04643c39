"""How the values of a metric become the usage of a charge over a window [from, to).

Source: Kickplan's metrics are set values that stay in force until the next one.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import MetricLink, MetricUsage


def quantity(
    link: MetricLink, events: Iterable[tuple[datetime, int]], start: datetime, end: datetime
) -> Decimal | None:
    """The usage of the charge to which the metric is linked; None when no value is in force within the window.

    `events` are (time, value) in order of time, those of one time in order of receipt; ones before the window count,
    since the last of them is in force when it begins. Raises InvalidInput (NEGATIVE_USAGE) naming the metric.
    """
    before: int | None = None
    within: list[int] = []
    for time, value in events:
        if time <= start:
            before = value
        elif time < end:
            within.append(value)
    if before is None and not within:
        return None
    return Decimal(_checked(link, _used(link.usage, before, within)))


def _used(usage: MetricUsage, before: int | None, within: list[int]) -> int:
    values = within if before is None else [before, *within]
    match usage:
        case MetricUsage.LAST:
            return values[-1]
        case MetricUsage.MAX:
            return max(values)
        case MetricUsage.CHANGE:
            return values[-1] - (before or 0)


def _checked(link: MetricLink, used: int) -> int:
    if used >= 0:
        return used
    what = "falls" if link.usage is MetricUsage.CHANGE else "is below zero"
    message = f"the metric {link.key!r} {what} within the window, so it is no quantity that could be billed"
    raise InvalidInput([FieldError(("metrics", link.key), message, UserErrorCode.NEGATIVE_USAGE)])
