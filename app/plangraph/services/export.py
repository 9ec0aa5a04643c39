"""What a bulk pull is, whoever makes it and whoever sends it: columns, parameters, rows; and its two forms as bytes."""

import csv
import io
import json
import re
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

import orjson

from plangraph.domain.viewer import Viewer

Format = Literal["csv", "ndjson"]
Row = Sequence[Any]
"""Values in the order of the columns: None, text, a whole number, a boolean, or a list or object of such."""
Rows = AsyncGenerator[list[Row], None]
Given = Sequence[tuple[str, str]]
"""Parameters as they were given, in order; a name may come again."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Column(NamedTuple):
    name: str
    description: str


class Parameter(NamedTuple):
    """`schema`: the JSON schema of one value. `many`: it may be given several times."""

    name: str
    schema: Mapping[str, Any]
    description: str
    many: bool = False


class Sheet(NamedTuple):
    """One kind of rows. A name may have a second one, which the parameter `chosen_by` chooses."""

    name: str
    description: str
    columns: Sequence[Column]
    parameters: Sequence[Parameter]
    chosen_by: str | None = None


class Pull(NamedTuple):
    """One export, checked and ready; nothing is read before `rows` is walked, and it is walked once."""

    name: str
    columns: Sequence[str]
    rows: Callable[[], Rows]


class Exports(Protocol):
    names: Sequence[str]

    @property
    def sheets(self) -> Sequence[Sheet]:
        """At least one for each name; the first is what a name means by itself."""

    def pull(self, name: str, given: Given, viewer: Viewer, now: datetime) -> Pull:
        """Raises NotFound for a name that there is not, InvalidInput with every wrong parameter."""


def written(pull: Pull, form: Format) -> AsyncGenerator[bytes, None]:
    """The file, a batch of rows at a time."""
    return _csv(pull) if form == "csv" else _ndjson(pull)


async def _ndjson(pull: Pull) -> AsyncGenerator[bytes, None]:
    async with aclosing(pull.rows()) as batches:
        async for rows in batches:
            lines = (orjson.dumps(dict(zip(pull.columns, row, strict=True))) for row in rows)
            yield b"".join(line + b"\n" for line in lines)


async def _csv(pull: Pull) -> AsyncGenerator[bytes, None]:
    """RFC 4180. The head comes with the first rows, so that nothing is sent before there are some."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(pull.columns)
    async with aclosing(pull.rows()) as batches:
        async for rows in batches:
            writer.writerows([cell(value) for value in row] for row in rows)
            yield _taken(out)
    if out.tell():
        yield _taken(out)


def cell(value: Any) -> str:
    """Nothing is an empty cell; lists and objects are JSON. Spreadsheets must not take a text for a formula."""
    match value:
        case str():
            return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value
        case None:
            return ""
        case bool() | list() | dict():
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()
