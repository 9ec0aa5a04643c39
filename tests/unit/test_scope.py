"""Derived tables of a statement: the columns that are left of them."""

import re
from typing import Any

from sqlalchemy import Select, column, func, select, table
from sqlalchemy.dialects import postgresql

from plangraph.store.scope import narrow

PLAN = table("plan", column("id"), column("name"), column("key"))
CHARGE = table("charge", column("plan_id"), column("name"), column("code"))


def written(body: Select[Any]) -> str:
    return re.sub(r"\s+", " ", str(body.compile(dialect=postgresql.dialect())))  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy


def test_columns_that_are_asked_for_stay() -> None:
    rows = select(*PLAN.c).select_from(PLAN).order_by(PLAN.c.key).subquery("t1")
    body = select(func.lower(rows.c.name))
    narrow(body, [rows])
    assert "FROM (SELECT plan.name AS name FROM plan ORDER BY plan.key) AS t1" in written(body)


def test_a_subquery_asks_of_the_rows_around_it() -> None:
    outer = select(*PLAN.c).select_from(PLAN).subquery("t1")
    inner = select(*CHARGE.c).select_from(CHARGE).where(CHARGE.c.plan_id == outer.c.id).correlate(outer).subquery("t2")
    found = select(inner.c.code).correlate_except(inner).scalar_subquery()
    body = select(found).select_from(outer)
    narrow(body, [inner, outer])
    assert "(SELECT charge.code AS code FROM charge WHERE charge.plan_id = t1.id) AS t2" in written(body)
    assert "FROM (SELECT plan.id AS id FROM plan) AS t1" in written(body)


def test_rows_alone_are_still_counted() -> None:
    rows = select(*PLAN.c).select_from(PLAN).limit(3).subquery("t1")
    body = select(func.count()).select_from(rows)
    narrow(body, [rows])
    assert "FROM (SELECT 1 AS one FROM plan LIMIT" in written(body)


def test_what_sorts_a_derived_table_stays_in_the_one_below() -> None:
    taken = select(*PLAN.c).select_from(PLAN).order_by(PLAN.c.key.desc()).limit(3).subquery("t1")
    turned = select(*taken.c).select_from(taken).order_by(taken.c.key).subquery("t2")
    body = select(turned.c.name)
    narrow(body, [turned])
    assert written(body).endswith(
        "FROM (SELECT t1.name AS name FROM (SELECT plan.name AS name, plan.key AS key FROM plan"
        " ORDER BY plan.key DESC LIMIT %(param_1)s::INTEGER) AS t1 ORDER BY t1.key) AS t2"
    )
