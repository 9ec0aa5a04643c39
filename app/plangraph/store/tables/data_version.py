"""How often each table was written: what is read from tables whose numbers have not moved is still true."""

from sqlalchemy import func, select
from sqlmodel import Field, col

from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.tables import columns
from plangraph.store.types import BigInt, PlainText


class DataVersion(columns.Row, table=True):
    """A table's version is the sum of its slots; only triggers write here (store/triggers.py).

    A transaction moves one slot of each table that it writes. Writers at once have a slot each, so none waits. That it
    has no row numbers in SQLite is said by its migration alone: an option of one dialect here would import it.
    """

    __tablename__ = "data_version"

    table_name: str = Field(primary_key=True, sa_type=PlainText)
    slot: int = Field(primary_key=True, sa_type=BigInt, sa_column_kwargs={"autoincrement": False})
    n: int = Field(sa_type=BigInt)


VERSION = select(func.coalesce(func.sum(col(DataVersion.n)), 0)).where(
    OneOf(DataVersion.__table__.c.table_name, bound_list("tables", PlainText()))  # type: ignore[attr-defined]  # set by SQLModel
)
"""Of the tables that are bound: equal ones say that none of them was written in between."""
