"""Every table, one noun a module; what columns mean, and no queries."""

from plangraph.store.tables.account import Account, AccountCustomField, AccountPlan, FeatureOverride
from plangraph.store.tables.api_key import ApiKey, Session
from plangraph.store.tables.billable_object import BillableObject
from plangraph.store.tables.charge import Charge, ChargeCustomField, Price
from plangraph.store.tables.columns import FOREVER
from plangraph.store.tables.credit_grant import CreditGrant
from plangraph.store.tables.credit_type import CreditType
from plangraph.store.tables.customer import (
    BillableValue,
    Customer,
    CustomerCustomField,
    CustomerPlan,
    IngestAlias,
    PlanStatus,
    stands_at,
    status_at,
)
from plangraph.store.tables.data_version import DataVersion
from plangraph.store.tables.feature import Entitlement, Feature, Variant
from plangraph.store.tables.metric import Metric, MetricEvent
from plangraph.store.tables.minimum import Minimum
from plangraph.store.tables.outbox import OutboxEntry, OutboxKind, OutboxLock, OutboxState
from plangraph.store.tables.overage_rate import OverageRate
from plangraph.store.tables.plan import (
    Plan,
    PlanComposite,
    PlanCompositePart,
    PlanCreditType,
    PlanCustomField,
    PlanMetric,
    PlanProduct,
    PlanTierMode,
)
from plangraph.store.tables.product import Product
from plangraph.store.tables.sync import Sync, SyncLock, SyncState

__all__ = [
    "FOREVER",
    "Account",
    "AccountCustomField",
    "AccountPlan",
    "ApiKey",
    "BillableObject",
    "BillableValue",
    "Charge",
    "ChargeCustomField",
    "CreditGrant",
    "CreditType",
    "Customer",
    "CustomerCustomField",
    "CustomerPlan",
    "DataVersion",
    "Entitlement",
    "Feature",
    "FeatureOverride",
    "IngestAlias",
    "Metric",
    "MetricEvent",
    "Minimum",
    "OutboxEntry",
    "OutboxKind",
    "OutboxLock",
    "OutboxState",
    "OverageRate",
    "Plan",
    "PlanComposite",
    "PlanCompositePart",
    "PlanCreditType",
    "PlanCustomField",
    "PlanMetric",
    "PlanProduct",
    "PlanStatus",
    "PlanTierMode",
    "Price",
    "Product",
    "Session",
    "Sync",
    "SyncLock",
    "SyncState",
    "Variant",
    "stands_at",
    "status_at",
]
