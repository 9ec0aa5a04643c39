"""A feature as an account has it, and why."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.enums import describe
from plangraph.graph.fields import related
from plangraph.graph.scalars import JSON
from plangraph.graph.types.feature import Feature
from plangraph.services.resolution import Reason, Resolution, resolve
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.plan import Plan

describe(
    Reason,
    "Why a feature has the value that it has.",
    as_="ResolutionReason",
    OVERRIDE="The account's own override says so.",
    PLAN="A plan of the account grants it; of several, the last one named.",
    DEFAULT="Nothing grants another: the feature's default.",
    UNKNOWN_FEATURE="There is no such feature.",
)


@strawberry.type(description="A feature as an account has it, and why.")
class FeatureResolution:
    key: str = strawberry.field(description="The feature's key.")
    value: JSON | None = strawberry.field(description="Its value for the account; null for an unknown feature.")
    variant: str | None = strawberry.field(description="The variant's key; null for an unknown feature.")
    reason: Reason = strawberry.field(description="Why.")
    error_code: str | None = strawberry.field(
        description="`FLAG_NOT_FOUND` for an unknown feature, as OpenFeature names it; else null."
    )
    plan_number: strawberry.Private[int | None]
    feature_number: strawberry.Private[int | None]
    plan: Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")] | None = related(
        tables.Plan.id, lambda of: of.plan_number, description="The plan that grants it, when one does."
    )
    feature: Feature | None = related(
        tables.Feature.id, lambda of: of.feature_number, description="The feature; null when it is unknown."
    )


async def resolved_features(
    context: Context, keys: Sequence[str], _: Mapping[str, Any]
) -> list[list[FeatureResolution]]:
    found = await resolve(context.reader.reading, keys)
    return [[_shown(r) for r in found[key]] for key in keys]


async def resolved_feature(context: Context, keys: Sequence[str], given: Mapping[str, Any]) -> list[FeatureResolution]:
    found = await resolve(context.reader.reading, keys, [given["key"]])
    return [_shown(found[key][0]) for key in keys]


async def resolved_features_of(
    context: Context, _: Sequence[None], given: Mapping[str, Any]
) -> list[list[FeatureResolution]]:
    account = present(given.get("account_key"))
    found = await resolve(context.reader.reading, [account])
    return [[_shown(r) for r in found[account]]]


async def resolved_feature_of(context: Context, _: Sequence[None], given: Mapping[str, Any]) -> list[FeatureResolution]:
    account = present(given.get("account_key"))
    found = await resolve(context.reader.reading, [account], [given["key"]])
    return [_shown(found[account][0])]


def _shown(found: Resolution) -> FeatureResolution:
    return FeatureResolution(
        key=found.key,
        value=found.value,
        variant=found.variant,
        reason=found.reason,
        error_code=found.error_code,
        plan_number=found.plan,
        feature_number=found.feature,
    )
