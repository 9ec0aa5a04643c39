"""Plans."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlmodel import col

from plangraph.domain.plan import Vendor
from plangraph.graph.conditions import among, any_of, as_of, custom_field, lifts, search, where, within
from plangraph.graph.connection import Connection, Edge, Node
from plangraph.graph.fields import (
    column,
    connection,
    counts,
    embedded,
    expression,
    linked,
    many,
    one,
    part,
    resolved,
    through,
    total,
)
from plangraph.graph.orders import order
from plangraph.graph.types.account import Account, AccountOrderField
from plangraph.graph.types.annotations import PlanAnnotations
from plangraph.graph.types.charge import Charge, ChargeFilter, ChargeOrderField
from plangraph.graph.types.credit_grant import CreditGrant
from plangraph.graph.types.credit_type import CreditType
from plangraph.graph.types.customer import Customer, CustomerPlan, stands_at
from plangraph.graph.types.effective import (
    EffectivePlan,
    PlanFinding,
    Ramp,
    effective_plans,
    found_in,
    ramps,
    summaries,
)
from plangraph.graph.types.minimum import Minimum
from plangraph.graph.types.overage_rate import OverageRate
from plangraph.graph.types.product import Product
from plangraph.graph.types.shared import CustomField, CustomFieldMatch, TimeRange
from plangraph.store import tables
from plangraph.store.loads import AS_OF
from plangraph.store.tables import PlanStatus
from plangraph.store.types import PlainText

if TYPE_CHECKING:
    from plangraph.graph.types.feature import Entitlement

STATUS = tables.status_at(tables.CustomerPlan, AS_OF)


@strawberry.enum(description="What a plan's customers can be sorted by.")
class PlanCustomerOrderField(Enum):
    STARTING_ON = order(tables.CustomerPlan.starting_on, description="By beginning.")
    ENDING_BEFORE = order(tables.CustomerPlan.ends, description="By end; an open end counts as latest.")
    NAME = order(tables.CustomerPlan.customer_name, description="By the customer's name.")


@strawberry.input
class PlanCustomersArguments:
    """The arguments of Plan.customers."""

    status: list[PlanStatus] | None = any_of(
        stands_at(AS_OF), default=[PlanStatus.ACTIVE], description="Any of these; null means all."
    )
    as_of: datetime | None = as_of(description="The instant that status is told for; now, unless given.")
    search: str | None = search(
        tables.CustomerPlan.customer_name_folded, description="How the customer's name begins, in any letter case."
    )
    starting_on: TimeRange | None = within(tables.CustomerPlan.starting_on, description="When it begins.")
    ending_before: TimeRange | None = within(
        tables.CustomerPlan.ending_before, description="When it ends; open ends never match."
    )
    removed: bool | None = lifts(
        col(tables.CustomerPlan.removed_at).is_not(None), description="True: those that a sync found gone, too."
    )


@strawberry.type(description="How many of a plan's customers stand so.")
class PlanStatusCount:
    status: PlanStatus = part("status", description="Where they stand.")
    count: int = part("count", description="How many; a customer who is on the plan twice counts twice.")


@strawberry.type(description="A customer's place among a plan's customers: one for each time it is on the plan.")
class PlanCustomerEdge(Edge[Customer]):
    node: Customer = one(tables.CustomerPlan.customer_id, description="The customer.")
    customer_plan_id: UUID = column(tables.CustomerPlan.uuid, description="The vendor's id of this time on the plan.")
    status: PlanStatus = expression(STATUS, description="Where it stands at the list's instant.")
    starting_on: datetime = column(tables.CustomerPlan.starting_on, description="From this instant on.")
    ending_before: datetime | None = column(
        tables.CustomerPlan.ending_before, description="Until just before this instant; null: open-ended."
    )
    customer_plan: CustomerPlan = part("row", description="This time on the plan as a node of its own.")


@strawberry.type(description="A page of a plan's customers.")
class PlanCustomerConnection(Connection[Customer]):
    edges: Sequence[PlanCustomerEdge] = part("edges", description="The places of this page, in order.")
    customer_count: int = total(
        func.count(col(tables.CustomerPlan.customer_id).distinct()),
        description="How many different customers there are in all pages; costs a count.",
    )
    status_counts: list[PlanStatusCount] = counts(
        STATUS,
        PlanStatus,
        without="status",
        description="How many stand how, whatever `status` asks for; all three, in the same order. Costs a count.",
    )


@strawberry.type(description="A price list that customers are on: charges, minimums, overage rates, credit grants.")
class Plan(Node):
    uuid: UUID = column(tables.Plan.uuid, description="The vendor's id.")
    key: str = column(tables.Plan.key, description="The name that accounts know it by; kept when it is renamed.")
    name: str = column(tables.Plan.name, description="Its name.")
    description: str | None = column(tables.Plan.description, description="What it is for.")
    custom_fields: list[CustomField] = many(
        tables.PlanCustomField.plan_id,
        order_by=tables.PlanCustomField.key,
        description="Values that the vendor's users attached, by name.",
    )
    vendor: Vendor = column(tables.Plan.vendor, description="Where it comes from.")
    inserted_at: datetime = column(tables.Plan.inserted_at, description="When it was first stored here.")
    updated_at: datetime = column(tables.Plan.updated_at, description="When it last changed here.")
    synced_at: datetime | None = column(
        tables.Plan.synced_at, description="When a sync last saw it; null for plans that are not synced."
    )
    removed_at: datetime | None = column(
        tables.Plan.removed_at, description="When a sync found it gone; null while it is there."
    )
    charges: Connection[Charge] = connection(
        tables.Charge.plan_id,
        filter=ChargeFilter,
        order=ChargeOrderField,
        description="What it charges for, in every ramp step.",
    )
    minimums: list[Minimum] = many(
        tables.Minimum.plan_id,
        order_by=(tables.Minimum.start_period, tables.Minimum.name),
        description="The least that invoices come to, by start period and name.",
    )
    overage_rates: list[OverageRate] = many(
        tables.OverageRate.plan_id,
        order_by=tables.OverageRate.start_period,
        description="What custom units cost in money, by start period.",
    )
    credit_grants: list[CreditGrant] = many(
        tables.CreditGrant.plan_id,
        order_by=tables.CreditGrant.rank,
        description="Credits that come with it, in the order they are used.",
    )
    credit_types: list[CreditType] = through(
        tables.CreditType,
        linked(tables.PlanCreditType.plan_id, tables.PlanCreditType.credit_type_id),
        order_by=tables.PlanCreditType.name,
        description="Every pricing unit that it uses anywhere, by name.",
    )
    products: list[Product] = through(
        tables.Product,
        linked(tables.PlanProduct.plan_id, tables.PlanProduct.product_id),
        order_by=tables.PlanProduct.name,
        description="The products that it charges for, by name.",
    )
    customers: PlanCustomerConnection = connection(
        tables.CustomerPlan.plan_id,
        arguments=PlanCustomersArguments,
        order=PlanCustomerOrderField,
        description="Who is on it: a customer who is on it twice comes twice.",
    )
    accounts: Connection[Account] = connection(
        tables.Account,
        link=linked(tables.AccountPlan.plan_id, tables.AccountPlan.account_id),
        order=AccountOrderField,
        description="Accounts whose own plans name it.",
    )
    entitlements: list[Annotated["Entitlement", strawberry.lazy("plangraph.graph.types.feature")]] = many(
        tables.Entitlement.plan_id, description="Which variant of which feature it grants."
    )
    effective: EffectivePlan = resolved(
        effective_plans,
        key=tables.Plan.id,
        arguments={"period": (int, strawberry.UNSET, "The billing period, counted from 0.")},
        lasting=True,
        description="What applies in one billing period.",
    )
    ramps: list[Ramp] = resolved(
        ramps, key=tables.Plan.id, lasting=True, description="How each price goes on over time."
    )
    summary: str = resolved(summaries, key=tables.Plan.id, cost=2, lasting=True, description="What it costs, in words.")
    findings: list[PlanFinding] = resolved(
        found_in, key=tables.Plan.id, lasting=True, description="What looks wrong in it."
    )
    annotations: PlanAnnotations = embedded(
        tables.Plan.id, description="What the vendor does not tell, and somebody wrote down."
    )


@strawberry.enum(description="What plans can be sorted by.")
class PlanOrderField(Enum):
    NAME = order(tables.Plan.name, description="By name.")
    KEY = order(tables.Plan.key, description="By key.")
    UPDATED_AT = order(tables.Plan.updated_at, description="By last change.")


@strawberry.input(description="Which plans.")
class PlanFilter:
    search: str | None = search(
        tables.Plan.name_folded, tables.Plan.key, description="How name or key begin, in any letter case."
    )
    keys: list[str] | None = among(tables.Plan.key, description="Any of these keys.")
    custom_field: CustomFieldMatch | None = custom_field(
        tables.PlanCustomField.plan_id,
        tables.PlanCustomField.key,
        tables.PlanCustomField.value,
        of=tables.Plan.id,
        description="With this custom field.",
    )
    product: strawberry.ID | None = where(
        lambda binds: col(tables.Plan.id).in_(
            select(col(tables.PlanProduct.plan_id)).where(
                col(tables.PlanProduct.product_id).in_(
                    select(col(tables.Product.id)).where(col(tables.Product.gid) == binds["value"])
                )
            )
        ),
        PlainText(),
        description="That charge for the product with this global id.",
    )
    credit_type: str | None = where(
        lambda binds: col(tables.Plan.id).in_(
            select(col(tables.PlanCreditType.plan_id)).where(col(tables.PlanCreditType.name) == binds["value"])
        ),
        PlainText(),
        description="That use the credit type of this name.",
    )
    removed: bool | None = lifts(
        col(tables.Plan.removed_at).is_not(None), description="True: those that a sync found gone, too."
    )
