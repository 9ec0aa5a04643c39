"""Customers and the plans they are on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, select
from sqlmodel import col

from plangraph.domain import periods
from plangraph.domain.plan import BillingPeriod
from plangraph.graph.arguments import present as present_argument
from plangraph.graph.conditions import (
    any_of,
    as_of,
    custom_field,
    equals,
    holds,
    lifts,
    named_by,
    search,
    where,
    within,
)
from plangraph.graph.connection import Connection, Node
from plangraph.graph.context import Context
from plangraph.graph.fields import (
    AS_OF_ARGUMENT,
    column,
    computed_at,
    connection,
    embedded,
    expression_at,
    many,
    one,
    present,
    resolved,
    sql_column,
    values,
)
from plangraph.graph.orders import order, order_by
from plangraph.graph.price_lists import by_numbers
from plangraph.graph.types.plan_by import PLAN_KEYS, PlanBy
from plangraph.graph.types.shared import CustomField, CustomFieldMatch, TimeRange
from plangraph.store import tables
from plangraph.store.loads import AS_OF, NOW, Group
from plangraph.store.queries import price_lists
from plangraph.store.tables import BillableValue, PlanStatus
from plangraph.store.types import PlainText
from plangraph.store.visible import linked_account

if TYPE_CHECKING:
    from plangraph.graph.types.account import Account
    from plangraph.graph.types.effective import EffectivePlan
    from plangraph.graph.types.plan import Plan


PERIOD: Any = (
    select(col(tables.Plan.period))
    .where(col(tables.Plan.id) == col(tables.CustomerPlan.plan_id))
    .correlate(tables.CustomerPlan)
    .scalar_subquery()
)


def period_at(start: datetime, end: datetime | None, length: BillingPeriod | None, instant: datetime) -> int | None:
    if end is not None and end <= instant:
        return None
    return periods.at(instant, start, length or BillingPeriod.MONTH)


async def current_plans(
    context: Context, numbers: Sequence[int], given: Mapping[str, Any]
) -> "list[EffectivePlan | None]":
    from plangraph.graph.types.effective import for_customer

    instant = present_argument(given.get("as_of")) or context.now
    of = await price_lists.plans_of_links(context.reader.reading.database, numbers)
    owners = list(dict.fromkeys(plan for plan, _, _ in of.values()))
    plans = dict(zip(owners, await by_numbers(context, owners), strict=True))
    found: list[EffectivePlan | None] = []
    for number in numbers:
        owner, start, end = of[number]
        plan = plans[owner]
        period = period_at(start, end, plan.annotations.period, instant)
        found.append(None if period is None else for_customer(plan, period))
    return found


def stands_at(instant: ColumnElement[datetime]) -> dict[PlanStatus, ColumnElement[bool]]:
    """Each status as a condition on a customer's time on a plan."""
    link = tables.CustomerPlan
    return tables.stands_at(sql_column(link.starting_on), sql_column(link.ends), instant)


@strawberry.type(description="Whether the vendor bills a customer.")
class BillableStatus:
    value: BillableValue = present(tables.Customer.billable_value, description="Billed or not.")
    effective_at: datetime | None = column(
        tables.Customer.billable_effective_at, description="Since or from when; null when the vendor does not say."
    )


@strawberry.type(description="One time of a customer on a plan.")
class CustomerPlan(Node):
    customer_plan_id: UUID = column(tables.CustomerPlan.uuid, description="The vendor's id.")
    customer: Annotated["Customer", strawberry.lazy("plangraph.graph.types.customer")] = one(
        tables.CustomerPlan.customer_id, description="Who."
    )
    plan: Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")] = one(
        tables.CustomerPlan.plan_id, description="On which plan."
    )
    status: PlanStatus = expression_at(
        tables.status_at(tables.CustomerPlan, AS_OF), description="Where it stands at an instant."
    )
    starting_on: datetime = column(tables.CustomerPlan.starting_on, description="From this instant on.")
    ending_before: datetime | None = column(
        tables.CustomerPlan.ending_before, description="Until just before this instant; null: open-ended."
    )
    current_period: int | None = computed_at(
        period_at,
        tables.CustomerPlan.starting_on,
        tables.CustomerPlan.ending_before,
        PERIOD,
        AS_OF,
        description="The billing period, counted from 0, at an instant; null before it begins and after it ends.",
    )
    effective: Annotated["EffectivePlan", strawberry.lazy("plangraph.graph.types.effective")] | None = resolved(
        current_plans,
        key=tables.CustomerPlan.id,
        arguments={"as_of": AS_OF_ARGUMENT},
        description="What the customer pays by at an instant; null before it begins and after it ends.",
    )
    removed_at: datetime | None = column(
        tables.CustomerPlan.removed_at, description="When a sync found it gone; null while it is there."
    )


@strawberry.input
class CustomerPlansArguments:
    """The arguments of Customer.plans."""

    status: list[PlanStatus] | None = any_of(stands_at(AS_OF), description="Any of these; all, unless given.")
    as_of: datetime | None = as_of(description="The instant that status is told for; now, unless given.")
    removed: bool | None = lifts(
        col(tables.CustomerPlan.removed_at).is_not(None), description="True: those that a sync found gone, too."
    )


