"""Everything that a vendor's Plans API shows, brought here: one transaction for each plan, so that any run can stop.

A plan that the model cannot express is named and skipped whole; what the vendor no longer shows is marked as removed.
"""

import asyncio
import contextlib
import os
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol
from uuid import UUID, uuid4

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import Plan, Vendor
from plangraph.services import price_lists
from plangraph.services.input import read_json
from plangraph.services.plan_customers import to_plan_customers
from plangraph.store.engine import Database
from plangraph.store.queries import bulk, customers, json_text, plan_customers, plans, syncs
from plangraph.store.tables import SyncState
from plangraph.store.write import Connection, write
from plangraph.vendors.metronome.client import VendorError

VENDOR = Vendor.METRONOME
WRITES = (*plans.WRITES, *customers.WRITES)
LEASE = timedelta(seconds=60)
RESUME = timedelta(hours=1)
AHEAD = 4  # plans that are fetched while one is stored


class Source(Protocol):
    """A vendor's Plans API as raw JSON; raises VendorError."""

    async def plans(self) -> list[Any]: ...
    async def detail(self, plan_id: str) -> Any: ...
    async def charges(self, plan_id: str) -> list[Any]: ...
    async def customers(self, plan_id: str) -> list[Any]: ...


class Busy(Exception):
    """Another run holds the lock."""


@dataclass(frozen=True, slots=True)
class Skipped:
    id: str
    name: str
    reason: str


@dataclass(slots=True)
class Summary:
    """What became of the plans (by name) and of the rest; `skipped` were not taken, `failed` could not be fetched."""

    plans_seen: int = 0
    plans_resumed: int = 0
    plans_created: list[str] = field(default_factory=list)
    plans_changed: list[str] = field(default_factory=list)
    plans_removed: list[str] = field(default_factory=list)
    customers_created: set[UUID] = field(default_factory=set)
    customers_changed: set[UUID] = field(default_factory=set)
    customer_plans_created: int = 0
    customer_plans_changed: int = 0
    customer_plans_removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Skipped] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        found = {name: getattr(self, name) for name in syncs.COUNTS}
        return {name: value if isinstance(value, int) else len(value) for name, value in found.items()}

    def to_json(self) -> dict[str, Any]:
        names = {name: getattr(self, name) for name in ("plans_created", "plans_changed", "plans_removed")}
        wrong = {name: [asdict(s) for s in getattr(self, name)] for name in ("skipped", "failed")}
        return {**self.counts(), "plans_resumed": self.plans_resumed, **names, **wrong}


@dataclass(frozen=True, slots=True)
class _Fetched:
    plan: Plan
    people: Sequence[plan_customers.PlanCustomer]


class _DryRun(Exception):
    """Undoes the transaction of a dry run."""


Progress = Callable[[int, int, str], None]
Clock = Callable[[], datetime]


async def sync(
    database: Database, source: Source, clock: Clock, progress: Progress, *, dry_run: bool = False
) -> Summary:
    """Raises Busy, and VendorError when the list of plans cannot be had. A dry run stores nothing at all."""
    if dry_run:
        return await _run(database, source, clock, progress, None, clock())
    name, uuid = holder_name(), uuid4()
    start = await _begin(database, name, uuid, clock)
    async with _kept(database, name, clock):
        error: str | None = "stopped"
        summary = Summary()
        try:
            summary = await _run(database, source, clock, progress, uuid, start)
            error = f"{len(summary.failed)} plans could not be fetched" if summary.failed else None
        except VendorError as failure:
            error = str(failure)
            raise
        finally:
            await _finish(database, name, uuid, clock(), summary, error)
    return summary


def exact(content: bytes) -> Any:
    """JSON with every digit, for vendors' clients, which know nothing of our errors. Raises ValueError."""
    try:
        return read_json(content)
    except InvalidInput as error:
        raise ValueError(str(error)) from None


def holder_name() -> str:
    """This process, so that a second run can say who is at work."""
    return f"{socket.gethostname()}:{os.getpid()}"


def dead(name: str) -> bool:
    """Whether the process is surely gone: only of this host can that be known."""
    host, _, pid = name.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(pid) == os.getpid()


async def _begin(database: Database, name: str, uuid: UUID, clock: Clock) -> datetime:
    async def work(connection: Connection) -> datetime:
        now = clock()
        holder = await syncs.holder(connection, VENDOR)
        gone = holder.holder if holder and dead(holder.holder) else None
        if not await syncs.take(connection, VENDOR, name, now, now + LEASE, gone):
            assert holder is not None  # noqa: S101 (a lock that cannot be taken is held)
            raise Busy(f"a sync is at work since {holder.taken_at:%Y-%m-%d %H:%M:%S} UTC: {holder.holder}")
        return await syncs.begin(connection, VENDOR, uuid, name, now, now - RESUME)

    return await write(database, work)


