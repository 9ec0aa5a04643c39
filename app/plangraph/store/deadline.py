"""Until when a request may keep the database busy: set by whoever serves it, obeyed wherever a statement is read.

The moment travels in a context variable, since the tasks that batch reads are nobody's children: cancelling the request
does not end them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain.errors import Timeout

_moment: ContextVar[float | None] = ContextVar("deadline", default=None)


_GRACE = 0.25  # what waits for the database ends by the database's own deadline, which stops the statement too


class Alarm:
    """`with Alarm(1.5): await …` raises TimeoutError after so many seconds.

    It is asyncio.timeout, at a third of its price: every request has some.
    """

    __slots__ = ("_before", "_rung", "_seconds", "_task", "_timer")

    def __init__(self, seconds: float) -> None:
        self._seconds, self._rung = seconds, False

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 (whoever awaits is in a task)
        self._task, self._before = task, task.cancelling()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._ring)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._timer.cancel()
        if self._rung and self._task.uncancel() <= self._before and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def _ring(self) -> None:
        self._rung = True
        self._task.cancel()


class Deadline(Alarm):
    """Statements begun inside end in so many seconds, with a Timeout; whatever else goes on rings a little later."""

    __slots__ = ("_token",)
    _token: Token[float | None]

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds + _GRACE)

    def __enter__(self) -> None:
        self._token = _moment.set(asyncio.get_running_loop().time() + self._seconds - _GRACE)
        super().__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _moment.reset(self._token)
        super().__exit__(kind, error, at)


@asynccontextmanager
async def enforced(connection: AsyncConnection) -> AsyncIterator[None]:
    """What runs inside is stopped in the database too when its time is over.

    asyncpg asks PostgreSQL to cancel as soon as the waiting task is. SQLite computes in a thread that knows nothing of
    tasks, so its statement is interrupted and fails by itself.
    """
    moment = _moment.get()
    if moment is None:
        yield
        return
    loop = asyncio.get_running_loop()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    sqlite = connection.dialect.name == "sqlite"
    alarm = loop.call_at(moment, _interrupt, driver) if sqlite else None
    try:
        async with asyncio.timeout_at(None if sqlite else moment):
            yield
    except (TimeoutError, DBAPIError) as error:
        if loop.time() < moment:
            raise
        raise Timeout("The operation took too long; ask for less at once.") from error
    finally:
        if alarm:
            alarm.cancel()


def _interrupt(driver: Any) -> None:
    _running.add(task := asyncio.ensure_future(driver.interrupt()))
    task.add_done_callback(_running.discard)


_running: set[asyncio.Future[None]] = set()
