"""Features and their variants."""

from enum import Enum


class FeatureType(Enum):
    BOOLEAN = "boolean"
    STRING = "string"
    INTEGER = "integer"
    OBJECT = "object"
