"""Runs of a sync from a vendor, for administrators."""

from datetime import datetime
from uuid import UUID

import strawberry

from plangraph.domain.plan import Vendor
from plangraph.graph.fields import column
from plangraph.graph.scalars import JSON
from plangraph.store import tables


@strawberry.type(description="One run of a sync from a vendor.")
class Sync:
    uuid: UUID = column(tables.Sync.uuid, description="The run's id.")
    vendor: Vendor = column(tables.Sync.vendor, description="From where.")
    state: tables.SyncState = column(tables.Sync.state, description="How far it got.")
    holder: str = column(tables.Sync.holder, description="Host and process that ran it.")
    started_at: datetime = column(tables.Sync.started_at, description="When it began.")
    finished_at: datetime | None = column(tables.Sync.finished_at, description="When it ended; null while it runs.")
    plans_seen: int = column(tables.Sync.plans_seen, description="Plans that the vendor listed.")
    plans_created: int = column(tables.Sync.plans_created, description="Plans that are new here.")
    plans_changed: int = column(tables.Sync.plans_changed, description="Plans that differ now.")
    plans_removed: int = column(tables.Sync.plans_removed, description="Plans that the vendor no longer lists.")
    customers_created: int = column(tables.Sync.customers_created, description="Customers that are new here.")
    customers_changed: int = column(tables.Sync.customers_changed, description="Customers that differ now.")
    customer_plans_created: int = column(
        tables.Sync.customer_plans_created, description="Customers' plans that are new here."
    )
    customer_plans_changed: int = column(
        tables.Sync.customer_plans_changed, description="Customers' plans that differ now."
    )
    customer_plans_removed: int = column(
        tables.Sync.customer_plans_removed, description="Customers' plans that the vendor no longer lists."
    )
    skipped: JSON = column(
        tables.Sync.skipped, description="Plans that were not taken: a list of objects with `id`, `name` and `reason`."
    )
    error: str | None = column(tables.Sync.error, description="Why it failed, when it did.")
