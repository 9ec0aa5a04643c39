"""Where every query begins."""

import strawberry

from plangraph.domain.viewer import Scope
from plangraph.graph.connection import Connection, Node
from plangraph.graph.fields import connection, lookup, lookup_by, node_lookup, nodes_lookup, resolved
from plangraph.graph.orders import order_by
from plangraph.graph.prices import compared, estimated
from plangraph.graph.types.account import Account, AccountBy, AccountFilter, AccountOrderField
from plangraph.graph.types.charge import Charge, ChargeFilter, ChargeOrderField
from plangraph.graph.types.comparison import ComparePlansInput, ComparePlansPayload
from plangraph.graph.types.customer import Customer, CustomerBy, CustomerFilter, CustomerOrderField
from plangraph.graph.types.estimate import EstimateInput, EstimatePayload
from plangraph.graph.types.feature import Feature, FeatureFilter
from plangraph.graph.types.feature_resolution import (
    FeatureResolution,
    resolved_feature_of,
    resolved_features_of,
)
from plangraph.graph.types.metric import Metric, MetricEvent, MetricsArguments
from plangraph.graph.types.outbox import OutboxArguments, OutboxEntry
from plangraph.graph.types.plan import Plan, PlanFilter, PlanOrderField
from plangraph.graph.types.plan_by import PlanBy
from plangraph.graph.types.product import Product, ProductFilter, ProductOrderField
from plangraph.graph.types.sync import Sync
from plangraph.graph.types.viewer import Viewer, asking
from plangraph.store import tables


@strawberry.type(description="Everything that can be read.")
class Query:
    node: Node | None = node_lookup(description="Anything by its global id; null for an id that finds nothing.")
    nodes: list[Node | None] = nodes_lookup(description="Several things by their global ids, in the order asked.")
    plan: Plan | None = lookup(tables.Plan, by=PlanBy, description="One plan.")
    plans: Connection[Plan] = connection(tables.Plan, filter=PlanFilter, order=PlanOrderField, description="All plans.")
    customer: Customer | None = lookup(tables.Customer, by=CustomerBy, description="One customer.")
    customers: Connection[Customer] = connection(
        tables.Customer, filter=CustomerFilter, order=CustomerOrderField, description="All customers."
    )
    account: Account | None = lookup(tables.Account, by=AccountBy, description="One account.")
    accounts: Connection[Account] = connection(
        tables.Account, filter=AccountFilter, order=AccountOrderField, description="All accounts."
    )
    product: Product | None = lookup_by(
        tables.Product.gid,
        argument="id",
        type=strawberry.ID,
        text="The product's global id.",
        description="One product.",
    )
    products: Connection[Product] = connection(
        tables.Product, filter=ProductFilter, order=ProductOrderField, description="All products."
    )
    charges: Connection[Charge] = connection(
        tables.Charge, filter=ChargeFilter, order=ChargeOrderField, description="The charges of all plans."
    )
    metrics: Connection[Metric] = connection(
        tables.Metric,
        arguments=MetricsArguments,
        default=order_by(tables.Metric.key),
        description="All metrics, by key.",
    )
    metric_events: Connection[MetricEvent] = connection(
        tables.MetricEvent,
        default=order_by(tables.MetricEvent.received_at),
        descending=True,
        description="Every value that was set of any metric, the last received first.",
    )
    feature: Feature | None = lookup_by(
        tables.Feature.key, argument="key", text="The feature's key.", description="One feature."
    )
    features: Connection[Feature] = connection(
        tables.Feature, filter=FeatureFilter, default=order_by(tables.Feature.key), description="All features, by key."
    )

    syncs: Connection[Sync] = connection(
        tables.Sync,
        default=order_by(tables.Sync.started_at),
        descending=True,
        scope=Scope.ADMIN,
        description="Runs of syncs from vendors, latest first; for administrators.",
    )
    outbox: Connection[OutboxEntry] = connection(
        tables.OutboxEntry,
        arguments=OutboxArguments,
        default=order_by(tables.OutboxEntry.inserted_at),
        descending=True,
        scope=Scope.ADMIN,
        description="Writes that are passed on to Kickplan, latest first; for administrators.",
    )

    resolve_feature: FeatureResolution = resolved(
        resolved_feature_of,
        arguments={
            "key": (str, strawberry.UNSET, "The feature's key."),
            "account_key": (str | None, strawberry.UNSET, "For whom; nobody, or nobody known, has the default."),
        },
        description="One feature as an account has it, or as everybody has it by default.",
    )
    resolve_features: list[FeatureResolution] = resolved(
        resolved_features_of,
        arguments={"account_key": (str | None, strawberry.UNSET, "For whom; nobody, or nobody known, has defaults.")},
        description="Every feature as an account has it, or as everybody has it by default, by key.",
    )
    estimate: EstimatePayload = resolved(
        estimated,
        arguments={"input": (EstimateInput, strawberry.UNSET, "Everything that it needs.")},
        cost=20,
        lasting=True,
        description="What a billing period of a plan costs for given usage.",
    )
    compare_plans: ComparePlansPayload = resolved(
        compared,
        arguments={"input": (ComparePlansInput, strawberry.UNSET, "Everything that it needs.")},
        cost=50,
        lasting=True,
        description="The same usage on several plans, side by side.",
    )
    viewer: Viewer = resolved(asking, description="The key that this request came with.")
