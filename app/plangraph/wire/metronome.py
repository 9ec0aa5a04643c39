"""Metronome's Plans API as its documentation describes it: shapes of the JSON, no behaviour."""

from typing import Literal

from pydantic import Field

from plangraph.wire.values import Amount, Closed, Open, Uuid, Whole


class CreditType(Closed):
    id: Uuid
    name: str


class CreditGrant(Closed):
    name: str
    amount_granted: Amount
    amount_granted_credit_type: CreditType
    amount_paid: Amount
    amount_paid_credit_type: CreditType
    effective_duration: Amount
    priority: str
    send_invoice: bool
    reason: str | None = None
    recurrence_duration: Amount | None = None
    recurrence_interval: Amount | None = None


class Minimum(Closed):
    name: str
    value: Amount
    start_period: Whole
    credit_type: CreditType


class OverageRate(Closed):
    credit_type: CreditType
    fiat_credit_type: CreditType
    start_period: Whole
    to_fiat_conversion_factor: Amount


class Price(Closed):
    """`tier` is the lower bound from which `value` applies."""

    value: Amount
    tier: Amount
    quantity: Amount | None = None
    collection_schedule: str | None = None
    collection_interval: Whole | None = None


class UnitConversion(Closed):
    division_factor: Amount
    rounding_behavior: Literal["floor", "ceiling"] | None = None


class Charge(Closed):
    """An item of `GET /v1/planDetails/{plan_id}/charges`."""

    id: Uuid
    name: str
    charge_type: Literal["usage", "fixed", "composite", "minimum", "seat"]
    credit_type: CreditType
    custom_fields: dict[str, str]
    product_id: str
    product_name: str
    prices: list[Price]
    quantity: Amount | None = None
    start_period: Whole | None = None
    tier_reset_frequency: Whole | None = None
    unit_conversion: UnitConversion | None = None


class Plan(Open):
    """An item of `GET /v1/plans`."""

    id: Uuid
    name: str
    description: str
    custom_fields: dict[str, str] = Field(default_factory=dict)


class PlanDetail(Closed):
    """What `GET /v1/planDetails/{plan_id}` holds under `data`."""

    id: Uuid
    name: str
    custom_fields: dict[str, str]
    description: str | None = None
    credit_grants: list[CreditGrant] = Field(default_factory=list)
    minimums: list[Minimum] = Field(default_factory=list)
    overage_rates: list[OverageRate] = Field(default_factory=list)


class CustomerConfig(Open):
    salesforce_account_id: str | None


class BillableStatus(Open):
    value: Literal["billable", "unbillable"]
    effective_at: str | None = None


class CustomerDetails(Open):
    id: Uuid
    external_id: str
    ingest_aliases: list[str]
    name: str
    customer_config: CustomerConfig
    custom_fields: dict[str, str]
    created_at: str
    updated_at: str
    archived_at: str | None = None
    current_billable_status: BillableStatus | None = None


class CustomerPlanDetails(Open):
    id: Uuid
    name: str
    customer_plan_id: Uuid
    custom_fields: dict[str, str]
    starting_on: str
    ending_before: str | None = None


class PlanCustomer(Open):
    """A row of `GET /v1/planDetails/{plan_id}/customers`: one link of a customer and a plan."""

    customer_details: CustomerDetails
    plan_details: CustomerPlanDetails


class Plans(Open):
    data: list[Plan]
    next_page: str | None


class PlanDetails(Open):
    data: PlanDetail


class Charges(Open):
    data: list[Charge]
    next_page: str | None


class PlanCustomers(Open):
    data: list[PlanCustomer]
    next_page: str | None


class Error(Open):
    message: str
