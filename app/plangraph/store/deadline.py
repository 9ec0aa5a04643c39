"""Until when a request may keep the database busy: set by whoever serves it, obeyed wherever a statement is read.

The moment travels in a context variable, since the tasks that batch reads are nobody's children: cancelling the request
does not end them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain.errors import Timeout

TOO_LONG = "The operation took too long; ask for less at once."
_AGAIN = 0.02  # seconds
_GRACE = 0.25  # what waits for the database ends by the database's own deadline, which stops the statement too
_moment: ContextVar[float | None] = ContextVar("deadline", default=None)


class Alarms:
    """`with alarms(): await …` raises TimeoutError when it takes more than so many seconds, as asyncio.timeout does.

    For what every request does: whoever began first is over first, so that all share one timer. `statements`: those
    that are begun inside end after the seconds, and what is not over a little later ends too, both by a Timeout.
    """

    def __init__(self, seconds: float, *, statements: bool = False) -> None:
        self.seconds, self.statements = seconds, statements
        self.due: dict[Alarm, float] = {}
        self.timer: tuple[asyncio.AbstractEventLoop, asyncio.TimerHandle] | None = None

    def __call__(self) -> "Alarm":
        return Alarm(self)

    def watch(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        self.timer = loop, loop.call_at(due, self._look)

    def _look(self) -> None:
        self.timer, loop = None, asyncio.get_running_loop()
        for alarm, due in list(self.due.items()):
            if due > loop.time():
                self.watch(loop, due)
                break
            del self.due[alarm]
            alarm.ring()


class Alarm:
    """Of one task, for once."""

    __slots__ = ("_alarms", "_before", "_rung", "_task", "_token")

    def __init__(self, alarms: Alarms) -> None:
        self._alarms, self._rung = alarms, False

    def __enter__(self) -> None:
        alarms, loop = self._alarms, asyncio.get_running_loop()
        task = asyncio.current_task(loop)
        assert task is not None  # noqa: S101 (whoever awaits is in a task)
        self._task, self._before = task, task.cancelling()
        due = loop.time() + alarms.seconds
        if alarms.statements:
            self._token = _moment.set(due)
            due += _GRACE
        alarms.due[self] = due
        if alarms.timer is None or alarms.timer[0] is not loop:
            alarms.watch(loop, due)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        alarms = self._alarms
        alarms.due.pop(self, None)
        if alarms.statements:
            _moment.reset(self._token)
        if self._rung and self._task.uncancel() <= self._before and kind is asyncio.CancelledError:
            raise (Timeout(TOO_LONG) if alarms.statements else TimeoutError) from error

    def ring(self) -> None:
        self._rung = True
        self._task.cancel()


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
    alarm: asyncio.TimerHandle | None = None

    def interrupt() -> None:
        """Again and again, since SQLite forgets an interrupt that comes before the statement begins."""
        nonlocal alarm
        _interrupt(driver)
        alarm = loop.call_later(_AGAIN, interrupt)

    if sqlite:
        alarm = loop.call_at(moment, interrupt)
    try:
        async with asyncio.timeout_at(None if sqlite else moment):
            yield
    except (TimeoutError, DBAPIError) as error:
        if loop.time() < moment:
            raise
        raise Timeout(TOO_LONG) from error
    finally:
        if alarm:
            alarm.cancel()


@asynccontextmanager
async def obeyed() -> AsyncIterator[None]:
    """As `enforced`, for statements that are stopped in the database when whoever waits for them is cancelled."""
    try:
        async with asyncio.timeout_at(_moment.get()) as own:
            yield
    except TimeoutError as error:
        if not own.expired():
            raise
        raise Timeout(TOO_LONG) from error


def _interrupt(driver: Any) -> None:
    _running.add(task := asyncio.ensure_future(driver.interrupt()))
    task.add_done_callback(_running.discard)


_running: set[asyncio.Future[None]] = set()
