"""`plangraph doctor`: what this installation needs, each line ok or what to do about it."""

import os
import platform
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.cli.failures import FAILED
from plangraph.cli.session import load_settings, now, open_database, print_json

if TYPE_CHECKING:
    from plangraph.settings import Settings
    from plangraph.store.engine import Database

_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_SKEW = 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """`remedy` says what to do when it is not ok."""

    what: str
    found: str
    ok: bool = True
    remedy: str = ""


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Look at Python, the settings, the database, its migrations, the pages, the keys and the clock.

    Each line is ok or says what to do; exit code 1 when one is not.

    Example: plangraph doctor --json
    """
    import asyncio

    lines = asyncio.run(examine())
    if as_json:
        print_json([asdict(line) for line in lines])
    else:
        for line in lines:
            print(f"{'ok ' if line.ok else 'BAD'}  {line.what}: {line.found}{'' if line.ok else f' - {line.remedy}'}")
    if not all(line.ok for line in lines):
        raise typer.Exit(FAILED)


async def examine() -> list[Line]:
    from plangraph import settings as module

    settings = load_settings()
    unknown = module.unknown(dict(os.environ))
    return [
        Line("Python", platform.python_version(), sys.version_info >= (3, 11), "use 3.11 or newer"),
        Line("settings", ", ".join(unknown) or "all known", not unknown, "misspelt? `plangraph config` lists them"),
        _pages(),
        _collector(),
        *[line async for line in _database(settings)],
    ]


async def _database(settings: "Settings") -> AsyncIterator[Line]:
    from plangraph.cli.config import shown
    from plangraph.cli.failures import Mistake
    from plangraph.domain.errors import PlanGraphError
    from plangraph.store import watch

    try:
        database = open_database(settings)
    except Mistake as error:
        yield Line("database", str(error), ok=False, remedy="set PLANGRAPH_DATABASE_URL")
        return
    try:
        yield Line("database", f"{await watch.version(database)} at {shown(settings.database_url)}")
        migrated = await _migrations(database)
        yield migrated
        if migrated.ok:
            yield await _keys(database)
        yield await _connections(settings, database)
        yield await _clock(database)
    except PlanGraphError as error:
        yield Line("database", error.message, ok=False, remedy="start it, or set PLANGRAPH_DATABASE_URL")
    finally:
        await database.close()


async def _migrations(database: "Database") -> Line:
    from plangraph.store import migrations

    try:
        found = await migrations.standing(database)
    except migrations.DatabaseTooOld as error:
        return Line("migrations", str(error), ok=False, remedy="use a newer server")
    if not found.known:
        return Line("migrations", f"{found.current} is newer", ok=False, remedy="use the newer program")
    return Line("migrations", found.current or "none yet", found.up_to_date, "run `plangraph db upgrade`")


async def _keys(database: "Database") -> Line:
    from plangraph.services import api_keys

    valid = sum(key.valid(now()) for key in await api_keys.listed(database))
    return Line("keys", f"{valid} valid", valid > 0, "make one: plangraph keys create --name me --scope read")


async def _connections(settings: "Settings", database: "Database") -> Line:
    from plangraph.store import watch
    from plangraph.store.pool import KEPT_STATEMENTS

    allowed = await watch.allowed_connections(database)
    if allowed is None:
        return Line("connections", f"one thread that reads, {KEPT_STATEMENTS} prepared statements kept")
    shares = settings.shares
    most = settings.workers * settings.database_connections
    told = (
        f"{most} at most of the server's {allowed} ({settings.workers} x {shares.reading} that only read,"
        f" {shares.setting} that set metrics, {shares.other} that do the rest and one for the cache),"
        f" {KEPT_STATEMENTS} prepared statements kept in each"
    )
    return Line("connections", told, most <= allowed, "lower PLANGRAPH_DATABASE_CONNECTIONS or PLANGRAPH_WORKERS")


async def _clock(database: "Database") -> Line:
    from plangraph.store import watch

    here, there = now(), await watch.clock(database)
    apart = abs((here - there).total_seconds())
    told = f"{here:%Y-%m-%d %H:%M:%S} UTC, {apart:.1f} s from the database's"
    return Line("clock", told, apart < _SKEW and here > _BUILT, "set both clocks by the network's time")


def _collector() -> Line:
    from plangraph.web.garbage import THRESHOLDS

    return Line("garbage collector", f"a server freezes what it starts with, thresholds {THRESHOLDS}")


def _pages() -> Line:
    from plangraph import resources

    built = sorted(path.name for path in resources.STATIC.glob("*.html"))
    return Line("pages", ", ".join(built) or "not built", bool(built), "run `npm ci && npm run build` in playground/")
