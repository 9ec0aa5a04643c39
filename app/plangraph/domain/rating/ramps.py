"""Which step of each ramp applies in a period: the one that started last.

Source: Metronome's price ramps, `start_period` being how many billing periods pass before an entry applies.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Protocol, TypeVar

Ramp = tuple[Hashable, ...]


class Step(Protocol):
    @property
    def ramp(self) -> Ramp: ...

    @property
    def start_period(self) -> int: ...


Entry = TypeVar("Entry", bound=Step)


def steps(entries: Iterable[Entry]) -> dict[Ramp, list[Entry]]:
    """Each ramp's steps, first one first; the ramps in the order in which they are met."""
    found: dict[Ramp, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.ramp, []).append(entry)
    for ramp_steps in found.values():
        if len(ramp_steps) > 1:
            ramp_steps.sort(key=lambda step: step.start_period)
    return found


def at(ramp_steps: Iterable[Entry], period: int) -> Entry | None:
    """Of steps in order, the one with the largest start that is not after the period."""
    current = None
    for step in ramp_steps:
        if step.start_period > period:
            break
        current = step
    return current


def in_effect(ramps: Mapping[Ramp, Iterable[Entry]], period: int) -> dict[Ramp, Entry]:
    """What applies in the period, one step of each ramp that has begun."""
    return {ramp: step for ramp, found in ramps.items() if (step := at(found, period)) is not None}
