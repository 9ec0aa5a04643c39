"""Accounts as Kickplan knows them: plans, custom fields and feature overrides."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from plangraph.domain.account import OverrideKind
from plangraph.store.tables import columns


class Account(columns.Row, table=True):
    __table_args__ = (
        Index("account_by_name", "name", "id"),
        Index("account_by_updated_at", "updated_at", "id"),
        Index("account_search_key", "key_folded"),
        Index("account_search_name", "name_folded"),
    )

    id: int = columns.key()
    gid: str = columns.gid()
    key: str = columns.text(unique=True)
    key_folded: str = columns.text()
    name: str | None = columns.text()
    name_folded: str | None = columns.text()
    inserted_at: datetime = columns.time()
    updated_at: datetime = columns.time()


class AccountCustomField(columns.Row, table=True):
    """`value` is JSON as it was given; `text` what the graph shows and filters compare."""

    __tablename__ = "account_custom_field"
    __table_args__ = (
        UniqueConstraint("account_id", "key"),
        Index("account_custom_field_match", "key", "text", "account_id"),
    )

    id: int = columns.key()
    account_id: int = columns.to("account.id", cascade=True)
    key: str = columns.text()
    value: str = columns.json()
    text: str = columns.text()


class AccountPlan(columns.Row, table=True):
    __tablename__ = "account_plan"
    __table_args__ = (
        UniqueConstraint("account_id", "position"),
        Index("account_plan_of_plan", "plan_id", "account_id"),
    )

    id: int = columns.key()
    account_id: int = columns.to("account.id", cascade=True)
    position: int
    plan_id: int = columns.to("plan.id")


class FeatureOverride(columns.Row, table=True):
    """Names feature and variant by key, since a vendor may know ones that are not here."""

    __tablename__ = "feature_override"
    __table_args__ = (UniqueConstraint("account_id", "position"),)

    id: int = columns.key()
    account_id: int = columns.to("account.id", cascade=True)
    position: int
    feature_key: str = columns.text()
    variant_key: str | None = columns.text()
    kind: OverrideKind = columns.one_of(OverrideKind)
    expires_at: datetime | None = columns.time()
