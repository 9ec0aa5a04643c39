"""A feature, its variants and what plans grant of it. Source of the shapes: Kickplan's guides."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class FeatureType(Enum):
    BOOLEAN = "boolean"
    STRING = "string"
    INTEGER = "integer"
    OBJECT = "object"

    @property
    def words(self) -> str:
        """What a variant's value must be, for people."""
        match self:
            case FeatureType.BOOLEAN:
                return "true or false"
            case FeatureType.STRING:
                return "a string"
            case FeatureType.INTEGER:
                return "a whole number"
            case _:
                return "an object"

    def fits(self, value: object) -> bool:
        """Whether a JSON value is one that a variant of this type may have."""
        match self:
            case FeatureType.BOOLEAN:
                return isinstance(value, bool)
            case FeatureType.STRING:
                return isinstance(value, str)
            case FeatureType.INTEGER:
                return isinstance(value, int) and not isinstance(value, bool)
            case _:
                return isinstance(value, dict)


BOOLEAN_VARIANTS: Mapping[str, Any] = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Feature:
    """`variants`: variant key → JSON value, in order. `entitlements`: plan key → variant key, or None: not told."""

    key: str
    name: str
    type: FeatureType
    variants: Mapping[str, Any]
    default_variant: str
    on_variant: str | None = None
    off_variant: str | None = None
    entitlements: Mapping[str, str] | None = None


def variant_named(variants: Mapping[str, Any], *names: str) -> str | None:
    """The first of these names that is a variant: on and off are derived only from `true`/`on` and `false`/`off`."""
    return next((name for name in names if name in variants), None)
