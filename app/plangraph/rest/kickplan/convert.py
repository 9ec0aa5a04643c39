"""Stored values to Kickplan's JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from plangraph.domain.times import long_form, print_time
from plangraph.services.resolution import Resolution
from plangraph.store.queries.account_card import AccountCard


def to_wire_account(card: AccountCard) -> dict[str, Any]:
    """`name` is left out while there is none: Kickplan's Ruby client refuses null."""
    return {
        "key": card.key,
        **({} if card.name is None else {"name": card.name}),
        "plans": [key for (key,) in orjson.loads(card.plans)],
        "feature_overrides": [f"{feature}/{variant}" for feature, variant in orjson.loads(card.overrides)],
        "inserted_at": long_form(card.inserted_at),
        "updated_at": long_form(card.updated_at),
    }


def to_wire_feature(found: Resolution, *, detailed: bool) -> dict[str, Any]:
    """The value as it was given, with every digit; an unknown feature has none and says so."""
    value = None if found.value is None else orjson.Fragment(found.value)
    told: dict[str, Any] = {"key": found.key, "value": value}
    if detailed:
        metadata = {} if found.name is None else {"name": found.name}
        return {**told, "variant": found.variant, "error_code": found.error_code, "metadata": metadata}
    return told if found.error_code is None else {**told, "error_code": found.error_code}


def to_wire_billable_object(
    given: Mapping[str, Any], properties: str, inserted_at: datetime, updated_at: datetime
) -> dict[str, Any]:
    return {
        "external_id": given["external_id"],
        "external_type": given["external_type"],
        "account_key": given["account_key"],
        "properties": orjson.Fragment(properties),
        "inserted_at": print_time(inserted_at),
        "updated_at": print_time(updated_at),
    }
