"""A plan's customers are counted, and the end of a page looked for, within the index alone."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for name, columns in (
        ("customer_plan_by_start", ["plan_id", "starting_on", "id", "ends", "removed_at"]),
        ("customer_plan_by_end", ["plan_id", "ends", "id", "starting_on", "removed_at"]),
    ):
        op.drop_index(name, "customer_plan")
        op.create_index(name, "customer_plan", columns, unique=False)
