"""An expression about a table, said of an alias of it or of a derived table instead."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Column, FromClause, Select, Subquery, Table, bindparam, literal_column
from sqlalchemy.sql.expression import ColumnClause
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from plangraph.store.loads import AS_OF, NOW, Sql
from plangraph.store.selected import Asked
from plangraph.store.types import UtcDateTime


def scope_to(table: Table, alias: FromClause) -> Callable[[Any], Any]:
    """A function that puts `alias` in the place of `table`, within subqueries too."""

    def swap(element: Any, **_: Any) -> Any:
        return alias.c[element.key] if isinstance(element, Column) and element.table is table else None

    return lambda expression: replacement_traverse(expression, {}, swap)


def narrow(body: ExternallyTraversible, derived: Iterable[Subquery]) -> None:
    """Takes from the derived tables of a whole statement what nobody asks of them.

    PostgreSQL would write a null for each such column into each row.
    """
    asked = _asked(body)
    for source in derived:
        _keep(source, asked[source])


def _keep(source: Subquery, names: Collection[str]) -> None:
    rows = source.element
    assert isinstance(rows, Select)  # noqa: S101 (derived tables are made of nothing else here)
    kept = [c for c in rows.selected_columns if c.key in names]
    source.element = rows.with_only_columns(*kept or [literal_column("1").label("one")])
    for below in rows.columns_clause_froms:
        if isinstance(below, Subquery):
            _keep(below, _asked(source.element)[below])


def _asked(body: ExternallyTraversible) -> Mapping[FromClause, Collection[str]]:
    """The columns that are spoken of anywhere in it. Each element is looked at once: subqueries name what is around."""
    found, rest = defaultdict[FromClause, set[str]](set), [body]
    seen: dict[int, ExternallyTraversible] = {}
    while rest:
        element = rest.pop()
        if id(element) in seen:
            continue
        seen[id(element)] = element
        if isinstance(element, ColumnClause) and element.table is not None:
            found[element.table].add(element.key)
        rest.extend(element.get_children())
    return found


@dataclass(frozen=True, eq=False)
class Scope:
    """Where the columns of one table are found, and which instant AS_OF stands for there."""

    table: Table
    source: FromClause
    as_of: BindParameter[datetime] = NOW

    def __call__(self, sql: Any) -> Any:
        return self.source.c[sql.key] if self._holds(sql) else replacement_traverse(sql, {}, self._swap)

    def _swap(self, element: Any, **_: Any) -> Any:
        if self._holds(element):
            return self.source.c[element.key]
        if isinstance(element, Table) and element.name == self.table.name:
            return self.source  # what a subquery of the definition correlates to
        return self.as_of if isinstance(element, BindParameter) and element.key == AS_OF.key else None

    def _holds(self, element: Any) -> bool:
        """Whether it is a column of the table itself; compared by name, since models hand out annotated copies."""
        table = element.table if isinstance(element, Column) else None
        return isinstance(table, Table) and table.name == self.table.name

    @property
    def number(self) -> Sql:
        number: Sql = self.source.c.id
        return number

    def at(self, asked: Asked | None) -> "Scope":
        return replace(self, as_of=instant(asked))


def instant(asked: Asked | None) -> BindParameter[datetime]:
    """What AS_OF stands for under these arguments."""
    return bindparam(f"{asked.prefix}as_of", type_=UtcDateTime(), required=True) if asked and asked.dated else NOW


def at(sql: Any, moment: BindParameter[datetime]) -> Any:
    """An expression with `moment` in the place of AS_OF."""

    def swap(element: Any, **_: Any) -> Any:
        return moment if isinstance(element, BindParameter) and element.key == AS_OF.key else None

    return replacement_traverse(sql, {}, swap)
