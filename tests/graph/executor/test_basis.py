"""What a plan says that its answers are made of is all that they are made of."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from plangraph import resources
from plangraph.domain.errors import InvalidInput, LimitExceeded
from plangraph.domain.viewer import Viewer
from plangraph.graph.errors import Refused
from plangraph.graph.execution import coerced
from plangraph.graph.executor.plans import Plan
from plangraph.graph.executor.unsupported import Unsupported
from plangraph.store.basis import Basis
from plangraph.store.engine import Database, open_database
from plangraph.store.statement import Statement
from tests.graph.executor.both import ACCOUNT, Both
from tests.graph.executor.operations import Made, operations
from tests.graph.running import ADMIN, NOW, SCHEMA

CLOCK = {("customer_plan", "starting_on"), ("customer_plan", "ends")}
OPERATIONS = sorted(resources.OPERATIONS.glob("*.graphql"))


async def planned(both: Both, text: str, variables: dict[str, Any] | None = None, viewer: Viewer = ADMIN) -> Plan:
    operation = both.documents.read(text).choose(None)
    values = coerced(SCHEMA._schema, operation, variables or {})
    plan, _ = await both.plans.plan(operation, values, both.context(viewer, NOW))
    return plan


async def basis(both: Both, text: str) -> Basis | None:
    return (await planned(both, text)).basis


def read_by(path: str, statement: Statement) -> set[str]:
    """The tables that SQLite itself says the statement reads."""
    found: set[str] = set()

    def note(action: int, table: str | None, *_: Any) -> int:
        if action == sqlite3.SQLITE_READ and table:
            found.add(table)
        return sqlite3.SQLITE_OK

    with sqlite3.connect(path) as connection:
        connection.set_authorizer(note)
        connection.execute(f"explain {statement.text}", dict.fromkeys(statement.processors))
        connection.set_authorizer(None)
    connection.close()
    return {name for name in found if not name.startswith(("sqlite_", "json_"))}


@pytest.fixture
async def database(sqlite_url: str) -> Any:
    opened = open_database(sqlite_url)
    yield opened
    await opened.close()


@pytest.mark.parametrize("viewer", [ADMIN, ACCOUNT], ids=["all", "account"])
@pytest.mark.parametrize("path", OPERATIONS, ids=[p.stem for p in OPERATIONS])
async def test_tables_of_every_operation(both: Both, database: Database, path: Path, viewer: Viewer) -> None:
    given_by = path.with_suffix(".variables.json")
    variables = json.loads(given_by.read_text()) if given_by.exists() else {}
    try:
        plan = await planned(both, path.read_text(), variables, viewer)
    except Unsupported:
        pytest.skip("the reference answers it")
    _all_tables(database, plan)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(operation=operations(), viewer=st.sampled_from([ADMIN, ACCOUNT]))
async def test_tables_of_generated_operations(both: Both, database: Database, operation: Made, viewer: Viewer) -> None:
    try:
        plan = await planned(both, operation.text, operation.variables, viewer)
    except (Refused, LimitExceeded, InvalidInput, Unsupported):
        reject()
    _all_tables(database, plan)


def _all_tables(database: Database, plan: Plan) -> None:
    path = str(database.reader.url.database)
    read = set().union(*(read_by(path, one) for one in plan.statement.all()))
    assert read <= set().union(*(one.tables for one in plan.statement.all()))
    assert plan.basis is None or read <= plan.basis.tables


async def test_plain_fields_do_not_ask_the_clock(both: Both) -> None:
    found = await basis(both, "{ plans { nodes { name charges { nodes { prices { value formatted } } } } } }")

    assert found == Basis(frozenset({"plan", "charge", "price"}), frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "{ plans { nodes { customers { totalCount edges { node { name } } } } } }",
        "{ plans { nodes { customers(status: null) { edges { status } } } } }",
        "{ plans { nodes { customers { statusCounts { status count } } } } }",
        "{ customers(filter: {status: [ENDED]}) { nodes { name } } }",
    ],
)
async def test_customer_plans_change_when_one_begins_or_ends(both: Both, text: str) -> None:
    found = await basis(both, text)

    assert found is not None
    assert found.moments == CLOCK


async def test_another_instant_is_not_now(both: Both) -> None:
    found = await basis(both, '{ plans { nodes { customers(asOf: "2026-01-01T00:00:00Z") { totalCount } } } }')

    assert found is not None
    assert found.moments == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "{ customers { nodes { plans { nodes { currentPeriod } } } } }",  # Python makes of now what it likes
        "{ accounts { nodes { featureOverrides { expired } } } }",  # no index finds the next instant
    ],
)
async def test_unknown_instants(both: Both, text: str) -> None:
    assert await basis(both, text) is None


async def test_python_with_a_given_instant(both: Both) -> None:
    text = '{ customers { nodes { plans { nodes { currentPeriod(asOf: "2026-01-01T00:00:00Z") } } } } }'

    assert await basis(both, text) is not None
