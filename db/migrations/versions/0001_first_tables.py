"""The tables of plans, customers, accounts, features, metrics and keys."""

import sqlalchemy as sa
from alembic import op

from plangraph.store import types

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("key_folded", types.PlainText(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=True),
        sa.Column("name_folded", types.PlainText(), nullable=True),
        sa.Column("inserted_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="account_pkey"),
        sa.UniqueConstraint("gid", name="account_gid_key"),
        sa.UniqueConstraint("key", name="account_key_key"),
    )
    op.create_index("account_by_name", "account", ["name", "id"], unique=False)
    op.create_index("account_by_updated_at", "account", ["updated_at", "id"], unique=False)
    op.create_index("account_search_key", "account", ["key_folded"], unique=False)
    op.create_index("account_search_name", "account", ["name_folded"], unique=False)
    op.create_table(
        "api_key",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("prefix", types.PlainText(), nullable=False),
        sa.Column("hash", types.PlainText(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("account_key", types.PlainText(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=True),
        sa.Column("revoked_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="api_key_pkey"),
        sa.UniqueConstraint("hash", name="api_key_hash_key"),
        sa.UniqueConstraint("prefix", name="api_key_prefix_key"),
    )
    op.create_table(
        "credit_type",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("uuid", types.TextUuid(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("fiat", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("currency", types.PlainText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="credit_type_pkey"),
        sa.UniqueConstraint("gid", name="credit_type_gid_key"),
        sa.UniqueConstraint("uuid", name="credit_type_uuid_key"),
    )
    op.create_table(
        "customer",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("uuid", types.TextUuid(), nullable=False),
        sa.Column("external_id", types.PlainText(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("name_folded", types.PlainText(), nullable=False),
        sa.Column("salesforce_account_id", types.PlainText(), nullable=True),
        sa.Column("billable_value", sa.String(32), nullable=True),
        sa.Column("billable_effective_at", types.UtcDateTime(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.Column("archived_at", types.UtcDateTime(), nullable=True),
        sa.Column("synced_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="customer_pkey"),
        sa.UniqueConstraint("gid", name="customer_gid_key"),
        sa.UniqueConstraint("uuid", name="customer_uuid_key"),
    )
    op.create_index("customer_by_created_at", "customer", ["created_at", "id"], unique=False)
    op.create_index("customer_by_name", "customer", ["name", "id"], unique=False)
    op.create_index("customer_external_id", "customer", ["external_id"], unique=False)
    op.create_index("customer_search", "customer", ["name_folded"], unique=False)
    op.create_table(
        "feature",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("key_folded", types.PlainText(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("name_folded", types.PlainText(), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("default_variant", types.PlainText(), nullable=False),
        sa.Column("on_variant", types.PlainText(), nullable=True),
        sa.Column("off_variant", types.PlainText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="feature_pkey"),
        sa.UniqueConstraint("gid", name="feature_gid_key"),
        sa.UniqueConstraint("key", name="feature_key_key"),
    )
    op.create_index("feature_search_key", "feature", ["key_folded"], unique=False)
    op.create_index("feature_search_name", "feature", ["name_folded"], unique=False)
    op.create_table(
        "metric",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("account_key", types.PlainText(), nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("value", types.BigInt, nullable=False),
        sa.Column("time", types.UtcDateTime(), nullable=False),
        sa.Column("event_id", types.BigInt, nullable=False),
        sa.PrimaryKeyConstraint("id", name="metric_pkey"),
        sa.UniqueConstraint("account_key", "key", name="metric_account_key_key_key"),
        sa.UniqueConstraint("gid", name="metric_gid_key"),
    )
    op.create_index("metric_by_key", "metric", ["key", "id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("uuid", types.TextUuid(), nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("name_folded", types.PlainText(), nullable=False),
        sa.Column("description", types.PlainText(), nullable=True),
        sa.Column("vendor", sa.String(32), nullable=False),
        sa.Column("period", sa.String(32), nullable=True),
        sa.Column("minimum_order", sa.String(32), nullable=True),
        sa.Column("inserted_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.Column("synced_at", types.UtcDateTime(), nullable=True),
        sa.Column("removed_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="plan_pkey"),
        sa.UniqueConstraint("gid", name="plan_gid_key"),
        sa.UniqueConstraint("key", name="plan_key_key"),
        sa.UniqueConstraint("uuid", name="plan_uuid_key"),
    )
    op.create_index("plan_by_name", "plan", ["name", "id"], unique=False)
    op.create_index("plan_by_updated_at", "plan", ["updated_at", "id"], unique=False)
    op.create_index("plan_search", "plan", ["name_folded"], unique=False)
    op.create_table(
        "product",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("product_id", types.PlainText(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("name_folded", types.PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="product_pkey"),
        sa.UniqueConstraint("gid", name="product_gid_key"),
        sa.UniqueConstraint("product_id", name="product_product_id_key"),
    )
    op.create_index("product_by_name", "product", ["name", "id"], unique=False)
    op.create_index("product_search", "product", ["name_folded"], unique=False)
    op.create_table(
        "account_custom_field",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("account_id", types.BigInt, nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("value", types.JsonText(), nullable=False),
        sa.Column("text", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="account_custom_field_account_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="account_custom_field_pkey"),
        sa.UniqueConstraint("account_id", "key", name="account_custom_field_account_id_key_key"),
    )
    op.create_index("account_custom_field_match", "account_custom_field", ["key", "text", "account_id"], unique=False)
    op.create_table(
        "account_plan",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("account_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="account_plan_account_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="account_plan_plan_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="account_plan_pkey"),
        sa.UniqueConstraint("account_id", "position", name="account_plan_account_id_position_key"),
    )
    op.create_index("account_plan_of_plan", "account_plan", ["plan_id", "account_id"], unique=False)
    op.create_table(
        "charge",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("uuid", types.TextUuid(), nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("product_id", types.BigInt, nullable=False),
        sa.Column("product_name", types.PlainText(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("charge_type", sa.String(32), nullable=False),
        sa.Column("credit_type_id", types.BigInt, nullable=False),
        sa.Column("quantity", types.ExactDecimal(), nullable=True),
        sa.Column("start_period", sa.Integer(), nullable=False),
        sa.Column("tier_reset_frequency", sa.Integer(), nullable=False),
        sa.Column("division_factor", types.ExactDecimal(), nullable=True),
        sa.Column("rounding_behavior", sa.String(32), nullable=True),
        sa.Column("removed_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["credit_type_id"], ["credit_type.id"], name="charge_credit_type_id_fkey"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="charge_plan_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="charge_product_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="charge_pkey"),
        sa.UniqueConstraint("gid", name="charge_gid_key"),
        sa.UniqueConstraint("plan_id", "uuid", "start_period", name="charge_plan_id_uuid_start_period_key"),
    )
    op.create_index("charge_by_credit_type", "charge", ["credit_type_id"], unique=False)
    op.create_index("charge_by_name", "charge", ["name", "id"], unique=False)
    op.create_index("charge_by_product", "charge", ["product_name", "name", "start_period", "id"], unique=False)
    op.create_index("charge_by_start", "charge", ["start_period", "id"], unique=False)
    op.create_index("charge_of_plan", "charge", ["plan_id", "product_name", "name", "start_period", "id"], unique=False)
    op.create_index("charge_of_plan_by_name", "charge", ["plan_id", "name", "id"], unique=False)
    op.create_index("charge_of_plan_by_start", "charge", ["plan_id", "start_period", "id"], unique=False)
    op.create_index(
        "charge_of_product", "charge", ["product_id", "product_name", "name", "start_period", "id"], unique=False
    )
    op.create_table(
        "credit_grant",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("amount_granted", types.ExactDecimal(), nullable=False),
        sa.Column("amount_granted_credit_type_id", types.BigInt, nullable=False),
        sa.Column("amount_paid", types.ExactDecimal(), nullable=False),
        sa.Column("amount_paid_credit_type_id", types.BigInt, nullable=False),
        sa.Column("effective_duration", types.ExactDecimal(), nullable=False),
        sa.Column("priority", types.PlainText(), nullable=False),
        sa.Column("send_invoice", sa.Boolean(), nullable=False),
        sa.Column("reason", types.PlainText(), nullable=True),
        sa.Column("recurrence_duration", types.ExactDecimal(), nullable=True),
        sa.Column("recurrence_interval", types.ExactDecimal(), nullable=True),
        sa.ForeignKeyConstraint(
            ["amount_granted_credit_type_id"],
            ["credit_type.id"],
            name="credit_grant_amount_granted_credit_type_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["amount_paid_credit_type_id"], ["credit_type.id"], name="credit_grant_amount_paid_credit_type_id_fkey"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="credit_grant_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="credit_grant_pkey"),
        sa.UniqueConstraint("gid", name="credit_grant_gid_key"),
        sa.UniqueConstraint("plan_id", "position", name="credit_grant_plan_id_position_key"),
    )
    op.create_index("credit_grant_of_plan", "credit_grant", ["plan_id", "rank", "id"], unique=False)
    op.create_table(
        "customer_custom_field",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("customer_id", types.BigInt, nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("value", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name="customer_custom_field_customer_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="customer_custom_field_pkey"),
        sa.UniqueConstraint("customer_id", "key", name="customer_custom_field_customer_id_key_key"),
    )
    op.create_index(
        "customer_custom_field_match", "customer_custom_field", ["key", "value", "customer_id"], unique=False
    )
    op.create_table(
        "customer_plan",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("uuid", types.TextUuid(), nullable=False),
        sa.Column("customer_id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("starting_on", types.UtcDateTime(), nullable=False),
        sa.Column("ending_before", types.UtcDateTime(), nullable=True),
        sa.Column("ends", types.UtcDateTime(), nullable=False),
        sa.Column("removed_at", types.UtcDateTime(), nullable=True),
        sa.Column("customer_name", types.PlainText(), nullable=False),
        sa.Column("customer_name_folded", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name="customer_plan_customer_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="customer_plan_plan_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="customer_plan_pkey"),
        sa.UniqueConstraint("gid", name="customer_plan_gid_key"),
        sa.UniqueConstraint("uuid", name="customer_plan_uuid_key"),
    )
    op.create_index("customer_plan_by_end", "customer_plan", ["plan_id", "ends", "id"], unique=False)
    op.create_index("customer_plan_by_name", "customer_plan", ["plan_id", "customer_name", "id"], unique=False)
    op.create_index("customer_plan_by_start", "customer_plan", ["plan_id", "starting_on", "id"], unique=False)
    op.create_index("customer_plan_ends", "customer_plan", ["ends", "customer_id"], unique=False)
    op.create_index("customer_plan_of_customer", "customer_plan", ["customer_id", "starting_on", "id"], unique=False)
    op.create_index("customer_plan_search", "customer_plan", ["plan_id", "customer_name_folded"], unique=False)
    op.create_index("customer_plan_starts", "customer_plan", ["starting_on", "customer_id"], unique=False)
    op.create_table(
        "feature_override",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("account_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("feature_key", types.PlainText(), nullable=False),
        sa.Column("variant_key", types.PlainText(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="feature_override_account_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="feature_override_pkey"),
        sa.UniqueConstraint("account_id", "position", name="feature_override_account_id_position_key"),
    )
    op.create_table(
        "ingest_alias",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("customer_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alias", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name="ingest_alias_customer_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="ingest_alias_pkey"),
        sa.UniqueConstraint("alias", name="ingest_alias_alias_key"),
        sa.UniqueConstraint("customer_id", "position", name="ingest_alias_customer_id_position_key"),
    )
    op.create_table(
        "metric_event",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("uid", types.TextUuid(), nullable=False),
        sa.Column("metric_id", types.BigInt, nullable=False),
        sa.Column("account_key", types.PlainText(), nullable=False),
        sa.Column("metric_key", types.PlainText(), nullable=False),
        sa.Column("value", types.BigInt, nullable=False),
        sa.Column("time", types.UtcDateTime(), nullable=False),
        sa.Column("received_at", types.UtcDateTime(), nullable=False),
        sa.Column("idempotency_key", types.PlainText(), nullable=True),
        sa.Column("written_by", types.PlainText(), nullable=True),
        sa.ForeignKeyConstraint(["metric_id"], ["metric.id"], name="metric_event_metric_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="metric_event_pkey"),
        sa.UniqueConstraint(
            "account_key",
            "metric_key",
            "idempotency_key",
            name="metric_event_account_key_metric_key_idempotency_key_key",
        ),
        sa.UniqueConstraint("gid", name="metric_event_gid_key"),
        sa.UniqueConstraint("uid", name="metric_event_uid_key"),
    )
    op.create_index("metric_event_history", "metric_event", ["metric_id", "time", "id"], unique=False)
    op.create_index("metric_event_received", "metric_event", ["received_at", "id"], unique=False)
    op.create_table(
        "minimum",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("credit_type_id", types.BigInt, nullable=False),
        sa.Column("start_period", sa.Integer(), nullable=False),
        sa.Column("value", types.ExactDecimal(), nullable=False),
        sa.Column("unit", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["credit_type_id"], ["credit_type.id"], name="minimum_credit_type_id_fkey"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="minimum_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="minimum_pkey"),
        sa.UniqueConstraint("gid", name="minimum_gid_key"),
        sa.UniqueConstraint("plan_id", "position", name="minimum_plan_id_position_key"),
    )
    op.create_index("minimum_of_plan", "minimum", ["plan_id", "start_period", "name", "id"], unique=False)
    op.create_table(
        "overage_rate",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("credit_type_id", types.BigInt, nullable=False),
        sa.Column("fiat_credit_type_id", types.BigInt, nullable=False),
        sa.Column("start_period", sa.Integer(), nullable=False),
        sa.Column("to_fiat_conversion_factor", types.ExactDecimal(), nullable=False),
        sa.ForeignKeyConstraint(["credit_type_id"], ["credit_type.id"], name="overage_rate_credit_type_id_fkey"),
        sa.ForeignKeyConstraint(
            ["fiat_credit_type_id"], ["credit_type.id"], name="overage_rate_fiat_credit_type_id_fkey"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="overage_rate_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="overage_rate_pkey"),
        sa.UniqueConstraint("gid", name="overage_rate_gid_key"),
        sa.UniqueConstraint("plan_id", "position", name="overage_rate_plan_id_position_key"),
    )
    op.create_index("overage_rate_of_plan", "overage_rate", ["plan_id", "start_period", "id"], unique=False)
    op.create_table(
        "page_session",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("hash", types.PlainText(), nullable=False),
        sa.Column("api_key_id", types.BigInt, nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_key.id"], name="page_session_api_key_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="page_session_pkey"),
        sa.UniqueConstraint("hash", name="page_session_hash_key"),
    )
    op.create_index("page_session_api_key_id", "page_session", ["api_key_id"], unique=False)
    op.create_table(
        "plan_composite",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("charge", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="plan_composite_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="plan_composite_pkey"),
        sa.UniqueConstraint("plan_id", "charge", name="plan_composite_plan_id_charge_key"),
    )
    op.create_table(
        "plan_credit_type",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("credit_type_id", types.BigInt, nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["credit_type_id"], ["credit_type.id"], name="plan_credit_type_credit_type_id_fkey"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="plan_credit_type_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="plan_credit_type_pkey"),
        sa.UniqueConstraint("plan_id", "credit_type_id", name="plan_credit_type_plan_id_credit_type_id_key"),
    )
    op.create_index("plan_credit_type_credit_type_id", "plan_credit_type", ["credit_type_id"], unique=False)
    op.create_table(
        "plan_custom_field",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("value", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="plan_custom_field_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="plan_custom_field_pkey"),
        sa.UniqueConstraint("plan_id", "key", name="plan_custom_field_plan_id_key_key"),
    )
    op.create_index("plan_custom_field_match", "plan_custom_field", ["key", "value", "plan_id"], unique=False)
    op.create_table(
        "plan_metric",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("charge", types.PlainText(), nullable=False),
        sa.Column("metric_key", types.PlainText(), nullable=False),
        sa.Column("usage", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="plan_metric_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="plan_metric_pkey"),
        sa.UniqueConstraint("plan_id", "charge", name="plan_metric_plan_id_charge_key"),
    )
    op.create_table(
        "plan_product",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("product_id", types.BigInt, nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="plan_product_plan_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="plan_product_product_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="plan_product_pkey"),
        sa.UniqueConstraint("plan_id", "product_id", name="plan_product_plan_id_product_id_key"),
    )
    op.create_index("plan_product_product_id", "plan_product", ["product_id"], unique=False)
    op.create_table(
        "plan_tier_mode",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("charge", types.PlainText(), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="plan_tier_mode_plan_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="plan_tier_mode_pkey"),
        sa.UniqueConstraint("plan_id", "charge", name="plan_tier_mode_plan_id_charge_key"),
    )
    op.create_table(
        "variant",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("feature_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("value", types.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["feature_id"], ["feature.id"], name="variant_feature_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="variant_pkey"),
        sa.UniqueConstraint("feature_id", "key", name="variant_feature_id_key_key"),
        sa.UniqueConstraint("feature_id", "position", name="variant_feature_id_position_key"),
    )
    op.create_table(
        "charge_custom_field",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("charge_id", types.BigInt, nullable=False),
        sa.Column("key", types.PlainText(), nullable=False),
        sa.Column("value", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name="charge_custom_field_charge_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="charge_custom_field_pkey"),
        sa.UniqueConstraint("charge_id", "key", name="charge_custom_field_charge_id_key_key"),
    )
    op.create_table(
        "entitlement",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("plan_id", types.BigInt, nullable=False),
        sa.Column("feature_id", types.BigInt, nullable=False),
        sa.Column("variant_id", types.BigInt, nullable=False),
        sa.ForeignKeyConstraint(["feature_id"], ["feature.id"], name="entitlement_feature_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="entitlement_plan_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["variant_id"], ["variant.id"], name="entitlement_variant_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="entitlement_pkey"),
        sa.UniqueConstraint("plan_id", "feature_id", name="entitlement_plan_id_feature_id_key"),
    )
    op.create_index("entitlement_feature_id", "entitlement", ["feature_id"], unique=False)
    op.create_table(
        "plan_composite_part",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("composite_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("charge", types.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["composite_id"], ["plan_composite.id"], name="plan_composite_part_composite_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="plan_composite_part_pkey"),
        sa.UniqueConstraint("composite_id", "position", name="plan_composite_part_composite_id_position_key"),
    )
    op.create_table(
        "price",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("gid", types.PlainText(), nullable=False),
        sa.Column("charge_id", types.BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("tier", types.ExactDecimal(), nullable=False),
        sa.Column("up_to", types.ExactDecimal(), nullable=True),
        sa.Column("value", types.ExactDecimal(), nullable=False),
        sa.Column("unit", types.PlainText(), nullable=False),
        sa.Column("quantity", types.ExactDecimal(), nullable=True),
        sa.Column("collection_schedule", types.PlainText(), nullable=True),
        sa.Column("collection_interval", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name="price_charge_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="price_pkey"),
        sa.UniqueConstraint("charge_id", "position", name="price_charge_id_position_key"),
        sa.UniqueConstraint("gid", name="price_gid_key"),
    )
