"""Readings that wait for a turn: each is read once for all who wait for the very same.

    asked while no connection is free ─▶ waiting, others join ─▶ its turn: nobody joins any more ─▶ all are answered

What is read begins after everybody has asked for it, so nobody is told anything older than without this.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

Turn = asyncio.Future[bytes | None]
Taking = Callable[[], Awaitable[Any]]


class Turns:
    def __init__(self) -> None:
        self._waiting: dict[Hashable, list[Turn]] = {}

    async def read(self, key: Hashable, take: Taking, read: Callable[[Any], Awaitable[bytes]]) -> bytes:
        """`take`: waits for what `read` is given. Raises what they raise, to all who have joined."""
        loop = asyncio.get_running_loop()
        while (joined := self._waiting.get(key)) is not None:
            turn: Turn = loop.create_future()
            joined.append(turn)
            found = await turn
            if found is not None:
                return found
        joined = self._waiting[key] = []
        answer, failure = None, None
        try:
            try:
                given = await take()
            finally:
                del self._waiting[key]
            answer = await read(given)
        except Exception as error:
            failure = error
            raise
        finally:
            for turn in joined:
                _tell(turn, answer, failure)
        return answer


def _tell(turn: Turn, answer: bytes | None, failure: Exception | None) -> None:
    """No answer and no failure: whoever read has left, and another one will."""
    if turn.done():
        return
    if failure is None:
        turn.set_result(answer)
    else:
        turn.set_exception(failure)
