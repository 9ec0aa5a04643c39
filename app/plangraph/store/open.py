"""Opens what reads a database."""

from plangraph.store.engine import Database
from plangraph.store.pool import FOR_LONG_ANSWERS, Pool
from plangraph.store.pulse import PATIENCE
from plangraph.store.reads import Reads
from plangraph.store.reads_postgres import PostgresReads
from plangraph.store.reads_sqlite import SqliteReads


def open_reads(database: Database, connections: int = 10) -> Reads:
    """Nothing is connected before the first statement."""
    url = database.reader.url
    if database.pulse is None:
        return SqliteReads(url.database or "")
    pool = Pool(url, connections, PATIENCE, database.pulse, database.statement_seconds, FOR_LONG_ANSWERS)
    return PostgresReads(pool)
