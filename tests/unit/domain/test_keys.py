"""Keys of plans."""

import pytest

from plangraph.domain import keys
from plangraph.domain.errors import InvalidInput, UserErrorCode
from tests.price_lists import plan


def test_slugs_and_collisions() -> None:
    first, second, third = plan(name="Supabase Pro"), plan(name="Supabase  pro"), plan(name="Supabase (Pro)")

    found = keys.of_plans([first, second, third], {})

    assert found == {first.uuid: "supabase-pro", second.uuid: "supabase-pro-2", third.uuid: "supabase-pro-3"}


def test_keys_are_kept_through_renames() -> None:
    renamed = plan(name="New name")

    assert keys.of_plans([renamed], {renamed.uuid: "old-name"}) == {renamed.uuid: "old-name"}


def test_given_keys_come_first() -> None:
    slugged, given = plan(name="Team"), plan(name="Other", annotations={"key": "team"})

    assert keys.of_plans([slugged, given], {}) == {slugged.uuid: "team-2", given.uuid: "team"}
    assert keys.of_plans([given], {given.uuid: "other"}) == {given.uuid: "team"}


def test_plans_may_swap_their_keys() -> None:
    one, two = plan(name="One", annotations={"key": "two"}), plan(name="Two", annotations={"key": "one"})

    assert keys.of_plans([one, two], {one.uuid: "one", two.uuid: "two"}) == {one.uuid: "two", two.uuid: "one"}


def test_keys_of_plans_that_are_elsewhere() -> None:
    mine, theirs = plan(name="Team"), plan(name="Theirs")

    assert keys.of_plans([mine], {theirs.uuid: "team"}) == {mine.uuid: "team-2"}


def test_key_of_another_plan() -> None:
    first, second = plan(name="A", annotations={"key": "team"}), plan(name="B", annotations={"key": "team"})

    with pytest.raises(InvalidInput) as refusal:
        keys.of_plans([first, second], {})

    assert [(e.dotted, e.message, e.code) for e in refusal.value.errors] == [
        ("plans.1.annotations.key", "'team' is another plan's key already", UserErrorCode.CONFLICT)
    ]
