"""Text that PostgreSQL puts together: what is written for it."""

import re
from typing import Any

from sqlalchemy import Select, column, select, table
from sqlalchemy.dialects import postgresql

from plangraph.store.joined import Constant, Else, Inner, Joined
from plangraph.store.json_postgres import PostgresWriter
from plangraph.store.writer import Sql

PLAN = table("plan", column("id"), column("name"))
CHARGE = table("charge", column("name"))
NAME: Sql = PLAN.c.name
WRITER = PostgresWriter()


def written(sql: Sql | Select[Any]) -> str:
    return re.sub(r"\s+", " ", str(sql.compile(dialect=postgresql.dialect())))  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy


def charges(text: Sql) -> Inner:
    return Inner(text, lambda text: select(text).select_from(CHARGE))


def test_constants_that_meet_are_one() -> None:
    assert written(Joined([Constant("{"), Joined([Constant('"a":'), NAME, Constant("}")])])) == (
        """'{"a":' || plan.name || '}'"""
    )


def test_constants_move_into_a_subquery_and_the_ones_in_it() -> None:
    inner = charges(Joined([Constant("["), CHARGE.c.name, Constant("]")]))
    assert written(WRITER.object([("a", WRITER.object([("b", inner)]))])) == (
        """(SELECT '{"a":{"b":[' || charge.name || ']}}' AS anon_1 FROM charge)"""
    )


def test_what_stands_for_nothing_has_the_constants_too() -> None:
    assert written(WRITER.object([("a", WRITER.optional(WRITER.plain(NAME), NAME)), ("b", NAME)])) == (
        """coalesce('{"a":"' || CAST(plan.name AS TEXT) || '","b":', '{"a":null,"b":') || plan.name || '}'"""
    )


def test_a_failure_stays_as_it_is() -> None:
    found = WRITER.required(charges(CHARGE.c.name), PLAN.c.id)
    assert written(Joined([Constant("<"), found, Constant(">")])) == (
        "coalesce((SELECT '<' || charge.name || '>' AS anon_1 FROM charge),"
        " CAST(CAST(CAST(plan.id AS TEXT) || '!' AS JSON) AS TEXT))"
    )


def test_a_bare_value_takes_no_constants() -> None:
    assert written(Joined([Constant("<"), Else(NAME, Constant("null"))])) == "'<' || coalesce(plan.name, 'null')"


def test_what_items_share_stands_between_them() -> None:
    assert written(WRITER.collected(WRITER.object([("a", NAME)]))) == (
        """coalesce('[{"a":' || string_agg(plan.name, '},{"a":') || '}]', '[]')"""
    )


def test_items_without_brackets_or_with_nothing_else() -> None:
    assert written(WRITER.collected(NAME)) == "coalesce('[' || string_agg(plan.name, ',') || ']', '[]')"
    assert written(WRITER.collected(WRITER.object([]))) == "coalesce('[' || string_agg('{}', ',') || ']', '[]')"


def test_a_single_list_is_the_statement_itself() -> None:
    rows = charges(WRITER.collected(CHARGE.c.name))
    assert written(WRITER.whole(WRITER.object([("a", rows)]))) == (
        """SELECT convert_to(coalesce('{"a":[' || string_agg(charge.name, ',') || ']}', '{"a":[]}'), 'UTF8')"""
        " AS convert_to_1 FROM charge"
    )
    assert written(WRITER.whole(WRITER.object([("a", rows), ("b", rows)]))).startswith("SELECT convert_to((SELECT")
