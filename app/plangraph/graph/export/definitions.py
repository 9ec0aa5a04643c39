"""What can be pulled in bulk: for each name the list that it is, and its columns. Columns are added, never renamed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import strawberry

from plangraph.graph.conditions import equals
from plangraph.graph.export.columns import Place
from plangraph.graph.export.parameters import Argument, naming, switch
from plangraph.graph.orders import order_by
from plangraph.graph.types.metric import MetricHistoryArguments
from plangraph.graph.types.plan_by import PlanBy
from plangraph.store import tables
from plangraph.store.loads import Page


def _as_it_is(load: Page) -> Page:
    return load


@dataclass(frozen=True, eq=False)
class Definition:
    """`query` has the list's rows under the alias `rows`, and `%s` where what is selected of a row belongs.

    `each`: a list of the row that gives a line for each of its entries, and one line when it is empty; places that
    begin with it speak of the entry. `owner`: the argument that names whose list it is; `flag`: a switch.
    Either chooses among several of the same name. `list_of` makes of the graph's list the one that is meant.
    """

    name: str
    description: str
    query: str
    places: Sequence[Place]
    each: str | None = None
    owner: Argument | None = None
    flag: Argument | None = None
    list_of: Callable[[Page], Page] = _as_it_is


@strawberry.input
class MetricEventsArguments(MetricHistoryArguments):
    """What every value ever set can be narrowed by."""

    account_key: str | None = equals(tables.MetricEvent.account_key, description="Of this account.")
    key: str | None = equals(tables.MetricEvent.metric_key, description="Of metrics with this key.")


def _of_all_metrics(history: Page) -> Page:
    """The graph has a history for each metric; this is all of them, in the order in which an index has them."""
    received = order_by(tables.MetricEvent.received_at)
    return replace(history, key=None, parent=None, filters=MetricEventsArguments, default=received, descending=False)


_HISTORY = switch("history", "Whether to give every value that was ever set, not only those in force.")
_ID = "The global id, as the graph's `node` takes it."
_CUSTOM_FIELDS = "Custom fields as an object of texts."

PLANS = Definition(
    "plans",
    "Plans, a row for each.",
    "{ plans { rows: nodes %s } }",
    (
        Place("id", "id", _ID),
        Place("uuid", "uuid", "The vendor's id."),
        Place("key", "key", "The name that accounts know it by."),
        Place("name", "name", "Its name."),
        Place("description", "description", "What it is for."),
        Place("vendor", "vendor", "`METRONOME`, `KICKPLAN` or `CATALOGUE`: where it comes from."),
        Place("period", "annotations.period", "How long a billing period is, as annotated."),
        Place("charges", "charges.totalCount", "How many charges it has, every ramp step counted."),
        Place("active_customers", "customers.customerCount", "How many customers are on it now."),
        Place("products", "products.name", "Names of the products that it charges for, a list."),
        Place("credit_types", "creditTypes.name", "Names of the pricing units that it uses, a list."),
        Place("custom_fields", "customFields", _CUSTOM_FIELDS, pairs=True),
        Place("inserted_at", "insertedAt", "When it was first stored here."),
        Place("updated_at", "updatedAt", "When it last changed here."),
        Place("synced_at", "syncedAt", "When a sync last saw it."),
        Place("removed_at", "removedAt", "When a sync found it gone."),
    ),
)
CHARGES = Definition(
    "charges",
    "Charges, a row for each tier of each ramp step; a charge without prices has one row.",
    "{ charges { rows: nodes %s } }",
    (
        Place("id", "id", f"{_ID} The same in every row of the charge."),
        Place("uuid", "uuid", "The vendor's id; with `start_period` it is unique in a plan."),
        Place("plan_uuid", "plan.uuid", "The plan's id at the vendor."),
        Place("plan_key", "plan.key", "The plan's key."),
        Place("plan_name", "plan.name", "The plan's name."),
        Place("product_id", "product.productId", "The product's id at the vendor."),
        Place("product_name", "product.name", "The product's name."),
        Place("name", "name", "The charge's name."),
        Place("charge_type", "chargeType", "`USAGE`, `FIXED`, `COMPOSITE`, `MINIMUM` or `SEAT`."),
        Place("start_period", "startPeriod", "How many billing periods pass before it applies."),
        Place("credit_type", "creditType.name", "The unit that `price` is in, such as `USD (cents)`."),
        Place("currency", "creditType.currency", "ISO 4217 code; nothing for a custom unit."),
        Place("unit", "creditType.unit", "`CENTS`, `WHOLE` units of the currency, or `CUSTOM` units."),
        Place("tier_from", "prices.tier", "The quantity from which the price applies; 0 for the first tier."),
        Place("tier_up_to", "prices.upTo", "The quantity from which the next tier applies; nothing for the last."),
        Place(
            "price", "prices.value", "Exact price of a unit in `credit_type` (of a composite charge, the percentage)."
        ),
        Place("price_formatted", "prices.formatted", "The price for people: `$0.00325`."),
        Place("price_quantity", "prices.quantity", "How many units a fixed charge bills at this price."),
        Place("collection_schedule", "prices.collectionSchedule", "When it is collected, in the vendor's words."),
        Place("collection_interval", "prices.collectionInterval", "It is collected every so many billing periods."),
        Place("quantity", "quantity", "How many a fixed or seat charge bills."),
        Place("tier_mode", "tierMode", "`GRADUATED` or `VOLUME`: how tiers apply."),
        Place("tier_reset_frequency", "tierResetFrequency", "Tiers count over so many billing periods."),
        Place("division_factor", "unitConversion.divisionFactor", "What used quantities are divided by."),
        Place("rounding_behavior", "unitConversion.roundingBehavior", "How the quotient becomes a whole number."),
        Place("metric_key", "metricKey", "The metric that feeds it, as annotated."),
        Place("metric_usage", "metricUsage", "How the metric's values become its quantity."),
        Place("custom_fields", "customFields", _CUSTOM_FIELDS, pairs=True),
        Place("removed_at", "removedAt", "When a sync found it gone."),
    ),
    each="prices",
)


def _customer(at: str = "") -> tuple[Place, ...]:
    return (
        Place("id", f"{at}id", _ID),
        Place("uuid", f"{at}uuid", "The vendor's id."),
        Place("external_id", f"{at}externalId", "The first id that events may name it by."),
        Place("name", f"{at}name", "Its name."),
        Place("ingest_aliases", f"{at}ingestAliases", "Every id that events may name it by, a list."),
        Place("account_key", f"{at}account.key", "The account of the same company."),
        Place("salesforce_account_id", f"{at}salesforceAccountId", "Its account in Salesforce."),
        Place("billable_status", f"{at}billableStatus.value", "`BILLABLE` or `UNBILLABLE`."),
        Place("custom_fields", f"{at}customFields", _CUSTOM_FIELDS, pairs=True),
        Place("created_at", f"{at}createdAt", "When the vendor made it."),
        Place("updated_at", f"{at}updatedAt", "When the vendor last changed it."),
        Place("archived_at", f"{at}archivedAt", "When the vendor archived it."),
        Place("synced_at", f"{at}syncedAt", "When a sync last saw it."),
    )


_ACTIVE_PLANS = "plans(status: [ACTIVE], first: 100).nodes.plan.key"
CUSTOMERS = Definition(
    "customers",
    "Customers, a row for each.",
    "{ customers { rows: nodes %s } }",
    (*_customer(), Place("active_plans", _ACTIVE_PLANS, "Keys of the plans that it is on now, a list; at most 100.")),
)
CUSTOMERS_OF_PLAN = Definition(
    "customers",
    "With `plan`: its customers, a row for each time on it, so that a customer who is on it twice comes twice.",
    '{ plan(by: {key: ""}) { customers { rows: edges %s } } }',
    (
        Place("plan_key", "customerPlan.plan.key", "The plan's key."),
        Place("plan_name", "customerPlan.plan.name", "The plan's name."),
        Place("customer_plan_id", "customerPlanId", "The vendor's id of this time on the plan."),
        Place("status", "status", "`ACTIVE`, `ENDED` or `UPCOMING`, at `as_of`."),
        Place("starting_on", "startingOn", "From this instant on."),
        Place("ending_before", "endingBefore", "Until just before this instant; nothing: open-ended."),
        Place("removed_at", "customerPlan.removedAt", "When a sync found it gone."),
        *_customer("node."),
    ),
    owner=naming("plan", PlanBy, "The customers of this plan."),
)
ACCOUNTS = Definition(
    "accounts",
    "Accounts, a row for each.",
    "{ accounts { rows: nodes %s } }",
    (
        Place("id", "id", _ID),
        Place("key", "key", "The key that callers know it by."),
        Place("name", "name", "Its name."),
        Place("plans", "plans.key", "Keys of its own plans in the order given, a list."),
        Place("customer_uuid", "customer.uuid", "The customer of the same company."),
        Place("customer_name", "customer.name", "That customer's name."),
        Place("custom_fields", "customFields", _CUSTOM_FIELDS, pairs=True),
        Place("inserted_at", "insertedAt", "When it was first stored here."),
        Place("updated_at", "updatedAt", "When it last changed here."),
    ),
)
METRICS = Definition(
    "metrics",
    "The value in force of every metric of every account, a row for each.",
    "{ metrics { rows: nodes %s } }",
    (
        Place("id", "id", _ID),
        Place("account_key", "accountKey", "The account's key."),
        Place("metric_key", "key", "The metric's key."),
        Place("value", "value", "The value in force, a whole number."),
        Place("time", "time", "The instant from which it is meant."),
    ),
    flag=_HISTORY,
)
METRIC_EVENTS = Definition(
    "metrics",
    "With `history=true`: every value that was ever set, a row for each, the first received first.",
    "{ metrics { nodes { history { rows: nodes %s } } } }",
    (
        Place("id", "id", _ID),
        Place("account_key", "", "The account's key.", own=tables.MetricEvent.account_key),
        Place("metric_key", "", "The metric's key.", own=tables.MetricEvent.metric_key),
        Place("value", "value", "The value, a whole number."),
        Place("time", "time", "The instant from which it is meant."),
        Place("received_at", "receivedAt", "When it arrived here."),
        Place("idempotency_key", "idempotencyKey", "The caller's own name for it."),
        Place("current", "current", "Whether it is the value in force."),
    ),
    flag=_HISTORY,
    list_of=_of_all_metrics,
)
DEFINITIONS = (PLANS, CHARGES, CUSTOMERS, CUSTOMERS_OF_PLAN, ACCOUNTS, METRICS, METRIC_EVENTS)
