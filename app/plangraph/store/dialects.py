"""How SQL is written for either database. Only the one that is used is imported, which is what makes up most of it."""

from sqlalchemy import Dialect

POSTGRES, SQLITE = "postgresql", "sqlite"


def dialect_of(name: str) -> Dialect:
    if name == POSTGRES:
        from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

        return PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # SQLAlchemy's own class
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

    return SQLiteDialect_pysqlite(paramstyle="named")
