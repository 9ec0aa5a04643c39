"""What is left to do when a statement has answered: values worked out in Python, JSON texts, and what was cut off.

    bytes ─▶ parsed, patched in place ─▶ rows of cuts, a statement for each ─▶ batch functions, all at once ─▶ bytes
                                          ▲                                     │
                                          └─────── rows that values name ◀──────┘

Most operations need none of it and keep the bytes that came.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, cast
from uuid import UUID

import orjson

from plangraph.graph.context import Context
from plangraph.graph.executor.unsupported import Reason, Unsupported
from plangraph.store import loads
from plangraph.store.loads import AS_OF, Sql
from plangraph.store.selected import Kind, Selected
from plangraph.store.snapshot import Fetch
from plangraph.store.statement import Statement, keys_of

Holder = dict[str, Any] | list[Any]
Place = tuple[Holder, Any]
"""Where a value comes; until then what names it is there: a row's number or unique key, what a batch is asked for."""


@dataclass
class Work:
    """One answer's values, and the places where something was cut off or is asked of a batch function."""

    values: Mapping[str, Any]
    cut: dict[Selected, list[Place]] = field(default_factory=dict)
    asked: dict[Selected, list[Place]] = field(default_factory=dict)

    def place(self, selected: Selected, holder: dict[str, Any]) -> None:
        """Of a value's object: the rows that it names."""
        named = holder[selected.key]
        if named is None:
            if selected.required:
                raise Unsupported(Reason.DATA, f"{selected.key} is required and null")
            return
        many = isinstance(named, list)
        places: list[Place] = [(named, n) for n in range(len(named))] if many else [(holder, selected.key)]
        self.cut.setdefault(selected, []).extend(places)


Patch = Callable[[Any, Work], None]
"""Patches an object or a list of them, in place."""
Step = Callable[[dict[str, Any], str, Work], None]


@dataclass(frozen=True, eq=False, slots=True)
class Below:
    """The statement that reads what was cut off of another, and what is left to do with the rows of each cut."""

    statement: Statement
    cuts: tuple[tuple[Selected, Patch | None], ...]


def patch_of(fields: Sequence[Selected], cuts: Collection[Selected]) -> Patch | None:
    """None where there is nothing to do."""
    steps = [(f.key, step) for f in fields if (step := _step(f, cuts))]
    return partial(_patched, steps) if steps else None


def asks(fields: Sequence[Selected]) -> bool:
    """Whether any of them, or of those below, is asked of a batch function."""
    return any(isinstance(field.load, loads.Resolved) or asks(field.fields) for field in fields)


def below_of(statement: Statement) -> dict[Selected, Below]:
    """Where each cut is read, those of what is below included."""
    found: dict[Selected, Below] = {}
    for upper in statement.all():
        if upper.below:
            cuts = tuple((cut, patch_of([cut], upper.below.cuts)) for cut in upper.cuts)
            found |= dict.fromkeys(upper.cuts, Below(upper.below, cuts))
    return found


async def finished(
    fetch: Fetch,
    answer: bytes,
    patch: Patch | None,
    below: Mapping[Selected, Below],
    values: Mapping[str, Any],
    context: Context,
) -> bytes:
    """The whole answer of a statement that bytes alone do not answer."""
    data, work = orjson.loads(answer), Work(values)
    if patch:
        patch(data, work)
    while work.cut or work.asked:
        while work.cut:
            await _filled(fetch, below[next(iter(work.cut))], work)
        asked, work.asked = work.asked, {}
        await _answered(asked, work, context)
    return orjson.dumps(data)


async def _filled(fetch: Fetch, below: Below, work: Work) -> None:
    """Reads what was cut off, each field for all its rows at once."""
    waiting = [work.cut.pop(cut, []) for cut, _ in below.cuts]
    keys = {keys_of(n): list({holder[key]: None for holder, key in places}) for n, places in enumerate(waiting)}
    found = orjson.loads(await fetch(below.statement, {**work.values, **keys}))
    for (cut, patch), places, rows in zip(below.cuts, waiting, found, strict=True):
        if places:
            _placed(cut, patch, places, rows, work)


def _placed(selected: Selected, patch: Patch | None, places: Sequence[Place], found: Sequence[Any], work: Work) -> None:
    rows = [{selected.key: value} for _, value in found]
    if patch:
        patch(rows, work)
    values = {key: row[selected.key] for (key, _), row in zip(found, rows, strict=True)}
    for holder, key in places:
        named = holder[key]
        value = values.get(str(named) if isinstance(named, UUID) else named)
        if value is None and selected.required:
            raise Unsupported(Reason.DATA, f"{selected.key} is required and null")
        holder[key] = value


async def _answered(asked: Mapping[Selected, Sequence[Place]], work: Work, context: Context) -> None:
    """Asks all batch functions together, as the reference does, so that they read together what they share."""
    waiting = [_asked(selected, places, work, context) for selected, places in asked.items()]
    found = await asyncio.gather(*waiting, return_exceptions=True)  # none goes on reading when another has failed
    for failed in found:
        if isinstance(failed, BaseException):
            raise failed


async def _asked(selected: Selected, places: Sequence[Place], work: Work, context: Context) -> None:
    load, show = cast("loads.Resolved", selected.load), selected.printed
    assert show is not None  # noqa: S101 (selection says how each is shown)
    given = work.values[f"{selected.asked.prefix}given"] if selected.asked else {}
    keys = list(dict.fromkeys(holder[key] for holder, key in places))
    values = await load.batch(context, keys, given)
    found = {key: show(value, work.place) for key, value in zip(keys, values, strict=True)}
    for holder, key in places:
        holder[key] = found[holder[key]]


def _patched(steps: Sequence[tuple[str, Step]], found: Any, work: Work) -> None:
    if isinstance(found, list):
        for item in found:
            _patched(steps, item, work)
    elif found is not None:
        for key, step in steps:
            step(found, key, work)


def _step(selected: Selected, cuts: Collection[Selected]) -> Step | None:
    if selected in cuts:
        return lambda holder, key, work: work.cut.setdefault(selected, []).append((holder, key))
    if isinstance(selected.load, loads.Computed):
        return _computed(selected, selected.load)
    if isinstance(selected.load, loads.Resolved):
        return _resolved(selected, selected.load)
    if selected.kind is Kind.JSON:
        return _json
    inner = patch_of(selected.fields, cuts)
    return (lambda holder, key, work: inner(holder[key], work)) if inner else None


def _json(holder: dict[str, Any], key: str, _: Work) -> None:
    if holder[key] is not None:
        holder[key] = orjson.Fragment(holder[key])


def _resolved(selected: Selected, load: loads.Resolved) -> Step:
    read = None if load.key is None else _reader(load.key)

    def ask(holder: dict[str, Any], key: str, work: Work) -> None:
        if read is not None:
            holder[key] = read(holder[key])
        work.asked.setdefault(selected, []).append((holder, key))

    return ask


def _computed(selected: Selected, load: loads.Computed) -> Step:
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
