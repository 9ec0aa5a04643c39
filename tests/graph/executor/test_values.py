"""Values that Python works out, in the compiled executor: whatever a batch function answers, and the rows it names."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from plangraph import resources
from plangraph.domain.errors import LimitExceeded
from plangraph.graph import price_lists
from plangraph.graph.context import Context
from plangraph.graph.errors import Refused
from plangraph.graph.execution import coerced
from plangraph.graph.executor.unsupported import Reason
from plangraph.graph.types import effective
from plangraph.store.engine import Database
from plangraph.store.open import open_reads
from tests.conftest import Statements
from tests.graph.executor.both import ACCOUNT, Both
from tests.graph.executor.operations import Maker
from tests.graph.running import ADMIN, NOW, SCHEMA

OPERATIONS = sorted(p for p in resources.OPERATIONS.glob("*.graphql") if "mutation " not in p.read_text("utf-8"))
PRICED = """query($n: Int) { plans(first: $n) { nodes {
  name
  summary
  effective(period: 1) { period charges { name product { name } } creditGrants { name } assumptions { code } }
  ramps { name kind creditType { unit } charge { id } steps { words values } }
  findings { code charge { name } }
} } }"""


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda p: p.stem)
async def test_no_trusted_operation_needs_the_reference(path: Path, demo: Database) -> None:
    given = path.with_suffix(".variables.json")
    reads = open_reads(demo)
    both = Both(demo, reads)

    found = await both.ask(path.read_text("utf-8"), json.loads(given.read_text("utf-8")) if given.exists() else {})

    assert found.reason == ""
    await reads.close()


async def test_statements_do_not_grow_with_rows(both: Both) -> None:
    counted, numbers = Statements(both.database), []
    sent: list[int] = []
    both.reads.noted = lambda: sent.append(1)
    await both.ask(PRICED, {"n": 20})
    counted.take()
    for plans in (2, 5, 20):
        sent.clear()
        await answered(both, PRICED, {"n": plans})
        numbers.append((len(sent), len(counted.take())))

    # the statement, the version of the price lists' tables, and the rows that are named
    assert numbers == [(3, 0)] * 3


async def test_everything_is_of_one_moment(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that comes between the statement and a batch function is not seen by either."""
    read = price_lists.by_numbers

    async def write_first(context: Context, numbers: Any) -> Any:
        async with both.database.transaction() as connection:
            await connection.execute(text("update charge set name = 'Renamed'"))
            await connection.execute(text("update plan set name = 'Renamed'"))
        return await read(context, numbers)

    query = '{ plan(by: {key: "plan-1"}) { name ramps { name charge { name } } charges { nodes { name } } } }'
    before = await answered(both, query)
    with monkeypatch.context() as patched:
        patched.setattr(effective, "by_numbers", write_first)
        between = await answered(both, query)
    after = await answered(both, query)

    assert between == before
    assert after["plan"]["name"] == "Renamed"
    assert {ramp["charge"]["name"] for ramp in after["plan"]["ramps"] if ramp["charge"]} == {"Renamed"}


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("update price set value = 987654", "987,654"),
        ("update product set name = 'Another'", "Another"),
        ("update minimum set value = 123456789", "1,234,567.89"),
    ],
)
async def test_plans_are_never_stale(both: Both, statement: str, shown: str) -> None:
    """Whoever writes, and whatever it leaves as it was, such as when the plan changed last."""
    query = (
        "{ plans { nodes { summary effective(period: 0) { charges { product { name } } } minimums { formatted } } } }"
    )
    before = json.dumps(await answered(both, query))
    async with both.database.transaction() as connection:
        await connection.execute(text(statement))

    after = json.dumps((await both.ask(query)).data)

    assert shown not in before
    assert shown in after


async def test_fields_of_a_value(both: Both) -> None:
    """Aliases, fragments, directives and type names mean in a value what they mean elsewhere."""
    found = await both.ask(
        """query($yes: Boolean!) { plan(by: {key: "plan-1"}) {
          kind: __typename
          a: effective(period: 0) { __typename ...Of @include(if: $yes) period @skip(if: $yes) }
          b: effective(period: 0) { ... on EffectivePlan { charges { id } } ...Of }
        } }
        fragment Of on EffectivePlan { period charges { uuid theName: name } }""",
        {"yes": True},
    )

    assert found.reason == ""
    assert list(found.data["plan"]["a"]) == ["__typename", "period", "charges"]
    assert all(list(charge) == ["id", "uuid", "theName"] for charge in found.data["plan"]["b"]["charges"])


