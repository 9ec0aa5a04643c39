"""What every database's JSON writer can do: methods from SQL to SQL that know nothing of what is written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, String, Text, case, literal_column
from sqlalchemy.engine.default import DefaultDialect

Sql = ColumnElement[Any]

_QUOTED: Any = String().literal_processor(DefaultDialect())  # type: ignore[no-untyped-call]  # SQLAlchemy's own class
SAFE = 2**53


class Writer(Protocol):
    """Values go in as SQL, JSON comes out as SQL; `optional` and `required` say what stands for nothing."""

    def answer(self, json: Sql) -> Sql:
        """The whole answer as the driver gives it to us: bytes."""

    def whole(self, json: Sql) -> Select[Any]:
        """The statement whose only value is the answer. `json` is of no row."""

    def inner(self, json: Sql, read: Callable[[Sql], Select[Any]]) -> Sql:
        """JSON of a subquery with one row, or with none where `optional` or `required` is around it."""

    def object(self, pairs: Sequence[tuple[str, Sql]]) -> Sql: ...

    def array(self, items: Sequence[Sql]) -> Sql: ...

    def collected(self, item: Sql) -> Sql:
        """The items of all rows as one list, in the order in which rows come."""

    def ends(self, text: Sql) -> tuple[Sql, Sql]:
        """The text of the row that comes first, and of the last; nothing where there are no rows."""

    def constant(self, text: str) -> Sql: ...

    def nothing(self) -> Sql: ...

    def text(self, x: Sql) -> Sql: ...

    def plain(self, x: Sql) -> Sql:
        """Text without anything to escape."""

    def integer(self, x: Sql) -> Sql: ...

    def big(self, x: Sql) -> Sql:
        """A number within 53 bits, else a string."""

    def decimal(self, x: Sql) -> Sql: ...

    def time(self, x: Sql) -> Sql:
        """Without a fraction when it is zero."""

    def instant(self, x: Sql) -> Sql:
        """Always with six digits of fraction."""

    def boolean(self, x: Sql) -> Sql: ...

    def choice(self, x: Sql, words: Mapping[str, str]) -> Sql:
        """Nothing for a stored word that is not among them."""

    def optional(self, json: Sql, x: Sql) -> Sql:
        """JSON of `x`, or null where `x` is nothing."""

    def required(self, json: Sql, row: Sql) -> Sql:
        """JSON, or a failure of the whole statement where there is none; `row` is any value of the row."""

    def when(self, present: Sql, json: Sql) -> Sql:
        """JSON where `present` is something, else null."""

    def hexed(self, json: Sql) -> Sql:
        """The text of JSON in hex, lower case."""


def quoted(text: str) -> Sql:
    """A constant of our own in the statement's text, quoted by SQLAlchemy; never a caller's value."""
    return literal_column(_QUOTED(text), Text())


def matched(x: Sql, results: Mapping[str, Sql]) -> Sql:
    """The result that stands beside the word that `x` is."""
    return case(*((x == quoted(word), result) for word, result in results.items()))
