"""Every trusted operation against the demo: its whole answer, alike on both databases, with a constant cost in SQL.

A new case is data: an operation, its variables, and the result that `PLANGRAPH_GOLDEN=write` writes for review.
"""

import json
import os
from pathlib import Path
from typing import Any

import orjson
import pytest

from plangraph import resources
from plangraph.store.engine import Database
from tests.conftest import Statements
from tests.graph.running import data

GOLDEN = Path(__file__).parent / "golden"
OPERATIONS = sorted(p for p in resources.OPERATIONS.glob("*.graphql") if "mutation " not in p.read_text())


def variables_of(operation: Path) -> dict[str, Any]:
    path = operation.with_suffix(".variables.json")
    return dict(json.loads(path.read_text())) if path.is_file() else {}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda p: p.stem)
async def test_golden(operation: Path, demo: Database) -> None:
    expected = GOLDEN / f"{operation.stem}.json"

    found = await data(demo, operation.read_text(), variables_of(operation))

    text = orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n"
    if os.environ.get("PLANGRAPH_GOLDEN") == "write":
        expected.write_bytes(text)
    assert text.decode() == expected.read_text()


STATEMENTS = {
    "account_details": 17,
    "account_walk": 15,
    "accounts": 4,
    "charge_curve": 12,
    "compare": 13,
    "customer_details": 9,
    "customers": 6,
    "customers_ending_soon": 4,
    "dashboard": 7,
    "estimate": 15,
    "feature_details": 6,
    "find": 4,
    "metric_history": 4,
    "metric_series": 4,
    "plan_charges": 4,
    "plan_customers": 6,
    "plan_details": 29,
    "plans": 6,
    "viewer": 0,
}
# Two loads of the same table share a statement when what they wait for answers in the same turn.
AT_TIMES = {"account_details": 16}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda p: p.stem)
async def test_statements(operation: Path, demo: Database) -> None:
    counted = Statements(demo)

    await data(demo, operation.read_text(), variables_of(operation))

    assert len(counted.take()) in {STATEMENTS[operation.stem], AT_TIMES.get(operation.stem)}


async def test_statements_do_not_grow_with_parents(demo: Database) -> None:
    text = (resources.OPERATIONS / "dashboard.graphql").read_text()
    counted, numbers = Statements(demo), []

    for plans in (1, 2, 20):
        await data(demo, text, {"plans": plans})
        numbers.append(len(counted.take()))

    assert numbers == [7, 7, 7]
