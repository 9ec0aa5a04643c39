"""What a document may ask for; every limit is told by name, with what was asked and what is allowed."""

from dataclasses import replace

import pytest
from graphql import get_introspection_query, parse
from hypothesis import given
from hypothesis import strategies as st

from plangraph.domain.errors import LimitExceeded
from plangraph.graph import limits
from plangraph.graph.errors import Refused
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents
from tests.graph.small import SCHEMA

LIMITS = Limits()


def nested(levels: int) -> str:
    """A document of so many levels of fields."""
    return "{ thing { " + "parent { " * (levels - 2) + "name" + " }" * levels


def exceeded(text: str, allowed: Limits = LIMITS) -> tuple[str, int, int]:
    with pytest.raises(LimitExceeded) as caught:
        Documents(SCHEMA, allowed).read(text)
    return caught.value.limit, caught.value.asked, caught.value.allowed


ALIASES = " ".join(f"a{n}: name" for n in range(30))
FIELDS = "name " * 499
DIRECTIVES = "name @include(if: true) " * 50


@pytest.mark.parametrize(
    "text",
    [
        nested(15),
        "{ thing { " + ALIASES + " } }",
        "{ thing { " + FIELDS + "} }",
        "{ thing { " + DIRECTIVES + "} }",
        "{ " + "thing { name } " * 20 + "}",
        "mutation { " + 'rename(name: "x") { id } ' * 10 + "}",
        "{ thing { " + "...F " * 100 + "} } fragment F on Thing { name }",
        "{ thing { " + "... { " * 100 + "name" + "}" * 101 + "}",
        "{ things(first: 100) { totalCount } }",
        "{ things(last: 0) { totalCount } }",
        '{ hello(name: "' + "x" * (65_536 - 19) + '") }',
        "{ hello " + "#\n" * 996 + "}",
    ],
)
def test_as_much_as_is_allowed(text: str) -> None:
    document = Documents(SCHEMA, LIMITS).read(text)

    assert document.text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (nested(16), ("levels of fields", 16, 15)),
        ("{ thing { " + ALIASES + " a30: name } }", ("aliases", 31, 30)),
        ("{ thing { " + FIELDS + "name } }", ("fields", 501, 500)),
        ("{ thing { " + DIRECTIVES + "name @skip(if: false) } }", ("directives", 51, 50)),
        ("{ " + "thing { name } " * 21 + "}", ("root fields", 21, 20)),
        ("mutation { " + 'rename(name: "x") { id } ' * 11 + "}", ("root fields", 11, 10)),
        ("{ thing { " + "...F " * 101 + "} } fragment F on Thing { name }", ("fragment spreads", 101, 100)),
        ("{ thing { " + "... { " * 101 + "name" + "}" * 102 + "}", ("fragment spreads", 101, 100)),
        ("{ things(first: 101) { totalCount } }", ("rows in one page", 101, 100)),
        ("{ thing { things(last: 4000) { totalCount } } }", ("rows in one page", 4000, 100)),
        ("{" * 1001, ("tokens", 1001, 1000)),
        ("{ hello " + "#\n" * 998 + "}", ("tokens", 1001, 1000)),
        ('{ hello(name: "' + "x" * (65_537 - 19) + '") }', ("bytes of query text", 65_537, 65_536)),
        ('{ hello(name: "' + "ü" * 40_000 + '") }', ("bytes of query text", 80_019, 65_536)),
        ("{ things(first: " + "1" * 4301 + ") { totalCount } }", ("digits in a number", 4301, 4300)),
        ("{ ...R } fragment R on Query { " + "hello " * 21 + "}", ("root fields", 21, 20)),
        ("{ thing { ...A } } fragment A on Thing " + nested(16)[8:-2], ("levels of fields", 16, 15)),
        ("{ hello } fragment A on Thing { " + ALIASES + " a30: name }", ("aliases", 31, 30)),
        ("query A { hello } query B { thing { " + ALIASES + " a30: name } }", ("aliases", 31, 30)),
        ("query ($a: Int " + "@x " * 51 + ") { hello }", ("directives", 51, 50)),
    ],
)  # fmt: skip
def test_more_than_is_allowed(text: str, expected: tuple[str, int, int]) -> None:
    assert exceeded(text) == expected


