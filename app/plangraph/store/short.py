"""Short statements of SQLite's, run where they are asked for: to hand one to a thread and back takes longer than that.

    asked ─▶ known to be short? ─ yes ─▶ run here, within bounds ─▶ answered
                    │ no                        │ too much, too slow, locked
                    ▼                           ▼
              the thread, which is told how long it took: short ones are run here from then on

While one runs nobody else is served, so one that turns out to be long is given up after some thousand steps of SQLite's
machine, and left to the thread for the next times.
"""

import sqlite3
from collections.abc import Callable
from time import perf_counter
from typing import Any

from plangraph.store.kept import Kept
from plangraph.store.statement import Statement

_STEPS = 20_000  # less than a millisecond of SQLite's machine; up to twice that is let pass
_ELSEWHERE = 16  # times in the thread before one that was too long here is tried again


class Short:
    """`opened` makes a connection; up to `seconds` is short.

    What fails here says nothing: the thread's failure is told.
    """

    def __init__(self, opened: Callable[[], sqlite3.Connection], seconds: float = 0.0005) -> None:
        self._opened, self.seconds = opened, seconds
        self._connection: sqlite3.Connection | None = None
        self._waits: Kept[Statement, int] = Kept(2_000, 2_000)
        self._looks = 0

    def answer(self, statement: Statement, values: Any) -> Any | None:
        """The one value that the statement answers; None where the thread is to be asked."""
        if self._waits.get(statement) != 0:
            return None
        begun, self._looks = perf_counter(), 0
        try:
            found = self._connected().execute(statement.text, values).fetchone()[0]
        except sqlite3.Error:
            found = None
        if found is None or perf_counter() - begun > self.seconds:
            self._waits.keep(statement, _ELSEWHERE, 1)
        return found

    def took(self, statement: Statement, seconds: float) -> None:
        """What the thread tells of one that it has run."""
        waits = self._waits.get(statement) or 1
        self._waits.keep(statement, waits - 1 if seconds < self.seconds else waits, 1)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._opened()
            self._connection.execute("pragma busy_timeout=0")
            self._connection.set_progress_handler(self._look, _STEPS)
        return self._connection

    def _look(self) -> int:
        """SQLite counts on from the statement's last run, so the first look may come after a single step."""
        self._looks += 1
        return int(self._looks > 1)
