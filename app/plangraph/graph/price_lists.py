"""Typed plans for fields that price them: loaded whole, once a request, however many fields and parents ask."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from plangraph.domain import ids
from plangraph.domain.plan import Charge, CreditType, Plan
from plangraph.graph.arguments import check_text, present
from plangraph.graph.context import Context
from plangraph.graph.fields import related
from plangraph.graph.types.plan_by import PlanBy
from plangraph.store import tables
from plangraph.store.batches import Reading
from plangraph.store.queries import price_lists


async def by_numbers(context: Context, numbers: Sequence[int]) -> list[Plan]:
    """The plans of these row numbers, which exist."""
    found: list[Plan] = await context.reader.shared(_plans).load_many(list(numbers))
    return found


async def numbers_of(context: Context, named: Sequence[PlanBy]) -> list[int | None]:
    """Row numbers, None for a plan that is not there."""
    found: list[int | None] = await context.reader.shared(_numbers).load_many([_key(by) for by in named])
    return found


async def _plans(reading: Reading, numbers: list[Any]) -> list[Plan]:
    found = await price_lists.by_numbers(reading.database, numbers)
    return [found[number] for number in numbers]


async def _numbers(reading: Reading, keys: list[Any]) -> list[int | None]:
    by = {kind: [value for of, value in keys if of == kind] for kind in ("id", "uuid", "key")}
    found = await price_lists.numbers_of(reading.database, gids=by["id"], uuids=by["uuid"], keys=by["key"])
    return [found.get(value) for _, value in keys]


def _key(by: PlanBy) -> tuple[str, Any]:
    for kind in ("id", "uuid", "key"):
        value = present(getattr(by, kind))
        if value is not None:
            check_text(kind, value)
            return kind, value
    raise AssertionError("exactly one is given")


# ---- domain values back to rows: their global ids are derived from what they are


def charge_row(*, description: str) -> Any:
    """Of a type with `plan` and what is `given` of it: the row of the charge that is given, if one is."""
    return related(tables.Charge.gid, _given_charge, description=description)


def unit_row(unit: Callable[[Any], CreditType], *, description: str) -> Any:
    return related(tables.CreditType.uuid, lambda source: unit(source).uuid, description=description)


def plan_row(plan: Callable[[Any], Plan | None], *, description: str) -> Any:
    def uuid(source: Any) -> UUID | None:
        found = plan(source)
        return None if found is None else found.uuid

    return related(tables.Plan.uuid, uuid, description=description)


def _given_charge(source: Any) -> str | None:
    charge = source.given.charge
    return None if charge is None else charge_id(source.plan, charge)


def charge_id(plan: Plan, charge: Charge) -> str:
    return ids.global_id("Charge", plan.uuid, charge.uuid, charge.start_period)


def place_ids(name: str, plan: Plan, every: Sequence[object], chosen: Sequence[object]) -> list[str]:
    """Parts without an id of their own are known by their place in the plan."""
    places = {id(part): n for n, part in enumerate(every)}
    return [ids.global_id(name, plan.uuid, places[id(part)]) for part in chosen]
