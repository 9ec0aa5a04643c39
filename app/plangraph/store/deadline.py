"""Until when a request may keep the database busy: set by whoever serves it, obeyed wherever a statement is read.

The moment travels in a context variable, since the tasks that batch reads are nobody's children: cancelling the request
does not end them.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain.errors import Timeout

TOO_LONG = "The operation took too long; ask for less at once."
_GRACE = 0.25  # seconds: what waits for the database ends by its own deadline, which stops the statement too
_moment: ContextVar[float | None] = ContextVar("deadline", default=None)


@asynccontextmanager
async def limited(seconds: float) -> AsyncIterator[Callable[[float], None]]:
    """What runs inside ends in so many seconds, with a Timeout. What is given counts anew, by other seconds."""
    loop = asyncio.get_running_loop()
    with within(seconds):
        try:
            async with asyncio.timeout(seconds + _GRACE) as patience:

                def again(seconds: float) -> None:
                    _moment.set(loop.time() + seconds)
                    patience.reschedule(loop.time() + seconds + _GRACE)

                yield again
        except TimeoutError:
            if not patience.expired():
                raise
            raise Timeout(TOO_LONG) from None


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Statements begun here end in so many seconds, with a Timeout."""
    token = _moment.set(asyncio.get_running_loop().time() + seconds)
    try:
        yield
    finally:
        _moment.reset(token)


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
        raise Timeout(TOO_LONG) from error
    finally:
        if alarm:
            alarm.cancel()


def _interrupt(driver: Any) -> None:
    _running.add(task := asyncio.ensure_future(driver.interrupt()))
    task.add_done_callback(_running.discard)


_running: set[asyncio.Future[None]] = set()
