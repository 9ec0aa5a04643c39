"""Pricing units: fiat money and custom units."""

from uuid import UUID

from plangraph.domain.money import CreditUnit
from plangraph.store.tables import columns


class CreditType(columns.Row, table=True):
    __tablename__ = "credit_type"

    id: int = columns.key()
    gid: str = columns.gid()
    uuid: UUID = columns.uuid()
    name: str = columns.text()
    fiat: bool
    unit: CreditUnit = columns.one_of(CreditUnit)
    currency: str | None = columns.text()
