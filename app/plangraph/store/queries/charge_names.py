"""The charges of a plan by name, which means their ramp."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.store import tables
from plangraph.store.queries.bulk import table_of


async def products_by_name(connection: AsyncConnection, plan: int) -> dict[str, set[int]]:
    """Charge name → the products in which it stands, of charges that are not removed."""
    charge = table_of(tables.Charge)
    statement = select(charge.c.name, charge.c.product_id).where(
        charge.c.plan_id == plan, charge.c.removed_at.is_(None)
    )
    found: dict[str, set[int]] = {}
    for name, product in await connection.execute(statement):
        found.setdefault(name, set()).add(product)
    return found
