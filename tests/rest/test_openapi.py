"""The OpenAPI document: valid, complete, readable, and true of what the server answers.

PLANGRAPH_TEST_EXAMPLES: how many generated requests for each operation, instead of a few.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.routing import Route

from plangraph.graph.export.exports import GraphExports
from plangraph.rest import openapi, routes
from plangraph.rest.export.download import Patience, Slots
from plangraph.rest.export.routes import export_routes
from plangraph.store.engine import open_database
from plangraph.store.open import open_reads
from plangraph.store.stream import SqliteStreams
from tests.graph.running import SCHEMA
from tests.rest.conftest import Rest
from tests.served import Served, serving

EXAMPLES = int(os.environ.get("PLANGRAPH_TEST_EXAMPLES", "5"))
EXPORTS = GraphExports(SCHEMA, SqliteStreams("nowhere"))


async def test_document_is_served_to_anybody(rest: Rest) -> None:
    del rest.http.headers["authorization"]

    answer = await rest.http.get("/openapi.json")
    again = await rest.http.get("/openapi.json", headers={"If-None-Match": answer.headers["etag"]})

    assert (answer.status_code, again.status_code) == (200, 304)
    assert answer.json() == openapi.document(EXPORTS)
    assert answer.json()["openapi"].startswith("3.1")


async def test_every_route_is_told() -> None:
    database = open_database("sqlite:///nowhere.db")
    served = {
        (method.lower(), route.path.replace(":path}", "}"))
        for route in [
            *routes.rest_routes(database, open_reads(database)),
            *export_routes(EXPORTS, Slots(1), Patience(1, 1)),
        ]
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }
    told = {(method, path) for path, methods in openapi.document(EXPORTS)["paths"].items() for method in methods}

    assert told == served
    await database.close()


def test_every_reference_leads_somewhere() -> None:
    text = str(openapi.document(EXPORTS))
    names = set(re.findall(r"#/components/schemas/(\w+)", text))

    assert names
    assert names <= openapi.document(EXPORTS)["components"]["schemas"].keys()
    assert "plangraph" not in "".join(names)


CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def served_demo(demo_url: str, tmp_path: Path) -> Iterator[Served]:
    with serving(demo_url, tmp_path) as served:
        yield served


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
def test_what_the_server_answers(served_demo: Served, mode: GenerationMode) -> None:
    """Generated requests: no 5xx, and no status, media type or body that the document does not tell."""
    count = 0
    for result in schemathesis.openapi.from_dict(openapi.document(EXPORTS)).get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        count += 1

        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers(case: Any) -> None:
            case.call_and_validate(base_url=served_demo.url, headers=served_demo.bearer(), checks=CHECKS)

        with contextlib.suppress(Unsatisfiable):  # nothing can be wrong where nothing is asked
            answers()

    assert count == 30
