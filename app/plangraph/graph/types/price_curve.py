"""The price and the cost of one charge over its quantity, for charts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry

from plangraph.domain.plan import Plan, TierMode
from plangraph.domain.rating import curve
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.price_lists import by_numbers
from plangraph.store.queries import price_lists


@strawberry.type(description="A point of a curve. Two points of one quantity are the two sides of a tier's edge.")
class PricePoint:
    quantity: Decimal = strawberry.field(description="In metered units.")
    price: Decimal = strawberry.field(description="What a priced unit costs there, in the charge's credit type.")
    cost: Decimal = strawberry.field(description="What the whole quantity costs, in the charge's credit type.")


ARGUMENTS: dict[str, tuple[Any, Any, str]] = {
    "up_to": (Decimal, strawberry.UNSET, "The largest quantity, above 0."),
    "points": (int, 50, "How many evenly spaced points, from 2 to 1,000; each tier's edge comes on top."),
    "mode": (TierMode | None, strawberry.UNSET, "How tiers apply; as annotated, or graduated, unless given."),
}


async def price_curves(context: Context, numbers: Sequence[int], given: Mapping[str, Any]) -> list[list[PricePoint]]:
    """By charge; empty for charges without usage and for those that a sync found gone."""
    of = await price_lists.plans_of_charges(context.reader.reading.database, numbers)
    owners = list(dict.fromkeys(plan for plan, _, _ in of.values()))
    plans = dict(zip(owners, await by_numbers(context, owners), strict=True))
    return [_curve(plans[of[number][0]], of[number][1:], given) for number in numbers]


def _curve(plan: Plan, wanted: tuple[UUID, int], given: Mapping[str, Any]) -> list[PricePoint]:
    charge = next((c for c in plan.charges if (c.uuid, c.start_period) == wanted), None)
    if charge is None:
        return []
    mode = present(given.get("mode")) or plan.annotations.tier_modes.get(charge.name, TierMode.GRADUATED)
    points = curve.of_charge(charge, mode, given["up_to"], given["points"])
    return [PricePoint(quantity=p.quantity, price=p.price, cost=p.cost) for p in points]
