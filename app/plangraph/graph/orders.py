"""What lists can be sorted by: an enum whose members carry the SQL, and the input made from it."""

from enum import Enum
from functools import cache
from typing import Any, cast

import strawberry
from sqlalchemy import Column
from sqlalchemy.orm import InstrumentedAttribute

from plangraph.store.loads import OrderBy


@strawberry.enum(description="Which way a list runs.")
class OrderDirection(Enum):
    ASC = strawberry.enum_value("ASC", description="Smallest, earliest or A first; what has no value comes last.")
    DESC = strawberry.enum_value("DESC", description="Largest, latest or Z first; what has no value comes first.")


def order(*attributes: object, description: str) -> Any:
    """A member of an order's enum: the columns to sort by, most important first."""
    return strawberry.enum_value(order_by(*attributes), description=description)


def order_by(*attributes: object) -> OrderBy:
    columns = []
    for attribute in attributes:
        if not isinstance(attribute, InstrumentedAttribute):
            raise TypeError(f"{attribute!r} is not a column")
        columns.append(cast("Column[Any]", attribute.property.columns[0]))
    return OrderBy(tuple(columns))


def default_order(fields: type[Enum]) -> OrderBy:
    return cast("OrderBy", next(iter(fields)).value)


@cache
def direction_input(fields: type[Enum]) -> type:
    """The input of an order: `PlanOrderField` gives `PlanOrder {field, direction}`."""
    name = fields.__name__.removesuffix("Field")
    made = type(
        name,
        (),
        {
            "__annotations__": {"field": fields, "direction": OrderDirection},
            "__module__": fields.__module__,
            "field": strawberry.field(description="What to sort by."),
            "direction": strawberry.field(default=OrderDirection.ASC, description="Which way."),
        },
    )
    return strawberry.input(made, description="How to sort.")
