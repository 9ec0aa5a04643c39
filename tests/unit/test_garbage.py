"""A server looks for no garbage while it starts, and afterwards never in what it started with."""

import gc
from collections.abc import Iterator

import pytest

from plangraph.web.garbage import THRESHOLDS, settle_again, settling


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # Python's own; another test of this process may have settled it
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


def test_what_a_settled_process_prepares_stays_too() -> None:
    gc.unfreeze()
    settle_again()
    assert gc.get_freeze_count() == 0  # a process that looks for garbage as usual goes on to

    with settling():
        pass
    prepared = [object()]
    assert any(found is prepared for found in gc.get_objects())
    settle_again()

    assert all(found is not prepared for found in gc.get_objects())