async def test_rows_with_values_of_their_own(both: Both) -> None:
    """Rows that a value names may ask Python again, and their values name rows again."""
    found = await both.ask(
        """{ account(by: {key: "account-3"}) { planOptions {
          rank plan { name ramps { charge { name plan { summary findings { charge { name } } } } } }
        } } }"""
    )

    assert found.reason == ""
    assert len(found.data["account"]["planOptions"]) > 1


async def test_row_that_is_not_there(both: Both) -> None:
    """The reference tells where; a field that may be null is null."""
    async with both.database.transaction() as connection:
        await connection.execute(text("update charge set gid = 'charge_gone' || id"))

    required = await both.ask('{ plan(by: {key: "plan-2"}) { effective(period: 0) { charges { name } } } }')
    optional = await both.ask('{ plan(by: {key: "plan-2"}) { ramps { kind charge { name } } } }')

    assert required.reason == Reason.DATA.value
    assert required.errors[0] == "Cannot return null for non-nullable field EffectivePlan.charges."
    assert optional.reason == ""
    assert {ramp["charge"] for ramp in optional.data["plan"]["ramps"]} == {None}


@pytest.mark.parametrize(
    "query",
    [
        '{ plan(by: {key: "plan-1"}) { name effective(period: -1) { period } } }',
        '{ account(by: {key: "account-3"}) { key planOptions(plans: [{key: "nothing"}]) { rank } features { key } } }',
    ],
)
async def test_refused_by_a_batch_function(both: Both, query: str) -> None:
    found = await both.ask(query)

    assert (found.reason, found.errors) == (Reason.INPUT.value, ["Invalid input"])


async def test_field_by_hand(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing says of it how it is read."""
    graph = SCHEMA._schema.query_type
    assert graph is not None
    monkeypatch.setattr(graph.fields["viewer"].extensions["strawberry-definition"], "metadata", {})

    found = await both.ask("{ viewer { scope } plans { totalCount } }")

    assert found.reason == Reason.BY_HAND.value


async def test_answers_that_last(both: Both) -> None:
    """What says that it asks neither the clock nor who asks is the same at any time, for anybody alike."""
    lasting = 0
    for seed in range(150):
        made = Maker(Random(seed), everything=True).made()
        try:
            first, basis = await kept(both, made.text, made.variables, ADMIN.key_prefix, days=0)
        except (Refused, LimitExceeded):
            continue
        if basis is not None and not basis.moments:
            lasting += "priceCurve" in made.text or "effective" in made.text or "ramps" in made.text
            assert (await kept(both, made.text, made.variables, "pg_another", days=400))[0] == first, made.text

    assert lasting > 5


@pytest.mark.parametrize(
    ("query", "lasts"),
    [
        ('{ plan(by: {key: "plan-1"}) { summary ramps { name } findings { code } } }', True),
        ('{ estimate(input: {plan: {key: "plan-1"}}) { userErrors { code } } }', True),
        ("{ charges(first: 1) { nodes { priceCurve(upTo: 5) { cost } } } }", True),
        ("{ viewer { keyPrefix } }", False),
        ("{ resolveFeatures { key } }", False),
        ('{ account(by: {key: "account-3"}) { estimate { userErrors { code } } } }', False),
        ("{ customers { nodes { plans { nodes { effective { period } } } } } }", False),
    ],
)
async def test_what_is_known_to_last(both: Both, query: str, lasts: bool) -> None:
    _, basis = await kept(both, query, {}, "", days=0)

    assert (basis is not None) is lasts
    assert basis is None or basis.tables >= {"plan", "charge", "price", "product", "credit_type", "plan_tier_mode"}


async def answered(both: Both, query: str, variables: dict[str, Any] | None = None) -> Any:
    """By the compiled executor alone."""
    operation = both.documents.read(query).choose(None)
    values = coerced(SCHEMA._schema, operation, variables or {})
    return json.loads((await both.compiled(operation, values, both.context(ADMIN, NOW))).text)


async def kept(both: Both, query: str, variables: dict[str, Any], prefix: str, days: int) -> Any:
    operation = both.documents.read(query).choose(None)
    values = coerced(SCHEMA._schema, operation, variables)
    viewer = replace(ADMIN, key_prefix=prefix)
    answer = await both.compiled(operation, values, both.context(viewer, NOW + timedelta(days=days)))
    return answer.text, answer.basis


async def test_account_sees_its_own(both: Both) -> None:
    query = "{ accounts { nodes { key features { key } estimate { userErrors { code } } } } }"

    found = await both.ask(query, viewer=ACCOUNT)

    assert found.reason == ""
    assert [account["key"] for account in found.data["accounts"]["nodes"]] == ["account-3"]
