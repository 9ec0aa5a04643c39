"""Columns as places in the graph: `plan.key` of a charge is its plan's key. One selection has all of a sheet's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Tree = dict[str, "Tree"]
Read = Callable[[Mapping[str, Any]], Any]
_PAIRS: Tree = {"key": {}, "value": {}}


@dataclass(frozen=True, slots=True)
class Place:
    """A column's place: names of the graph joined by points, arguments among them; lists on the way give a list.

    `pairs`: the place is a list of keys with values, shown as one object. `own`: a column of the row's table that the
    graph does not show on this type.
    """

    name: str
    path: str
    description: str
    pairs: bool = False
    own: Any = None


def selection(places: Sequence[Place]) -> str:
    """The selection set that has them all."""
    tree: Tree = {}
    for place in places:
        if place.own is None:
            inner = tree
            for name in place.path.split("."):
                inner = inner.setdefault(name, {})
            if place.pairs:
                inner.update(_PAIRS)
    return f"{{ {_written(tree)} }}"


def _written(tree: Tree) -> str:
    return " ".join(f"{name} {{ {_written(inner)} }}" if inner else name for name, inner in tree.items())


def reader(place: Place) -> Read:
    """How the column is read of a row as the selection gives it."""
    names = [place.name] if place.own is not None else [name.partition("(")[0] for name in place.path.split(".")]
    if len(names) == 1 and not place.pairs:
        name = names[0]
        return lambda row: row[name]

    def read(row: Any) -> Any:
        return _at(row, names)

    if place.pairs:
        return lambda row: {pair["key"]: pair["value"] for pair in read(row)}
    return read


def _at(found: Any, names: Sequence[str]) -> Any:
    for at, name in enumerate(names):
        if found is None:
            return None
        if isinstance(found, list):
            return [_at(one, names[at:]) for one in found]
        found = found[name]
    return found
