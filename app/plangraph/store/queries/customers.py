"""Customers with their aliases, custom fields and plans, written whole and in bulk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain import ids, texts
from plangraph.domain.customer import Customer
from plangraph.store import tables
from plangraph.store.queries.bulk import Merged, Rule, merge, rows_in, set_rows, table_of

WRITES = (tables.Customer, tables.CustomerCustomField, tables.IngestAlias, tables.CustomerPlan)
_CUSTOMERS = Rule(tables.Customer, ("uuid",))
_FIELDS = Rule(tables.CustomerCustomField, ("customer_id", "key"))
_ALIASES = Rule(tables.IngestAlias, ("customer_id", "position"), vacate=("alias",))
_PLANS = Rule(tables.CustomerPlan, ("uuid",))


class Saved(NamedTuple):
    created: frozenset[UUID]
    changed: frozenset[UUID]
    plans: Merged


async def alias_owners(connection: AsyncConnection, aliases: Sequence[str]) -> dict[str, UUID]:
    """Which customer has each of these aliases now."""
    return await _owners(connection, table_of(tables.IngestAlias).c.alias, aliases)


async def plan_owners(connection: AsyncConnection, customer_plans: Sequence[UUID]) -> dict[UUID, UUID]:
    """Which customer each of these customer plans belongs to now."""
    return await _owners(connection, table_of(tables.CustomerPlan).c.uuid, customer_plans)


async def _owners(connection: AsyncConnection, column: Any, values: Sequence[Any]) -> dict[Any, UUID]:
    found = await rows_in(connection, [column, column.table.c.customer_id], column, values)
    customer = table_of(tables.Customer)
    numbers = [row[1] for row in found]
    uuids = {
        row[0]: row[1] for row in await rows_in(connection, [customer.c.id, customer.c.uuid], customer.c.id, numbers)
    }
    return {row[0]: uuids[row[1]] for row in found}


async def save_customers(
    connection: AsyncConnection, customers: Sequence[Customer], plans: Mapping[str, int], now: datetime
) -> Saved:
    """Makes the stored customers be these, with exactly these aliases, fields and plans; `plans`: key → row number.

    Times that a customer does not tell stay as they are, and are `now` for a new one. Aliases and customer plans must
    not belong to customers that are not given.
    """
    stamps = await _stamps(connection, [c.uuid for c in customers], now)
    rows = [_customer(c, *stamps.get(c.uuid, (now, now))) for c in customers]
    merged = await merge(connection, _CUSTOMERS, rows, "uuid", [c.uuid for c in customers])
    numbered = [(merged.ids[(c.uuid,)], c) for c in customers]
    numbers = dict(numbered)
    fields = [{"customer_id": n, "key": k, "value": v} for n, c in numbered for k, v in c.custom_fields.items()]
    aliases = [
        {"customer_id": n, "position": position, "alias": alias}
        for n, c in numbered
        for position, alias in enumerate(c.ingest_aliases)
    ]
    touched: set[int] = (await merge(connection, _FIELDS, fields, "customer_id", numbers)).touched()
    touched |= (await merge(connection, _ALIASES, aliases, "customer_id", numbers)).touched()
    links = [row for n, c in numbered for row in _plans(n, c, plans)]
    linked = await merge(connection, _PLANS, links, "customer_id", numbers)

    created = {key[0] for key in merged.created}
    changed = {key[0] for key in merged.changed} | {c.uuid for n, c in numbered if n in touched} - created
    silent = [{"id": n, "updated_at": now} for n, c in numbered if c.uuid in changed and c.updated_at is None]
    await set_rows(connection, table_of(tables.Customer), silent)
    return Saved(frozenset(created), frozenset(changed), linked)


async def _stamps(
    connection: AsyncConnection, uuids: Sequence[UUID], now: datetime
) -> dict[UUID, tuple[datetime, datetime]]:
    customer = table_of(tables.Customer)
    columns = [customer.c.uuid, customer.c.created_at, customer.c.updated_at]
    there = {row[0]: (row[1], row[2]) for row in await rows_in(connection, columns, customer.c.uuid, uuids)}
    return {uuid: there.get(uuid, (now, now)) for uuid in uuids}


def _customer(customer: Customer, created: datetime, updated: datetime) -> dict[str, Any]:
    return {
        "uuid": customer.uuid,
        "gid": ids.global_id("Customer", customer.uuid),
        "external_id": customer.ingest_aliases[0] if customer.ingest_aliases else str(customer.uuid),
        "name": customer.name,
        "name_folded": texts.fold(customer.name),
        "salesforce_account_id": customer.salesforce_account_id,
        "created_at": customer.created_at or created,
        "updated_at": customer.updated_at or updated,
        "archived_at": customer.archived_at,
    }


def _plans(number: int, customer: Customer, plans: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "uuid": link.uuid,
            "gid": ids.global_id("CustomerPlan", link.uuid),
            "customer_id": number,
            "plan_id": plans[link.plan_key],
            "starting_on": link.starting_on,
            "ending_before": link.ending_before,
            "ends": link.ending_before or tables.FOREVER,
            "removed_at": None,
            "customer_name": customer.name,
            "customer_name_folded": texts.fold(customer.name),
        }
        for link in customer.plans
    ]
