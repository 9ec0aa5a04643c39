"""A metric that is set moves one version, which its table and its events' table have together."""

from alembic import op

from plangraph.store import triggers

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(triggers.function())
    on = " ON metric_event" if dialect == "postgresql" else ""
    made = list(triggers.triggers(dialect, ["metric_event"]))
    for statement in made:
        op.execute(f"DROP TRIGGER {statement.split()[2]}{on}")
    for statement in made:
        op.execute(statement)
    # A server of the version before, if one still runs, keeps nothing from here on that is made of the table.
    op.execute("DELETE FROM data_version WHERE table_name = 'metric_event'")
