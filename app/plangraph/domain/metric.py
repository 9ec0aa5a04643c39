"""Values of metrics as Kickplan sets them: from its time on, a metric has this value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """`time` None: the moment at which it is received."""

    key: str
    value: int
    time: datetime | None = None
    idempotency_key: str | None = None
