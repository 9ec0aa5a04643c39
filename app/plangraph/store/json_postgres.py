"""JSON in PostgreSQL's SQL: concatenated text, which is faster than json_build_object and has no limit of keys."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, FromClause, Integer, LargeBinary, Text, case, cast, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import JSON

from plangraph.store.writer import SAFE, Sql, matched, quoted


class Constant(ColumnElement[str]):
    """Text of our own within a Joined, quoted by SQLAlchemy."""

    inherit_cache = True
    type = Text()
    _traverse_internals = [("text", InternalTraversal.dp_string)]  # noqa: RUF012 (SQLAlchemy reads it so)

    def __init__(self, text: str) -> None:
        self.text = text


class Joined(ColumnElement[str]):
    """Texts one after the other; those within are taken apart, and constants that meet become one."""

    parts: tuple[Sql, ...]
    inherit_cache = True
    type = Text()
    _traverse_internals = [("parts", InternalTraversal.dp_clauseelement_tuple)]  # noqa: RUF012 (as above)

    def __init__(self, parts: Sequence[Sql]) -> None:
        flat = [one for part in parts for one in (part.parts if isinstance(part, Joined) else (part,))]
        self.parts = tuple(_met(flat))

    @property
    def _from_objects(self) -> list[FromClause]:
        return [found for part in self.parts for found in part._from_objects]  # noqa: SLF001 (SQLAlchemy's protocol)


def _met(parts: Sequence[Sql]) -> Iterator[Sql]:
    for constant, run in groupby(parts, lambda part: isinstance(part, Constant)):
        if constant:
            yield Constant("".join(part.text for part in run if isinstance(part, Constant)))
        else:
            yield from run


@compiles(Constant)
def _constant(element: Constant, compiler: SQLCompiler, **_: Any) -> str:
    return compiler.render_literal_value(element.text, Text())


@compiles(Joined)
def _joined(element: Joined, compiler: SQLCompiler, **options: Any) -> str:
    return " || ".join(compiler.process(part, **options) for part in element.parts)


class PostgresWriter:
    def answer(self, json: Sql) -> Sql:
        return func.convert_to(json, quoted("UTF8"), type_=LargeBinary())

    def object(self, pairs: Sequence[tuple[str, Sql]]) -> Sql:
        parts: list[Sql] = [Constant("{")]
        for number, (key, value) in enumerate(pairs):
            parts += [Constant(("," if number else "") + json.dumps(key) + ":"), value]
        return Joined([*parts, Constant("}")])

    def array(self, items: Sequence[Sql]) -> Sql:
        parts: list[Sql] = [Constant("[")]
        for number, item in enumerate(items):
            parts += [Constant("," if number else ""), item]
        return Joined([*parts, Constant("]")])

    def collected(self, item: Sql) -> Sql:
        items: Sql = func.string_agg(item, quoted(","), type_=Text())
        return Joined([Constant("["), func.coalesce(items, quoted(""), type_=Text()), Constant("]")])

    def ends(self, text: Sql) -> tuple[Sql, Sql]:
        texts: Any = func.array_agg(text, type_=ARRAY(Text()))
        return texts[1], texts[cast(func.count(), Integer())]

    def constant(self, text: str) -> Sql:
        return Constant(json.dumps(text))

    def nothing(self) -> Sql:
        return Constant("null")

    def text(self, x: Sql) -> Sql:
        return cast(func.to_json(x), Text())

    def plain(self, x: Sql) -> Sql:
        return Joined([Constant('"'), cast(x, Text()), Constant('"')])

    def integer(self, x: Sql) -> Sql:
        return cast(x, Text())

    def big(self, x: Sql) -> Sql:
        return case((x.between(1 - SAFE, SAFE - 1), self.integer(x)), else_=self.plain(x))

    def decimal(self, x: Sql) -> Sql:
        return self.plain(func.trim_scale(x))

    def time(self, x: Sql) -> Sql:
        return self.plain(func.replace(_long(x), quoted(".000000Z"), quoted("Z"), type_=Text()))

    def instant(self, x: Sql) -> Sql:
        return self.plain(_long(x))

    def boolean(self, x: Sql) -> Sql:
        return cast(x, Text())

    def choice(self, x: Sql, words: Mapping[str, str]) -> Sql:
        return matched(cast(x, Text()), {stored: self.constant(word) for stored, word in words.items()})

    def optional(self, json: Sql, x: Sql) -> Sql:  # noqa: ARG002 (the JSON of nothing is nothing)
        return func.coalesce(json, self.nothing(), type_=Text())

    def required(self, json: Sql, row: Sql) -> Sql:
        """The failing cast is made of the row, so that the planner cannot do it beforehand."""
        failure = cast(cast(cast(row, Text()).concat(quoted("!")), JSON()), Text())
        return func.coalesce(json, failure, type_=Text())

    def when(self, present: Sql, json: Sql) -> Sql:
        return case((present.is_not(None), json), else_=self.nothing())

    def hexed(self, json: Sql) -> Sql:
        return func.encode(func.convert_to(json, quoted("UTF8")), quoted("hex"), type_=Text())


def _long(x: Sql) -> Sql:
    return func.to_char(func.timezone(quoted("UTC"), x), quoted('YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), type_=Text())
