"""Bulk pulls give what the graph's lists give page by page: every filter, order and column, to each viewer his own."""

from collections.abc import Sequence
from contextlib import aclosing
from datetime import timedelta
from typing import Any, get_args

import pytest

from plangraph.cli.export import Name
from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.export.columns import reader, selection
from plangraph.graph.export.definitions import DEFINITIONS, Definition
from plangraph.graph.export.exports import GraphExports
from plangraph.services.metrics import set_metric
from plangraph.store import stream
from plangraph.store.engine import Database
from plangraph.store.stream import open_streams
from tests.graph import rows
from tests.graph.running import ADMIN, NOW, SCHEMA, data

ACME = Viewer("pg_acme", Scope.ACCOUNT, account_key="acme")
Given = list[tuple[str, str]]
SPAN = "{{from: {}, to: {}}}"


def exports(database: Database) -> GraphExports:
    return GraphExports(SCHEMA, open_streams(database))


async def pulled(
    database: Database, name: str, *given: tuple[str, str], viewer: Viewer = ADMIN
) -> list[dict[str, Any]]:
    pull = exports(database).pull(name, given, viewer, NOW)
    async with aclosing(pull.rows()) as batches:
        return [dict(zip(pull.columns, row, strict=True)) async for batch in batches for row in batch]


async def walked(
    database: Database, field: str, arguments: str = "", selected: str = "{ id }", *, viewer: Viewer = ADMIN
) -> list[Any]:
    """What is selected of the rows of a list, read page by page. `field` may begin with the fields around it."""
    *around, last = field.split(" > ")
    part = "edges" if around else "nodes"
    inner = f"{last}(first: 7, after: $after, {arguments}) {{ pageInfo {{ hasNextPage endCursor }} {part} {selected} }}"
    text = f"query($after: String) {{ {' { '.join([*around, inner])} {'}' * len(around)} }}"
    found: list[Any] = []
    after = None
    while True:
        page = await data(database, text, {"after": after}, viewer=viewer)
        for name in field.split(" > "):
            page = page[name.partition("(")[0]]
        found += page[part]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


DAY, LATER = '"2026-01-01T00:00:00Z"', '"2026-06-01T00:00:00Z"'
TIMES = ("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z")


def spanned(name: str) -> Given:
    return [(f"{name}_from", TIMES[0]), (f"{name}_to", TIMES[1])]


