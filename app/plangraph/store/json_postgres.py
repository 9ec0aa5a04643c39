"""JSON in PostgreSQL's SQL: concatenated text, which is faster than json_build_object and has no limit of keys."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Integer, LargeBinary, Select, Text, case, cast, func, select
from sqlalchemy.types import JSON

from plangraph.store.joined import Constant, Else, Inner, Joined
from plangraph.store.writer import SAFE, Sql, matched, quoted


class PostgresWriter:
    def answer(self, json: Sql) -> Sql:
        return func.convert_to(json, quoted("UTF8"), type_=LargeBinary())

    def whole(self, json: Sql) -> Select[Any]:
        if isinstance(json, Joined) and len(json.parts) == 1 and isinstance(inner := json.parts[0], Inner):
            return inner.read(self.answer(inner.text))
        return select(self.answer(json))

    def inner(self, json: Sql, read: Callable[[Sql], Select[Any]]) -> Sql:
        return Inner(json, read)

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
        """What all items begin and end with stands between them, once for each two."""
        first, middle, last = _taken_apart(item)
        items: Sql = func.string_agg(middle, Constant(f"{last},{first}"), type_=Text())
        return Else(Joined([Constant(f"[{first}"), items, Constant(f"{last}]")]), Constant("[]"))

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
        return Else(json, self.nothing())

    def required(self, json: Sql, row: Sql) -> Sql:
        """The failing cast is made of the row, so that the planner cannot do it beforehand."""
        failure = cast(cast(cast(row, Text()).concat(quoted("!")), JSON()), Text())
        return Else(json, failure)

    def when(self, present: Sql, json: Sql) -> Sql:
        return case((present.is_not(None), json), else_=self.nothing())

    def hexed(self, json: Sql) -> Sql:
        return func.encode(func.convert_to(json, quoted("UTF8")), quoted("hex"), type_=Text())


def _long(x: Sql) -> Sql:
    return func.to_char(func.timezone(quoted("UTC"), x), quoted('YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), type_=Text())


def _taken_apart(text: Sql) -> tuple[str, Sql, str]:
    """The constants around a text, and what is between them."""
    parts = list(text.parts) if isinstance(text, Joined) else [text]
    first, last = (part.text if isinstance(part, Constant) else "" for part in (parts[0], parts[-1]))
    between = parts[bool(first) : len(parts) - bool(last)]
    return (first, Joined(between), last) if between else ("", text, "")
