"""Plans as REST shows them: one statement for each request, whatever the number of rows.

Lists inside a row have arrays as entries, in the order of the columns (see json_rows).
"""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, bindparam, select
from sqlmodel import SQLModel

from plangraph.store import tables
from plangraph.store.keyset import Order
from plangraph.store.queries.bulk import table_of
from plangraph.store.queries.json_rows import Answering, lists, rows
from plangraph.store.types import TextUuid

PLAN = table_of(tables.Plan)
UNIT = table_of(tables.CreditType)
UUID_GIVEN: ColumnElement[Any] = bindparam("uuid", type_=TextUuid(), required=True)
LIMIT: ColumnElement[Any] = bindparam("limit", type_=Integer(), required=True)
ORDER = Order((PLAN.c.id,), descending=False)
At = tuple[Any, ...] | None


class PlanRow(NamedTuple):
    id: int
    uuid: str
    name: str
    description: str | None
    custom_fields: list[list[str]]


class DetailRow(NamedTuple):
    uuid: str
    name: str
    description: str | None
    custom_fields: list[list[str]]
    credit_grants: list[list[Any]]
    minimums: list[list[Any]]
    overage_rates: list[list[Any]]


async def page(reads: Answering, limit: int, after: At) -> list[PlanRow]:
    """At most `limit` plans that are not removed, in order of arrival."""
    found = await rows(reads, _plans, (after is not None,), {"limit": limit, **values(after)})
    return [PlanRow(*row) for row in found]


async def detail(reads: Answering, uuid: UUID) -> DetailRow | None:
    found = await rows(reads, _detail, (), {"uuid": uuid})
    return DetailRow(*found[0]) if found else None


def values(after: At) -> dict[str, Any]:
    return {f"a{n}": value for n, value in enumerate(after or ())}


def beyond(order: Order, follows: bool) -> list[ColumnElement[bool]]:
    given = [True] * len(order.columns)
    return [order.beyond(order.binds("a", given), backward=False)] if follows else []


def _plans(dialect: str, follows: bool) -> Select[Any]:
    return (
        select(PLAN.c.id, PLAN.c.uuid, PLAN.c.name, PLAN.c.description, fields(dialect).label("fields"))
        .where(PLAN.c.removed_at.is_(None), *beyond(ORDER, follows))
        .order_by(*ORDER.sort())
        .limit(LIMIT)
    )


def _detail(dialect: str) -> Select[Any]:
    parts = (fields(dialect), grants(dialect), minimums(dialect), rates(dialect))
    labelled = [part.label(f"part{n}") for n, part in enumerate(parts)]
    return select(PLAN.c.uuid, PLAN.c.name, PLAN.c.description, *labelled).where(PLAN.c.uuid == UUID_GIVEN)


def fields(dialect: str) -> ColumnElement[Any]:
    field = table_of(tables.PlanCustomField)
    return lists(
        dialect,
        select(field.c.key, field.c.value).where(field.c.plan_id == PLAN.c.id).order_by(field.c.id).correlate(PLAN),
    )


def grants(dialect: str) -> ColumnElement[Any]:
    return _of_plan(dialect, grant_rows(), tables.CreditGrant)


def minimums(dialect: str) -> ColumnElement[Any]:
    return _of_plan(dialect, minimum_rows(), tables.Minimum)


def rates(dialect: str) -> ColumnElement[Any]:
    return _of_plan(dialect, rate_rows(), tables.OverageRate)


def _of_plan(dialect: str, statement: Select[Any], model: type[SQLModel]) -> ColumnElement[Any]:
    return lists(dialect, statement.where(table_of(model).c.plan_id == PLAN.c.id).correlate(PLAN))


def grant_rows() -> Select[Any]:
    grant, granted, paid = table_of(tables.CreditGrant), UNIT.alias("granted"), UNIT.alias("paid")
    return (
        select(
            grant.c.name,
            grant.c.amount_granted,
            granted.c.uuid,
            granted.c.name,
            grant.c.amount_paid,
            paid.c.uuid,
            paid.c.name,
            grant.c.effective_duration,
            grant.c.priority,
            grant.c.send_invoice,
            grant.c.reason,
            grant.c.recurrence_duration,
            grant.c.recurrence_interval,
        )
        .select_from(
            grant.join(granted, granted.c.id == grant.c.amount_granted_credit_type_id).join(
                paid, paid.c.id == grant.c.amount_paid_credit_type_id
            )
        )
        .order_by(grant.c.position)
    )


def minimum_rows() -> Select[Any]:
    minimum = table_of(tables.Minimum)
    return (
        select(minimum.c.name, minimum.c.value, minimum.c.start_period, UNIT.c.uuid, UNIT.c.name)
        .select_from(minimum.join(UNIT, UNIT.c.id == minimum.c.credit_type_id))
        .order_by(minimum.c.position)
    )


def rate_rows() -> Select[Any]:
    rate, fiat = table_of(tables.OverageRate), UNIT.alias("fiat")
    return (
        select(
            UNIT.c.uuid, UNIT.c.name, fiat.c.uuid, fiat.c.name, rate.c.start_period, rate.c.to_fiat_conversion_factor
        )
        .select_from(
            rate.join(UNIT, UNIT.c.id == rate.c.credit_type_id).join(fiat, fiat.c.id == rate.c.fiat_credit_type_id)
        )
        .order_by(rate.c.position)
    )
