"""What runs one statement and hands over the bytes it answers. Knows nothing of what is read."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy import Dialect

from plangraph.store.snapshot import Snapshot
from plangraph.store.statement import Statement
from plangraph.store.writer import Writer

Values = Mapping[str, Any]


class Failed(Exception):
    """The statement ran and could not answer; whoever knows another way may try it."""


class Reads(Protocol):
    """`rooms`: how deep a statement may nest before it is cut, to be tried in this order; none: it need not be cut.

    `noted` is called for each statement that is sent.
    """

    dialect: Dialect
    writer: Writer
    rooms: tuple[int, ...]
    noted: Callable[[], None]

    @property
    def in_use(self) -> int:
        """Connections that are busy now."""

    async def answer(self, statement: Statement, values: Values) -> bytes:
        """Raises Failed or Unavailable."""

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """Several statements that see the same data."""

    async def parses(self, statement: Statement) -> bool: ...

    async def explained(self, statement: Statement, values: Values) -> list[str]:
        """The database's own plan, line by line."""

    async def close(self) -> None: ...


def unheard() -> None:
    """Notes nothing."""


def text_of(found: Any) -> bytes:
    """What a statement answered. Raises Failed for nothing."""
    if not isinstance(found, bytes):
        raise Failed("the statement answered nothing")
    return found
