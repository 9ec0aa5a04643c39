"""Things of an account that are billed for, as Kickplan's clients report them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from plangraph.store.tables import columns


class BillableObject(columns.Row, table=True):
    """The account need not exist, so it is named by key. `properties` is a JSON object."""

    __tablename__ = "billable_object"
    __table_args__ = (UniqueConstraint("account_key", "external_type", "external_id"),)

    id: int = columns.key()
    account_key: str = columns.text()
    external_type: str = columns.text()
    external_id: str = columns.text()
    properties: str = columns.json()
    inserted_at: datetime = columns.time()
    updated_at: datetime = columns.time()
