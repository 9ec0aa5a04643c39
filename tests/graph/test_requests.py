"""Whatever bytes, texts and headers come: a value or a refusal, never another exception."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.domain.errors import LimitExceeded
from plangraph.graph import http, requests
from plangraph.graph.errors import Refused
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents
from tests.graph.small import SCHEMA

LIMITS = Limits()
DOCUMENTS = Documents(SCHEMA, LIMITS)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
WORDS = st.sampled_from(
    "{ } ( ) [ ] : ... @include(if: true) query mutation fragment F on Thing hello thing things first $a 1 node".split()
)


def written(value: Any) -> str:
    """JSON in which decimals are numbers."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{written(v)}" for k, v in value.items()) + "}"
    return json.dumps(value)


@given(VALUES)
def test_json_keeps_every_digit(value: Any) -> None:
    assert requests.decode(written(value).encode(), LIMITS) == value


def test_many_values() -> None:
    most = [0] * 9_999
    assert requests.decode(json.dumps(most).encode(), LIMITS) == most

    with pytest.raises(LimitExceeded) as caught:
        requests.decode(json.dumps([0] * 10_000).encode(), LIMITS)

    assert (caught.value.limit, caught.value.asked, caught.value.allowed) == ("values in the JSON", 10_001, 10_000)


@given(VALUES, st.integers(0, 6), st.integers(1, 12))
def test_limits_of_json_are_exact(value: Any, nesting: int, values: int) -> None:
    """Whether a text is looked through or is too short for that, the same is refused."""
    limits = Limits(json_nesting=nesting, json_values=values)
    body = written(value).encode()
    wanted = found = None
    try:
        requests._look_through(requests.decode(body, LIMITS), limits)
    except LimitExceeded as refused:
        wanted = (refused.limit, refused.asked)

    try:
        requests.decode(body, limits)
    except LimitExceeded as refused:
        found = (refused.limit, refused.asked)

    assert found == wanted


@pytest.mark.parametrize("body", [b'"\\ud800"', b'["\\uDC00"]', b'{"\\ud83d": 1}'])
def test_half_a_pair(body: bytes) -> None:
    with pytest.raises(Refused, match="half of a surrogate pair"):
        requests.decode(body, LIMITS)


@given(st.binary() | st.text().map(str.encode))
def test_any_body(body: bytes) -> None:
    try:
        found = requests.from_body(body, LIMITS)
    except (Refused, LimitExceeded):
        return
    assert isinstance(found.query, str)


@given(st.binary() | st.text(alphabet='queryvariableson={}[]&%1a"', max_size=60).map(str.encode))
def test_any_query_string(query_string: bytes) -> None:
    try:
        found = requests.from_url(query_string, LIMITS)
    except (Refused, LimitExceeded):
        return
    assert isinstance(found.query, str)


@given(
    st.text()
    | st.lists(
        st.sampled_from(["application/json", "*/*", ";", ",", "q=", "0", "1", "charset=", "text/html", " "])
    ).map("".join)
)
def test_any_accept(accept: str) -> None:
    assert http.negotiate(accept) in (http.JSON, http.RESPONSE, None)


@given(st.text() | st.lists(WORDS, max_size=40).map(" ".join))
def test_any_document(text: str) -> None:
    try:
        document = DOCUMENTS.read(text)
    except (Refused, LimitExceeded):
        return
    assert document.operations


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, http.JSON),
        ("", http.JSON),
        ("application/*;q=0.5, application/json;q=0.1", http.RESPONSE),
        ("*/*;q=0.9, application/json;q=0.1", http.RESPONSE),
        ("application/graphql-response+json;q=0, application/json", http.JSON),
        ("application/graphql-response+json;charset=utf-16, application/json", http.JSON),
        ("text/html", None),
        ("application/json;q=0", None),
    ],
)
def test_negotiation(accept: str | None, expected: str | None) -> None:
    assert http.negotiate(accept) == expected
