"""Overage rates of plans."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from plangraph.graph.connection import Node
from plangraph.graph.fields import column, one
from plangraph.graph.types.credit_type import CreditType
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.plan import Plan


@strawberry.type(description="What a custom unit costs in money, for what credits do not cover.")
class OverageRate(Node):
    plan: Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")] = one(
        tables.OverageRate.plan_id, description="The plan that it belongs to."
    )
    credit_type: CreditType = one(tables.OverageRate.credit_type_id, description="The custom unit.")
    fiat_credit_type: CreditType = one(tables.OverageRate.fiat_credit_type_id, description="The money.")
    start_period: int = column(
        tables.OverageRate.start_period,
        description="How many billing periods pass before it applies; 0: from the first.",
    )
    to_fiat_conversion_factor: Decimal = column(
        tables.OverageRate.to_fiat_conversion_factor,
        description="How much of the money, in its own unit, one custom unit costs.",
    )
