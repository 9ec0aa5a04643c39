"""What commands share: settings, a database for the length of one command, and how data is printed."""

import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from plangraph.cli.failures import Mistake

if TYPE_CHECKING:
    from plangraph.settings import Settings
    from plangraph.store.engine import Database

T = TypeVar("T")


def now() -> datetime:
    return datetime.now(UTC)


def load_settings(**given: Any) -> "Settings":
    from plangraph import settings

    return settings.load(**given)


def open_database(settings: "Settings") -> "Database":
    """A SQLite file's folder is made when it is not there."""
    from sqlalchemy.engine import make_url

    from plangraph.store import engine

    try:
        parsed = engine.async_url(settings.database_url)
        if parsed.get_backend_name() == "sqlite":
            Path(make_url(settings.database_url).database or "").resolve().parent.mkdir(parents=True, exist_ok=True)
        return engine.open_database(settings.database_url, settings.database_connections)
    except ValueError as error:
        raise Mistake(f"PLANGRAPH_DATABASE_URL: {error}") from None
    except OSError as error:
        raise Mistake(f"PLANGRAPH_DATABASE_URL: cannot make the folder {error.filename}: {error.strerror}") from None


def with_database(settings: "Settings", work: Callable[["Database"], Awaitable[T]], *, migrated: bool = True) -> T:
    """Runs `work` with the database open. `migrated`: at this program's revision, to which an empty one is brought."""

    import asyncio

    async def run() -> T:
        database = open_database(settings)
        try:
            if migrated:
                await _need_migrated(database)
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())


async def _need_migrated(database: "Database") -> None:
    from plangraph.store import migrations

    found = await migrations.standing(database)
    migrations.refuse_newer(found)
    if found.current is None:
        await migrations.upgrade(database)
    elif not found.up_to_date:
        raise Mistake("the database is not up to date; run `plangraph db upgrade`")


def hint(text: str) -> None:
    """For people, beside the data that goes to stdout."""
    print(text, file=sys.stderr, flush=True)


def print_json(data: Any) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False, default=str))


def print_table(head: list[str], rows: list[list[str]], empty: str) -> None:
    """A table on a terminal; tab-separated lines, without a head, for other programs."""
    if not rows:
        hint(empty)
    elif not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
    else:
        from rich.console import Console
        from rich.table import Table

        table = Table(*head, box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(*row)
        Console().print(table, markup=False)


def print_summary(summary: Any, *, as_json: bool) -> None:
    """What became of each kind of entry of an import."""
    counts = asdict(summary)
    if as_json:
        print_json(counts)
        return
    rows = [[kind.replace("_", " "), *(str(n) for n in counted.values())] for kind, counted in counts.items()]
    print_table(["", "created", "changed", "unchanged"], rows, "")
