"""What is left to do when a statement has answered: values computed in Python, JSON texts, and what was cut off.

The answer is parsed, patched in place and written again; most operations need none of it and keep the bytes that came.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any
from uuid import UUID

import orjson

from plangraph.graph.executor.unsupported import Reason, Unsupported
from plangraph.store import loads
from plangraph.store.loads import AS_OF, Sql
from plangraph.store.run import Fetch
from plangraph.store.selected import Kind, Selected
from plangraph.store.statement import KEYS, Statement

Place = tuple[dict[str, Any], str]


@dataclass
class Work:
    """One answer's values, and the places where something was cut off."""

    values: Mapping[str, Any]
    pending: dict[Selected, list[Place]] = field(default_factory=dict)


Patch = Callable[[Any, Work], None]
"""Patches an object or a list of them, in place."""


def patch_of(fields: Sequence[Selected], cuts: Collection[Selected]) -> Patch | None:
    """None where there is nothing to do."""
    steps = [(f.key, step) for f in fields if (step := _step(f, cuts))]
    return partial(_patched, steps) if steps else None


async def finished(fetch: Fetch, statement: Statement, patch: Patch | None, values: Mapping[str, Any]) -> bytes:
    """The whole answer of a statement that bytes alone do not answer."""
    data = orjson.loads(await fetch(statement, values))
    work = Work(values)
    if patch:
        patch(data, work)
    await _filled(fetch, statement, work)
    return orjson.dumps(data)


async def _filled(fetch: Fetch, statement: Statement, work: Work) -> None:
    """Reads what was cut off, each field for all its rows at once, and what was cut off of that."""
    for cut, places in work.pending.items():
        below = statement.cuts[cut]
        numbers = list(dict.fromkeys(holder[key] for holder, key in places))
        found = orjson.loads(await fetch(below, {**work.values, KEYS: numbers}))
        rows = [{cut.key: value} for _, value in found]
        inner = Work(work.values)
        patch = patch_of([cut], below.cuts)
        if patch:
            patch(rows, inner)
            await _filled(fetch, below, inner)
        values = {number: row[cut.key] for (number, _), row in zip(found, rows, strict=True)}
        for holder, key in places:
            holder[key] = values[holder[key]]


def _patched(steps: Sequence[tuple[str, Callable[[dict[str, Any], str, Work], None]]], found: Any, work: Work) -> None:
    if isinstance(found, list):
        for item in found:
            _patched(steps, item, work)
    elif found is not None:
        for key, step in steps:
            step(found, key, work)


def _step(selected: Selected, cuts: Collection[Selected]) -> Callable[[dict[str, Any], str, Work], None] | None:
    if selected in cuts:
        return lambda holder, key, work: work.pending.setdefault(selected, []).append((holder, key))
    if isinstance(selected.load, loads.Computed):
        return _computed(selected, selected.load)
    if selected.kind is Kind.JSON:
        return _json
    inner = patch_of(selected.fields, cuts)
    return (lambda holder, key, work: inner(holder[key], work)) if inner else None


def _json(holder: dict[str, Any], key: str, _: Work) -> None:
    if holder[key] is not None:
        holder[key] = orjson.Fragment(holder[key])


def _computed(selected: Selected, load: loads.Computed) -> Callable[[dict[str, Any], str, Work], None]:
    instant = f"{selected.asked.prefix}as_of" if selected.asked and selected.asked.dated else "now"
    readers = [None if sql is AS_OF else _reader(sql) for sql in load.inputs]
    function, printed = load.function, selected.printed

    def compute(holder: dict[str, Any], key: str, work: Work) -> None:
        carried = iter(holder[key])
        value = function(*(work.values[instant] if read is None else read(next(carried)) for read in readers))
        if value is None and selected.required:
            raise Unsupported(Reason.DATA, f"{key} is required and null")
        holder[key] = value if value is None or printed is None else printed(value)

    return compute


def _reader(sql: Sql) -> Callable[[Any], Any]:
    """How a value that SQL carried becomes Python's again."""
    python: type = sql.type.python_type
    if issubclass(python, Enum):
        members = python  # a class that its stored values call
        return lambda carried: None if carried is None else members(carried)
    read = next((read for kind, read in _READ.items() if issubclass(python, kind)), None)
    return (lambda carried: None if carried is None else read(carried)) if read else (lambda carried: carried)


_READ: Mapping[type, Callable[[Any], Any]] = {Decimal: Decimal, datetime: datetime.fromisoformat, UUID: UUID}
