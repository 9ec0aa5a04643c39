"""Customers of a plan as REST shows them: one statement for each page, aliases and custom fields included."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from plangraph.domain.viewer import Scope, Viewer
from plangraph.store import tables
from plangraph.store.keyset import Order
from plangraph.store.loads import NOW
from plangraph.store.queries.bulk import table_of
from plangraph.store.queries.json_rows import Answering, lists, rows
from plangraph.store.queries.plan_pages import LIMIT, PLAN, UUID_GIVEN, At, beyond, fields, values
from plangraph.store.tables import PlanStatus
from plangraph.store.visible import binds, visible

_LINK, _CUSTOMER, _ALIAS = table_of(tables.CustomerPlan), table_of(tables.Customer), table_of(tables.IngestAlias)
_BOUND = Viewer("", Scope.ACCOUNT, account_key="")  # stands for every viewer that sees one account
ORDER = Order((_LINK.c.starting_on, _LINK.c.id), descending=False)


class CustomersRow(NamedTuple):
    """A plan with a page of its customers."""

    uuid: str
    name: str
    custom_fields: list[list[str]]
    customers: list[list[Any]]


async def page(
    reads: Answering,
    viewer: Viewer,
    now: datetime,
    uuid: UUID,
    statuses: frozenset[PlanStatus],
    limit: int,
    after: At,
) -> CustomersRow | None:
    """A page of those on a plan whom the viewer may see, by start; None when there is no such plan."""
    shape = (statuses, after is not None, viewer.account_key is not None)
    given = {"uuid": uuid, "limit": limit, "now": now, **values(after), **binds(viewer)}
    found = await rows(reads, _customers, shape, given)
    return CustomersRow(*found[0]) if found else None


def _standing(statuses: frozenset[PlanStatus]) -> list[ColumnElement[bool]]:
    if statuses == frozenset(PlanStatus):
        return []
    clauses = tables.stands_at(_LINK.c.starting_on, _LINK.c.ends, NOW)
    return [or_(*(clauses[status] for status in PlanStatus if status in statuses))]


def _customers(dialect: str, statuses: frozenset[PlanStatus], follows: bool, bound: bool) -> Select[Any]:
    field = table_of(tables.CustomerCustomField)
    own_fields = lists(
        dialect,
        select(field.c.key, field.c.value)
        .where(field.c.customer_id == _CUSTOMER.c.id)
        .order_by(field.c.id)
        .correlate(_CUSTOMER),
    )
    aliases = lists(
        dialect,
        select(_ALIAS.c.alias)
        .where(_ALIAS.c.customer_id == _CUSTOMER.c.id)
        .order_by(_ALIAS.c.position)
        .correlate(_CUSTOMER),
    )
    found = (
        select(
            _LINK.c.id,
            _LINK.c.starting_on,
            _LINK.c.ending_before,
            _LINK.c.uuid,
            _CUSTOMER.c.uuid,
            _CUSTOMER.c.external_id,
            aliases.label("aliases"),
            _CUSTOMER.c.name,
            _CUSTOMER.c.salesforce_account_id,
            own_fields.label("fields"),
            _CUSTOMER.c.created_at,
            _CUSTOMER.c.updated_at,
            _CUSTOMER.c.archived_at,
            _CUSTOMER.c.billable_value,
            _CUSTOMER.c.billable_effective_at,
        )
        .select_from(_LINK.join(_CUSTOMER, _CUSTOMER.c.id == _LINK.c.customer_id))
        .where(_LINK.c.plan_id == PLAN.c.id, _LINK.c.removed_at.is_(None), *beyond(ORDER, follows))
        .where(*_standing(statuses), *(visible(_LINK, _BOUND) if bound else ()))
        .order_by(*ORDER.sort())
        .limit(LIMIT)
        .correlate(PLAN)
    )
    parts = (fields(dialect).label("fields"), lists(dialect, found).label("customers"))
    return select(PLAN.c.uuid, PLAN.c.name, *parts).where(PLAN.c.uuid == UUID_GIVEN)
