"""The catalogue file: plans in Metronome's shape with their charges inline, and what the vendors do not tell."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from plangraph.wire import kickplan, metronome
from plangraph.wire.values import Name, Open, Uuid, whole

FARTHEST_DAY = 100_000


def _moment(given: Any) -> str | int:
    if isinstance(given, dict) and list(given) == ["days"] and abs(whole(given["days"])) <= FARTHEST_DAY:
        return whole(given["days"])
    if isinstance(given, str):
        return given
    raise PydanticCustomError("moment", 'must be a date-time such as 2026-03-01T10:00:00Z or an offset {{"days": -45}}')


def _link(given: Any) -> Any:
    return {"key": given} if isinstance(given, str) else given


# ISO 8601 text, or whole days from the day on which the file is read.
Moment = Annotated[str | int, PlainValidator(_moment)]


class Plan(metronome.PlanDetail):
    charges: list[metronome.Charge] = Field(default_factory=list)


class MetricLink(Open):
    key: Name
    usage: Literal["last", "max", "change"] = "last"


class Annotations(Open):
    """What the vendor's API does not tell; charges are named by name. A bare string for a metric is its key."""

    key: Name | None = None
    period: Literal["week", "month", "quarter", "year"] | None = None
    minimum_order: Literal["before_credits", "after_credits"] | None = None
    tier_mode: dict[str, Literal["graduated", "volume"]] = Field(default_factory=dict)
    metric: dict[str, Annotated[MetricLink, BeforeValidator(_link)]] = Field(default_factory=dict)
    composite: dict[str, list[str]] = Field(default_factory=dict)


class PlanEntry(Open):
    plan: Plan
    annotations: Annotations = Annotations()


class Feature(Open):
    key: Name
    name: str | None = None
    type: Literal["boolean", "string", "integer", "object"]
    variants: dict[str, Any] | None = None
    default_variant: str | None = None
    on_variant: str | None = None
    off_variant: str | None = None
    entitlements: dict[str, str] = Field(default_factory=dict)


class CustomerConfig(Open):
    salesforce_account_id: str | None = None


class CustomerPlan(Open):
    plan_key: Name
    starting_on: Moment
    ending_before: Moment | None = None
    customer_plan_id: Uuid | None = None


class Customer(Open):
    id: Uuid
    name: str
    ingest_aliases: list[Name] = Field(default_factory=list)
    custom_fields: dict[str, str] = Field(default_factory=dict)
    customer_config: CustomerConfig = CustomerConfig()
    created_at: Moment | None = None
    updated_at: Moment | None = None
    archived_at: Moment | None = None
    plans: list[CustomerPlan] = Field(default_factory=list)


class FeatureOverride(kickplan.FeatureOverride):
    expires_at: Moment | None = None  # type: ignore[assignment] # a file may also give an offset


class Metric(Open):
    key: Name
    value: kickplan.Integer
    time: Moment | None = None
    idempotency_key: str | None = None


class Account(Open):
    """The body of Kickplan's account upsert, with metrics."""

    key: Name
    name: str | None = None
    custom_fields: dict[str, kickplan.Scalar] = Field(default_factory=dict)
    account_plans: list[kickplan.AccountPlan] = Field(default_factory=list)
    feature_overrides: list[FeatureOverride] = Field(default_factory=list)
    metrics: list[Metric] = Field(default_factory=list)


class Catalogue(Open):
    """The envelope; its entries are checked one by one, so that each mistake in a file is told."""

    plans: list[Any]
    format: Literal[1] = 1
    features: list[Any] = Field(default_factory=list)
    customers: list[Any] = Field(default_factory=list)
    accounts: list[Any] = Field(default_factory=list)
