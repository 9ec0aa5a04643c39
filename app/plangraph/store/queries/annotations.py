"""What the vendor's API does not tell about plans, as rows: tier modes, metrics and composites of charges by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain.plan import Annotations, MetricLink, TierMode
from plangraph.store import tables
from plangraph.store.queries.bulk import Rule, merge

WRITES = (tables.PlanTierMode, tables.PlanMetric, tables.PlanComposite, tables.PlanCompositePart)
_MODES = Rule(tables.PlanTierMode, ("plan_id", "charge"))
_METRICS = Rule(tables.PlanMetric, ("plan_id", "charge"))
_COMPOSITES = Rule(tables.PlanComposite, ("plan_id", "charge"))
_PARTS = Rule(tables.PlanCompositePart, ("composite_id", "position"))


async def save(connection: AsyncConnection, plans: Sequence[tuple[int, Annotations]]) -> set[int]:
    """Replaces the annotations of these plans, by row number; answers the numbers of those that differ now."""
    touched = await save_tier_modes(connection, {n: a.tier_modes for n, a in plans})
    touched |= await save_metrics(connection, {n: a.metrics for n, a in plans})
    return touched | await save_composites(connection, {n: a.composites for n, a in plans})


async def save_tier_modes(connection: AsyncConnection, plans: Mapping[int, Mapping[str, TierMode]]) -> set[int]:
    rows = [
        {"plan_id": n, "charge": charge, "mode": mode} for n, modes in plans.items() for charge, mode in modes.items()
    ]
    return (await merge(connection, _MODES, rows, "plan_id", plans)).touched()


async def save_metrics(connection: AsyncConnection, plans: Mapping[int, Mapping[str, MetricLink]]) -> set[int]:
    rows = [
        {"plan_id": n, "charge": charge, "metric_key": link.key, "usage": link.usage}
        for n, links in plans.items()
        for charge, link in links.items()
    ]
    return (await merge(connection, _METRICS, rows, "plan_id", plans)).touched()


async def save_composites(connection: AsyncConnection, plans: Mapping[int, Mapping[str, tuple[str, ...]]]) -> set[int]:
    rows: list[dict[str, Any]] = [{"plan_id": n, "charge": charge} for n, parts in plans.items() for charge in parts]
    merged = await merge(connection, _COMPOSITES, rows, "plan_id", plans)
    owners = {merged.ids[row["plan_id"], row["charge"]]: row["plan_id"] for row in rows}
    parts = [
        {"composite_id": merged.ids[n, charge], "position": position, "charge": part}
        for n, composites in plans.items()
        for charge, names in composites.items()
        for position, part in enumerate(names)
    ]
    done = await merge(connection, _PARTS, parts, "composite_id", owners)
    return merged.touched() | {owners[number] for number in done.touched()}
