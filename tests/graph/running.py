"""Runs operations against a database as a server would, without one."""

from datetime import UTC, datetime
from typing import Any

import orjson
import strawberry
from graphql import ExecutionResult, execute, parse, validate

from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.context import Context
from plangraph.graph.schema import build_schema
from plangraph.store.engine import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADMIN = Viewer("pg_test", Scope.ADMIN)
SCHEMA: strawberry.Schema = build_schema()


async def run(
    database: Database,
    text: str,
    variables: dict[str, Any] | None = None,
    *,
    viewer: Viewer = ADMIN,
    now: datetime = NOW,
) -> ExecutionResult:
    """The reference executor's result of a valid operation."""
    document = parse(text)
    schema = SCHEMA._schema
    problems = validate(schema, document)
    assert problems == [], problems
    context = Context(database, viewer, now)
    found = execute(schema, document, context_value=context, variable_values=variables)
    return found if isinstance(found, ExecutionResult) else await found


async def data(database: Database, text: str, variables: dict[str, Any] | None = None, **options: Any) -> Any:
    """The data of an operation that succeeds, as a client would parse it."""
    result = await run(database, text, variables, **options)
    assert result.errors is None, result.errors
    return orjson.loads(orjson.dumps(result.data))