def test_fragments_count_as_often_as_they_are_spread() -> None:
    doubling = " ".join(f"fragment F{n} on Thing {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))

    limit, asked, _ = exceeded("{ thing { ...F0 } } " + doubling + " fragment F60 on Thing { name }")

    assert (limit, asked) == ("fields", 10**9)


def test_fragments_in_a_circle() -> None:
    with pytest.raises(Refused, match="Cannot spread fragment 'A' within itself via 'B'"):
        Documents(SCHEMA, LIMITS).read(
            "{ thing { ...A } } fragment A on Thing { ...B } fragment B on Thing { name ...A }"
        )


def test_a_long_chain_of_fragments_costs_no_call_depth() -> None:
    chain = " ".join(f"fragment F{n} on Thing {{ ...F{n + 1} }}" for n in range(5000))
    document = parse("{ thing { ...F0 } } " + chain + " fragment F5000 on Thing { name }")

    limits.check(document, replace(LIMITS, spreads=10_000))


@given(st.integers(1, 40), st.integers(1, 40))
def test_depth_adds_up_over_a_spread(above: int, below: int) -> None:
    text = "{ thing { " + "parent { " * above + "...F" + " }" * (above + 2)
    text += " fragment F on Thing { " + "parent { " * below + "name" + " }" * (below + 1)

    wide = replace(LIMITS, depth=above + below + 2)
    limits.check(parse(text), wide)
    with pytest.raises(LimitExceeded):
        limits.check(parse(text), replace(wide, depth=above + below + 1))


def test_introspection_is_outside_of_the_depth() -> None:
    of_type = "ofType { " * 16 + "name" + " }" * 16

    Documents(SCHEMA, LIMITS).read("{ __schema { types { fields { type { " + of_type + " } } } } }")


def test_introspection_has_a_depth_of_its_own() -> None:
    text = '{ __type(name: "Thing") { ' + "ofType { " * 24 + "name" + " }" * 26

    assert exceeded(text) == ("levels of introspection", 26, 25)


def test_introspection_depth_adds_up_over_a_spread() -> None:
    below = "fragment F on __Type { " + "ofType { " * 14 + "name" + " }" * 15

    assert exceeded('{ __type(name: "Thing") { ' + "ofType { " * 10 + "...F" + " }" * 12 + below) == (
        "levels of introspection", 26, 25,
    )  # fmt: skip


LISTS = "{ __schema { " + " ".join(f"a{n}: types {{ fields {{ args {{ name }} }} }}" for n in range(7)) + " } }"
SPREAD = "{ __schema { " + " ".join(f"a{n}: types {{ ...F }}" for n in range(7)) + " } } "


@pytest.mark.parametrize("text", [LISTS, SPREAD + "fragment F on __Type { fields { args { name } } }"])
def test_introspection_has_a_number_of_lists(text: str) -> None:
    assert exceeded(text) == ("lists of introspection", 21, 20)


def test_introspection_as_tools_ask_for_it() -> None:
    every = {"descriptions", "specified_by_url", "directive_is_repeatable", "schema_description"}
    text = get_introspection_query(input_value_deprecation=True, **dict.fromkeys(every, True))

    assert Documents(SCHEMA, LIMITS).read(text).choose(None).cost == 10


def test_introspection_in_circles() -> None:
    with pytest.raises(Refused, match="Maximum introspection depth exceeded"):
        Documents(SCHEMA, LIMITS).read(
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
        )


def test_documents_are_remembered() -> None:
    documents = Documents(SCHEMA, LIMITS)

    assert documents.read("{ hello }") is documents.read("{ hello }")


def test_documents_are_forgotten_by_number() -> None:
    documents = Documents(SCHEMA, replace(LIMITS, cached_documents=2))
    first, second = documents.read("{ a: hello }"), documents.read("{ b: hello }")
    assert documents.read("{ a: hello }") is first

    documents.read("{ c: hello }")

    assert documents.read("{ a: hello }") is first
    assert documents.read("{ b: hello }") is not second


def test_documents_are_forgotten_by_size() -> None:
    documents = Documents(SCHEMA, replace(LIMITS, cached_bytes=30_000))
    first = documents.read("{ a: hello }")
    assert documents.read("{ a: hello }") is first

    documents.read("{ a: hello b: hello c: hello d: hello }")

    assert documents.read("{ a: hello }") is not first


def test_what_is_refused_is_not_remembered() -> None:
    documents = Documents(SCHEMA, LIMITS)

    for _ in range(3):
        with pytest.raises(Refused):
            documents.read("{ absent }")

    assert len(documents._kept) == 0
