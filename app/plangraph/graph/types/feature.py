"""Features, their variants, and what plans grant of them."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import select
from sqlmodel import col

from plangraph.domain.feature import FeatureType
from plangraph.graph.conditions import equals, search
from plangraph.graph.connection import Node
from plangraph.graph.fields import column, many, one
from plangraph.graph.scalars import JSON
from plangraph.store import tables

if TYPE_CHECKING:
    from plangraph.graph.types.plan import Plan


def _variant_named(key: object) -> Any:
    variant = tables.Variant
    return (
        select(col(variant.id))
        .where(col(variant.feature_id) == col(tables.Feature.id), col(variant.key) == key)
        .correlate(tables.Feature)
        .scalar_subquery()
    )


@strawberry.type(description="One value that a feature can have.")
class Variant:
    key: str = column(tables.Variant.key, description="Its key, unique within the feature.")
    value: JSON = column(tables.Variant.value, description="The value, of the feature's type.")


@strawberry.type(description="Something that accounts have or have not, or have in some measure.")
class Feature(Node):
    key: str = column(tables.Feature.key, description="The key that callers resolve it by.")
    name: str = column(tables.Feature.name, description="Its name.")
    type: FeatureType = column(tables.Feature.type, description="What kind of value it has.")
    variants: list[Variant] = many(
        tables.Variant.feature_id, order_by=tables.Variant.position, description="Every value that it can have."
    )
    default_variant: Variant = one(
        _variant_named(tables.Feature.default_variant),
        to=tables.Variant.id,
        description="What an account has whom nothing grants another.",
    )
    on_variant: Variant | None = one(
        _variant_named(tables.Feature.on_variant), to=tables.Variant.id, description="What `DEFAULT_ON` picks."
    )
    off_variant: Variant | None = one(
        _variant_named(tables.Feature.off_variant), to=tables.Variant.id, description="What `DEFAULT_OFF` picks."
    )
    plans: list[Annotated["Entitlement", strawberry.lazy("plangraph.graph.types.feature")]] = many(
        tables.Entitlement.feature_id, description="Which plans grant which variant of it."
    )


@strawberry.type(description="A variant of a feature that a plan grants.")
class Entitlement:
    plan: Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")] = one(
        tables.Entitlement.plan_id, description="The plan."
    )
    feature: Feature = one(tables.Entitlement.feature_id, description="The feature.")
    variant: Variant = one(tables.Entitlement.variant_id, description="The variant that it grants.")


@strawberry.input(description="Which features.")
class FeatureFilter:
    search: str | None = search(
        tables.Feature.key_folded, tables.Feature.name_folded, description="How key or name begin, in any letter case."
    )
    type: FeatureType | None = equals(tables.Feature.type, description="Of this type.")
