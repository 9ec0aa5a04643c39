"""Customers, the ids that events may name them by, and the plans they are on."""

from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, UniqueConstraint, and_, case, literal_column, type_coerce
from sqlmodel import col

from plangraph.store.tables import columns
from plangraph.store.types import enumeration


class BillableValue(Enum):
    BILLABLE = "billable"
    UNBILLABLE = "unbillable"


class PlanStatus(Enum):
    """Where a customer's plan stands at one instant."""

    ACTIVE = "ACTIVE"
    ENDED = "ENDED"
    UPCOMING = "UPCOMING"


class Customer(columns.Row, table=True):
    __table_args__ = (
        Index("customer_by_name", "name", "id"),
        Index("customer_by_created_at", "created_at", "id"),
        Index("customer_search", "name_folded"),
        Index("customer_external_id", "external_id"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    uuid: UUID = columns.uuid()
    external_id: str = columns.text()
    name: str = columns.text()
    name_folded: str = columns.text()
    salesforce_account_id: str | None = columns.text()
    billable_value: BillableValue | None = columns.one_of(BillableValue)
    billable_effective_at: datetime | None = columns.time()
    created_at: datetime = columns.time()
    updated_at: datetime = columns.time()
    archived_at: datetime | None = columns.time()
    synced_at: datetime | None = columns.time()


class CustomerCustomField(columns.Row, table=True):
    __tablename__ = "customer_custom_field"
    __table_args__ = (
        UniqueConstraint("customer_id", "key"),
        Index("customer_custom_field_match", "key", "value", "customer_id"),
    )

    id: int = columns.key()
    customer_id: int = columns.to("customer.id", cascade=True)
    key: str = columns.text()
    value: str = columns.text()


class IngestAlias(columns.Row, table=True):
    __tablename__ = "ingest_alias"
    __table_args__ = (UniqueConstraint("customer_id", "position"),)

    id: int = columns.key()
    customer_id: int = columns.to("customer.id", cascade=True)
    position: int
    alias: str = columns.text(unique=True)


class CustomerPlan(columns.Row, table=True):
    """A customer on a plan in [starting_on, ending_before).

    The customer's name is carried for search and order; `ends` is `ending_before` or the end of time, so that a page by
    it costs the same anywhere. The first two indexes end in all that says whether a row counts, so that PostgreSQL
    counts in the index alone, and prefers it even where its guess of a large plan's rows is far too low.
    """

    __tablename__ = "customer_plan"
    __table_args__ = (
        Index("customer_plan_by_start", "plan_id", "starting_on", "id", "ends", "removed_at"),
        Index("customer_plan_by_end", "plan_id", "ends", "id", "starting_on", "removed_at"),
        Index("customer_plan_by_name", "plan_id", "customer_name", "id"),
        Index("customer_plan_search", "plan_id", "customer_name_folded"),
        Index("customer_plan_of_customer", "customer_id", "starting_on", "id"),
        Index("customer_plan_ends", "ends", "customer_id"),
        Index("customer_plan_starts", "starting_on", "customer_id"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    uuid: UUID = columns.uuid()
    customer_id: int = columns.to("customer.id", cascade=True)
    plan_id: int = columns.to("plan.id")
    starting_on: datetime = columns.time()
    ending_before: datetime | None = columns.time()
    ends: datetime = columns.time()
    removed_at: datetime | None = columns.time()
    customer_name: str = columns.text()
    customer_name_folded: str = columns.text()


def status_at(row: type[CustomerPlan], instant: ColumnElement[datetime]) -> ColumnElement[PlanStatus]:
    """Active, ended or upcoming at an instant; the three never overlap and leave no gap."""
    word: dict[PlanStatus, ColumnElement[str]] = {status: literal_column(f"'{status.value}'") for status in PlanStatus}
    found = case(
        (col(row.starting_on) > instant, word[PlanStatus.UPCOMING]),
        (col(row.ends) <= instant, word[PlanStatus.ENDED]),
        else_=word[PlanStatus.ACTIVE],
    )
    status: Any = enumeration(PlanStatus)
    return type_coerce(found, status)


def stands_at(
    starting_on: ColumnElement[datetime], ends: ColumnElement[datetime], instant: ColumnElement[datetime]
) -> dict[PlanStatus, ColumnElement[bool]]:
    """The same as conditions on the columns themselves, which their indexes and statistics serve."""
    return {
        PlanStatus.ACTIVE: and_(starting_on <= instant, ends > instant),
        PlanStatus.ENDED: and_(starting_on <= instant, ends <= instant),
        PlanStatus.UPCOMING: starting_on > instant,
    }