# name, field of the graph, and pairs of the same question: to the export, and to the graph
CASES: Sequence[tuple[str, str, Sequence[tuple[Given, str]]]] = [
    (
        "plans",
        "plans",
        [
            ([], ""),
            ([("search", "S")], 'filter: {search: "s"}'),
            ([("keys", "supabase-pro"), ("keys", "essentials")], 'filter: {keys: ["essentials", "supabase-pro"]}'),
            (
                [("custom_field_key", "market"), ("custom_field_value", "sales-led")],
                'filter: {customField: {key: "market", value: "sales-led"}}',
            ),
            ([("product", "PRODUCT")], 'filter: {product: "PRODUCT"}'),
            ([("credit_type", "EUR")], 'filter: {creditType: "EUR"}'),
            (
                [("removed", "true"), ("order_by", "-key")],
                "filter: {removed: true}, orderBy: {field: KEY, direction: DESC}",
            ),
            ([("order_by", "UPDATED_AT")], "orderBy: {field: UPDATED_AT}"),
        ],
    ),
    (
        "charges",
        "charges",
        [
            ([], ""),
            ([("plan", "supabase-pro")], 'filter: {plan: {key: "supabase-pro"}}'),
            ([("plan_uuid", "UUID")], 'filter: {plan: {uuid: "UUID"}}'),
            ([("plan_id", "GID")], 'filter: {plan: {id: "GID"}}'),
            ([("charge_types", "FIXED,usage")], "filter: {chargeTypes: [USAGE, FIXED]}"),
            ([("charge_types", "FIXED"), ("charge_types", "SEAT")], "filter: {chargeTypes: [SEAT, FIXED]}"),
            ([("product", "PRODUCT")], 'filter: {product: "PRODUCT"}'),
            ([("credit_type", "USD (cents)")], 'filter: {creditType: "USD (cents)"}'),
            ([("start_period_from", "1")], "filter: {startPeriodFrom: 1}"),
            (
                [("start_period", "0"), ("order_by", "-name")],
                "filter: {startPeriod: 0}, orderBy: {field: NAME, direction: DESC}",
            ),
            (
                [("removed", "true"), ("order_by", "start_period")],
                "filter: {removed: true}, orderBy: {field: START_PERIOD}",
            ),
        ],
    ),
    (
        "customers",
        "customers",
        [
            ([], ""),
            ([("search", "A")], 'filter: {search: "a"}'),
            (
                [("custom_field_key", "region"), ("custom_field_value", "emea")],
                'filter: {customField: {key: "region", value: "emea"}}',
            ),
            (
                [("plans", "essentials"), ("plans_uuid", "UUID")],
                'filter: {plans: [{key: "essentials"}, {uuid: "UUID"}]}',
            ),
            (
                [("plans_id", "GID"), ("status", "ended,UPCOMING")],
                'filter: {plans: [{id: "GID"}], status: [ENDED, UPCOMING]}',
            ),
            (spanned("starting_on"), f"filter: {{startingOn: {SPAN.format(DAY, LATER)}}}"),
            (spanned("ending_before")[:1], f"filter: {{endingBefore: {{from: {DAY}}}}}"),
            (spanned("ending_before")[1:], f"filter: {{endingBefore: {{to: {LATER}}}}}"),
            ([("linked", "false"), ("archived", "true")], "filter: {linked: false, archived: true}"),
            (
                [("linked", "true"), ("order_by", "-created_at")],
                "filter: {linked: true}, orderBy: {field: CREATED_AT, direction: DESC}",
            ),
        ],
    ),
    (
        "customers",
        'plan(by: {key: "essentials"}) > customers',
        [
            ([("plan", "essentials")], ""),
            ([("plan_uuid", "OWNER_UUID"), ("status", "all")], "status: null"),
            (
                [("plan_id", "OWNER_GID"), ("status", "ended"), ("order_by", "-name")],
                "status: [ENDED], orderBy: {field: NAME, direction: DESC}",
            ),
            ([("plan", "essentials"), ("as_of", TIMES[0])], f"asOf: {DAY}"),
            ([("plan", "essentials"), ("search", "a"), ("status", "ALL")], 'search: "A", status: null'),
            ([("plan", "essentials"), *spanned("starting_on")], f"startingOn: {SPAN.format(DAY, LATER)}"),
            (
                [("plan", "essentials"), *spanned("ending_before"), ("status", "all")],
                f"endingBefore: {SPAN.format(DAY, LATER)}, status: null",
            ),
            (
                [("plan", "essentials"), ("removed", "true"), ("order_by", "ending_before")],
                "removed: true, orderBy: {field: ENDING_BEFORE}",
            ),
        ],
    ),
    (
        "accounts",
        "accounts",
        [
            ([], ""),
            ([("search", "a")], 'filter: {search: "a"}'),
            (
                [("custom_field_key", "salesforce-id"), ("custom_field_value", "12345")],
                'filter: {customField: {key: "salesforce-id", value: "12345"}}',
            ),
            (
                [("plans", "essentials"), ("plans_uuid", "UUID"), ("plans_id", "GID")],
                'filter: {plans: [{key: "essentials"}, {uuid: "UUID"}, {id: "GID"}]}',
            ),
            (
                [("linked", "true"), ("order_by", "-name")],
                "filter: {linked: true}, orderBy: {field: NAME, direction: DESC}",
            ),
        ],
    ),
    (
        "metrics",
        "metrics",
        [
            ([], ""),
            ([("history", "false"), ("account_key", "acme")], 'accountKey: "acme"'),
            ([("key", "api-requests")], 'key: "api-requests"'),
            ([("search", "api")], 'search: "api"'),
        ],
    ),
]
IDS = [field.split(" > ")[-1] + ("_of_plan" if ">" in field else "") for _, field, _ in CASES]


@pytest.mark.parametrize("viewer", [ADMIN, ACME], ids=["all", "account"])
@pytest.mark.parametrize(("name", "field", "questions"), CASES, ids=IDS)
async def test_same_as_the_list(demo: Database, name: str, field: str, questions: Any, viewer: Viewer) -> None:
    text = """{ products(first: 2) { nodes { id } }
        plan(by: {key: "supabase-pro"}) { id uuid } owner: plan(by: {key: "essentials"}) { id uuid } }"""
    known = await data(demo, text)
    words = {
        "OWNER_UUID": known["owner"]["uuid"],
        "OWNER_GID": known["owner"]["id"],
        "PRODUCT": known["products"]["nodes"][1]["id"],
        "UUID": known["plan"]["uuid"],
        "GID": known["plan"]["id"],
    }
    of_plan = " > " in field
    column, selected = ("customer_plan_id", "{ customerPlanId }") if of_plan else ("id", "{ id }")
    lengths = []

    for given_, arguments in questions:
        for word, value in words.items():
            arguments = arguments.replace(word, value)  # noqa: PLW2901 (the placeholders of this question)
        asked = [(parameter, words.get(text, text)) for parameter, text in given_]
        found = [row[column] for row in await pulled(demo, name, *asked, viewer=viewer)]
        expected = [next(iter(one.values())) for one in await walked(demo, field, arguments, selected, viewer=viewer)]
        assert list(dict.fromkeys(found)) == expected, given_
        lengths.append(len(expected))

    assert viewer is ACME or (max(lengths) > 2 and sum(length > 0 for length in lengths) > len(lengths) / 2)


def test_every_parameter_has_a_case() -> None:
    made = GraphExports(SCHEMA, stream.SqliteStreams("nowhere"))
    asked: dict[int, set[str]] = {}
    for place, (_, _, questions) in enumerate(CASES):
        asked[place] = {parameter for given_, _ in questions for parameter, _ in given_}

    for place, sheet in enumerate(made.sheets[:-1]):
        assert {parameter.name for parameter in sheet.parameters} - {"history"} == asked[place] - {"history"}, (
            sheet.name
        )
    assert tuple(made.names) == get_args(Name)


