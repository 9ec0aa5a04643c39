"""Kickplan's Control API as its documentation and clients have it: bodies of requests, no behaviour.

Lists that are absent keep what is stored: `model_fields_set` tells them from empty ones.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from plangraph.wire.values import Name, Open

LONG = 1 << 63


def _integer(given: Any) -> int:
    """A JSON integer, a float with an integral value, or digits as text; 64 bits. Kickplan's clients send all three."""
    if isinstance(given, str) and len(given) <= 40:
        digits = given.removeprefix("-")
        value = int(given) if digits.isascii() and digits.isdigit() else None
    elif isinstance(given, Decimal | float):
        exact = Decimal(given)
        small = exact.is_finite() and exact.adjusted() < 30
        value = int(exact) if small and exact == exact.to_integral_value() else None
    else:
        value = given if isinstance(given, int) and not isinstance(given, bool) else None
    if value is None:
        raise PydanticCustomError("integer", "must be a whole number")
    if not -LONG <= value < LONG:
        raise PydanticCustomError("integer_range", "does not fit in 64 bits")
    return value


def _scalar(given: Any) -> str | int | Decimal | bool | None:
    if given is not None and not isinstance(given, str | int | Decimal):
        raise PydanticCustomError("scalar", "must be a string, a number, true, false or null")
    return given


Integer = Annotated[
    int,
    PlainValidator(_integer),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": -LONG, "maximum": LONG - 1},
                {"type": "string", "pattern": "^-?[0-9]{1,18}$"},
            ]
        }
    ),
]
# The value of a custom field; null takes the key away.
Scalar = Annotated[
    str | int | Decimal | bool | None,
    PlainValidator(_scalar),
    WithJsonSchema({"type": ["string", "number", "boolean", "null"]}),
]


class AccountPlan(Open):
    plan_key: Name


class FeatureOverride(Open):
    feature_key: Name
    variant_key: Name | None = None
    override: Literal["variant_key", "default_on", "default_off"] = "variant_key"
    expires_at: str | None = None


class AccountUpdate(Open):
    """Body of `PUT /api/accounts/{key}`."""

    key: Name | None = None
    name: str | None = None
    custom_fields: dict[str, Scalar] = Field(default_factory=dict)
    account_plans: list[AccountPlan] = Field(default_factory=list)
    feature_overrides: list[FeatureOverride] = Field(default_factory=list)


class AccountUpsert(AccountUpdate):
    """Body of `POST /api/accounts`."""

    key: Name


class MetricSet(Open):
    """Body of `POST /api/metrics/set`."""

    key: Name
    value: Integer
    account_key: Name
    idempotency_key: str | None = None
    time: str | None = None


class Context(Open):
    """`account_id` is an alias that some clients send; `account_key` wins."""

    account_key: str | None = None
    account_id: str | None = None


class Resolve(Open):
    """Body of `POST /api/features/resolve` and `POST /api/features/{feature_key}/resolve`."""

    detailed: bool = False
    context: Context | None = None


class MetricChange(Open):
    """Body of the older `POST /api/metrics/{key}/set`, `/increment` and `/decrement`."""

    value: Integer
    context: Context
    idempotency_key: str | None = None
    time: str | None = None


class Flush(Open):
    """Body of `POST /api/metrics/flush`: an object, whatever is in it."""


class BillableObject(Open):
    """Body of `POST /api/billable_objects`."""

    external_id: Name
    external_type: Name
    account_key: Name
    properties: dict[str, Any] | None = None


class Account(Open):
    """What an upsert answers with; `feature_overrides` are `feature/variant`."""

    key: str
    name: str | None = None
    plans: list[str]
    feature_overrides: list[str]
    inserted_at: str
    updated_at: str


class Metadata(Open):
    """`name`: the feature's display name; empty for an unknown feature."""

    name: str | None = None


class Resolved(Open):
    """A resolved feature; with `detailed` everything after `value`. `error_code` is OpenFeature's."""

    key: str
    value: Any
    variant: str | None = None
    error_code: str | None = None
    metadata: Metadata | None = None


class BillableObjectAnswer(Open):
    external_id: str
    external_type: str
    account_key: str
    properties: dict[str, Any]
    inserted_at: str
    updated_at: str


class FieldProblem(Open):
    """`field`: dotted, with positions."""

    field: str
    message: str
    type: str


class Error(Open):
    message: str
    type: str
    errors: list[FieldProblem]
