"""A catalogue into the database: one transaction for the file, refused whole when one reference is wrong.

What an entry tells replaces what is stored of it, what it does not tell stays, and telling it again changes nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from plangraph.domain import ids, times
from plangraph.domain.account import Account
from plangraph.domain.errors import InvalidInput
from plangraph.services import references
from plangraph.services.catalogue import Catalogue
from plangraph.store.engine import Database
from plangraph.store.queries import accounts, bulk, customers, features, metrics, plans
from plangraph.store.write import Connection, write

WRITES = (*plans.WRITES, *features.WRITES, *customers.WRITES, *accounts.WRITES, *metrics.WRITES)


@dataclass(frozen=True, slots=True)
class Counts:
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of each kind of entry."""

    plans: Counts
    features: Counts
    customers: Counts
    customer_plans: Counts
    accounts: Counts
    metric_events: Counts

    @property
    def changed_anything(self) -> bool:
        kinds = (self.plans, self.features, self.customers, self.customer_plans, self.accounts, self.metric_events)
        return any(kind.created or kind.changed for kind in kinds)


async def import_catalogue(database: Database, catalogue: Catalogue, now: datetime) -> ImportSummary:
    """Raises InvalidInput naming every place that refers to something unknown; nothing is written then."""

    async def work(connection: Connection) -> ImportSummary:
        await bulk.lock(connection, WRITES)
        return await _save(connection, catalogue, now)

    return await write(database, work)


async def _save(connection: Connection, catalogue: Catalogue, now: datetime) -> ImportSummary:
    wrong = await references.check(connection, catalogue)
    if wrong:
        raise InvalidInput(wrong)
    saved = await plans.save_plans(connection, catalogue.plans, now)
    numbers = await plans.numbers_by_key(connection)
    own, differing = await features.save_features(connection, catalogue.features, numbers)
    people = await customers.save_customers(connection, catalogue.customers, numbers, now)
    opened, altered = await accounts.save_accounts(connection, catalogue.accounts, numbers, now)
    events = to_events(catalogue.accounts, now)
    there = await _stored_already(connection, events)
    await metrics.add_events(connection, [e for e in events if e.uid not in there], now)
    return ImportSummary(
        plans=_counts(catalogue.plans, saved.created, saved.changed),
        features=_counts(catalogue.features, own.created, differing),
        customers=_counts(catalogue.customers, people.created, people.changed),
        customer_plans=_counts(
            [link for c in catalogue.customers for link in c.plans], people.plans.created, people.plans.changed
        ),
        accounts=_counts(catalogue.accounts, opened, altered),
        metric_events=Counts(created=len(events) - len(there), unchanged=len(there)),
    )


def _counts(entries: Sequence[object], created: frozenset[object], changed: frozenset[object]) -> Counts:
    return Counts(len(created), len(changed), len(entries) - len(created) - len(changed))


def to_events(given: Sequence[Account], now: datetime) -> list[metrics.NewEvent]:
    """Metric values of accounts as events whose ids are derived from what they say, so that each is stored once."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for account in given:
        for event in account.metrics:
            parts: tuple[str, ...] = (account.key, event.key)
            if event.idempotency_key is not None:
                parts = (*parts, "key", event.idempotency_key)
            else:
                time = times.long_form(event.time) if event.time else ""
                parts = (*parts, "value", time, str(event.value))
            place, seen[parts] = seen[parts], seen[parts] + 1
            if event.idempotency_key is not None and place:
                continue
            uid = ids.derived("metric_event", *parts, place)
            found.append(
                metrics.NewEvent(uid, account.key, event.key, event.value, event.time or now, event.idempotency_key)
            )
    return found


async def _stored_already(connection: Connection, events: Sequence[metrics.NewEvent]) -> set[object]:
    """Ids of events that are there: imported before, or received under the same idempotency key."""
    there: set[object] = set(await metrics.known_events(connection, [e.uid for e in events]))
    keyed = [e for e in events if e.idempotency_key is not None]
    values: Mapping[tuple[str, str, str], int] = (
        await metrics.idempotent_values(connection, {e.account_key for e in keyed}) if keyed else {}
    )
    return there | {e.uid for e in keyed if (e.account_key, e.metric_key, e.idempotency_key) in values}
