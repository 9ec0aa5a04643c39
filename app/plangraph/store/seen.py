"""What typed rows are read of: a database, or one snapshot of it."""

from collections.abc import Mapping, Sequence
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

    async def version(self, tables: Sequence[str]) -> int: ...


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """A snapshot of a database."""

    dialect: str
    kept: dict[object, Any]
    snapshot: Snapshot

    async def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        return await self.snapshot.rows(statement, parameters or {})

    async def version(self, tables: Sequence[str]) -> int:
        return await self.snapshot.version(tables)
