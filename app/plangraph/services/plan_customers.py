"""Rows of Metronome's list of a plan's customers, made into what the store takes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from plangraph.domain import times
from plangraph.domain.customer import Customer
from plangraph.domain.errors import FieldError, InvalidInput
from plangraph.services.input import Path, validated
from plangraph.store.queries.plan_customers import PlanCustomer
from plangraph.store.tables import BillableValue
from plangraph.wire import metronome as wire


def to_plan_customers(given: Sequence[Any]) -> list[PlanCustomer]:
    """Raises InvalidInput for a row that is not as the vendor documents it."""
    return [_row(validated(wire.PlanCustomer, row, ("customers", n)), ("customers", n)) for n, row in enumerate(given)]


def _row(row: wire.PlanCustomer, at: Path) -> PlanCustomer:
    person, link = row.customer_details, row.plan_details
    status = person.current_billable_status
    return PlanCustomer(
        customer=Customer(
            uuid=person.id,
            name=person.name,
            created_at=_time(person.created_at, (*at, "created_at")),
            updated_at=_time(person.updated_at, (*at, "updated_at")),
            ingest_aliases=tuple(person.ingest_aliases),
            custom_fields=person.custom_fields,
            salesforce_account_id=person.customer_config.salesforce_account_id,
            archived_at=_time(person.archived_at, (*at, "archived_at")),
        ),
        external_id=person.external_id,
        billable=BillableValue(status.value) if status else None,
        billable_effective_at=_time(status.effective_at, (*at, "effective_at")) if status else None,
        link=link.customer_plan_id,
        starting_on=_instant(link.starting_on, (*at, "starting_on")),
        ending_before=_time(link.ending_before, (*at, "ending_before")),
    )


def _time(given: str | None, at: Path) -> datetime | None:
    return None if given is None else _instant(given, at)


def _instant(given: str, at: Path) -> datetime:
    try:
        return times.parse_time(given)
    except ValueError as error:
        raise InvalidInput([FieldError(at, str(error))]) from None
