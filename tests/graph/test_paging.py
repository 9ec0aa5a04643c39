"""Every connection both ways: the same rows in exactly reverse order, ties and nulls included; bad cursors refused."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plangraph.domain.errors import InvalidInput
from plangraph.store.engine import Database
from tests.graph.running import data, run

LISTS = {
    "plans": ("{ %s }", "plans", "orderBy: {field: %s, direction: %s}", ["NAME", "KEY", "UPDATED_AT"]),
    "customers": ("{ %s }", "customers", "orderBy: {field: %s, direction: %s}", ["NAME", "CREATED_AT"]),
    "accounts": ("{ %s }", "accounts", "orderBy: {field: %s, direction: %s}", ["KEY", "NAME", "UPDATED_AT"]),
    "charges": ("{ %s }", "charges", "orderBy: {field: %s, direction: %s}", ["PRODUCT", "NAME", "START_PERIOD"]),
    "products": ("{ %s }", "products", "orderBy: {field: %s, direction: %s}", ["NAME"]),
    "plan customers": (
        '{ plan(by: {key: "professional"}) { %s } }',
        "customers",
        "status: null, orderBy: {field: %s, direction: %s}",
        ["STARTING_ON", "ENDING_BEFORE", "NAME"],
    ),
}
CASES = [(name, field, way) for name, (*_, fields) in LISTS.items() for field in fields for way in ("ASC", "DESC")]


def page_of(found: dict[str, Any]) -> dict[str, Any]:
    (value,) = found.values()
    return value if "edges" in value else page_of(value)


async def walk(database: Database, name: str, field: str, way: str, *, backward: bool, size: int = 7) -> list[str]:
    outer, list_, order, _ = LISTS[name]
    cursor = ""
    found: list[str] = []
    while True:
        slice_ = f"last: {size}" if backward else f"first: {size}"
        at = (f', before: "{cursor}"' if backward else f', after: "{cursor}"') if cursor else ""
        parts = "edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        page = page_of(await data(database, outer % f"{list_}({slice_}{at}, {order % (field, way)}) {{ {parts} }}"))
        ids = [e["cursor"] + e["node"]["id"] for e in page["edges"]]
        found = ids + found if backward else found + ids
        info = page["pageInfo"]
        assert info["hasPreviousPage" if not backward else "hasNextPage"] is bool(cursor)
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found
        cursor = info["startCursor" if backward else "endCursor"]


@pytest.mark.parametrize(("name", "field", "way"), CASES)
async def test_forward_is_the_reverse_of_backward(demo: Database, name: str, field: str, way: str) -> None:
    forward = await walk(demo, name, field, way, backward=False)
    backward = await walk(demo, name, field, way, backward=True)

    outer, list_, *_ = LISTS[name]
    status = "(status: null)" if name == "plan customers" else ""
    total = await data(demo, outer % f"{list_}{status} {{ totalCount edges {{ cursor }} }}")
    assert forward == backward
    assert len(forward) == len(set(forward)) == page_of(total)["totalCount"]


async def test_events_of_all_metrics_both_ways(demo: Database) -> None:
    page = "{ nodes { id receivedAt time } pageInfo { startCursor endCursor } }"
    first = (await data(demo, f"{{ metricEvents(first: 60) {page} }}"))["metricEvents"]
    end = first["pageInfo"]["endCursor"]
    second = (await data(demo, f'{{ metricEvents(first: 60, after: "{end}") {page} }}'))["metricEvents"]
    start = second["pageInfo"]["startCursor"]
    back = (await data(demo, f'{{ metricEvents(last: 60, before: "{start}") {page} }}'))["metricEvents"]

    received = [e["receivedAt"] for e in [*first["nodes"], *second["nodes"]]]
    assert received == sorted(received, reverse=True)
    assert back["nodes"] == first["nodes"]
    assert not {e["id"] for e in first["nodes"]} & {e["id"] for e in second["nodes"]}


async def test_sizes(demo: Database) -> None:
    none = await data(demo, "{ plans(first: 0) { edges { cursor } pageInfo { hasNextPage endCursor } } }")
    refused = [
        await run(demo, "query($f: Int, $l: Int) { plans(first: $f, last: $l) { totalCount } }", v)
        for v in (
            {"f": -1},
            {"f": 101},
            {"l": 101},
            {"f": 1, "l": 1},
        )
    ]

    assert none == {"plans": {"edges": [], "pageInfo": {"hasNextPage": True, "endCursor": None}}}
    for result in refused:
        assert result.errors is not None
        assert isinstance(result.errors[0].original_error, InvalidInput)


async def test_a_cursor_of_another_list_order_or_filter_is_refused(demo: Database) -> None:
    found = await data(demo, "{ plans(first: 1) { pageInfo { endCursor } } }")
    cursor = found["plans"]["pageInfo"]["endCursor"]

    for field in (
        "products(after: $c) { totalCount }",
        "plans(after: $c, orderBy: {field: KEY}) { totalCount }",
        "plans(after: $c, orderBy: {field: NAME, direction: DESC}) { totalCount }",
        'plans(after: $c, filter: {search: "a"}) { totalCount }',
        "plans(after: $c, filter: {removed: true}) { totalCount }",
    ):
        result = await run(demo, f"query($c: String) {{ {field} }}", {"c": cursor})
        assert result.errors is not None, field
        assert isinstance(result.errors[0].original_error, InvalidInput), field


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(damage=st.tuples(st.integers(0, 60), st.text(max_size=4)), whole=st.one_of(st.none(), st.text(max_size=80)))
async def test_no_cursor_breaks_the_server(demo: Database, damage: tuple[int, str], whole: str | None) -> None:
    found = await data(demo, "{ charges(first: 1) { pageInfo { endCursor } } }")
    cursor = found["charges"]["pageInfo"]["endCursor"]
    place, text = damage
    given_ = whole if whole is not None else cursor[:place] + text + cursor[place + len(text) :]

    result = await run(demo, "query($c: String) { charges(after: $c) { nodes { id } } }", {"c": given_})

    assert result.errors is None or isinstance(result.errors[0].original_error, InvalidInput)


async def test_rows_that_come_between_pages_hide_no_other(demo: Database) -> None:
    first = await data(demo, "{ accounts(first: 10) { nodes { key } pageInfo { endCursor } } }")
    for key in ("aaa", "zzz"):
        await data(demo, "mutation($k: String!) { accountUpsert(input: {key: $k}) { created } }", {"k": key})
    cursor = first["accounts"]["pageInfo"]["endCursor"]

    rest = await data(demo, "query($c: String) { accounts(first: 100, after: $c) { nodes { key } } }", {"c": cursor})

    whole = await data(demo, "{ accounts(first: 100) { nodes { key } } }")
    seen = [n["key"] for n in first["accounts"]["nodes"] + rest["accounts"]["nodes"]]
    assert [n["key"] for n in whole["accounts"]["nodes"]] == ["aaa", *seen]
