"""Writes on their way to Kickplan, for administrators."""

from datetime import datetime
from uuid import UUID

import strawberry

from plangraph.graph.conditions import equals
from plangraph.graph.fields import column
from plangraph.graph.scalars import JSON
from plangraph.store import tables


@strawberry.type(description="A write that is passed on to Kickplan.")
class OutboxEntry:
    uuid: UUID = column(tables.OutboxEntry.uuid, description="The entry's id.")
    account_key: str = column(tables.OutboxEntry.account_key, description="The account; its entries arrive in order.")
    kind: tables.OutboxKind = column(tables.OutboxEntry.kind, description="What is written.")
    state: tables.OutboxState = column(tables.OutboxEntry.state, description="How far it got.")
    body: JSON = column(tables.OutboxEntry.body, description="What is sent.")
    attempts: int = column(tables.OutboxEntry.attempts, description="How often it failed.")
    next_attempt_at: datetime = column(tables.OutboxEntry.next_attempt_at, description="Not sent before this instant.")
    last_error: str | None = column(tables.OutboxEntry.last_error, description="Why it failed last.")
    inserted_at: datetime = column(tables.OutboxEntry.inserted_at, description="When it was written here.")
    delivered_at: datetime | None = column(tables.OutboxEntry.delivered_at, description="When the vendor took it.")


@strawberry.input
class OutboxArguments:
    """The arguments of Query.outbox."""

    state: tables.OutboxState | None = equals(tables.OutboxEntry.state, description="Only these.")
