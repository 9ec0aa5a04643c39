"""Runs migrations on the connection that the program hands over; the program owns the transaction."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from plangraph.store import tables  # noqa: F401  (fills the metadata)

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
context.run_migrations()
