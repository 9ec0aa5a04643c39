"""Tells a slow statement from a PostgreSQL that has fallen silent, and from a connection that leads nowhere.

On a connection all three look the same: nothing comes back. So when a statement has been waited for a while, the
database is asked on a connection of its own. If it is not there, all that wait are told so, and newcomers at once,
until it answers again. If it is there but knows nothing of the statement, time and again, then what was sent has not
arrived, and the connection is given up. A statement that needs long is left to its deadline.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic
from typing import Any
from weakref import WeakSet

import asyncpg

from plangraph.domain.errors import Unavailable

AWAY = "The database cannot be reached or written to; try again shortly."
PATIENCE = 1.5
"""Seconds for a turn on a connection, a new one included, where somebody waits for an answer within two."""

_LOOK = 0.4  # seconds after which a statement is worth asking
_TICKS, _TICK = 40, 0.025  # seconds to wait for an answer, counted in turns of the loop: a busy process is no silence
_AGAIN = 0.5  # seconds between questions to a silent database
_LOST = 5_000  # milliseconds until what the other side does not acknowledge ends a connection
_IDLE = "select pid, state_change from pg_stat_activity where pid = any($1::int[]) and state like 'idle%'"
Connect = Callable[[], Awaitable[Any]]


class Pulse:
    """`connect` makes a connection of asyncpg's, to ask on.

    `silent` is whether the last question went unanswered.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._since: dict[Any, float] = {}
        self._known: WeakSet[Any] = WeakSet()
        self._idle: Mapping[Any, Any] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._asking: asyncio.Task[None] | None = None
        self.silent = False

    def check(self) -> None:
        """Raises Unavailable while the database is silent."""
        if self.silent:
            raise Unavailable(AWAY)

    def know(self, connection: Any) -> None:
        """One that rests between its uses, and may lead nowhere by then."""
        self._known.add(connection)

    def begin(self, connection: Any) -> None:
        """`connection`, asyncpg's, is waited on from here until `end`; terminated if the database is silent."""
        self._since[connection] = monotonic()
        if self._timer is None and self._asking is None:
            self._timer = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def end(self, connection: Any) -> None:
        self._since.pop(connection, None)

    @contextmanager
    def watching(self, connection: Any) -> Iterator[None]:
        """For one that is not waited on all the time, and that serves nobody else meanwhile."""
        self.check()
        self.begin(connection)
        try:
            yield
        finally:
            self.end(connection)

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
        waited = monotonic() - min(self._since.values())
        if waited < _LOOK:
            self._timer = loop.call_later(_LOOK - waited, self._look)
        else:
            self._asking = loop.create_task(self._question())

    async def _question(self) -> None:
        try:
            while (asked := await self._connected()) is None:
                self.silent, self._idle = True, {}
                self._give_up(list(self._since))
                await asyncio.sleep(_AGAIN)
            self.silent = False
            waiting = await self._unheard(asked)
            if nowhere := [c for c, since in waiting.items() if self._idle.get(c) == since]:
                self._give_up([*nowhere, *(c for c in self._known if c not in self._since)])
            self._idle = waiting
        finally:
            self._asking = None
        if self._since:
            self._timer = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def _give_up(self, connections: list[Any]) -> None:
        for connection in connections:
            self._since.pop(connection, None)
            connection.terminate()

    async def _connected(self) -> Any | None:
        """None for silence. An error of PostgreSQL's own is an answer, too."""
        asked = asyncio.ensure_future(self._connect())
        try:
            for _ in range(_TICKS):
                await asyncio.wait({asked}, timeout=_TICK)
                if asked.done():
                    break
        except asyncio.CancelledError:
            asked.add_done_callback(_unwanted)
            raise
        finally:
            asked.cancel()
        try:
            return await asked
        except asyncpg.PostgresError as error:
            return error
        except (OSError, asyncpg.InterfaceError, asyncio.CancelledError):
            return None

    async def _unheard(self, asked: Any) -> dict[Any, Any]:
        """Of the connections that are waited on for long, those whose ends have nothing to do, and since when."""
        if isinstance(asked, Exception):
            return {}
        now = monotonic()
        late = {c.get_server_pid(): c for c, since in self._since.items() if now - since >= _LOOK}
        try:
            rows = await asked.fetch(_IDLE, list(late), timeout=_LOOK)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return {}
        finally:
            asked.terminate()
        return {late[row["pid"]]: row["state_change"] for row in rows if late[row["pid"]] in self._since}


def _unwanted(asked: asyncio.Future[Any]) -> None:
    if not asked.cancelled() and asked.exception() is None:
        asked.result().terminate()


def asking(**where: Any) -> Connect:
    """`where`: asyncpg's arguments for connecting."""
    return partial(asyncpg.connect, **where)


def watch_line(connection: Any) -> None:
    """A line that is cut without a word ends the connection, instead of everybody's patience with it."""
    line = connection._transport.get_extra_info("socket")  # noqa: SLF001 (asyncpg has no other way to the socket)
    if line is None or line.family not in (socket.AF_INET, socket.AF_INET6):
        return
    for name, value in (("TCP_USER_TIMEOUT", _LOST), ("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
