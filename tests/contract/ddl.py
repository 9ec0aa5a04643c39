"""Prints `db/schema.sql`, PostgreSQL's DDL of the tables; with --check compares instead. Run as a module."""

import sys
from pathlib import Path

from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from plangraph import resources
from plangraph.store import tables
from plangraph.store.triggers import UNFOLLOWED, function, triggers

FILE = resources.ROOT / "db" / "schema.sql"
HEAD = "-- PostgreSQL's DDL of every table and trigger, printed by `python3 dev.py schema`; migrations make it.\n"


def ddl() -> str:
    assert tables.__all__
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
    parts = [HEAD]
    for table in SQLModel.metadata.sorted_tables:
        parts.append(f"{str(CreateTable(table).compile(dialect=dialect)).strip()};\n")
        parts += [
            f"{str(CreateIndex(index).compile(dialect=dialect)).strip()};\n"
            for index in sorted(table.indexes, key=lambda i: str(i.name))
        ]
    followed = sorted(set(SQLModel.metadata.tables) - UNFOLLOWED)
    parts += [f"{statement};\n" for statement in (function(), *triggers("postgresql", followed))]
    return "\n".join(line.rstrip() for line in "\n".join(parts).splitlines()) + "\n"


def main(arguments: list[str], file: Path = FILE) -> int:
    if "--check" not in arguments:
        file.write_text(ddl())
        return 0
    if file.read_text() == ddl():
        return 0
    sys.stderr.write(f"{file.name} is not what the tables say; run: python3 dev.py schema\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
