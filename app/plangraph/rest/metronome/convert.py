"""Stored rows to Metronome's JSON, amounts as numbers with every digit they have.

Optional values that are missing are left out; only those that Metronome's documentation calls nullable are null.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from plangraph.store.queries.customer_plan_pages import CustomersRow
from plangraph.store.queries.plan_pages import DetailRow, PlanRow

Row = Sequence[Any]


def page(data: Sequence[Any], cursor: str | None) -> bytes:
    return orjson.dumps({"data": data, "next_page": cursor})


def to_wire_plan(row: PlanRow) -> dict[str, Any]:
    return {
        "id": row.uuid,
        "name": row.name,
        "description": row.description or "",
        "custom_fields": _fields(row.custom_fields),
    }


def to_wire_plan_detail(row: DetailRow) -> dict[str, Any]:
    told = {"description": row.description}
    return {
        "id": row.uuid,
        "name": row.name,
        "custom_fields": _fields(row.custom_fields),
        **_present(told),
        "credit_grants": [_grant(entry) for entry in row.credit_grants],
        "minimums": [_minimum(entry) for entry in row.minimums],
        "overage_rates": [_rate(entry) for entry in row.overage_rates],
    }


def to_wire_charge(row: Row) -> dict[str, Any]:
    (
        _,
        uuid,
        name,
        kind,
        unit,
        unit_name,
        fields,
        product,
        product_name,
        prices,
        quantity,
        start,
        reset,
        *conversion,
    ) = row
    factor, rounding = conversion
    division = {"division_factor": _number(factor), **_present({"rounding_behavior": rounding})} if factor else None
    return {
        "id": uuid,
        "name": name,
        "charge_type": kind,
        "credit_type": _unit(unit, unit_name),
        "custom_fields": _fields(fields),
        "product_id": product,
        "product_name": product_name,
        "prices": [_price(*entry) for entry in prices],
        "start_period": start,
        "tier_reset_frequency": reset,
        **_present({"quantity": _number(quantity), "unit_conversion": division}),
    }


def to_wire_customer(plan: CustomersRow, plan_fields: Mapping[str, str], row: Row) -> dict[str, Any]:
    (_, start, end, link, uuid, external, aliases, name, salesforce, fields, created, updated, archived, *billable) = (
        row
    )
    value, effective = billable
    status = {"value": value, "effective_at": _time(effective)} if value else None
    return {
        "customer_details": {
            "id": uuid,
            "external_id": external,
            "ingest_aliases": [alias for (alias,) in aliases],
            "name": name,
            "customer_config": {"salesforce_account_id": salesforce},
            "custom_fields": _fields(fields),
            "created_at": _time(created),
            "updated_at": _time(updated),
            "archived_at": _time(archived),
            **_present({"current_billable_status": status}),
        },
        "plan_details": {
            "id": plan.uuid,
            "name": plan.name,
            "customer_plan_id": link,
            "custom_fields": plan_fields,
            "starting_on": _time(start),
            "ending_before": _time(end),
        },
    }


def plan_fields(row: CustomersRow) -> dict[str, str]:
    return _fields(row.custom_fields)


def _grant(entry: Row) -> dict[str, Any]:
    (name, granted, granted_unit, granted_name, paid, paid_unit, paid_name, duration, priority, invoice, *optional) = (
        entry
    )
    reason, recurrence, interval = optional
    return {
        "name": name,
        "amount_granted": _number(granted),
        "amount_granted_credit_type": _unit(granted_unit, granted_name),
        "amount_paid": _number(paid),
        "amount_paid_credit_type": _unit(paid_unit, paid_name),
        "effective_duration": _number(duration),
        "priority": priority,
        "send_invoice": bool(invoice),
        **_present(
            {
                "reason": reason,
                "recurrence_duration": _number(recurrence),
                "recurrence_interval": _number(interval),
            }
        ),
    }


def _minimum(entry: Row) -> dict[str, Any]:
    name, value, start, unit, unit_name = entry
    return {"name": name, "value": _number(value), "start_period": start, "credit_type": _unit(unit, unit_name)}


def _rate(entry: Row) -> dict[str, Any]:
    unit, unit_name, fiat, fiat_name, start, factor = entry
    return {
        "credit_type": _unit(unit, unit_name),
        "fiat_credit_type": _unit(fiat, fiat_name),
        "start_period": start,
        "to_fiat_conversion_factor": _number(factor),
    }


def _price(tier: str, value: str, quantity: str | None, schedule: str | None, interval: int | None) -> dict[str, Any]:
    optional = {
        "quantity": _number(quantity),
        "collection_schedule": schedule,
        "collection_interval": interval,
    }
    return {"value": _number(value), "tier": _number(tier), **_present(optional)}


def _unit(uuid: UUID | str, name: str) -> dict[str, Any]:
    return {"id": uuid, "name": name}


def _fields(pairs: Sequence[Sequence[str]]) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in pairs}


def _number(text: str | None) -> orjson.Fragment | None:
    """The stored text is the number: no float ever stands between."""
    return None if text is None else orjson.Fragment(text)


def _time(text: str | None) -> str | None:
    return None if text is None else text.replace(".000000Z", "Z")


def _present(optional: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in optional.items() if value is not None}
