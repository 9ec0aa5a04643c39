"""The contract folders stay in their own language, and none of them hides a library."""

import graphql
import pytest
from graphql import build_schema, parse, validate

from plangraph import resources
from plangraph.graph.schema import printed
from tests.contract import ddl

OPERATIONS = sorted(resources.OPERATIONS.glob("*.graphql"))


def test_graphql_is_the_library() -> None:
    assert "site-packages" in (graphql.__file__ or "")


def test_contract_folders_hold_no_python() -> None:
    found = {p for folder in ("graphql", "playground") for p in (resources.ROOT / folder).rglob("*.py")}
    found |= set((resources.ROOT / "db").rglob("__init__.py"))

    assert {p for p in found if "node_modules" not in p.parts} == set()


def test_printed_schema_is_current() -> None:
    assert resources.SCHEMA.read_text() == printed()


def test_printed_ddl_is_current() -> None:
    assert ddl.FILE.read_text() == ddl.ddl()


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda p: p.stem)
def test_operation_is_valid(path: object) -> None:
    schema = build_schema(resources.SCHEMA.read_text())

    errors = validate(schema, parse(path.read_text()))  # type: ignore[attr-defined]  # a path, by the parametrisation

    assert errors == []
