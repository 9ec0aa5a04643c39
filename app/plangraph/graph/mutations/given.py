"""Absent, null and a value stay apart on the way from an input to a service."""

from typing import Any

import strawberry

from plangraph.services.unset import UNSET


def given(value: Any, convert: Any = lambda v: v) -> Any:
    if value is strawberry.UNSET:
        return UNSET
    return None if value is None else convert(value)
