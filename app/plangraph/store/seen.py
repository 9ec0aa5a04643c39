"""What typed rows are read of: a database, or one snapshot of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Executable

from plangraph.store.snapshot import Snapshot


class Readable(Protocol):
    """`kept`: what was made of rows, under the version of their tables."""

    @property
    def dialect(self) -> str: ...

    @property
    def kept(self) -> dict[object, Any]: ...

    async def rows(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Sequence[Sequence[Any]]: ...

    def uses(self, tables: Iterable[str]) -> None:
        """What was made of rows of these tables, and kept, counts as read of them."""


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """A snapshot of a database."""

    dialect: str
    kept: dict[object, Any]
    snapshot: Snapshot

    async def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        return await self.snapshot.rows(statement, parameters or {})

    def uses(self, tables: Iterable[str]) -> None:
        self.snapshot.tables.update(tables)
