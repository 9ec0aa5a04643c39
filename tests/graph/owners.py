"""Whose rows are whose in `tests.graph.rows`, worked out in Python from what the store was filled with.

And a store that has forgotten one of the rules by which it hides them.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import delete
from sqlmodel import SQLModel, col

from plangraph.store import tables, visible
from plangraph.store.engine import Database
from plangraph.store.queries import json_rows
from tests.graph.rows import rows

ROWS = rows()
OWN = "account-3"
"""An account with a customer, plans, metrics and overrides."""
_BY_CUSTOMER: tuple[type[SQLModel], ...] = (tables.CustomerCustomField, tables.IngestAlias, tables.CustomerPlan)
_BY_ACCOUNT: tuple[type[SQLModel], ...] = (tables.AccountCustomField, tables.AccountPlan, tables.FeatureOverride)
_BY_KEY: tuple[type[SQLModel], ...] = (
    tables.MetricEvent,
    tables.Metric,
    tables.BillableObject,
    tables.OutboxEntry,
)


def others(account: str) -> Iterator[tuple[type[SQLModel], list[int]]]:
    """Numbers of the rows that are somebody else's, or nobody's, children first."""
    mine = {row["id"] for row in ROWS[tables.Account] if row["key"] == account}
    customers = {row["id"] for row in ROWS[tables.Customer] if account_of(row["id"]) == account}
    for table in _BY_KEY:
        yield table, [row["id"] for row in ROWS[table] if row["account_key"] != account]
    for table in _BY_ACCOUNT:
        yield table, [row["id"] for row in ROWS[table] if row["account_id"] not in mine]
    for table in _BY_CUSTOMER:
        yield table, [row["id"] for row in ROWS[table] if row["customer_id"] not in customers]
    yield tables.Account, [row["id"] for row in ROWS[tables.Account] if row["id"] not in mine]
    yield tables.Customer, [row["id"] for row in ROWS[tables.Customer] if row["id"] not in customers]


def account_of(customer: int) -> str | None:
    keys = {row["key"] for row in ROWS[tables.Account]}
    aliases = [row for row in ROWS[tables.IngestAlias] if row["customer_id"] == customer]
    return next((a["alias"] for a in sorted(aliases, key=lambda a: a["position"]) if a["alias"] in keys), None)


async def take_others_away(database: Database, account: str) -> None:
    async with database.transaction() as connection:
        for table, numbers in others(account):
            assert numbers
            key: Any = table
            done = await connection.execute(delete(table).where(col(key.id).in_(numbers)))
            assert done.rowcount == len(numbers)


@contextmanager
def without(*rules: str) -> Iterator[None]:
    """Rules of these tables."""
    taken = {name: visible._RULES.pop(name) for name in rules}
    json_rows._statement.cache_clear()
    try:
        yield
    finally:
        visible._RULES.update(taken)
        json_rows._statement.cache_clear()


@contextmanager
def not_applied(module: Any, function: str) -> Iterator[None]:
    """What `function` of a module asks for is answered as for a viewer who sees everything."""
    as_before = module.visible

    def asked(*given: Any) -> Any:
        return () if sys._getframe(1).f_code.co_name == function else as_before(*given)

    module.visible = asked
    json_rows._statement.cache_clear()
    try:
        yield
    finally:
        module.visible = as_before
        json_rows._statement.cache_clear()
