"""What is wrong with the question of a bulk pull, each parameter by its name."""

from collections.abc import Sequence

import pytest

from plangraph.domain.errors import InvalidInput, NotFound
from plangraph.graph.export.exports import GraphExports
from plangraph.store import stream
from tests.graph.running import ADMIN, NOW, SCHEMA

Given = list[tuple[str, str]]
WRONG: Sequence[tuple[str, Given, dict[str, str]]] = [
    (
        "plans",
        [("sort", "name"), ("search", "a\x00"), ("removed", "yes")],
        {"sort": "no parameter", "search": "NUL", "removed": "true or false"},
    ),
    (
        "plans",
        [("search", "a"), ("search", "b"), ("order_by", "age")],
        {"search": "more than once", "order_by": "name, key or updated_at"},
    ),
    ("plans", [("custom_field_key", "x")], {"custom_field_value": "needed beside custom_field_key"}),
    (
        "charges",
        [("charge_types", "USAGE,FREE"), ("start_period", "1.5"), ("plan_uuid", "x")],
        {"charge_types": "USAGE", "start_period": "whole number", "plan_uuid": "36 characters"},
    ),
    (
        "charges",
        [("plan", "a"), ("plan_id", "b"), ("start_period", "3000000000")],
        {"plan": "only one of", "plan_id": "only one of", "start_period": "32 bits"},
    ),
    (
        "customers",
        [("starting_on_from", "yesterday"), ("linked", "")],
        {"starting_on_from": "ISO 8601", "linked": "true or false"},
    ),
    ("customers", [("plan", "a"), ("linked", "true"), ("status", "")], {"linked": "no parameter", "status": "ACTIVE"}),
    (
        "metrics",
        [("history", "maybe"), ("from", "2026-01-01T00:00:00Z")],
        {"history": "true or false", "from": "no parameter"},
    ),
    ("metrics", [("history", "true"), ("to", "2026-13-01T00:00:00Z")], {"to": "exists"}),
]


@pytest.mark.parametrize(("name", "given_", "expected"), WRONG)
def test_every_wrong_parameter_is_told(name: str, given_: Given, expected: dict[str, str]) -> None:
    made = GraphExports(SCHEMA, stream.SqliteStreams("nowhere"))

    with pytest.raises(InvalidInput) as refused:
        made.pull(name, given_, ADMIN, NOW)

    told = {error.dotted: error.message for error in refused.value.errors}
    assert told.keys() == expected.keys()
    assert all(words in told[parameter] for parameter, words in expected.items()), told


def test_unknown_name() -> None:
    with pytest.raises(NotFound, match="there are plans, charges"):
        GraphExports(SCHEMA, stream.SqliteStreams("nowhere")).pull("prices", [], ADMIN, NOW)
