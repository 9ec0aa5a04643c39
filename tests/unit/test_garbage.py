"""A server looks for no garbage while it starts, and afterwards never in what it started with."""

import gc
from collections.abc import Iterator

import pytest

from plangraph.web.garbage import THRESHOLDS, settling


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_is_made_meanwhile_stays() -> None:
    with settling():
        assert not gc.isenabled()
        made = [object()]

    assert gc.isenabled()
    assert gc.get_threshold() == THRESHOLDS
    assert all(found is not made for found in gc.get_objects())  # which knows nothing of what is frozen
    assert gc.get_freeze_count()


def test_a_start_that_fails_changes_nothing() -> None:
    thresholds, frozen = gc.get_threshold(), gc.get_freeze_count()

    with pytest.raises(OSError, match="in use"), settling():
        raise OSError("in use")

    assert (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()) == (True, thresholds, frozen)
