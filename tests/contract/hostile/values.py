"""Well-formed requests with values of every wrong sort, as literals and as variables."""
# ruff: noqa: E501 (one kind to a line can be read as a list)

import random
import string
from typing import Any

from tests.contract.hostile.sending import Corpus, asked, odd

TEXTS = ["", " ", "%", "_", "\\", "'", '"', "';--", "' or '1'='1", "\x00", "\ud800", "\u202e", "é", "e\u0301", "ß", "İ", "\U0001f600", "\uffff", "a" * 300, "a" * 20_000, "\n", "\t", "${7*7}", "{{7*7}}", "../../etc/passwd", "<script>", "%s%n", "null", "NaN", "0", "-1", "__proto__"]  # fmt: skip


def corpus() -> Corpus:
    some = random.Random(3)
    junk = ["".join(some.choices(string.ascii_letters + string.digits + "-_=+/", k=n)) for n in range(1, 60, 3)]
    ids = ["plan_", "plan_zz", "plan_00", "_", "plan", "PLAN_00", "absent_00", "plan_" + "00" * 400, "plan_" + "0" * 33, "customerplan_1", "account_" + "ff" * 3, "metric_6100", "price_" + "0" * 32, "node_00", "query_00", "a" * 60_000]  # fmt: skip

    def each(query: str, kind: str, values: list[Any], name: str = "v") -> list[bytes]:
        return [asked(f"query (${name}: {kind}) {{ {query} }}", {name: value}) for value in values]

    whole = [-1, -(2**31), 2**31 - 1, 2**31, 2**63, 101, 1.5, 1e300, "1", "", True, [], {}, [1, 2], None]
    moments = ["", "x", "0000-00-00T00:00:00Z", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "99999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999-23:59", "2026-01-01T25:00:00Z", "2026-01-01", "2026-01-01T00:00:00.1234567890Z", "infinity", "now", 0, 1e18, True, [], {}, "2026-01-01T00:00:00+99:99", "\uff12\uff10\uff12\uff16-01-01T00:00:00Z", "x" * 10_000]  # fmt: skip
    uuids = ["", "x", "0" * 32, "00000000-0000-0000-0000-00000000000g", "{00000000-0000-0000-0000-000000000000}", "urn:uuid:00000000-0000-0000-0000-000000000000", 0, [], {}, True, "0" * 10_000, "00000000-0000-0000-0000-0000000000\x000", "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10-0000-0000-0000-000000000000"]  # fmt: skip
    plans = "plans({}) {{ nodes {{ id name }} totalCount pageInfo {{ endCursor }} }}"
    return {
        "cursors that are none": each(plans.format("after: $v"), "String", [*junk, *TEXTS]),
        "cursors backwards": each(plans.format("last: 3, before: $v"), "String", [*junk, *TEXTS]),
        "cursors of other types": each(plans.format("after: $v"), "String", [0, 1.5, True, [], {}, ["a"]]),
        "ids that are none": each("node(id: $v) { id }", "ID!", [*ids, *junk, *TEXTS]),
        "ids of other types": each("node(id: $v) { id }", "ID!", [0, -1, 2**70, 1.5, True, [], {}, None, ["a"]]),
        "products by wrong ids": each("product(id: $v) { id }", "ID!", [*ids, *TEXTS]),
        "many ids": each("nodes(ids: $v) { id }", "[ID!]!", [["plan_00"] * n for n in (101, 1_000, 40_000)] + [[], [None], None, {}, "plan_00", [["a"]], TEXTS]),
        "sizes of pages": each(plans.format("first: $v"), "Int", whole) + each(plans.format("last: $v"), "Int", whole),
        "both ends of a page": [asked("{ " + plans.format(a) + " }") for a in ("first: 1, last: 1", "first: 0, last: 0", 'first: 1, before: "x"', 'last: 1, after: "x"', 'after: "x", before: "y"')],
        "texts to search": each(plans.format("filter: {search: $v}"), "String", TEXTS),
        "texts of other types": each(plans.format("filter: {search: $v}"), "String", [0, 1.5, True, [], {}, ["a"]]),
        "keys": each("plan(by: {key: $v}) { name }", "String", TEXTS) + each("account(by: {key: $v}) { name }", "String", TEXTS),
        "lists of keys": each(plans.format("filter: {keys: $v}"), "[String!]", [TEXTS, [], None, [None], "a", {}, ["a"] * 30_000, [[["a"]]]]),
        "custom fields": each(plans.format("filter: {customField: $v}"), "CustomFieldMatch", [{}, {"key": "a"}, {"key": None, "value": "a"}, {"key": "", "value": ""}, {"key": "a" * 20_000, "value": "b"}, {"key": "\x00", "value": "\x00"}, {"key": "'", "value": "%"}, {"key": 1, "value": 2}, [], "a", {"key": "a", "value": "b", "c": 1}]),
        "instants": each("customers(filter: {startingOn: {from: $v}}) { totalCount }", "DateTime", moments),
        "ranges of time": each("customers(filter: {startingOn: $v}) { totalCount }", "TimeRange", [{}, {"from": None, "to": None}, {"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}, [], "x", {"from": "x"}, {"since": 1}]),
        "UUIDs": each("plan(by: {uuid: $v}) { name }", "UUID", uuids) + each("customer(by: {uuid: $v}) { name }", "UUID", uuids),
        "exactly one key": each("plan(by: $v) { name }", "PlanBy!", [{}, {"id": "a", "key": "b"}, {"id": None}, {"id": "a", "key": None}, None, [], "a", 1, {"absent": 1}, {"uuid": "x"}, {"id": {}}]),
        "parts of exactly one key": each("plan(by: {id: $v}) { name }", "ID", [None, "", "a"]) + each("plan(by: {key: $v, uuid: null}) { name }", "String", [None, "a"]) + [asked("query ($v: ID) { plan(by: {id: $v}) { name } }"), asked("query ($v: ID, $k: String) { plan(by: {id: $v, key: $k}) { name } }", {"v": "a"})] + [asked("{ plan(by: " + v + ") { name } }") for v in ("{}", "{id: null}", '{id: "a", key: "b"}', '{id: "a", key: null}', "null", "[]", '{id: "a", id: "b"}')],
        "lists of exactly one key": each("customers(filter: {plans: $v}) { totalCount }", "[PlanBy!]", [[{}], [None], [{"key": "a"}] * 20_000, [[{"key": "a"}]], {"key": "a"}, [{"key": "a", "id": "b"}], "x"]),
        "words of an enum": each("customers(filter: {status: $v}) { totalCount }", "[PlanStatus!]", ["ACTIVE", ["active"], [""], [1], [True], [None], ["ACTIVE"] * 30_000, ["__proto__"], {}]),
        "orders": each(plans.format("orderBy: $v"), "PlanOrder", [{}, {"field": "ABSENT"}, {"field": "NAME", "direction": "UP"}, {"direction": "ASC"}, [], "NAME", {"field": None}, {"field": 1}, {"field": "NAME", "x": 1}]),
        "start periods": each("charges(filter: {startPeriod: $v}) { totalCount }", "Int", whole),
        "flags": each(plans.format("filter: {removed: $v}"), "Boolean", [0, 1, "true", "", [], {}, [True], None]),
        "literals of other types": [asked("{ " + q + " }") for q in ('plans(first: "1") { totalCount }', "plans(first: ONE) { totalCount }", "plans(first: true) { totalCount }", "plans(first: [1]) { totalCount }", "plans(first: {a: 1}) { totalCount }", "node(id: ENUM) { id }", "node(id: 1.5) { id }", "node(id: {a: 1}) { id }", "node { id }", "node(id: null) { id }", "plans(filter: {search: ENUM}) { totalCount }", "plans(filter: 1) { totalCount }", 'plans(filter: {search: "a", search: "b"}) { totalCount }', 'plan(by: {uuid: "x"}) { name }', "plan(by: {uuid: 1}) { name }", "plans(absent: 1) { totalCount }", "plans(first: 1, first: 2) { totalCount }", "customers(filter: {startingOn: {from: 1}}) { totalCount }", 'customers(filter: {startingOn: {from: "x"}}) { totalCount }', "customers(filter: {status: active}) { totalCount }", 'nodes(ids: ["a", 1, null]) { id }')],
        "variables that nobody asked for": [asked("{ viewer { scope } }", {"a": v}) for v in ([*range(5_000)], {str(n): n for n in range(5_000)}, "x" * 900_000)],
        "variables that are missing": [asked("query ($v: ID!) { node(id: $v) { id } }", v) for v in ({}, {"V": "a"}, {"v ": "a"}, {"$v": "a"}, {"v": None})],
        "variables of the wrong shape": [asked("query ($v: PlanFilter) { plans(filter: $v) { totalCount } }", {"v": v}) for v in odd([], [{}], "x", 1, True, {"absent": 1}, {"search": {"a": 1}}, {"keys": {"a": 1}}, {"keys": [["a"]]}, {f"k{n}": n for n in range(2_000)})],
    }  # fmt: skip