@strawberry.type(description="Who is billed, as Metronome knows them.")
class Customer(Node):
    uuid: UUID = column(tables.Customer.uuid, description="The vendor's id.")
    external_id: str = column(
        tables.Customer.external_id, description="The first id that events may name it by: first alias, else `uuid`."
    )
    name: str = column(tables.Customer.name, description="Its name.")
    ingest_aliases: list[str] = values(
        tables.IngestAlias.alias,
        key=tables.IngestAlias.customer_id,
        order_by=tables.IngestAlias.position,
        description="Every id that events may name it by, in the vendor's order.",
    )
    salesforce_account_id: str | None = column(
        tables.Customer.salesforce_account_id, description="Its account in Salesforce."
    )
    custom_fields: list[CustomField] = many(
        tables.CustomerCustomField.customer_id,
        order_by=tables.CustomerCustomField.key,
        description="Values that the vendor's users attached, by name.",
    )
    created_at: datetime = column(tables.Customer.created_at, description="When the vendor made it.")
    updated_at: datetime = column(tables.Customer.updated_at, description="When the vendor last changed it.")
    archived_at: datetime | None = column(
        tables.Customer.archived_at, description="When the vendor archived it; null: it is in use."
    )
    synced_at: datetime | None = column(
        tables.Customer.synced_at, description="When a sync last saw it; null for those that are not synced."
    )
    billable_status: BillableStatus | None = embedded(
        tables.Customer.billable_value, description="Whether it is billed; null when the vendor does not say."
    )
    plans: Connection[CustomerPlan] = connection(
        tables.CustomerPlan.customer_id,
        arguments=CustomerPlansArguments,
        default=order_by(tables.CustomerPlan.starting_on),
        descending=True,
        description="The plans that it is, was or will be on, newest beginning first.",
    )
    account: Annotated["Account", strawberry.lazy("plangraph.graph.types.account")] | None = one(
        linked_account(col(tables.Customer.id)),
        to=tables.Account.id,
        description="The account of the same company: the one named by its first alias that names one.",
    )


def _on_a_plan(conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    link = tables.CustomerPlan
    rows = select(col(link.customer_id)).where(conditions, col(link.removed_at).is_(None))
    return col(tables.Customer.id).in_(rows)


ON_A_PLAN = Group(_on_a_plan)
_ANY_LINK: Any = col(tables.Customer.id).in_(
    select(col(tables.IngestAlias.customer_id)).where(
        col(tables.IngestAlias.alias).in_(select(col(tables.Account.key)))
    )
)


@strawberry.enum(description="What customers can be sorted by.")
class CustomerOrderField(Enum):
    NAME = order(tables.Customer.name, description="By name.")
    CREATED_AT = order(tables.Customer.created_at, description="By age.")


@strawberry.input(
    description="Which customers. `plans`, `status`, `startingOn` and `endingBefore` hold of one and the same time on "
    "a plan: `ACTIVE` with an `endingBefore` finds customers whose active plan ends then."
)
class CustomerFilter:
    search: str | None = search(tables.Customer.name_folded, description="How the name begins, in any letter case.")
    custom_field: CustomFieldMatch | None = custom_field(
        tables.CustomerCustomField.customer_id,
        tables.CustomerCustomField.key,
        tables.CustomerCustomField.value,
        of=tables.Customer.id,
        description="With this custom field.",
    )
    plans: list[PlanBy] | None = named_by(
        lambda named: col(tables.CustomerPlan.plan_id).in_(select(col(tables.Plan.id)).where(named)),
        PLAN_KEYS,
        group=ON_A_PLAN,
        many=True,
        description="On any of these plans.",
    )
    status: list[PlanStatus] | None = any_of(
        stands_at(NOW), group=ON_A_PLAN, description="On a plan that stands so now."
    )
    starting_on: TimeRange | None = within(
        tables.CustomerPlan.starting_on, group=ON_A_PLAN, description="On a plan that begins then."
    )
    ending_before: TimeRange | None = within(
        tables.CustomerPlan.ends, group=ON_A_PLAN, description="On a plan that ends then."
    )
    linked: bool | None = holds(_ANY_LINK, description="True: with an account; false: without one.")
    archived: bool | None = lifts(
        col(tables.Customer.archived_at).is_not(None), description="True: archived ones, too."
    )


@strawberry.input(one_of=True, description="Names one customer.")
class CustomerBy:
    id: strawberry.ID | None = equals(tables.Customer.gid, description="Its global id.")
    uuid: UUID | None = equals(tables.Customer.uuid, description="The vendor's id.")
    ingest_alias: str | None = where(
        lambda binds: col(tables.Customer.id).in_(
            select(col(tables.IngestAlias.customer_id)).where(col(tables.IngestAlias.alias) == binds["value"])
        ),
        PlainText(),
        description="Any of its ingest aliases.",
    )
