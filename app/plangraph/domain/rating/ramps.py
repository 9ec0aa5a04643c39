"""Which step of each ramp applies in a period: the one that started last.

Source: Metronome's price ramps, `start_period` being how many billing periods pass before an entry applies.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from plangraph.domain.plan import Charge, Minimum, OverageRate


class Step(Protocol):
    @property
    def start_period(self) -> int: ...


Entry = TypeVar("Entry", bound=Step)
Ramp = tuple[Hashable, ...]


def steps(entries: Iterable[Entry], ramp: Callable[[Entry], Ramp]) -> dict[Ramp, list[Entry]]:
    """Each ramp's steps, first one first; the ramps in the order in which they are met."""
    found: dict[Ramp, list[Entry]] = {}
    for entry in entries:
        found.setdefault(ramp(entry), []).append(entry)
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


def of_charge(charge: Charge) -> Ramp:
    return charge.ramp


def of_minimum(minimum: Minimum) -> tuple[str, UUID]:
    return (minimum.name, minimum.credit_type.uuid)


def of_rate(rate: OverageRate) -> tuple[UUID, UUID]:
    return (rate.credit_type.uuid, rate.fiat_credit_type.uuid)


def in_effect(entries: Iterable[Entry], ramp: Callable[[Entry], Ramp], period: int) -> list[Entry]:
    """What applies in the period, one step of each ramp that has begun."""
    return [step for found in steps(entries, ramp).values() if (step := at(found, period)) is not None]
