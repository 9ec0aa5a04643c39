"""The compiled executor's intermediate form: what an operation selects, without GraphQL and without SQL text.

    Selected = (response key, load, required, kind of a leaf, children, what its arguments say)

It holds no value of a variable: those are bound when the statement runs, under names that begin with an argument
list's prefix.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table

from plangraph.store.keyset import Order
from plangraph.store.loads import Load, One


class Kind(Enum):
    """How a leaf is written."""

    TEXT = auto()
    PLAIN = auto()
    """Text without anything to escape: ids and UUIDs."""
    INTEGER = auto()
    BIG = auto()
    DECIMAL = auto()
    TIME = auto()
    BOOLEAN = auto()
    JSON = auto()


@dataclass(frozen=True, eq=False)
class Choice:
    """An enum: the word of the answer for each stored one."""

    words: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Typename:
    name: str


@dataclass(frozen=True, eq=False)
class Nodes:
    """A page's rows themselves, or the row that each one leads to."""

    lead: One | None


@dataclass(frozen=True, eq=False)
class Row:
    """The row around, shown as another object."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What one argument list says of the SQL. `dated`: it names the instant that AS_OF stands for."""

    prefix: str
    clauses: tuple[ColumnElement[bool], ...] = ()
    dated: bool = False


@dataclass(frozen=True, eq=False)
class AskedPage(Asked):
    """`after` and `before` are cursors' values, None for nothing; `lacking` gives the conditions but one field's."""

    order: Order = field(default_factory=lambda: Order((), descending=False))
    backward: bool = False
    after: tuple[BindParameter[object] | None, ...] | None = None
    before: tuple[BindParameter[object] | None, ...] | None = None
    lacking: Callable[[str], tuple[ColumnElement[bool], ...]] = lambda _: ()


@dataclass(frozen=True, eq=False)
class AskedNode(Asked):
    """The table that an id names; None for an id that names none."""

    table: Table | None = None


@dataclass(frozen=True, eq=False)
class Selected:
    """`required`: nothing in its place fails the statement. `kind` is None for what is no leaf.

    `printed` turns a Python value into that of the answer, for what SQL does not finish. The fields of what a batch
    function answers are the rows that its values name, wherever in them.
    """

    key: str
    load: Load | Typename | Nodes | Row
    required: bool = False
    kind: Kind | Choice | None = None
    fields: tuple["Selected", ...] = ()
    asked: Asked | None = None
    printed: Callable[..., Any] | None = None
