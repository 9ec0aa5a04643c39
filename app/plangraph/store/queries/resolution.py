"""What the resolution of features needs: features, overrides and grants, each in one statement for any number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from plangraph.domain.account import OverrideKind
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.batches import Reading
from plangraph.store.queries.bulk import table_of
from plangraph.store.visible import visible


@dataclass(frozen=True, slots=True)
class Variant:
    """`value` is JSON text."""

    number: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Feature:
    """`variants`: by key, in order."""

    number: int
    key: str
    name: str
    default_variant: str
    on_variant: str | None
    off_variant: str | None
    variants: dict[str, Variant]


@dataclass(frozen=True, slots=True)
class Override:
    account_key: str
    feature_key: str
    variant_key: str | None
    kind: OverrideKind
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Grant:
    """That a plan of an account grants a variant of a feature."""

    account_key: str
    plan: int
    plan_key: str
    feature: int
    variant: int


async def features(reading: Reading, keys: Sequence[str] | None) -> list[Feature]:
    """By key; all of them when `keys` is None."""
    feature, variant = table_of(tables.Feature), table_of(tables.Variant)
    own = (feature.c.id, feature.c.key, feature.c.name, feature.c.default_variant)
    statement = (
        select(*own, feature.c.on_variant, feature.c.off_variant, variant.c.id, variant.c.key, variant.c.value)
        .join_from(feature, variant, variant.c.feature_id == feature.c.id)
        .order_by(feature.c.key, variant.c.position)
    )
    values: dict[str, Any] = {}
    if keys is not None:
        statement = statement.where(OneOf(feature.c.key, bound_list("keys", feature.c.key.type)))
        values["keys"] = list(keys)
    found: dict[int, Feature] = {}
    for row in await reading.rows(statement, values):
        if row[0] not in found:
            found[row[0]] = Feature(row[0], row[1], row[2], row[3], row[4], row[5], {})
        found[row[0]].variants[row[7]] = Variant(row[6], row[7], row[8])
    return list(found.values())


async def overrides(reading: Reading, account_keys: Sequence[str]) -> list[Override]:
    """As given by each account, expired ones too."""
    account, override = table_of(tables.Account), table_of(tables.FeatureOverride)
    statement = (
        select(account.c.key, override.c.feature_key, override.c.variant_key, override.c.kind, override.c.expires_at)
        .join_from(account, override, override.c.account_id == account.c.id)
        .where(
            OneOf(account.c.key, bound_list("keys", account.c.key.type)),
            *visible(account, reading.viewer),
            *visible(override, reading.viewer),
        )
        .order_by(account.c.id, override.c.position)
    )
    return [Override(*row) for row in await reading.rows(statement, {"keys": list(account_keys)})]


async def grants(reading: Reading, account_keys: Sequence[str]) -> list[Grant]:
    """In the order of each account's plans."""
    account, named = table_of(tables.Account), table_of(tables.AccountPlan)
    plan, entitlement = table_of(tables.Plan), table_of(tables.Entitlement)
    statement = (
        select(account.c.key, plan.c.id, plan.c.key, entitlement.c.feature_id, entitlement.c.variant_id)
        .select_from(account)
        .join(named, named.c.account_id == account.c.id)
        .join(plan, plan.c.id == named.c.plan_id)
        .join(entitlement, entitlement.c.plan_id == plan.c.id)
        .where(
            OneOf(account.c.key, bound_list("keys", account.c.key.type)),
            *visible(account, reading.viewer),
            *visible(named, reading.viewer),
            *visible(plan, reading.viewer),
        )
        .order_by(account.c.id, named.c.position)
    )
    return [Grant(*row) for row in await reading.rows(statement, {"keys": list(account_keys)})]
