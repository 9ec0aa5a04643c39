"""Accounts as Kickplan knows them."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import and_, case, false, func, select, type_coerce
from sqlalchemy.types import Boolean
from sqlmodel import col

from plangraph.domain.account import OverrideKind
from plangraph.graph.conditions import custom_field, equals, holds, named_by, search
from plangraph.graph.connection import Node
from plangraph.graph.fields import column, expression, linked, lookup_within, many, one, resolved, through
from plangraph.graph.orders import order
from plangraph.graph.types.estimate import EstimatePayload
from plangraph.graph.types.feature import Feature, Variant
from plangraph.graph.types.feature_resolution import FeatureResolution, resolved_feature, resolved_features
from plangraph.graph.types.metric import Metric
from plangraph.graph.types.plan_by import PLAN_KEYS, PlanBy
from plangraph.graph.types.plan_option import (
    ESTIMATE_ARGUMENTS,
    OPTIONS_ARGUMENTS,
    PlanOption,
    estimates,
    plan_options,
)
from plangraph.graph.types.shared import CustomField, CustomFieldMatch
from plangraph.store import tables
from plangraph.store.loads import NOW

if TYPE_CHECKING:
    from plangraph.graph.types.customer import Customer
    from plangraph.graph.types.plan import Plan


def _overriding_variant() -> Any:
    """The number of the variant that an override picks."""
    override, feature, variant = tables.FeatureOverride, tables.Feature, tables.Variant
    wanted = case(
        (col(override.kind) == OverrideKind.DEFAULT_ON, col(feature.on_variant)),
        (col(override.kind) == OverrideKind.DEFAULT_OFF, col(feature.off_variant)),
        else_=col(override.variant_key),
    )
    return (
        select(col(variant.id))
        .where(
            and_(
                col(feature.key) == col(override.feature_key),
                col(variant.feature_id) == col(feature.id),
                col(variant.key) == wanted,
            )
        )
        .correlate(override)
        .scalar_subquery()
    )


def _customer_of_account() -> Any:
    alias = tables.IngestAlias
    return (
        select(col(alias.customer_id))
        .where(col(alias.alias) == col(tables.Account.key))
        .correlate(tables.Account)
        .scalar_subquery()
    )


@strawberry.type(description="A variant of a feature that an account has whatever its plans grant.")
class FeatureOverride:
    feature_key: str = column(tables.FeatureOverride.feature_key, description="The feature's key.")
    variant_key: str | None = column(
        tables.FeatureOverride.variant_key, description="The variant's key; null when `override` picks it."
    )
    feature: Feature | None = one(
        tables.FeatureOverride.feature_key,
        to=tables.Feature.key,
        description="The feature; null when it is not known here.",
    )
    variant: Variant | None = one(
        _overriding_variant(), to=tables.Variant.id, description="The variant that is picked; null when not known here."
    )
    override: OverrideKind = column(tables.FeatureOverride.kind, description="How the variant is picked.")
    expires_at: datetime | None = column(
        tables.FeatureOverride.expires_at, description="Until just before this instant; null: for good."
    )
    expired: bool = expression(
        type_coerce(func.coalesce(col(tables.FeatureOverride.expires_at) <= NOW, false()), Boolean()),
        description="Whether its time is over, so that it no longer counts.",
    )


@strawberry.type(description="Who uses the product, as Kickplan knows them: plans, features and metrics.")
class Account(Node):
    key: str = column(tables.Account.key, description="The key that callers know it by.")
    name: str | None = column(tables.Account.name, description="Its name.")
    custom_fields: list[CustomField] = many(
        tables.AccountCustomField.account_id,
        order_by=tables.AccountCustomField.key,
        description="Values that callers attached, by name.",
    )
    plans: list[Annotated["Plan", strawberry.lazy("plangraph.graph.types.plan")]] = through(
        tables.Plan,
        linked(tables.AccountPlan.account_id, tables.AccountPlan.plan_id),
        order_by=tables.AccountPlan.position,
        description="Its own plans in the order given: a base plan, then add-ons.",
    )
    feature_overrides: list[FeatureOverride] = many(
        tables.FeatureOverride.account_id,
        order_by=tables.FeatureOverride.position,
        description="Variants that it has whatever its plans grant, in the order given.",
    )
    metrics: list[Metric] = many(
        tables.Metric.account_key,
        of=tables.Account.key,
        order_by=tables.Metric.key,
        description="Every metric that was ever set for it, with the value in force, by key.",
    )
    metric: Metric | None = lookup_within(
        tables.Metric.key,
        key=tables.Metric.account_key,
        of=tables.Account.key,
        argument="key",
        text="The metric's key.",
        description="One metric; null when it was never set.",
    )
    features: list[FeatureResolution] = resolved(
        resolved_features, key=tables.Account.key, description="Every feature as it has it, and why, by key."
    )
    feature: FeatureResolution = resolved(
        resolved_feature,
        key=tables.Account.key,
        arguments={"key": (str, strawberry.UNSET, "The feature's key.")},
        description="One feature as it has it, and why.",
    )
    customer: Annotated["Customer", strawberry.lazy("plangraph.graph.types.customer")] | None = one(
        _customer_of_account(),
        to=tables.Customer.id,
        description="The customer of the same company: the one that has the account's key among its ingest aliases.",
    )
    estimate: EstimatePayload = resolved(
        estimates,
        key=tables.Account.id,
        arguments=ESTIMATE_ARGUMENTS,
        cost=10,
        description="What a plan costs it, its usage being what its metrics say.",
    )
    plan_options: list[PlanOption] = resolved(
        plan_options,
        key=tables.Account.id,
        arguments=OPTIONS_ARGUMENTS,
        cost=50,
        description="What every plan would cost it by its metrics: complete answers first, cheapest first.",
    )
    inserted_at: datetime = column(tables.Account.inserted_at, description="When it was first stored.")
    updated_at: datetime = column(tables.Account.updated_at, description="When it was last written.")


_LINKED: Any = col(tables.Account.key).in_(select(col(tables.IngestAlias.alias)))


@strawberry.enum(description="What accounts can be sorted by.")
class AccountOrderField(Enum):
    KEY = order(tables.Account.key, description="By key.")
    NAME = order(tables.Account.name, description="By name.")
    UPDATED_AT = order(tables.Account.updated_at, description="By last write.")


@strawberry.input(description="Which accounts.")
class AccountFilter:
    search: str | None = search(
        tables.Account.key_folded,
        tables.Account.name_folded,
        description="How key or name begin, in any letter case.",
    )
    custom_field: CustomFieldMatch | None = custom_field(
        tables.AccountCustomField.account_id,
        tables.AccountCustomField.key,
        tables.AccountCustomField.text,
        of=tables.Account.id,
        description="With this custom field; numbers and booleans as JSON text.",
    )
    plans: list[PlanBy] | None = named_by(
        lambda named: col(tables.Account.id).in_(
            select(col(tables.AccountPlan.account_id)).where(
                col(tables.AccountPlan.plan_id).in_(select(col(tables.Plan.id)).where(named))
            )
        ),
        PLAN_KEYS,
        many=True,
        description="Whose own plans name any of these.",
    )
    linked: bool | None = holds(_LINKED, description="True: with a customer; false: without one.")


@strawberry.input(one_of=True, description="Names one account.")
class AccountBy:
    id: strawberry.ID | None = equals(tables.Account.gid, description="Its global id.")
    key: str | None = equals(tables.Account.key, description="Its key.")