@contextlib.asynccontextmanager
async def _kept(database: Database, name: str, clock: Clock) -> AsyncIterator[None]:
    """Moves the lease on while the block runs."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 4)
            await write(database, lambda c: syncs.keep(c, VENDOR, name, clock() + LEASE))

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _finish(
    database: Database, name: str, uuid: UUID, now: datetime, summary: Summary, error: str | None
) -> None:
    state = SyncState.FAILED if error else SyncState.DONE

    async def work(connection: Connection) -> None:
        await syncs.note(connection, uuid, {**_told(summary), "state": state, "finished_at": now, "error": error})
        await syncs.release(connection, VENDOR, name, now)

    await write(database, work)


def _told(summary: Summary) -> Mapping[str, Any]:
    wrong = [asdict(s) for s in (*summary.skipped, *summary.failed)]
    return {**summary.counts(), "skipped": json_text.text(wrong)}


async def _run(
    database: Database, source: Source, clock: Clock, progress: Progress, uuid: UUID | None, start: datetime
) -> Summary:
    """`uuid` None: a dry run."""
    summary = Summary()
    listed = await _listed(source)
    there = await syncs.known(database, VENDOR)
    done = {u for u, p in there.items() if uuid and p.synced_at and p.synced_at >= start and not p.removed_at}
    waiting = [u for u in sorted(listed, key=lambda u: u.bytes) if u not in done]
    summary.plans_seen, summary.plans_resumed = len(listed), len(listed) - len(waiting)
    count = summary.plans_resumed
    async for plan, fetched in _fetched(source, waiting):
        if isinstance(fetched, InvalidInput):
            summary.skipped.append(Skipped(str(plan), listed[plan], str(fetched)[:500]))
        elif isinstance(fetched, VendorError):
            summary.failed.append(Skipped(str(plan), listed[plan], str(fetched)[:500]))
        else:
            try:
                await _store(database, fetched, clock(), uuid, summary)
            except InvalidInput as error:
                summary.skipped.append(Skipped(str(plan), listed[plan], str(error)[:500]))
        count += 1
        progress(count, len(listed), listed[plan])
    gone = {u: p for u, p in there.items() if u not in listed and p.removed_at is None}
    summary.plans_removed = [p.name for p in gone.values()]
    if uuid and gone:
        numbers = [p.number for p in gone.values()]
        await write(database, lambda c: syncs.remove_plans(c, numbers, clock()))
    return summary


async def _listed(source: Source) -> dict[UUID, str]:
    """The vendor's plans: id → name."""
    found = {}
    for plan in await source.plans():
        try:
            found[UUID(plan["id"])] = str(plan["name"])
        except (TypeError, KeyError, ValueError, AttributeError):
            raise VendorError("Metronome's list of plans holds something that is no plan") from None
    return found


async def _fetched(
    source: Source, waiting: Sequence[UUID]
) -> AsyncIterator[tuple[UUID, _Fetched | InvalidInput | VendorError]]:
    """In order; a few are fetched ahead."""
    tasks: deque[asyncio.Task[_Fetched | InvalidInput | VendorError]] = deque()
    later = iter(waiting)
    try:
        for plan in waiting:
            tasks.extend(asyncio.create_task(_fetch(source, p)) for p in islice(later, AHEAD - len(tasks)))
            yield plan, await tasks.popleft()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _fetch(source: Source, plan: UUID) -> _Fetched | InvalidInput | VendorError:
    try:
        detail = await source.detail(str(plan))
        charges = await source.charges(str(plan))
        found = await source.customers(str(plan))
        typed = price_lists.to_plan({**detail, "charges": charges}, vendor=VENDOR)
        return _Fetched(typed, to_plan_customers(found))
    except (InvalidInput, VendorError) as error:
        return error


async def _store(database: Database, fetched: _Fetched, now: datetime, uuid: UUID | None, summary: Summary) -> None:
    plan = fetched.plan

    async def work(connection: Connection) -> None:
        await bulk.lock(connection, WRITES)
        saved = await plans.save_plans(connection, [plan], now, synced=True)
        people = await plan_customers.save(connection, saved.numbers[plan.uuid], fetched.people, now)
        summary.plans_created += [plan.name] if saved.created else []
        summary.plans_changed += [plan.name] if saved.changed else []
        summary.customers_created |= people.created
        summary.customers_changed |= people.changed - summary.customers_created
        summary.customer_plans_created += len(people.links.created)
        summary.customer_plans_changed += len(people.links.changed)
        summary.customer_plans_removed += len(people.links.removed)
        if uuid is None:
            raise _DryRun
        await syncs.note(connection, uuid, _told(summary))

    with contextlib.suppress(_DryRun):
        await write(database, work)
