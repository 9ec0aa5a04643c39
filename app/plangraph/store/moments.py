"""What a statement's answer depends on beside the values bound to it: the tables that it reads, and the clock.

`column > NOW` and `column <= NOW` change their outcome when NOW reaches the column's value, and at no other instant. A
statement that asks the clock in no other way answers alike until the next such value, which an index finds.
Both are noted while SQLAlchemy writes the text, so that nothing that stands in it can be overlooked.
"""

from functools import cache
from typing import Any

from sqlalchemy import BinaryExpression, BindParameter, Column, Dialect, Executable, Select, Table, func, select
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import SQLModel

from plangraph.store.loads import NOW
from plangraph.store.writer import Sql, Writer

Moment = tuple[str, str]
"""A table's name and a column's: the column's values are instants at which an answer may change."""

_OF_COLUMN = frozenset({operators.gt, operators.le})
_OF_NOW = frozenset({operators.lt, operators.ge})


class Watched(SQLCompiler):
    """`read`: the tables; `compared`: the columns that NOW is compared with; `loose`: NOW is used in another way."""

    def __init__(self, *given: Any, **options: Any) -> None:
        self.read: set[str] = set()
        self.compared: set[Moment] = set()
        self.loose = False
        self._comparing = False
        super().__init__(*given, **options)

    def visit_table(self, table: Any, *given: Any, **options: Any) -> Any:
        self.read.add(table.name)
        return super().visit_table(table, *given, **options)  # type: ignore[no-untyped-call]  # SQLAlchemy's own

    def visit_binary(self, binary: BinaryExpression[Any], *given: Any, **options: Any) -> Any:
        column = _compared(binary)
        if column is not None:
            self.compared.add((column.table.name, column.name))
        outer, self._comparing = self._comparing, column is not None
        text = super().visit_binary(binary, *given, **options)  # type: ignore[no-untyped-call]  # as above
        self._comparing = outer
        return text

    def visit_bindparam(self, bindparam: BindParameter[Any], *given: Any, **options: Any) -> Any:
        self.loose = self.loose or (bindparam.key == NOW.key and not self._comparing)
        return super().visit_bindparam(bindparam, *given, **options)  # type: ignore[no-untyped-call]  # as above

    @property
    def moments(self) -> frozenset[Moment] | None:
        return None if self.loose else frozenset(self.compared)


def watched(dialect: Dialect, body: Executable, **options: Any) -> Any:
    """The compiled statement."""
    usual: Any = dialect.statement_compiler
    return _compiler(usual)(dialect, body, **options)


@cache
def _compiler(usual: Any) -> type[Watched]:
    return type("Watched", (Watched, usual), {})


def next_moment(writer: Writer, moment: Moment) -> Select[Any]:
    """The column's first value after NOW, or null, as the one item of a JSON list."""
    table, name = moment
    column = SQLModel.metadata.tables[table].c[name]
    found: Sql = select(func.min(column)).where(column > NOW).scalar_subquery()
    return select(writer.answer(writer.array([writer.optional(writer.instant(found), found)])))


def _compared(binary: BinaryExpression[Any]) -> Column[Any] | None:
    """The column that is compared with NOW, if an index finds its values."""
    for now, other, known in ((binary.right, binary.left, _OF_COLUMN), (binary.left, binary.right, _OF_NOW)):
        if binary.operator in known and isinstance(now, BindParameter) and now.key == NOW.key:
            bases = [base for base in other.base_columns if isinstance(base, Column) and isinstance(base.table, Table)]
            return bases[0] if len(bases) == len(other.base_columns) == 1 and _indexed(bases[0]) else None
    return None


def _indexed(column: Column[Any]) -> bool:
    return any(index.columns[0].name == column.name for index in column.table.indexes)
