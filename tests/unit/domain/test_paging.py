"""Page sizes and cursors."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.domain import paging
from plangraph.domain.errors import InvalidInput
from plangraph.domain.paging import Slice

TAG = paging.fingerprint("Query.plans", None, False)


def same(value: Any) -> Any:
    return value


def refused(text: str, tag: str = TAG, nullable: tuple[bool, ...] = (False, False)) -> bool:
    with pytest.raises(InvalidInput) as refusal:
        paging.parse_cursor("after", text, tag, (str, int), nullable)
    (error,) = refusal.value.errors
    assert (error.dotted, error.message) == ("after", "is not a cursor of this list with this filter and order")
    return True


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, Slice(25, backward=False)),
        (0, None, Slice(0, backward=False)),
        (100, None, Slice(100, backward=False)),
        (None, 7, Slice(7, backward=True)),
    ],
)
def test_slice(first: int | None, last: int | None, expected: Slice) -> None:
    assert paging.slice_of(first, last) == expected


@pytest.mark.parametrize(
    ("first", "last", "field", "message"),
    [
        (1, 1, "last", "cannot be given together with first"),
        (-1, None, "first", "must be from 0 to 100"),
        (101, None, "first", "must be from 0 to 100"),
        (None, 101, "last", "must be from 0 to 100"),
    ],
)
def test_wrong_slices(first: int | None, last: int | None, field: str, message: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        paging.slice_of(first, last)

    assert [(e.dotted, e.message) for e in refusal.value.errors] == [(field, message)]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 2**63 - 1))
def test_cursor(name: str, number: int) -> None:
    cursor = paging.make_cursor(TAG, [name, number])

    assert paging.parse_cursor("after", cursor, TAG, (same, same), (False, False)) == (name, number)


def test_cursor_with_nothing_in_it() -> None:
    cursor = paging.make_cursor(TAG, [None, 5])

    assert paging.parse_cursor("after", cursor, TAG, (str, int), (True, False)) == (None, 5)
    assert refused(cursor)


def test_what_is_no_cursor() -> None:
    cursor = paging.make_cursor(TAG, ["a", 5])
    other = paging.fingerprint("Query.plans", "NAME", False)

    assert refused(cursor, other)
    assert refused("")
    assert refused(TAG + "zz")
    assert refused(TAG + b"{}".hex())
    assert refused(TAG + b'["a", 5]'.hex())
    assert refused(paging.make_cursor(TAG, ["a"]))
    assert refused(paging.make_cursor(TAG, ["a", "b"]))
