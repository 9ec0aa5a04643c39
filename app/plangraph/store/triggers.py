"""The triggers that move a table's version with whatever changes a row of it, whoever writes and by whatever way.

PostgreSQL: once in a transaction for each table, since a setting that lives as long as the transaction remembers it. A
writer takes the lowest free slot by an advisory lock that it never waits for, and nobody else touches the slot's rows
meanwhile: writers cannot wait for each other here, so no order of writing can make them wait in a circle.
SQLite: it has triggers for rows only and one writer at a time, so one slot, moved for each row.
"""

from collections.abc import Iterable, Iterator, Sequence

SLOTS = 64
_LOCKS = 7_420_012  # any number that no other advisory lock of ours has

UNFOLLOWED = frozenset({"api_key", "data_version", "outbox_lock", "page_session", "sync_lock"})
"""Tables that no query of the graph reads."""
TOGETHER = {"metric_event": "metric"}
"""Tables that move another one's version, with which they are written: a metric that is set moves one, not two."""


def versions_of(tables: Iterable[str]) -> list[str]:
    """Under which names the versions of these tables are kept; before a database is migrated, some under two."""
    return sorted({name for table in tables for name in (table, TOGETHER.get(table, table))})


def function() -> str:
    """PostgreSQL's, which all triggers call. With more writers than slots, a connection has one of its own.

    A statement queues its triggers before the first of them runs, so their own condition does not spare it the rest.
    """
    return f"""\
CREATE OR REPLACE FUNCTION move_data_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved text := coalesce(tg_argv[0], tg_table_name);
  mine bigint := nullif(current_setting('plangraph.slot', true), '');
BEGIN
  IF current_setting('plangraph.moved_' || moved, true) = '1' THEN
    RETURN NULL;
  END IF;
  IF mine IS NULL THEN
    mine := 0;
    WHILE mine < {SLOTS} AND NOT pg_try_advisory_xact_lock({_LOCKS}, mine::int) LOOP
      mine := mine + 1;
    END LOOP;
    IF mine = {SLOTS} THEN
      mine := {SLOTS} + pg_backend_pid();
    END IF;
    PERFORM set_config('plangraph.slot', mine::text, true);
  END IF;
  PERFORM set_config('plangraph.moved_' || moved, '1', true);
  UPDATE data_version SET n = n + 1 WHERE table_name = moved AND slot = mine;
  IF NOT FOUND THEN
    INSERT INTO data_version (table_name, slot, n) VALUES (moved, mine, 1);
  END IF;
  RETURN NULL;
END $$"""  # noqa: S608 (constants of this module)


def triggers(dialect: str, tables: Sequence[str]) -> Iterator[str]:
    """The statements that make them; PostgreSQL needs the function first, both a row of slot 0 for each table."""
    for table in tables:
        if dialect == "sqlite":
            yield from (_sqlite(table, event) for event in ("insert", "update", "delete"))
        else:
            yield _postgres(table, "moved", "INSERT OR UPDATE OR DELETE", "ROW")
            yield _postgres(table, "emptied", "TRUNCATE", "STATEMENT")


def _postgres(table: str, name: str, events: str, each: str) -> str:
    moved = TOGETHER.get(table, table)
    function = f"move_data_version('{moved}')" if moved != table else "move_data_version()"
    return f"""\
CREATE TRIGGER {table}_{name} AFTER {events} ON {table} FOR EACH {each}
  WHEN (current_setting('plangraph.moved_{moved}', true) IS DISTINCT FROM '1') EXECUTE FUNCTION {function}"""


def _sqlite(table: str, event: str) -> str:
    return f"""\
CREATE TRIGGER {table}_moved_by_{event} AFTER {event.upper()} ON {table} FOR EACH ROW BEGIN
  UPDATE data_version SET n = n + 1 WHERE table_name = '{TOGETHER.get(table, table)}' AND slot = 0;
END"""  # noqa: S608 (names of our own tables)
