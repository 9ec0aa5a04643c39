"""Where every query begins."""

import strawberry

from plangraph.graph.connection import Connection, Node
from plangraph.graph.context import Context
from plangraph.graph.fields import connection, lookup, lookup_by, node_lookup, nodes_lookup
from plangraph.graph.orders import order_by
from plangraph.graph.prices import compared, estimated
from plangraph.graph.types import viewer
from plangraph.graph.types.account import Account, AccountBy, AccountFilter, AccountOrderField
from plangraph.graph.types.charge import Charge, ChargeFilter, ChargeOrderField
from plangraph.graph.types.comparison import ComparePlansPayload
from plangraph.graph.types.customer import Customer, CustomerBy, CustomerFilter, CustomerOrderField
from plangraph.graph.types.estimate import EstimatePayload
from plangraph.graph.types.feature import Feature, FeatureFilter
from plangraph.graph.types.metric import Metric, MetricsArguments
from plangraph.graph.types.plan import Plan, PlanFilter, PlanOrderField
from plangraph.graph.types.plan_by import PlanBy
from plangraph.graph.types.product import Product, ProductFilter, ProductOrderField
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
    feature: Feature | None = lookup_by(
        tables.Feature.key, argument="key", text="The feature's key.", description="One feature."
    )
    features: Connection[Feature] = connection(
        tables.Feature, filter=FeatureFilter, default=order_by(tables.Feature.key), description="All features, by key."
    )

    estimate: EstimatePayload = strawberry.field(
        resolver=estimated, metadata={"cost": 10}, description="What a billing period of a plan costs for given usage."
    )
    compare_plans: ComparePlansPayload = strawberry.field(
        resolver=compared, metadata={"cost": 20}, description="The same usage on several plans, side by side."
    )

    @strawberry.field(description="The key that this request came with.")
    def viewer(self, info: strawberry.Info[Context, None]) -> viewer.Viewer:
        return viewer.of(info.context.viewer)
