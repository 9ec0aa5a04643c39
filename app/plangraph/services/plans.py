"""Plans changed one at a time: saved as a vendor has them, or annotated with what no vendor tells."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from plangraph.domain import plan as domain
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.services.checks import Path, key_errors
from plangraph.services.unset import UNSET, Unset, given
from plangraph.store import tables
from plangraph.store.engine import Database
from plangraph.store.queries import annotations, bulk, charge_names, plan_by, plans
from plangraph.store.write import Connection, write

T = TypeVar("T")
Pairs = Sequence[tuple[str, T]]


class AnnotationFields(NamedTuple):
    """What an administrator says of a plan; UNSET stays, None clears. Lists are (charge name, value) and replace."""

    key: str | Unset | None = UNSET
    period: domain.BillingPeriod | Unset | None = UNSET
    minimum_order: domain.MinimumOrder | Unset | None = UNSET
    tier_modes: Pairs[domain.TierMode] | Unset | None = UNSET
    metrics: Pairs[domain.MetricLink] | Unset | None = UNSET
    composites: Pairs[tuple[str, ...]] | Unset | None = UNSET


async def save_plan(database: Database, plan: domain.Plan, now: datetime) -> plans.Saved:
    """A plan as the vendor's API has it now, in one transaction of its own; annotations stay."""

    async def work(connection: Connection) -> plans.Saved:
        await bulk.lock(connection, plans.WRITES)
        return await plans.save_plans(connection, [plan], now, synced=True)

    return await write(database, work)


async def annotate(database: Database, by: plan_by.PlanBy, fields: AnnotationFields, now: datetime) -> plan_by.Found:
    """What is given replaces what is stored. Raises InvalidInput with every wrong field; nothing changes then."""
    wrong = list(_shape_errors(fields))

    async def work(connection: Connection) -> plan_by.Found:
        await bulk.lock(connection, (tables.Plan, *annotations.WRITES))
        found = await plan_by.find(connection, by)
        if found is None:
            raise InvalidInput([FieldError(("plan",), "there is no such plan", UserErrorCode.UNKNOWN_PLAN), *wrong])
        wrong.extend(_charge_errors(fields, await charge_names.products_by_name(connection, found.number)))
        key = fields.key if isinstance(fields.key, str) else found.key
        owners = {key: uuid for uuid, key in (await plans.all_keys(connection)).items()}
        if owners.get(key, found.uuid) != found.uuid:
            message = f"{key!r} is another plan's key already"
            wrong.append(FieldError(("key",), message, UserErrorCode.CONFLICT))
        if wrong:
            raise InvalidInput(wrong)
        await _save(connection, found, fields, key, now)
        return plan_by.Found(found.number, found.uuid, found.gid, key)

    return await write(database, work)


async def _save(connection: Connection, plan: plan_by.Found, fields: AnnotationFields, key: str, now: datetime) -> None:
    row: dict[str, object] = {"id": plan.number, "key": key, "updated_at": now}
    if not isinstance(fields.period, Unset):
        row["period"] = fields.period
    if not isinstance(fields.minimum_order, Unset):
        row["minimum_order"] = fields.minimum_order
    await bulk.set_rows(connection, bulk.table_of(tables.Plan), [row])
    if fields.tier_modes is not UNSET:
        await annotations.save_tier_modes(connection, {plan.number: dict(given(fields.tier_modes, ()))})
    if fields.metrics is not UNSET:
        await annotations.save_metrics(connection, {plan.number: dict(given(fields.metrics, ()))})
    if fields.composites is not UNSET:
        await annotations.save_composites(connection, {plan.number: dict(given(fields.composites, ()))})


def _shape_errors(fields: AnnotationFields) -> Iterator[FieldError]:
    if fields.key is not UNSET:
        yield from key_errors(fields.key, ("key",))
    for n, (_, link) in enumerate(given(fields.metrics, ())):
        yield from key_errors(link.key, ("metrics", n, "metric_key"))
    for n, (_, parts) in enumerate(given(fields.composites, ())):
        if not parts:
            yield FieldError(("composites", n, "parts"), "must name at least one charge", UserErrorCode.REQUIRED)


def _named(fields: AnnotationFields) -> Iterator[tuple[Path, str]]:
    """Each charge that is named, with its place."""
    for n, (charge, _) in enumerate(given(fields.tier_modes, ())):
        yield ("tier_modes", n, "charge"), charge
    for n, (charge, _) in enumerate(given(fields.metrics, ())):
        yield ("metrics", n, "charge"), charge
    for n, (charge, parts) in enumerate(given(fields.composites, ())):
        yield ("composites", n, "charge"), charge
        for m, part in enumerate(parts):
            yield ("composites", n, "parts", m), part


def _charge_errors(fields: AnnotationFields, known: Mapping[str, set[int]]) -> Iterator[FieldError]:
    seen: set[tuple[str | int, str]] = set()
    for path, name in _named(fields):
        if name not in known:
            yield FieldError(path, f"the plan has no charge {name!r}", UserErrorCode.UNKNOWN_CHARGE)
        elif len(known[name]) > 1:
            message = f"{name!r} stands in several products of the plan"
            yield FieldError(path, message, UserErrorCode.AMBIGUOUS_CHARGE)
        if path[-1] == "charge":
            if (path[0], name) in seen:
                yield FieldError(path, "stands twice")
            seen.add((path[0], name))
