"""Fiat per custom unit, for what credits do not cover."""

from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint

from plangraph.store.tables import columns


class OverageRate(columns.Row, table=True):
    __tablename__ = "overage_rate"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        Index("overage_rate_of_plan", "plan_id", "start_period", "id"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    plan_id: int = columns.to("plan.id", cascade=True)
    position: int
    credit_type_id: int = columns.to("credit_type.id")
    fiat_credit_type_id: int = columns.to("credit_type.id")
    start_period: int
    to_fiat_conversion_factor: Decimal = columns.decimal()
