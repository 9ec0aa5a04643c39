"""Text put together in PostgreSQL's SQL, in as few steps as can be: each `||` copies what stands left of it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, Text, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal

from plangraph.store.writer import Sql


class Constant(ColumnElement[str]):
    """Text of our own within a Joined, quoted by SQLAlchemy."""

    inherit_cache = True
    type = Text()
    _traverse_internals = [("text", InternalTraversal.dp_string)]  # noqa: RUF012 (SQLAlchemy reads it so)

    def __init__(self, text: str) -> None:
        self.text = text


class Joined(ColumnElement[str]):
    """Texts one after the other; those within are taken apart, and constants that meet become one.

    Constants move into subqueries beside them, so that a long text is not copied to put a bracket around it.
    """

    parts: tuple[Sql, ...]
    inherit_cache = True
    type = Text()
    _traverse_internals = [("parts", InternalTraversal.dp_clauseelement_tuple)]  # noqa: RUF012 (as above)

    def __init__(self, parts: Sequence[Sql]) -> None:
        flat = [one for part in parts for one in (part.parts if isinstance(part, Joined) else (part,))]
        self.parts = tuple(_taken_in(_met(flat)))

    @property
    def _from_objects(self) -> list[FromClause]:
        return [found for part in self.parts for found in part._from_objects]  # noqa: SLF001 (SQLAlchemy's protocol)


class Inner(ColumnElement[str]):
    """The text of a subquery that has one row, or none within an Else."""

    inherit_cache = True
    type = Text()
    _traverse_internals = [("found", InternalTraversal.dp_clauseelement)]  # noqa: RUF012 (as above)
    _from_objects: list[FromClause] = []  # noqa: RUF012 (as above)

    def __init__(self, text: Sql, read: Callable[[Sql], Select[Any]]) -> None:
        self.text, self.read = text, read

    @cached_property
    def found(self) -> ScalarSelect[Any]:
        return self.read(self.text).scalar_subquery()

    def within(self, before: Sequence[Sql], after: Sequence[Sql]) -> "Inner":
        return Inner(Joined([*before, self.text, *after]), self.read)


class Else(ColumnElement[str]):
    """A text, or another one where it is nothing: a constant, or what fails the statement."""

    inherit_cache = True
    type = Text()
    _traverse_internals = [  # noqa: RUF012 (as above)
        ("text", InternalTraversal.dp_clauseelement),
        ("other", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, text: Sql, other: Sql) -> None:
        self.text, self.other = text, other

    @property
    def _from_objects(self) -> list[FromClause]:
        return [*self.text._from_objects, *self.other._from_objects]  # noqa: SLF001 (as above)

    @property
    def takes(self) -> bool:
        """Whether it costs nothing to take in constants, which stand beside some of its own then."""
        return isinstance(self.text, Joined | Inner)

    def within(self, before: Sequence[Sql], after: Sequence[Sql]) -> "Else":
        other = Joined([*before, self.other, *after]) if isinstance(self.other, Constant | Joined) else self.other
        return Else(Joined([*before, self.text, *after]), other)


def _met(parts: Sequence[Sql]) -> Iterator[Sql]:
    for constant, run in groupby(parts, lambda part: isinstance(part, Constant)):
        if constant:
            yield Constant("".join(part.text for part in run if isinstance(part, Constant)))
        else:
            yield from run


def _taken_in(parts: Iterable[Sql]) -> list[Sql]:
    taken, rest = list[Sql](), deque(parts)
    while rest:
        part = rest.popleft()
        if isinstance(part, Inner) or (isinstance(part, Else) and part.takes):
            before = [taken.pop()] if taken and isinstance(taken[-1], Constant) else []
            after = [rest.popleft()] if rest and isinstance(rest[0], Constant) else []
            part = part.within(before, after) if before or after else part
        taken.append(part)
    return taken


@compiles(Constant)
def _constant(element: Constant, compiler: SQLCompiler, **_: Any) -> str:
    return compiler.render_literal_value(element.text, Text())


@compiles(Joined)
def _joined(element: Joined, compiler: SQLCompiler, **options: Any) -> str:
    return " || ".join(compiler.process(part, **options) for part in element.parts)


@compiles(Inner)
def _inner(element: Inner, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.found, **options)


@compiles(Else)
def _else(element: Else, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(func.coalesce(element.text, element.other), **options)
