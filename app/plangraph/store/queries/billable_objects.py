"""Billable objects, one row for each (account, type, id)."""

from datetime import datetime

from plangraph.store import tables
from plangraph.store.queries.bulk import insert_new, table_of
from plangraph.store.write import Connection


async def save(
    connection: Connection, account_key: str, external_type: str, external_id: str, properties: str, now: datetime
) -> datetime:
    """Creates or replaces; answers when it was first stored. `properties`: JSON text."""
    table = table_of(tables.BillableObject)
    statement = (
        insert_new(connection, table)
        .values(
            account_key=account_key,
            external_type=external_type,
            external_id=external_id,
            properties=properties,
            inserted_at=now,
            updated_at=now,
        )
        .on_conflict_do_update(
            index_elements=["account_key", "external_type", "external_id"],
            set_={"properties": properties, "updated_at": now},
        )
        .returning(table.c.inserted_at)
    )
    first: datetime = (await connection.execute(statement)).scalar_one()
    return first
