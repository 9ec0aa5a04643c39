"""The least that a plan's invoice of one credit type comes to."""

from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint

from plangraph.store.tables import columns


class Minimum(columns.Row, table=True):
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        Index("minimum_of_plan", "plan_id", "start_period", "name", "id"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    plan_id: int = columns.to("plan.id", cascade=True)
    position: int
    name: str = columns.text()
    credit_type_id: int = columns.to("credit_type.id")
    start_period: int
    value: Decimal = columns.decimal()
    unit: str = columns.text()
