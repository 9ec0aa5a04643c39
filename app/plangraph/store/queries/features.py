"""Features with their variants and what plans grant of them, written in bulk."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain import ids, texts
from plangraph.domain.feature import Feature
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.queries import json_text
from plangraph.store.queries.bulk import Merged, Rule, merge, rows_in, table_of

WRITES = (tables.Feature, tables.Variant, tables.Entitlement)
_FEATURES = Rule(tables.Feature, ("key",))
_VARIANTS = Rule(tables.Variant, ("feature_id", "key"), vacate=("position",))
_ENTITLEMENTS = Rule(tables.Entitlement, ("feature_id", "plan_id"))


class Known(NamedTuple):
    """What references to a feature are checked against."""

    variants: tuple[str, ...]
    on_variant: str | None
    off_variant: str | None


async def known(connection: AsyncConnection, keys: Iterable[str]) -> dict[str, Known]:
    """Those of these features that are there, by key."""
    feature, variant = table_of(tables.Feature), table_of(tables.Variant)
    columns = [feature.c.id, feature.c.key, feature.c.on_variant, feature.c.off_variant]
    there = {row[0]: row[1:] for row in await rows_in(connection, columns, feature.c.key, keys)}
    variants: dict[int, list[str]] = {number: [] for number in there}
    for _, number, key in await rows_in(
        connection, [variant.c.id, variant.c.feature_id, variant.c.key], variant.c.feature_id, there
    ):
        variants[number].append(key)
    return {key: Known(tuple(variants[number]), on, off) for number, (key, on, off) in there.items()}


async def load(connection: AsyncConnection, keys: Iterable[str]) -> dict[str, Feature]:
    """Those of these features that are there, by key, without entitlements."""
    feature, variant = table_of(tables.Feature), table_of(tables.Variant)
    names = ("key", "name", "type", "default_variant", "on_variant", "off_variant")
    columns = [feature.c.id, *(feature.c[name] for name in names)]
    there = {
        row[0]: dict(zip(names, row[1:], strict=True))
        for row in await rows_in(connection, columns, feature.c.key, keys)
    }
    variants: dict[int, dict[int, tuple[str, Any]]] = {number: {} for number in there}
    parts = [variant.c.feature_id, variant.c.position, variant.c.key, variant.c.value]
    for number, position, key, value in await rows_in(connection, parts, variant.c.feature_id, there):
        variants[number][position] = (key, json.loads(value, parse_float=Decimal))
    ordered = {number: dict(found[n] for n in sorted(found)) for number, found in variants.items()}
    return {row["key"]: Feature(variants=ordered[number], **row) for number, row in there.items()}


async def save_entitlement(connection: AsyncConnection, plan: int, feature_key: str, variant_key: str | None) -> bool:
    """Whether anything changed. Feature and variant must be there."""
    feature, variant = table_of(tables.Feature), table_of(tables.Variant)
    entitlement = table_of(tables.Entitlement)
    number = (await connection.execute(select(feature.c.id).where(feature.c.key == feature_key))).scalar_one()
    found = select(variant.c.id).where(variant.c.feature_id == number, variant.c.key == variant_key)
    chosen = None if variant_key is None else (await connection.execute(found)).scalar_one()
    there = select(entitlement.c.variant_id).where(entitlement.c.plan_id == plan, entitlement.c.feature_id == number)
    current = (await connection.execute(there)).scalar()
    if current == chosen:
        return False
    mine = (entitlement.c.plan_id == plan, entitlement.c.feature_id == number)
    if chosen is None:
        await connection.execute(delete(entitlement).where(*mine))
    elif current is None:
        row = {"plan_id": plan, "feature_id": number, "variant_id": chosen}
        await connection.execute(insert(entitlement).values(**row))
    else:
        await connection.execute(update(entitlement).where(*mine).values(variant_id=chosen))
    return True


async def granted(connection: AsyncConnection, keys: Sequence[str]) -> dict[str, dict[str, str]]:
    """Feature key → plan key → variant key that the plan grants."""
    feature, variant = table_of(tables.Feature), table_of(tables.Variant)
    entitlement, plan = table_of(tables.Entitlement), table_of(tables.Plan)
    statement = (
        select(feature.c.key, plan.c.key, variant.c.key)
        .select_from(entitlement)
        .join(feature, feature.c.id == entitlement.c.feature_id)
        .join(plan, plan.c.id == entitlement.c.plan_id)
        .join(variant, variant.c.id == entitlement.c.variant_id)
        .where(OneOf(feature.c.key, bound_list("values", feature.c.key.type)))
        .order_by(entitlement.c.id)
    )
    found: dict[str, dict[str, str]] = {}
    for key, plan_key, variant_key in await connection.execute(statement, {"values": list(keys)}):
        found.setdefault(key, {})[plan_key] = variant_key
    return found


async def save_features(
    connection: AsyncConnection, features: Sequence[Feature], plans: Mapping[str, int]
) -> tuple[Merged, frozenset[str]]:
    """Makes the stored features be these; entitlements that are not told stay. `plans`: plan key → row number.

    Answers with what became of the features' own rows, and the keys of those that differ in any way.
    """
    rows = [
        {
            "key": f.key,
            "gid": ids.global_id("Feature", f.key),
            "key_folded": texts.fold(f.key),
            "name": f.name,
            "name_folded": texts.fold(f.name),
            "type": f.type,
            "default_variant": f.default_variant,
            "on_variant": f.on_variant,
            "off_variant": f.off_variant,
        }
        for f in features
    ]
    merged = await merge(connection, _FEATURES, rows, "key", [f.key for f in features])
    numbers = {merged.ids[(f.key,)]: f for f in features}
    variants = [
        {"feature_id": n, "key": key, "position": position, "value": json_text.text(value)}
        for n, f in numbers.items()
        for position, (key, value) in enumerate(f.variants.items())
    ]
    await _release(connection, numbers)
    known = await merge(connection, _VARIANTS, variants, "feature_id", numbers)
    told = {n: f.entitlements for n, f in numbers.items() if f.entitlements is not None}
    entitlements = [
        {"feature_id": n, "plan_id": plans[plan], "variant_id": known.ids[n, variant]}
        for n, granted_ in told.items()
        for plan, variant in granted_.items()
    ]
    touched = known.touched() | (await merge(connection, _ENTITLEMENTS, entitlements, "feature_id", told)).touched()
    changed = {f.key for n, f in numbers.items() if n in touched} | {key[0] for key in merged.changed}
    return merged, frozenset(changed - {key[0] for key in merged.created})


async def _release(connection: AsyncConnection, features: Mapping[int, Feature]) -> None:
    """Takes away entitlements to variants that are about to go."""
    variant, entitlement = table_of(tables.Variant), table_of(tables.Entitlement)
    columns = [variant.c.id, variant.c.feature_id, variant.c.key]
    there = await rows_in(connection, columns, variant.c.feature_id, features)
    gone = [row[0] for row in there if row[2] not in features[row[1]].variants]
    if gone:
        statement = delete(entitlement).where(OneOf(entitlement.c.variant_id, bound_list("values", variant.c.id.type)))
        await connection.execute(statement, {"values": gone})
