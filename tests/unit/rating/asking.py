"""Asks for an estimate as a line of a batch does."""

import json
from typing import Any

from plangraph.services.estimates import estimate_line

Json = dict[str, Any]


def asked(plan: Json, usage: Json, annotations: Json | None = None, period: int = 0, **more: Any) -> Json:
    question = {"plan": plan, "annotations": annotations or {}, "period": period, "usage": usage, **more}
    return estimate_line(json.dumps(question))


def total(plan: Json, usage: Json, annotations: Json | None = None, period: int = 0, **more: Any) -> str:
    found = asked(plan, usage, annotations, period, **more)
    assert "error" not in found, found
    return str(found["total"])
