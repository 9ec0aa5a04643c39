"""Worked examples that vendors and others published, each as a line of a batch."""

import json

import pytest

from plangraph.services.estimates import estimate_line
from tests.published import EXAMPLES, Example


@pytest.mark.parametrize("example", [pytest.param(example, id=example.name) for example in EXAMPLES])
def test_published(example: Example) -> None:
    question = {"plan": example.plan, "annotations": example.annotations, "usage": dict(example.usage)}

    found = estimate_line(json.dumps(question))

    assert (found.get("total"), found.get("currency")) == (example.total, "USD"), found
