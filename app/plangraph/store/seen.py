"""What typed rows are read of: a database, or one snapshot of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Executable

from plangraph.store.snapshot import Snapshot


class Readable(Protocol):
    """`versions` and `kept`: what was made of tables, and how often this process has written to them since."""

    @property
    def dialect(self) -> str: ...

    @property
    def versions(self) -> Counter[type]: ...

    @property
    def kept(self) -> dict[object, Any]: ...

    async def rows(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Sequence[Sequence[Any]]: ...


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """A snapshot. `versions`: as they were before it began, so that what is made of it never counts as newer."""

    dialect: str
    versions: Counter[type]
    kept: dict[object, Any]
    snapshot: Snapshot

    async def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        return await self.snapshot.rows(statement, parameters or {})
