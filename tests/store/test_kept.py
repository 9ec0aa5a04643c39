"""What is kept for next time stays within its bounds."""

from plangraph.store.kept import Kept


def test_bounded_by_number() -> None:
    kept: Kept[int, str] = Kept(2, 100)

    kept.keep(1, "one", 1)
    kept.keep(2, "two", 1)
    kept.get(1)
    kept.keep(3, "three", 1)

    assert [kept.get(n) for n in (1, 2, 3)] == ["one", None, "three"]


def test_bounded_by_size() -> None:
    kept: Kept[int, str] = Kept(10, 100)

    kept.keep(1, "one", 60)
    kept.keep(2, "two", 60)

    assert (kept.get(1), kept.get(2), kept.bytes) == (None, "two", 60)


def test_larger_than_everything() -> None:
    kept: Kept[int, str] = Kept(10, 100)
    kept.keep(1, "one", 60)

    assert kept.keep(2, "two", 101) == "two"

    assert (kept.get(1), kept.get(2)) == ("one", None)


def test_kept_again() -> None:
    kept: Kept[int, str] = Kept(10, 100)

    kept.keep(1, "one", 60)
    kept.keep(1, "eins", 30)

    assert (kept.get(1), kept.bytes, len(kept)) == ("eins", 30, 1)