@pytest.fixture
async def odd(database: Database) -> Database:
    """Rows with every kind of odd value."""
    await rows.fill(database)
    return database


@pytest.mark.parametrize("definition", DEFINITIONS[:-1], ids=IDS)
async def test_every_column(odd: Database, definition: Definition) -> None:
    plans = await data(
        odd, "{ plans(filter: {removed: true}) { nodes { key customers(status: null) { totalCount } } } }"
    )
    key = max(plans["plans"]["nodes"], key=lambda plan: plan["customers"]["totalCount"])["key"]
    of_plan = definition.owner is not None
    given_: Given = [("plan", key)] if of_plan else []
    field = f'plan(by: {{key: "{key}"}}) > customers' if of_plan else definition.name

    found = await pulled(odd, definition.name, *given_)
    nodes = await walked(odd, field, "", selection(definition.places))

    each = definition.each
    entries = nodes if each is None else [{**n, each: one} for n in nodes for one in n[each] or [None]]
    expected = [{place.name: reader(place)(entry) for place in definition.places} for entry in entries]
    assert found == expected
    assert len(found) > 1


async def test_a_row_for_each_tier(demo: Database) -> None:
    found = await pulled(demo, "charges", ("plan", "aws-lambda-x86"))

    assert [
        (r["name"], r["tier_from"], r["tier_up_to"], r["price"], r["unit"], r["price_formatted"]) for r in found
    ] == [
        ("Compute GB-s", "0", "400000", "0", "CENTS", "$0.00"),
        ("Compute GB-s", "400000", None, "0.001667", "CENTS", "$0.00001667"),
        ("Requests", "0", "1", "0", "CENTS", "$0.00"),
        ("Requests", "1", None, "20", "CENTS", "$0.20"),
    ]


@pytest.mark.parametrize("viewer", [ADMIN, ACME], ids=["all", "account"])
async def test_history(demo: Database, viewer: Viewer) -> None:
    text = """{ metrics(first: 100) { nodes { accountKey key history(first: 100) { totalCount nodes {
        id value time receivedAt idempotencyKey current } } } } }"""
    metrics = (await data(demo, text, viewer=viewer))["metrics"]["nodes"]
    expected = {
        event["id"]: (m["accountKey"], m["key"], *event.values()) for m in metrics for event in m["history"]["nodes"]
    }

    found = await pulled(demo, "metrics", ("history", "true"), viewer=viewer)
    narrowed = await pulled(
        demo,
        "metrics",
        ("history", "true"),
        ("key", "api-requests"),
        ("account_key", "acme"),
        ("from", "2026-02-01T00:00:00Z"),
        ("to", "2026-02-20T00:00:00Z"),
    )

    columns = ("account_key", "metric_key", "id", "value", "time", "received_at", "idempotency_key", "current")
    assert {row["id"]: tuple(row[name] for name in columns) for row in found} | expected == {
        row["id"]: tuple(row[name] for name in columns) for row in found
    }
    assert len(found) == sum(m["history"]["totalCount"] for m in metrics) > 10
    assert [row["received_at"] for row in found] == sorted(row["received_at"] for row in found)
    assert [row["id"] for row in narrowed] == [
        row["id"]
        for row in await pulled(demo, "metrics", ("history", "true"))
        if (row["metric_key"], row["account_key"]) == ("api-requests", "acme")
        and "2026-02-01T00:00:00Z" <= row["time"] < "2026-02-20T00:00:00Z"
    ]
    assert narrowed


async def test_an_account_sees_nothing_of_others(demo: Database) -> None:
    others = {a["key"] for a in await pulled(demo, "accounts")} - {"acme"}
    others |= {c["name"] for c in await pulled(demo, "customers")} - {"Acme"}

    told = ""
    for definition in DEFINITIONS:
        given_: Given = [("plan", "professional"), ("status", "all")] if definition.owner else []
        given_ += [("history", "true")] if definition.name == "metrics" and definition is DEFINITIONS[-1] else []
        told += str(await pulled(demo, definition.name, *given_, viewer=ACME))

    assert {other for other in others if f"'{other}'" in told} == set()
    assert "'Acme'" in told


async def test_one_statement_and_one_moment(demo: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BATCH", 5)
    streams = open_streams(demo)
    noted: list[None] = []
    streams.noted = lambda: noted.append(None)
    before = await pulled(demo, "metrics", ("history", "true"))
    pull = GraphExports(SCHEMA, streams).pull("metrics", [("history", "true")], ADMIN, NOW)

    found: list[Any] = []
    async with aclosing(pull.rows()) as batches:
        async for batch in batches:
            if not found:
                assert streams.in_use == 1
                await set_metric(demo, ADMIN, account_key="acme", key="new", value=1, now=NOW + timedelta(days=1))
            found += batch

    assert [row[0] for row in found] == [row["id"] for row in before]
    assert len(noted) == 1
    assert streams.in_use == 0
    assert len(await pulled(demo, "metrics", ("history", "true"))) == len(before) + 1
