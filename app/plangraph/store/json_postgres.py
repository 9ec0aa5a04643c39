"""JSON in PostgreSQL's SQL: concatenated text, which is faster than json_build_object and has no limit of keys."""

import json
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import Integer, LargeBinary, Text, case, cast, func
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.types import JSON

from plangraph.store.writer import SAFE, Sql, matched, quoted


class PostgresWriter:
    sorts_inside = True

    def answer(self, json: Sql) -> Sql:
        return func.convert_to(json, quoted("UTF8"), type_=LargeBinary())

    def object(self, pairs: Sequence[tuple[str, Sql]]) -> Sql:
        parts: list[Sql] = []
        for number, (key, value) in enumerate(pairs):
            parts += [quoted(("," if number else "{") + json.dumps(key) + ":"), value]
        return _joined([*parts, quoted("}" if pairs else "{}")])

    def array(self, items: Sequence[Sql]) -> Sql:
        parts: list[Sql] = []
        for number, item in enumerate(items):
            parts += [quoted("," if number else "["), item]
        return _joined([*parts, quoted("]" if items else "[]")])

    def collected(self, item: Sql, order_by: Sequence[Sql]) -> Sql:
        items: Sql = func.string_agg(item, aggregate_order_by(quoted(","), *order_by), type_=Text())
        return _joined([quoted("["), func.coalesce(items, quoted(""), type_=Text()), quoted("]")])

    def ends(self, text: Sql, order_by: Sequence[Sql]) -> tuple[Sql, Sql]:
        texts: Any = func.array_agg(aggregate_order_by(text, *order_by), type_=ARRAY(Text()))
        return texts[1], texts[cast(func.count(), Integer())]

    def constant(self, text: str) -> Sql:
        return quoted(json.dumps(text))

    def nothing(self) -> Sql:
        return quoted("null")

    def text(self, x: Sql) -> Sql:
        return cast(func.to_json(x), Text())

    def plain(self, x: Sql) -> Sql:
        return _joined([quoted('"'), cast(x, Text()), quoted('"')])

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


def _joined(parts: Sequence[Sql]) -> Sql:
    return reduce(lambda left, right: left.concat(right), parts)


def _long(x: Sql) -> Sql:
    return func.to_char(func.timezone(quoted("UTC"), x), quoted('YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), type_=Text())
