"""Every trusted operation against the demo: its whole answer, alike on both databases, with a constant cost in SQL.

A new case is data: an operation and its variables; `PLANGRAPH_GOLDEN=write` writes its result and its number of
statements for review.
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
WRITES = os.environ.get("PLANGRAPH_GOLDEN") == "write"
OPERATIONS = sorted(p for p in resources.OPERATIONS.glob("*.graphql") if "mutation " not in p.read_text())


def variables_of(operation: Path) -> dict[str, Any]:
    path = operation.with_suffix(".variables.json")
    return dict(json.loads(path.read_text())) if path.is_file() else {}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda p: p.stem)
async def test_golden(operation: Path, demo: Database) -> None:
    expected = GOLDEN / f"{operation.stem}.json"

    found = await data(demo, operation.read_text(), variables_of(operation))

    text = orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n"
    if WRITES:
        expected.write_bytes(text)
    assert text.decode() == expected.read_text()


STATEMENTS = GOLDEN / "statements.json"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda p: p.stem)
async def test_statements(operation: Path, demo: Database) -> None:
    counted = Statements(demo)

    await data(demo, operation.read_text(), variables_of(operation))

    known, found = json.loads(STATEMENTS.read_text()), len(counted.take())
    if WRITES:
        STATEMENTS.write_text(json.dumps(known | {operation.stem: found}, indent=2, sort_keys=True) + "\n")
    else:
        # Two loads of one table share a statement when what they wait for answers in the same turn of the loop.
        assert known[operation.stem] - 1 <= found <= known[operation.stem]


async def test_statements_do_not_grow_with_parents(demo: Database) -> None:
    text = (resources.OPERATIONS / "dashboard.graphql").read_text()
    counted, numbers = Statements(demo), []

    for plans in (1, 2, 20):
        await data(demo, text, {"plans": plans})
        numbers.append(len(counted.take()))

    assert numbers == [7, 7, 7]
