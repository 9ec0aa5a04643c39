"""Tiers that are counted over several periods go on where an account's metrics were in the earlier ones."""

import json
from typing import Any
from uuid import UUID

from plangraph.services import catalogue
from plangraph.services.imports import import_catalogue
from plangraph.store.engine import Database
from tests.conftest import Statements
from tests.graph.running import NOW, data
from tests.price_lists import charge, plan_json

ESTIMATES = """
query($period: Int, $from: DateTime) {
  accounts {
    nodes {
      estimate(period: $period, from: $from) {
        estimate { period totals { total } warnings { code } }
        userErrors { field message }
      }
    }
  }
}
"""


async def test_earlier_periods(database: Database) -> None:
    await _imported(database, starting="2025-12-15", counted_over=3)
    statements = Statements(database)

    # 800 and 700 before, 400 now: all at 9
    assert await _priced(database) == (2, "3600", [])
    known = len(statements.take())
    assert await _priced(database, period=2) == (2, "3600", [])
    # the windows of other questions do not say what was used in whole periods before
    assert await _priced(database, period=1) == (1, "4000", ["NO_EARLIER_USAGE"])
    assert await _priced(database, **{"from": "2026-02-15T00:00:00Z"}) == (2, "4000", ["NO_EARLIER_USAGE"])

    statements.take()
    await _priced(database, period=1)
    assert len(statements.take()) < known  # the plan is kept; its price needs no more


async def test_tiers_that_begin_anew(database: Database) -> None:
    await _imported(database, starting="2025-12-15", counted_over=2)

    assert await _priced(database) == (2, "4000", [])


async def test_too_many_earlier_periods(database: Database) -> None:
    await _imported(database, starting="2019-12-15", counted_over=100)

    assert await _priced(database) == (74, "4000", ["NO_EARLIER_USAGE"])


async def _priced(database: Database, **variables: Any) -> tuple[int, str, list[str]]:
    (node,) = (await data(database, ESTIMATES, variables))["accounts"]["nodes"]
    assert node["estimate"]["userErrors"] == []
    found = node["estimate"]["estimate"]
    return found["period"], found["totals"][0]["total"], [warning["code"] for warning in found["warnings"]]


async def _imported(database: Database, starting: str, counted_over: int) -> None:
    """A customer's account: 800 calls in the month from 15 December, then 700, then 400 in the month of now."""
    calls = charge("Calls", (0, 10), (1000, 9), tier_reset_frequency=counted_over)
    used = [("2026-01-01", 800), ("2026-02-01", 1500), ("2026-02-20", 1900)]
    metrics = [{"key": "calls", "value": value, "time": f"{day}T00:00:00Z"} for day, value in used]
    link = {"plan_key": "team", "starting_on": f"{starting}T00:00:00Z"}
    customer = {"id": str(UUID(int=1)), "name": "Acme", "ingest_aliases": ["acme"], "plans": [link]}
    annotations = {"key": "team", "metric": {"Calls": {"key": "calls", "usage": "change"}}}
    given = {
        "plans": [{"plan": plan_json(calls), "annotations": annotations}],
        "customers": [customer],
        "accounts": [{"key": "acme", "name": "Acme", "metrics": metrics}],
    }
    await import_catalogue(database, catalogue.read(json.dumps(given), NOW), NOW)
