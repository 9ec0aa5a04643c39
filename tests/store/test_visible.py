"""Which rows a viewer sees, table by table, against what is worked out in Python from the rows that were stored."""

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel, col

from plangraph.domain.viewer import Scope, Viewer
from plangraph.store import visible
from plangraph.store.engine import Database
from plangraph.store.visible import binds
from tests.graph import rows
from tests.graph.owners import OWN, ROWS, others

NAMING = {"account_key", "account_id", "customer_id"}
NEVER_READ_FOR_A_VIEWER = {"api_key"}
"""Who may ask, not what is answered."""


@pytest.mark.parametrize("account", [OWN, "account-nobody", "nobody at all"])
async def test_rows_of_every_table(database: Database, account: str) -> None:
    await rows.fill(database)
    viewer = Viewer("pg_account", Scope.ACCOUNT, account)
    told = set()
    for table, hidden in others(account):
        key, source = col(table.id), table.__table__  # type: ignore[attr-defined]  # every table has one
        for where in (visible.visible(source, viewer), ()):
            found = {row[0] for row in await database.rows(select(key).where(*where), binds(viewer))}
            assert found == {row["id"] for row in ROWS[table]} - (set(hidden) if where else set()), table
        told.add(source.name)

    assert told == set(visible._RULES)


def test_every_table_that_names_an_account_has_a_rule() -> None:
    named = {name for name, table in SQLModel.metadata.tables.items() if NAMING & set(table.c.keys())}

    assert named - NEVER_READ_FOR_A_VIEWER <= set(visible._RULES)
