"""What charges are grouped by."""

from sqlalchemy import Index

from plangraph.store.tables import columns


class Product(columns.Row, table=True):
    __table_args__ = (Index("product_by_name", "name", "id"), Index("product_search", "name_folded"))

    id: int = columns.key()
    gid: str = columns.gid()
    product_id: str = columns.text(unique=True)
    name: str = columns.text()
    name_folded: str = columns.text()
