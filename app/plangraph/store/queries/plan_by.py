"""A plan found by any of the names that it has."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain import texts
from plangraph.store import tables
from plangraph.store.queries.bulk import table_of


class PlanBy(NamedTuple):
    """Exactly one is given: the global id, the vendor's UUID or the key."""

    gid: str | None = None
    uuid: UUID | None = None
    key: str | None = None


class Found(NamedTuple):
    number: int
    uuid: UUID
    gid: str
    key: str


async def find(connection: AsyncConnection, by: PlanBy) -> Found | None:
    """The plan, its row locked until the transaction ends; removed plans too, since an id still reaches them."""
    plan = table_of(tables.Plan)
    column: Any
    value: Any
    if by.uuid is not None:
        column, value = plan.c.uuid, by.uuid
    else:
        column, value = (plan.c.gid, by.gid) if by.gid is not None else (plan.c.key, by.key)
        if not isinstance(value, str) or texts.problem(value, texts.TEXT_LENGTH):
            return None
    statement = select(plan.c.id, plan.c.uuid, plan.c.gid, plan.c.key).where(column == value).with_for_update()
    row = (await connection.execute(statement)).first()
    return None if row is None else Found(*row)
