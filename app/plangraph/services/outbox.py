"""Delivery of queued writes to Kickplan: in order for each account, at least once, by one process at a time."""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from plangraph.domain.errors import FieldError, InvalidInput, Unavailable
from plangraph.services.sync import holder_name
from plangraph.store.engine import Database
from plangraph.store.queries import outbox
from plangraph.store.tables import OutboxState
from plangraph.store.write import Connection, write
from plangraph.vendors.kickplan.client import Failure

ATTEMPTS = 20
LONGEST = 300.0  # seconds between two attempts
LEASE = timedelta(seconds=30)
IDLE = 0.5
TOGETHER = 8  # accounts that are sent to at once
BATCH = 50  # entries of one account that are sent before they are noted
Clock = Callable[[], datetime]
Counted = Callable[[dict[OutboxState, int]], None]


class Target(Protocol):
    """A vendor that takes writes."""

    async def send(self, kind: str, body: str) -> Failure | None: ...


async def forward(database: Database, target: Target, clock: Clock, counted: Counted, idle: float = IDLE) -> None:
    """Delivers for ever; several processes may call this, and one of them works. Cancel it to stop."""
    holder = holder_name()
    try:
        while True:
            try:
                sent = await _turn(database, target, clock, holder)
                counted(await outbox.counts(database))
            except Unavailable:
                sent = False
            if not sent:
                await asyncio.sleep(idle)
    finally:
        await _released(database, holder, clock)


async def deliver(database: Database, target: Target, clock: Clock) -> bool:
    """Sends what is due once round; answers whether anything was. For the holder of the lock."""
    accounts = await outbox.due_accounts(database, clock(), 100)
    limit = asyncio.Semaphore(TOGETHER)

    async def one(account: str) -> None:
        async with limit:
            await _account(database, target, account, clock)

    await asyncio.gather(*(one(account) for account in accounts))
    return bool(accounts)


async def retry(database: Database, uuids: Sequence[str] | None, now: datetime) -> int:
    """Dead entries are sent again; None for all of them. Answers how many; raises InvalidInput for what is no id."""
    found: list[UUID] | None = None
    if uuids is not None:
        try:
            found = [UUID(text) for text in uuids]
        except ValueError:
            raise InvalidInput(
                [FieldError((), "an entry's id is a UUID; `plangraph outbox list` shows them")]
            ) from None

    async def work(connection: Connection) -> int:
        return await outbox.revive(connection, found, now)

    return await write(database, work)


async def _turn(database: Database, target: Target, clock: Clock, holder: str) -> bool:
    async def work(connection: Connection) -> str | None:
        return await outbox.take(connection, holder, clock(), clock() + LEASE)

    if await write(database, work) is not None:
        return False
    return await deliver(database, target, clock)


async def _account(database: Database, target: Target, account: str, clock: Clock) -> None:
    """Sends an account's entries in order, until one fails for now. A refused one is put aside and does not hold up."""
    done: list[int] = []
    for entry in await outbox.waiting(database, account, BATCH):
        failure = await target.send(entry.kind.value, entry.body)
        if failure is None:
            done.append(entry.id)
            continue
        await _note(database, done, clock(), entry, failure)
        if failure.passing:
            return
        done = []
    await _note(database, done, clock())


async def _note(
    database: Database,
    done: Sequence[int],
    now: datetime,
    entry: outbox.Entry | None = None,
    failure: Failure | None = None,
) -> None:
    async def work(connection: Connection) -> None:
        await outbox.delivered(connection, done, now)
        if entry is not None and failure is not None:
            alive = failure.passing and entry.attempts + 1 < ATTEMPTS
            state = OutboxState.PENDING if alive else OutboxState.DEAD
            later = now + timedelta(seconds=max(pause(entry.attempts), failure.after))
            await outbox.failed(connection, entry, state, later, failure.reason)

    if done or entry:
        await write(database, work)


def pause(attempts: int, chance: Callable[[], float] = random.random) -> float:
    """Seconds until the next attempt: doubled each time, and spread so that accounts do not return together."""
    return float(min(2**attempts, LONGEST) * (0.5 + chance() / 2))


async def _released(database: Database, holder: str, clock: Clock) -> None:
    async def work(connection: Connection) -> None:
        await outbox.release(connection, holder, clock())

    try:
        await asyncio.shield(write(database, work))
    except Unavailable:
        return
