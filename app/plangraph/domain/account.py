"""Accounts: what an upsert may say, where absent, null and empty differ."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


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
