"""Products: what charges are grouped by."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry
from sqlmodel import col

from plangraph.graph.conditions import search
from plangraph.graph.connection import Connection, Node
from plangraph.graph.fields import column, connection, linked
from plangraph.graph.orders import order, order_by
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.charge import Charge
    from plangraph.graph.types.plan import Plan


@strawberry.type(description="Something sold: what charges are grouped by.")
class Product(Node):
    product_id: str = column(tables.Product.product_id, description="The vendor's id.")
    name: str = column(tables.Product.name, description="Its name.")
    charges: Connection[Annotated["Charge", strawberry.lazy("plangraph.graph.types.charge")]] = connection(
        tables.Charge.product_id,
        default=order_by(tables.Charge.product_name, tables.Charge.name, tables.Charge.start_period),
        hidden=col(tables.Charge.removed_at).is_(None),
        description="The charges of all plans for it, by name and start period; removed ones are left out.",
    )
    plans: Connection[Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")]] = connection(
        tables.Plan,
        link=linked(tables.PlanProduct.product_id, tables.PlanProduct.plan_id),
        default=order_by(tables.Plan.name),
        hidden=col(tables.Plan.removed_at).is_(None),
        description="The plans that charge for it, by name; removed ones are left out.",
    )


@strawberry.enum(description="What products can be sorted by.")
class ProductOrderField(Enum):
    NAME = order(tables.Product.name, description="By name.")


@strawberry.input(description="Which products.")
class ProductFilter:
    search: str | None = search(tables.Product.name_folded, description="How the name begins, in any letter case.")
