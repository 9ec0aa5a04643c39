"""Billable objects, the outbox of writes to Kickplan, and runs of a sync from Metronome."""

import sqlalchemy as sa
from alembic import op

from plangraph.store import types

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "billable_object",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("account_key", types.PlainText(), nullable=False),
        sa.Column("external_type", types.PlainText(), nullable=False),
        sa.Column("external_id", types.PlainText(), nullable=False),
        sa.Column("properties", types.JsonText(), nullable=False),
        sa.Column("inserted_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="billable_object_pkey"),
        sa.UniqueConstraint(
            "account_key",
            "external_type",
            "external_id",
            name="billable_object_account_key_external_type_external_id_key",
        ),
    )
    op.create_table(
        "outbox_entry",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("uuid", types.TextUuid(), nullable=False),
        sa.Column("account_key", types.PlainText(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", types.JsonText(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", types.UtcDateTime(), nullable=False),
        sa.Column("last_error", types.PlainText(), nullable=True),
        sa.Column("inserted_at", types.UtcDateTime(), nullable=False),
        sa.Column("delivered_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="outbox_entry_pkey"),
        sa.UniqueConstraint("uuid", name="outbox_entry_uuid_key"),
    )
    op.create_index("outbox_entry_by_state", "outbox_entry", ["state", "id"], unique=False)
    op.create_index("outbox_entry_waiting", "outbox_entry", ["state", "account_key", "id"], unique=False)
    op.create_table(
        "outbox_lock",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("name", types.PlainText(), nullable=False),
        sa.Column("holder", types.PlainText(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="outbox_lock_pkey"),
        sa.UniqueConstraint("name", name="outbox_lock_name_key"),
    )
    op.create_table(
        "sync",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("uuid", types.TextUuid(), nullable=False),
        sa.Column("vendor", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("holder", types.PlainText(), nullable=False),
        sa.Column("started_at", types.UtcDateTime(), nullable=False),
        sa.Column("continues_from", types.UtcDateTime(), nullable=False),
        sa.Column("finished_at", types.UtcDateTime(), nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in (
                "plans_seen",
                "plans_created",
                "plans_changed",
                "plans_removed",
                "customers_created",
                "customers_changed",
                "customer_plans_created",
                "customer_plans_changed",
                "customer_plans_removed",
            )
        ),
        sa.Column("skipped", types.JsonText(), nullable=False),
        sa.Column("error", types.PlainText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="sync_pkey"),
        sa.UniqueConstraint("uuid", name="sync_uuid_key"),
    )
    op.create_table(
        "sync_lock",
        sa.Column("id", types.BigInt, nullable=False),
        sa.Column("vendor", sa.String(32), nullable=False),
        sa.Column("holder", types.PlainText(), nullable=False),
        sa.Column("taken_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="sync_lock_pkey"),
        sa.UniqueConstraint("vendor", name="sync_lock_vendor_key"),
    )
