"""What answers were made of, collected while they are read, so that nothing that was read can be overlooked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Dialect

from plangraph.store.moments import Moment
from plangraph.store.reads import Reads, Values
from plangraph.store.statement import Statement
from plangraph.store.writer import Writer


@dataclass(frozen=True)
class Basis:
    """What an answer was made of beside what was asked and who asked: tables, and columns that now was compared with.

    As long as the tables have not been written and none of the columns' instants has come, it stays as it is.
    """

    tables: frozenset[str]
    moments: frozenset[Moment]


def of_statements(statements: Iterable[Statement]) -> Basis | None:
    """None when it cannot be told at which instants an answer changes by itself."""
    tables, moments = set[str](), set[Moment]()
    for one in statements:
        if one.moments is None:
            return None
        tables |= one.tables
        moments |= one.moments
    return Basis(frozenset(tables), frozenset(moments))


class Noted:
    """Reads for one answer, which remember the statements. `ends`: when what was found changes by itself, if ever."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._statements: list[Statement] = []
        self.ends: datetime | None = None

    @property
    def dialect(self) -> Dialect:
        return self._reads.dialect

    @property
    def writer(self) -> Writer:
        return self._reads.writer

    async def answer(self, statement: Statement, values: Values) -> bytes:
        """Raises Failed or Unavailable."""
        self._statements.append(statement)
        return await self._reads.answer(statement, values)

    def ends_at(self, instant: datetime) -> None:
        """An instant after now that was read and compared with now outside of the statements."""
        self.ends = instant if self.ends is None else min(self.ends, instant)

    @property
    def basis(self) -> Basis | None:
        return of_statements(one for statement in self._statements for one in statement.all())
