"""Tells a slow statement from a PostgreSQL that has fallen silent.

On a connection both look the same: nothing comes back. So when a statement has been waited for a while, the database is
asked on a connection of its own whether it is there. If it is not, all that wait are told so, and newcomers at once,
until it answers again. A statement that needs long is left to its deadline.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncpg

from plangraph.domain.errors import Unavailable

AWAY = "The database cannot be reached or written to; try again shortly."
PATIENCE = 1.5
"""Seconds for a turn on a connection, a new one included, where somebody waits for an answer within two."""

_LOOK = 0.4  # seconds after which a statement is worth asking
_TICKS, _TICK = 40, 0.025  # seconds to wait for an answer, counted in turns of the loop: a busy process is no silence
_AGAIN = 0.5  # seconds between questions to a silent database
_LOST = 5_000  # milliseconds until what the other side does not acknowledge ends a connection


class Pulse:
    """`ask` connects to the database and leaves again. `silent` is whether the last question went unanswered."""

    def __init__(self, ask: Callable[[], Awaitable[None]]) -> None:
        self._ask = ask
        self._since: dict[Any, float] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._asking: asyncio.Task[None] | None = None
        self.silent = False

    def check(self) -> None:
        """Raises Unavailable while the database is silent."""
        if self.silent:
            raise Unavailable(AWAY)

    def begin(self, connection: Any) -> None:
        """`connection`, asyncpg's, is waited on from here until `end`; terminated if the database is silent."""
        loop = asyncio.get_running_loop()
        self._since[connection] = loop.time()
        if self._timer is None and self._asking is None:
            self._timer = loop.call_later(_LOOK, self._look)

    def end(self, connection: Any) -> None:
        self._since.pop(connection, None)

    async def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._asking is not None:
            self._asking.cancel()
            with suppress(asyncio.CancelledError):
                await self._asking

    def _look(self) -> None:
        self._timer = None
        if not self._since:
            return
        loop = asyncio.get_running_loop()
        waited = loop.time() - min(self._since.values())
        if waited < _LOOK:
            self._timer = loop.call_later(_LOOK - waited, self._look)
        else:
            self._asking = loop.create_task(self._question())

    async def _question(self) -> None:
        try:
            while not await self._answers():
                self.silent = True
                waiting, self._since = list(self._since), {}
                for connection in waiting:
                    connection.terminate()
                await asyncio.sleep(_AGAIN)
            self.silent = False
        finally:
            self._asking = None
        if self._since:
            self._timer = asyncio.get_running_loop().call_later(_LOOK, self._look)

    async def _answers(self) -> bool:
        """An error of PostgreSQL's own is an answer, too."""
        asked = asyncio.ensure_future(self._ask())
        for _ in range(_TICKS):
            await asyncio.wait({asked}, timeout=_TICK)
            if asked.done():
                break
        asked.cancel()
        try:
            await asked
        except asyncpg.PostgresError:
            return True
        except (OSError, asyncpg.InterfaceError, asyncio.CancelledError):
            return False
        return True


def asking(**where: Any) -> Callable[[], Awaitable[None]]:
    """`where`: asyncpg's arguments for connecting."""

    async def ask() -> None:
        connection = await asyncpg.connect(**where)
        connection.terminate()

    return ask


def watch_line(connection: Any) -> None:
    """A line that is cut without a word ends the connection, instead of everybody's patience with it."""
    line = connection._transport.get_extra_info("socket")  # noqa: SLF001 (asyncpg has no other way to the socket)
    if line is None or line.family not in (socket.AF_INET, socket.AF_INET6):
        return
    for name, value in (("TCP_USER_TIMEOUT", _LOST), ("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
