"""The customers of one plan as a sync finds them: created or updated, links that are gone marked as removed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, update

from plangraph.domain import ids, texts
from plangraph.domain.customer import Customer
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries.bulk import Merged, Rule, merge, rows_in, set_rows, table_of
from plangraph.store.write import Connection

_CUSTOMERS = Rule(tables.Customer, ("uuid",))
_FIELDS = Rule(tables.CustomerCustomField, ("customer_id", "key"))
_ALIASES = Rule(tables.IngestAlias, ("customer_id", "position"), vacate=("alias",))


class PlanCustomer(NamedTuple):
    """A customer and one of its times on the plan; `customer.plans` is not looked at."""

    customer: Customer
    external_id: str
    billable: tables.BillableValue | None
    billable_effective_at: datetime | None
    link: UUID
    starting_on: datetime
    ending_before: datetime | None


class Saved(NamedTuple):
    created: frozenset[UUID]
    changed: frozenset[UUID]
    links: Merged


async def save(connection: Connection, plan: int, found: Sequence[PlanCustomer], now: datetime) -> Saved:
    """Makes the plan's links be these. Aliases go to whom the vendor names last."""
    people = {row.customer.uuid: row for row in found}
    merged = await merge(connection, _CUSTOMERS, [_customer(row) for row in people.values()], "uuid", people)
    numbers = {merged.ids[(uuid,)]: row.customer for uuid, row in people.items()}
    fields = [{"customer_id": n, "key": k, "value": v} for n, c in numbers.items() for k, v in c.custom_fields.items()]
    aliases: list[dict[str, Any]] = [
        {"customer_id": n, "position": position, "alias": alias}
        for n, c in numbers.items()
        for position, alias in enumerate(dict.fromkeys(c.ingest_aliases))
    ]
    await _take_aliases(connection, [row["alias"] for row in aliases], numbers)
    touched: set[int] = (await merge(connection, _FIELDS, fields, "customer_id", numbers)).touched()
    touched |= (await merge(connection, _ALIASES, aliases, "customer_id", numbers)).touched()
    renamed = {merged.ids[key]: people[key[0]].customer.name for key in merged.changed}
    await _rename_links(connection, renamed)
    await set_rows(connection, table_of(tables.Customer), [{"id": n, "synced_at": now} for n in numbers])

    await _fetch_links(connection, plan, [row.link for row in found])
    rule = Rule(tables.CustomerPlan, ("uuid",), removal={"removed_at": now})
    wanted = [_link(plan, merged.ids[(row.customer.uuid,)], row) for row in found]
    links = await merge(connection, rule, wanted, "plan_id", [plan])
    created = {key[0] for key in merged.created}
    changed = {key[0] for key in merged.changed} | {c.uuid for n, c in numbers.items() if n in touched}
    return Saved(frozenset(created), frozenset(changed - created), links)


async def _take_aliases(connection: Connection, aliases: Sequence[str], numbers: Mapping[int, Customer]) -> None:
    alias = table_of(tables.IngestAlias)
    there = await rows_in(connection, [alias.c.id, alias.c.customer_id], alias.c.alias, aliases)
    taken = [row[0] for row in there if row[1] not in numbers]
    if taken:
        statement = delete(alias).where(OneOf(alias.c.id, bound_list("values", alias.c.id.type)))
        await connection.execute(statement, {"values": taken})


async def _rename_links(connection: Connection, names: Mapping[int, str]) -> None:
    """Links carry their customer's name."""
    if not names:
        return
    link = table_of(tables.CustomerPlan)
    statement = (
        update(link)
        .where(link.c.customer_id == bindparam("_customer", type_=link.c.customer_id.type))
        .values(
            customer_name=bindparam("_name", type_=link.c.customer_name.type),
            customer_name_folded=bindparam("_folded", type_=link.c.customer_name.type),
        )
    )
    rows = [{"_customer": n, "_name": name, "_folded": texts.fold(name)} for n, name in names.items()]
    await connection.execute(statement, rows)


async def _fetch_links(connection: Connection, plan: int, links: Sequence[UUID]) -> None:
    """Links that stand under another plan here come to this one."""
    link = table_of(tables.CustomerPlan)
    there = await rows_in(connection, [link.c.id, link.c.plan_id], link.c.uuid, links)
    moved = [{"id": row[0], "plan_id": plan} for row in there if row[1] != plan]
    await set_rows(connection, link, moved)


def _customer(row: PlanCustomer) -> dict[str, Any]:
    customer = row.customer
    return {
        "uuid": customer.uuid,
        "gid": ids.global_id("Customer", customer.uuid),
        "external_id": row.external_id,
        "name": customer.name,
        "name_folded": texts.fold(customer.name),
        "salesforce_account_id": customer.salesforce_account_id,
        "billable_value": row.billable,
        "billable_effective_at": row.billable_effective_at,
        "created_at": customer.created_at,
        "updated_at": customer.updated_at,
        "archived_at": customer.archived_at,
    }


def _link(plan: int, customer: int, row: PlanCustomer) -> dict[str, Any]:
    return {
        "uuid": row.link,
        "gid": ids.global_id("CustomerPlan", row.link),
        "customer_id": customer,
        "plan_id": plan,
        "starting_on": row.starting_on,
        "ending_before": row.ending_before,
        "ends": row.ending_before or tables.FOREVER,
        "removed_at": None,
        "customer_name": row.customer.name,
        "customer_name_folded": texts.fold(row.customer.name),
    }
