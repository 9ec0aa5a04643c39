"""What `plangraph explain` tells of an operation."""

from typing import Any

import pytest

from plangraph.graph.errors import Refused
from plangraph.graph.executor.explain import explain
from tests.graph.executor.both import Both
from tests.graph.running import ADMIN, NOW, SCHEMA


async def told(both: Both, text: str, **variables: Any) -> str:
    return await explain(SCHEMA, both.reads, both.context(ADMIN, NOW), text, variables)


async def test_statement_with_its_plan(both: Both) -> None:
    text = await told(both, "query($n: Int) { plans(first: $n) { nodes { name minimums { formatted } } } }", n=3)

    assert "-- tables: minimum, plan" in text
    assert "s0_limit = 3" in text
    assert "plan_by_name" in text or "Seq Scan on plan" in text
    assert "-- then in Python: plans.nodes.minimums.formatted" in text


async def test_left_to_the_reference(both: Both) -> None:
    text = await told(both, '{ nodes(ids: ["plan_00"]) { id } }')

    assert "-- the reference executor answers: abstract list (Query.nodes)" in text


async def test_rows_that_python_names(both: Both) -> None:
    text = await told(both, '{ plan(by: {key: "plan-1"}) { name ramps { charge { name } creditType { unit } } } }')

    assert "-- statement for charge, creditType, not read above" in text
    assert "-- then in Python: plan.ramps" in text


async def test_wrong_argument(both: Both) -> None:
    text = await told(both, '{ plans(after: "x") { totalCount } }')

    assert "-- the reference executor answers: " in text
    assert "after: is not a cursor of this list" in text


async def test_refused(both: Both) -> None:
    with pytest.raises(Refused):
        await told(both, "{ nothing }")


async def test_mutation_that_knows_what_it_shows(both: Both) -> None:
    text = await told(both, 'mutation { metricSet(input: {key: "k", accountKey: "a", value: 1}) { metric { value } } }')

    assert "-- the write's own statement answers" in text
