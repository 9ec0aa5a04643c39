"""Charges with their prices and custom fields."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from plangraph.domain.plan import ChargeType, RoundingBehavior
from plangraph.store.tables import columns


class Charge(columns.Row, table=True):
    """`product_name` is carried so that the default order is one index."""

    __table_args__ = (
        UniqueConstraint("plan_id", "uuid", "start_period"),
        Index("charge_of_plan", "plan_id", "product_name", "name", "start_period", "id"),
        Index("charge_of_plan_by_name", "plan_id", "name", "id"),
        Index("charge_of_plan_by_start", "plan_id", "start_period", "id"),
        Index("charge_of_product", "product_id", "product_name", "name", "start_period", "id"),
        Index("charge_by_product", "product_name", "name", "start_period", "id"),
        Index("charge_by_name", "name", "id"),
        Index("charge_by_start", "start_period", "id"),
        Index("charge_by_credit_type", "credit_type_id"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    uuid: UUID = columns.uuid(unique=False)
    plan_id: int = columns.to("plan.id", cascade=True)
    product_id: int = columns.to("product.id")
    product_name: str = columns.text()
    name: str = columns.text()
    charge_type: ChargeType = columns.one_of(ChargeType)
    credit_type_id: int = columns.to("credit_type.id")
    quantity: Decimal | None = columns.decimal()
    start_period: int
    tier_reset_frequency: int
    division_factor: Decimal | None = columns.decimal()
    rounding_behavior: RoundingBehavior | None = columns.one_of(RoundingBehavior)
    removed_at: datetime | None = columns.time()


class ChargeCustomField(columns.Row, table=True):
    __tablename__ = "charge_custom_field"
    __table_args__ = (UniqueConstraint("charge_id", "key"),)

    id: int = columns.key()
    charge_id: int = columns.to("charge.id", cascade=True)
    key: str = columns.text()
    value: str = columns.text()


class Price(columns.Row, table=True):
    """One tier. `up_to` is the next tier's lower bound; `unit` the name of the charge's credit type."""

    __table_args__ = (UniqueConstraint("charge_id", "position"),)

    id: int = columns.key()
    gid: str = columns.gid()
    charge_id: int = columns.to("charge.id", cascade=True)
    position: int
    tier: Decimal = columns.decimal()
    up_to: Decimal | None = columns.decimal()
    value: Decimal = columns.decimal()
    unit: str = columns.text()
    quantity: Decimal | None = columns.decimal()
    collection_schedule: str | None = columns.text()
    collection_interval: int | None
