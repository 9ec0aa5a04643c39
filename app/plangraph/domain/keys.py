"""Keys of plans: what Kickplan's accounts name. Given once, then kept through renames."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from plangraph.domain import texts
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import Plan


def of_plans(plans: Sequence[Plan], existing: Mapping[UUID, str]) -> dict[UUID, str]:
    """Each plan's key: the one its annotations give, else the one it has, else the slug of its name.

    Slugs that are taken get `-2`, `-3` … in the order of `plans`. Raises InvalidInput when a given key is another's.
    """
    given = {p.uuid: p.annotations.key or existing.get(p.uuid) for p in plans}
    owners = {key: uuid for uuid, key in existing.items() if uuid not in given}
    for n, p in enumerate(plans):
        key = given[p.uuid]
        if key is not None and owners.setdefault(key, p.uuid) != p.uuid:
            path = ("plans", n, "annotations", "key")
            raise InvalidInput([FieldError(path, f"{key!r} is another plan's key already", UserErrorCode.CONFLICT)])
    taken = set(owners)
    found = {}
    for p in plans:
        key = given[p.uuid] or free(texts.slug(p.name), taken)
        taken.add(key)
        found[p.uuid] = key
    return found


def free(key: str, taken: Iterable[str]) -> str:
    """The key itself, or with the first number from 2 that nobody has."""
    known = set(taken)
    number, candidate = 1, key
    while candidate in known:
        number += 1
        candidate = f"{key}-{number}"
    return candidate
