"""Minimums of plans."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from plangraph.domain import money
from plangraph.graph.connection import Node
from plangraph.graph.fields import column, computed, one
from plangraph.graph.types.credit_type import CreditType
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.plan import Plan


@strawberry.type(description="The least that a plan's invoice of one credit type comes to; several add up.")
class Minimum(Node):
    plan: Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")] = one(
        tables.Minimum.plan_id, description="The plan that it belongs to."
    )
    name: str = column(tables.Minimum.name, description="Its name; those of one name and unit replace each other.")
    credit_type: CreditType = one(tables.Minimum.credit_type_id, description="The unit that it is in.")
    start_period: int = column(
        tables.Minimum.start_period, description="How many billing periods pass before it applies; 0: from the first."
    )
    value: Decimal = column(tables.Minimum.value, description="Exact amount in the credit type's unit.")
    formatted: str = computed(
        money.formatted,
        tables.Minimum.value,
        tables.Minimum.unit,
        description="The amount for people: `$100.00`.",
    )
