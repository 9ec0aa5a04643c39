"""A version of each table, moved by triggers within the transaction that writes."""

import sqlalchemy as sa
from alembic import op

from plangraph.store import triggers, types

revision = "0003"
down_revision = "0002"

TABLES = (
    "account",
    "account_custom_field",
    "account_plan",
    "billable_object",
    "charge",
    "charge_custom_field",
    "credit_grant",
    "credit_type",
    "customer",
    "customer_custom_field",
    "customer_plan",
    "entitlement",
    "feature",
    "feature_override",
    "ingest_alias",
    "metric",
    "metric_event",
    "minimum",
    "outbox_entry",
    "overage_rate",
    "plan",
    "plan_composite",
    "plan_composite_part",
    "plan_credit_type",
    "plan_custom_field",
    "plan_metric",
    "plan_product",
    "plan_tier_mode",
    "price",
    "product",
    "sync",
    "variant",
)


def upgrade() -> None:
    versions = op.create_table(
        "data_version",
        sa.Column("table_name", types.PlainText(), nullable=False),
        sa.Column("slot", types.BigInt, autoincrement=False, nullable=False),
        sa.Column("n", types.BigInt, nullable=False),
        sa.PrimaryKeyConstraint("table_name", "slot", name="data_version_pkey"),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(versions, [{"table_name": name, "slot": 0, "n": 0} for name in TABLES])
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(triggers.function())
    for statement in triggers.triggers(dialect, TABLES):
        op.execute(statement)
