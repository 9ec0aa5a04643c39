"""Worked examples that vendors and others published, each as a line of a batch."""

import json

import pytest

from plangraph.services.estimates import estimate_line
from tests import published, published_terms
from tests.published import Example


@pytest.mark.parametrize(
    "example", [pytest.param(e, id=e.name) for e in (*published.EXAMPLES, *published_terms.EXAMPLES)]
)
def test_published(example: Example) -> None:
    question = {
        "plan": example.plan,
        "annotations": example.annotations,
        "period": example.period,
        "usage": dict(example.usage),
        "previous_usage": dict(example.previous),
    }

    found = estimate_line(json.dumps(question))

    assert (found.get("total"), found.get("currency")) == (example.total, "USD"), found
