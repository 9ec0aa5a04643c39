"""How the values of a metric become the usage of a charge over a window [from, to).

Source: Kickplan's metrics are set values that stay in force until the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import MetricLink, MetricUsage


@dataclass(frozen=True, slots=True)
class Values:
    """What matters of a metric in a window: in force when it begins and when it ends, largest of those set within.

    None: nothing was set by then, or nothing within.
    """

    at_start: int | None = None
    at_end: int | None = None
    largest: int | None = None


def of_events(events: Sequence[tuple[datetime, int]], start: datetime, end: datetime) -> Values:
    """`events`: (time, value) in order of time, those of one time in order of receipt; ones before the window count."""
    before = [value for time, value in events if time <= start]
    within = [value for time, value in events if start < time < end]
    every = [*before, *within]
    return Values(before[-1] if before else None, every[-1] if every else None, max(within, default=None))


def quantity(link: MetricLink, values: Values) -> Decimal | None:
    """The usage of the charge that the metric feeds; None when no value is in force by the end of the window.

    Raises InvalidInput (NEGATIVE_USAGE) naming the metric when it comes out below zero.
    """
    if values.at_end is None:
        return None
    match link.usage:
        case MetricUsage.LAST:
            used = values.at_end
        case MetricUsage.MAX:
            used = max(value for value in (values.at_start, values.largest) if value is not None)
        case _:
            used = values.at_end - (values.at_start or 0)
    if used < 0:
        what = "falls" if link.usage is MetricUsage.CHANGE else "is below zero"
        message = f"the metric {link.key!r} {what} within the window, so it is no quantity that could be billed"
        raise InvalidInput([FieldError(("metrics", link.key), message, UserErrorCode.NEGATIVE_USAGE)])
    return Decimal(used)
