"""How a plan is named."""

from uuid import UUID

import strawberry

from plangraph.graph.conditions import equals
from plangraph.store import tables

PLAN_KEYS = {"id": tables.Plan.gid, "uuid": tables.Plan.uuid, "key": tables.Plan.key}


@strawberry.input(one_of=True, description="Names one plan.")
class PlanBy:
    id: strawberry.ID | None = equals(tables.Plan.gid, description="Its global id.")
    uuid: UUID | None = equals(tables.Plan.uuid, description="The vendor's id.")
    key: str | None = equals(tables.Plan.key, description="Its key, which accounts name it by.")
