"""JSON printed without losing a digit; compact, keys in the order given."""

import json
from decimal import Decimal
from typing import Any

from plangraph.domain.decimals import plain

LONGEST = 100  # digits; beyond, the exponent is kept, since it can stand for millions of them


def text(value: Any) -> str:
    """`value`: what `services.input.read_json` gives."""
    if isinstance(value, Decimal):
        return plain(value) if abs(value.adjusted()) < LONGEST else str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_string(key)}:{text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(text, value)) + "]"
    return _string(value)


def _string(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
