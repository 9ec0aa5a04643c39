"""Credit grants of plans."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from plangraph.graph.connection import Node
from plangraph.graph.fields import column, one
from plangraph.graph.types.credit_type import CreditType
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.plan import Plan


@strawberry.type(description="An amount of one credit type that comes with a plan, bought for an amount of another.")
class CreditGrant(Node):
    plan: Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")] = one(
        tables.CreditGrant.plan_id, description="The plan that it belongs to."
    )
    name: str = column(tables.CreditGrant.name, description="Its name.")
    amount_granted: Decimal = column(
        tables.CreditGrant.amount_granted, description="What is granted at each issue, in its credit type's unit."
    )
    amount_granted_credit_type: CreditType = one(
        tables.CreditGrant.amount_granted_credit_type_id, description="The unit of what is granted."
    )
    amount_paid: Decimal = column(
        tables.CreditGrant.amount_paid, description="What is paid for it; never part of an estimate's total."
    )
    amount_paid_credit_type: CreditType = one(
        tables.CreditGrant.amount_paid_credit_type_id, description="The unit of what is paid."
    )
    effective_duration: Decimal = column(
        tables.CreditGrant.effective_duration, description="How many billing periods an issue can be used."
    )
    priority: str = column(
        tables.CreditGrant.priority, description="Smaller is used first; compared as numbers when both are numbers."
    )
    send_invoice: bool = column(tables.CreditGrant.send_invoice, description="Whether what is paid is invoiced.")
    reason: str | None = column(tables.CreditGrant.reason, description="Why it is granted.")
    recurrence_duration: Decimal | None = column(
        tables.CreditGrant.recurrence_duration,
        description="For how many billing periods it goes on being issued; null: without end.",
    )
    recurrence_interval: Decimal | None = column(
        tables.CreditGrant.recurrence_interval,
        description="It is issued again every so many billing periods; null: once.",
    )
