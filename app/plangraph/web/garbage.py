"""When a process that serves looks for garbage. Imports nothing, so that it can be asked before anything else."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (50_000, 5, 100)
"""How many new objects, and how many rounds of the generation before, start a round."""


@contextmanager
def settling() -> Iterator[None]:
    """What is made within stays, and is never looked through: that takes a fifth of a start, and later up to half of
    the throughput. The megabyte of it that is garbage after all stays too, which is cheaper than a round to find it.

    The middle generation is looked through after five rounds of the first; after fifty, what the reference executor
    leaves in circles made a process grow by a fifth in a minute.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


def settle_again() -> None:
    """What has been made since stays as well, in a process that settled: the first long answers begin without it."""
    if gc.get_threshold() == THRESHOLDS:  # to count what has been frozen takes 18 ms
        gc.freeze()
