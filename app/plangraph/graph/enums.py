"""The domain's enums as the graph shows them: each value described, and none forgotten."""

from enum import Enum

import strawberry

from plangraph.domain.account import OverrideKind
from plangraph.domain.feature import FeatureType
from plangraph.domain.money import CreditUnit
from plangraph.domain.plan import (
    BillingPeriod,
    ChargeType,
    MetricUsage,
    MinimumOrder,
    RoundingBehavior,
    TierMode,
    Vendor,
)
from plangraph.domain.viewer import Scope
from plangraph.store.tables import BillableValue, OutboxKind, OutboxState, PlanStatus, SyncState


def describe(cls: type[Enum], description: str, *, as_: str | None = None, **values: str) -> None:
    """Makes a GraphQL enum of `cls`, named `as_` if not as the class; every member needs its description."""
    definition = strawberry.enum(cls, name=as_, description=description).__strawberry_definition__  # type: ignore[attr-defined]  # set by Strawberry
    if {v.name for v in definition.values} != set(values):
        raise TypeError(f"{cls.__name__}: describe each of its values")
    for value in definition.values:
        value.description = values[value.name]


describe(
    Vendor,
    "Where a plan comes from.",
    METRONOME="Synced from Metronome's Plans API.",
    KICKPLAN="Known by its key alone, from Kickplan.",
    CATALOGUE="Imported from a catalogue file.",
)
describe(
    ChargeType,
    "How a charge is counted.",
    USAGE="By what was used in the billing period.",
    FIXED="A fixed amount, whatever is used.",
    COMPOSITE="A percentage of what other charges come to; 10 means 10 %.",
    MINIMUM="Tops up what its product's other charges come to.",
    SEAT="By the number of seats, billed at the start of the period.",
)
describe(
    RoundingBehavior,
    "How a converted quantity becomes a whole number.",
    FLOOR="Down to the whole number below.",
    CEILING="Up to the whole number above.",
)
describe(
    TierMode,
    "How tiers apply.",
    GRADUATED="Each unit is priced in its own tier.",
    VOLUME="All units are priced at the tier that the total reaches.",
)
describe(
    MinimumOrder,
    "Whether a plan's minimum is compared before or after credits are taken off.",
    BEFORE_CREDITS="With what charges come to before credits.",
    AFTER_CREDITS="With what is left after credits.",
)
describe(
    BillingPeriod,
    "How long a billing period is.",
    WEEK="Seven days.",
    MONTH="A calendar month.",
    QUARTER="Three calendar months.",
    YEAR="A calendar year.",
)
describe(
    MetricUsage,
    "How a metric's values within a window become a quantity.",
    LAST="The value in force at the window's end.",
    MAX="The largest value in force within the window.",
    CHANGE="The value at the window's end less that at its start.",
)
describe(
    CreditUnit,
    "In what unit amounts of a credit type are.",
    CENTS="Hundredths of the currency.",
    WHOLE="Whole units of the currency.",
    CUSTOM="Units of the vendor's own; no currency.",
)
describe(
    PlanStatus,
    "Where a customer's plan stands at an instant. The three never overlap.",
    ACTIVE="It has begun and has not ended.",
    ENDED="Its end has come.",
    UPCOMING="It begins later.",
)
describe(
    BillableValue,
    "Whether the vendor bills a customer.",
    BILLABLE="Invoices are made.",
    UNBILLABLE="No invoices are made.",
)
describe(
    OverrideKind,
    "How an override picks its variant.",
    VARIANT_KEY="By the variant's key.",
    DEFAULT_ON="The feature's own variant for on.",
    DEFAULT_OFF="The feature's own variant for off.",
)
describe(
    FeatureType,
    "What kind of value a feature has.",
    BOOLEAN="True or false.",
    STRING="A text.",
    INTEGER="A whole number.",
    OBJECT="A JSON object.",
)
describe(
    Scope,
    "What a key may do.",
    ACCOUNT="Reads the catalogue and one account with its customer.",
    READ="Reads everything.",
    WRITE="Reads everything; writes accounts and metrics.",
    ADMIN="Everything, annotations, features and keys too.",
)
describe(
    SyncState,
    "How far a sync got.",
    RUNNING="It is at work.",
    DONE="Everything was taken, save what is named as skipped.",
    FAILED="Something could not be fetched; the next run tries again.",
    INTERRUPTED="It ended without a word; the next run goes on where it stopped.",
)
describe(
    OutboxKind,
    "What a queued write is about.",
    ACCOUNT="An account, created or updated.",
    METRIC="A metric's value.",
)
describe(
    OutboxState,
    "How far a queued write got.",
    PENDING="It waits for its turn or its next attempt.",
    DELIVERED="The vendor has taken it.",
    DEAD="It was refused, or failed too often, and waits for a person.",
)
