"""Accounts: what an upsert may say, where absent, null and empty differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from plangraph.domain.metric import Event

Scalar = str | int | Decimal | bool


class OverrideKind(Enum):
    """How an override picks its variant: by key, or the feature's own on or off variant."""

    VARIANT_KEY = "variant_key"
    DEFAULT_ON = "default_on"
    DEFAULT_OFF = "default_off"


@dataclass(frozen=True, slots=True)
class FeatureOverride:
    feature_key: str
    variant_key: str | None = None
    override: OverrideKind = OverrideKind.VARIANT_KEY
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as a catalogue has it, with its plans in order and the values of its metrics; None: not told."""

    key: str
    name: str | None = None
    custom_fields: Mapping[str, Scalar] | None = None
    plan_keys: tuple[str, ...] | None = None
    feature_overrides: tuple[FeatureOverride, ...] | None = None
    metrics: tuple[Event, ...] = ()
