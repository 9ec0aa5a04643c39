"""What the resolution of features needs, in one statement for any number: no write comes between its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Select, select

from plangraph.domain.account import OverrideKind
from plangraph.domain.times import parse_time
from plangraph.domain.viewer import Viewer
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.basis import Noted
from plangraph.store.batches import Reading
from plangraph.store.queries.bulk import table_of
from plangraph.store.queries.json_rows import lists, rows, text
from plangraph.store.visible import alike, binds, visible


class Variant(NamedTuple):
    """`value` is JSON text."""

    number: int
    key: str
    value: str


class Feature(NamedTuple):
    """`variants`: by key, in order."""

    number: int
    key: str
    name: str
    default_variant: str
    on_variant: str | None
    off_variant: str | None
    variants: dict[str, Variant]


class Override(NamedTuple):
    account_key: str
    feature_key: str
    variant_key: str | None
    kind: OverrideKind
    expires_at: datetime | None


class Grant(NamedTuple):
    """That a plan of an account grants a variant of a feature."""

    account_key: str
    plan: int
    plan_key: str
    feature: int
    variant: int


class Facts(NamedTuple):
    """Features by key; overrides and grants in the order of each account, expired overrides too."""

    features: list[Feature]
    overrides: list[Override]
    grants: list[Grant]


@dataclass(frozen=True, slots=True)
class Direct:
    """One request's view, read past SQLAlchemy."""

    reads: Noted
    viewer: Viewer
    now: datetime


async def facts(reading: Reading | Direct, account_keys: Sequence[str], feature_keys: Sequence[str] | None) -> Facts:
    """Of all features when `feature_keys` is None."""
    shape = (feature_keys is not None, alike(reading.viewer))
    values: dict[str, Any] = {"accounts": account_keys, "features": feature_keys, **binds(reading.viewer)}
    if isinstance(reading, Direct):
        (found,) = await rows(reading.reads, _facts, shape, values)
    else:
        (row,) = await reading.rows(_texts(reading.database.dialect, *shape), values)
        found = [orjson.loads(part) for part in row]
    variants, rows_of_overrides, grants = found
    overrides = [_override(*row) for row in rows_of_overrides]
    if isinstance(reading, Direct):
        for override in overrides:
            if override.expires_at is not None and override.expires_at > reading.now:
                reading.reads.ends_at(override.expires_at)
    return Facts(_features(variants), overrides, [Grant(*row) for row in grants])


@cache
def _texts(dialect: str, some: bool, viewer: Viewer) -> Select[Any]:
    return select(*(text(dialect, part) for part in _facts(dialect, some, viewer).selected_columns))


def _facts(dialect: str, some: bool, viewer: Viewer) -> Select[Any]:
    parts = (_variants(some), _overrides(viewer), _grants(viewer))
    return select(*(lists(dialect, part).label(f"part{n}") for n, part in enumerate(parts)))


def _variants(some: bool) -> Select[Any]:
    feature, variant = table_of(tables.Feature), table_of(tables.Variant)
    own = (feature.c.id, feature.c.key, feature.c.name, feature.c.default_variant)
    statement = (
        select(*own, feature.c.on_variant, feature.c.off_variant, variant.c.id, variant.c.key, variant.c.value)
        .join_from(feature, variant, variant.c.feature_id == feature.c.id)
        .order_by(feature.c.key, variant.c.position)
    )
    return statement.where(OneOf(feature.c.key, bound_list("features", feature.c.key.type))) if some else statement


def _features(found: Sequence[Sequence[Any]]) -> list[Feature]:
    features: dict[int, Feature] = {}
    for row in found:
        if row[0] not in features:
            features[row[0]] = Feature(row[0], row[1], row[2], row[3], row[4], row[5], {})
        features[row[0]].variants[row[7]] = Variant(row[6], row[7], row[8])
    return list(features.values())


def _overrides(viewer: Viewer) -> Select[Any]:
    account, override = table_of(tables.Account), table_of(tables.FeatureOverride)
    return (
        select(account.c.key, override.c.feature_key, override.c.variant_key, override.c.kind, override.c.expires_at)
        .join_from(account, override, override.c.account_id == account.c.id)
        .where(
            OneOf(account.c.key, bound_list("accounts", account.c.key.type)),
            *visible(account, viewer),
            *visible(override, viewer),
        )
        .order_by(account.c.id, override.c.position)
    )


def _override(account: str, feature: str, variant: str | None, kind: str, expires_at: str | None) -> Override:
    until = None if expires_at is None else parse_time(expires_at)
    return Override(account, feature, variant, OverrideKind(kind), until)


def _grants(viewer: Viewer) -> Select[Any]:
    account, named = table_of(tables.Account), table_of(tables.AccountPlan)
    plan, entitlement = table_of(tables.Plan), table_of(tables.Entitlement)
    return (
        select(account.c.key, plan.c.id, plan.c.key, entitlement.c.feature_id, entitlement.c.variant_id)
        .select_from(account)
        .join(named, named.c.account_id == account.c.id)
        .join(plan, plan.c.id == named.c.plan_id)
        .join(entitlement, entitlement.c.plan_id == plan.c.id)
        .where(
            OneOf(account.c.key, bound_list("accounts", account.c.key.type)),
            *visible(account, viewer),
            *visible(named, viewer),
            *visible(plan, viewer),
        )
        .order_by(account.c.id, named.c.position)
    )
