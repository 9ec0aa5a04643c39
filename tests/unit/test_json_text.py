"""JSON printed without losing a digit."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plangraph.store.queries.json_text import text

scalars = st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False)
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(values)
def test_comes_back_as_it_was(value: Any) -> None:
    assert json.loads(text(value), parse_float=Decimal) == value


def test_form() -> None:
    given_value = {"b": [Decimal("1.500"), Decimal("1E+2"), Decimal("1E+999999"), True, None], "a": "é\n"}

    assert text(given_value) == '{"b":[1.5,100,1E+999999,true,null],"a":"é\\n"}'
