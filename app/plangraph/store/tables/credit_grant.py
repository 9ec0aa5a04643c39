"""Amounts of credit that come with a plan."""

from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint

from plangraph.store.tables import columns


class CreditGrant(columns.Row, table=True):
    """`rank` is the place among the plan's grants by priority, which compares as numbers where it can."""

    __tablename__ = "credit_grant"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        Index("credit_grant_of_plan", "plan_id", "rank", "id"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    plan_id: int = columns.to("plan.id", cascade=True)
    position: int
    rank: int
    name: str = columns.text()
    amount_granted: Decimal = columns.decimal()
    amount_granted_credit_type_id: int = columns.to("credit_type.id")
    amount_paid: Decimal = columns.decimal()
    amount_paid_credit_type_id: int = columns.to("credit_type.id")
    effective_duration: Decimal = columns.decimal()
    priority: str = columns.text()
    send_invoice: bool
    reason: str | None = columns.text()
    recurrence_duration: Decimal | None = columns.decimal()
    recurrence_interval: Decimal | None = columns.decimal()
