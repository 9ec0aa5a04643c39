"""Everything a database holds, for tests that say what changed and what did not."""

from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from plangraph.store.engine import Database


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Rows of every table by number, with their columns; not how often they were written."""
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name == "data_version":
            continue
        rows = await database.rows(select(table).order_by(table.c.id))
        found[table.name] = [dict(zip(table.c.keys(), row, strict=True)) for row in rows]
    return found


async def rows(database: Database, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """The columns of a table's rows, by number."""
    return [tuple(row[c] for c in columns) for row in (await everything(database))[table]]
