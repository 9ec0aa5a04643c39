"""Why the reference executor runs an operation, or this use of one, instead of the compiled one."""

from enum import Enum


class Reason(Enum):
    """A closed list, since each is the value of a label."""

    MUTATION = "mutation"
    INTROSPECTION = "introspection"
    BY_HAND = "by hand"
    """A field whose definition does not say how it is read."""
    ABSTRACT_LIST = "abstract list"
    INPUT = "input"
    """A wrong argument: the reference tells of it."""
    SIZE = "size"
    """Too deep or too wide for one statement."""
    DATA = "data"
    """Something in the data that the statement cannot show: the reference tells of it."""
    UNKNOWN = "unknown"


class Unsupported(Exception):
    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
