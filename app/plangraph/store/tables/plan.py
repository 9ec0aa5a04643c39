"""Plans with what belongs to them alone: custom fields, annotations, links to credit types and products."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from plangraph.domain.plan import BillingPeriod, MetricUsage, MinimumOrder, TierMode, Vendor
from plangraph.store.tables import columns


class Plan(columns.Row, table=True):
    __table_args__ = (
        Index("plan_by_name", "name", "id"),
        Index("plan_by_updated_at", "updated_at", "id"),
        Index("plan_search", "name_folded"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    uuid: UUID = columns.uuid()
    key: str = columns.text(unique=True)
    name: str = columns.text()
    name_folded: str = columns.text()
    description: str | None = columns.text()
    vendor: Vendor = columns.one_of(Vendor)
    period: BillingPeriod | None = columns.one_of(BillingPeriod)
    minimum_order: MinimumOrder | None = columns.one_of(MinimumOrder)
    inserted_at: datetime = columns.time()
    updated_at: datetime = columns.time()
    synced_at: datetime | None = columns.time()
    removed_at: datetime | None = columns.time()


class PlanCustomField(columns.Row, table=True):
    __tablename__ = "plan_custom_field"
    __table_args__ = (
        UniqueConstraint("plan_id", "key"),
        Index("plan_custom_field_match", "key", "value", "plan_id"),
    )

    id: int = columns.key()
    plan_id: int = columns.to("plan.id", cascade=True)
    key: str = columns.text()
    value: str = columns.text()


class PlanCreditType(columns.Row, table=True):
    """Which credit types a plan uses anywhere; kept by the writer."""

    __tablename__ = "plan_credit_type"
    __table_args__ = (UniqueConstraint("plan_id", "credit_type_id"),)

    id: int = columns.key()
    plan_id: int = columns.to("plan.id", cascade=True)
    credit_type_id: int = columns.to("credit_type.id", index=True)
    name: str = columns.text()


class PlanProduct(columns.Row, table=True):
    """Which products a plan charges for; kept by the writer."""

    __tablename__ = "plan_product"
    __table_args__ = (UniqueConstraint("plan_id", "product_id"),)

    id: int = columns.key()
    plan_id: int = columns.to("plan.id", cascade=True)
    product_id: int = columns.to("product.id", index=True)
    name: str = columns.text()


class PlanTierMode(columns.Row, table=True):
    __tablename__ = "plan_tier_mode"
    __table_args__ = (UniqueConstraint("plan_id", "charge"),)

    id: int = columns.key()
    plan_id: int = columns.to("plan.id", cascade=True)
    charge: str = columns.text()
    mode: TierMode = columns.one_of(TierMode)


class PlanMetric(columns.Row, table=True):
    __tablename__ = "plan_metric"
    __table_args__ = (UniqueConstraint("plan_id", "charge"),)

    id: int = columns.key()
    plan_id: int = columns.to("plan.id", cascade=True)
    charge: str = columns.text()
    metric_key: str = columns.text()
    usage: MetricUsage = columns.one_of(MetricUsage)


class PlanComposite(columns.Row, table=True):
    __tablename__ = "plan_composite"
    __table_args__ = (UniqueConstraint("plan_id", "charge"),)

    id: int = columns.key()
    plan_id: int = columns.to("plan.id", cascade=True)
    charge: str = columns.text()


class PlanCompositePart(columns.Row, table=True):
    __tablename__ = "plan_composite_part"
    __table_args__ = (UniqueConstraint("composite_id", "position"),)

    id: int = columns.key()
    composite_id: int = columns.to("plan_composite.id", cascade=True)
    position: int
    charge: str = columns.text()
