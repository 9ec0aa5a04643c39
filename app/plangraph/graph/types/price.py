"""Prices: one tier of a charge."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from plangraph.domain import money
from plangraph.graph.connection import Node
from plangraph.graph.fields import column, computed, one
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.charge import Charge


@strawberry.type(description="The price of one tier of a charge.")
class Price(Node):
    charge: Annotated["Charge", strawberry.lazy("plangraph.graph.types.charge")] = one(
        tables.Price.charge_id, description="The charge that it belongs to."
    )
    tier: Decimal = column(tables.Price.tier, description="The quantity from which it applies; the first is 0.")
    up_to: Decimal | None = column(
        tables.Price.up_to, description="The quantity from which the next tier applies; null for the last."
    )
    value: Decimal = column(
        tables.Price.value,
        description="Exact price of a unit in the charge's credit type (for a composite charge, the percentage).",
    )
    formatted: str = computed(
        money.formatted,
        tables.Price.value,
        tables.Price.unit,
        description="The price for people: `$0.00325`, `12 credits`.",
    )
    quantity: Decimal | None = column(tables.Price.quantity, description="How many units a fixed charge bills.")
    collection_schedule: str | None = column(
        tables.Price.collection_schedule, description="When it is collected, in the vendor's words."
    )
    collection_interval: int | None = column(
        tables.Price.collection_interval, description="It is collected every so many billing periods."
    )
