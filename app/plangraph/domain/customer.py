"""A customer as Metronome knows it, and the plans that it is or was on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CustomerPlan:
    """A customer's time on a plan: [starting_on, ending_before), open-ended when that is None."""

    uuid: UUID
    plan_key: str
    starting_on: datetime
    ending_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """`created_at`, `updated_at` None: not told."""

    uuid: UUID
    name: str
    created_at: datetime | None = None
    updated_at: datetime | None = None
    ingest_aliases: tuple[str, ...] = ()
    custom_fields: Mapping[str, str] = field(default_factory=dict)
    salesforce_account_id: str | None = None
    archived_at: datetime | None = None
    plans: tuple[CustomerPlan, ...] = ()
