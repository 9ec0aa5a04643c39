"""JSON in SQLite's SQL: its own JSON functions, which are faster there than concatenated text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import LargeBinary, Select, Text, case, cast, func, literal_column, null, select
from sqlalchemy.types import JSON

from plangraph.store.writer import SAFE, Sql, matched, quoted


class SqliteWriter:
    def answer(self, json: Sql) -> Sql:
        return cast(json, LargeBinary())

    def whole(self, json: Sql) -> Select[Any]:
        return select(self.answer(json))

    def inner(self, json: Sql, read: Callable[[Sql], Select[Any]]) -> Sql:
        return read(json).scalar_subquery()

    def object(self, pairs: Sequence[tuple[str, Sql]]) -> Sql:
        return func.json_object(*(part for key, value in pairs for part in (quoted(key), value)), type_=JSON())

    def array(self, items: Sequence[Sql]) -> Sql:
        return func.json_array(*items, type_=JSON())

    def collected(self, item: Sql) -> Sql:
        return func.json_group_array(item, type_=JSON())

    def ends(self, text: Sql) -> tuple[Sql, Sql]:
        texts = func.json_group_array(text)
        return func.json_extract(texts, quoted("$[0]")), func.json_extract(texts, quoted("$[#-1]"))

    def constant(self, text: str) -> Sql:
        return quoted(text)

    def nothing(self) -> Sql:
        return null()

    def text(self, x: Sql) -> Sql:
        return x

    def plain(self, x: Sql) -> Sql:
        return x

    def integer(self, x: Sql) -> Sql:
        return x

    def big(self, x: Sql) -> Sql:
        return case((x.between(1 - SAFE, SAFE - 1), x), else_=cast(x, Text()))

    def decimal(self, x: Sql) -> Sql:
        return x

    def time(self, x: Sql) -> Sql:
        return func.replace(x, quoted(".000000Z"), quoted("Z"), type_=Text())

    def instant(self, x: Sql) -> Sql:
        return x

    def boolean(self, x: Sql) -> Sql:
        words: dict[Sql, Sql] = {literal_column("1"): quoted("true"), literal_column("0"): quoted("false")}
        return func.json(case(words, value=x), type_=Text())

    def choice(self, x: Sql, words: Mapping[str, str]) -> Sql:
        return matched(cast(x, Text()), {stored: quoted(word) for stored, word in words.items()})

    def optional(self, json: Sql, x: Sql) -> Sql:  # noqa: ARG002 (the JSON of nothing is null by itself)
        return json

    def required(self, json: Sql, row: Sql) -> Sql:
        """The failure is made of the row, so that it happens only where it is needed."""
        return func.coalesce(json, func.json(quoted("!").concat(cast(row, Text()))), type_=Text())

    def when(self, present: Sql, json: Sql) -> Sql:
        return case((present.is_not(None), json))

    def hexed(self, json: Sql) -> Sql:
        return func.lower(func.hex(json), type_=Text())
