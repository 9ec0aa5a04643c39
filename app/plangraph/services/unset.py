"""The value of what an input does not mention, where null means something else."""

from enum import Enum
from typing import Final, TypeVar

T = TypeVar("T")


class Unset(Enum):
    UNSET = "UNSET"


UNSET: Final = Unset.UNSET


def given(value: T | Unset | None, empty: T) -> T:
    """The value, or `empty` when there is none."""
    return empty if value is None or isinstance(value, Unset) else value
