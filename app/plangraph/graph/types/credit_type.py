"""Pricing units."""

from uuid import UUID

import strawberry

from plangraph.domain.money import CreditUnit
from plangraph.graph.connection import Node
from plangraph.graph.fields import column
from plangraph.store import tables


@strawberry.type(description="A pricing unit: fiat money or a custom unit. Amounts of different units never add up.")
class CreditType(Node):
    uuid: UUID = column(tables.CreditType.uuid, description="The vendor's id.")
    name: str = column(
        tables.CreditType.name, description="`USD (cents)`, the code of another currency, or a custom unit's name."
    )
    fiat: bool = column(tables.CreditType.fiat, description="Whether it is money.")
    unit: CreditUnit = column(tables.CreditType.unit, description="In what unit amounts of it are.")
    currency: str | None = column(tables.CreditType.currency, description="ISO 4217 code; null for a custom unit.")
