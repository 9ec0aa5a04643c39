"""The JSON values that vendors' shapes are made of, checked for their kind alone; what they mean is decided inwards."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError


def _amount(given: Any) -> Decimal | int | str:
    if isinstance(given, bool) or not isinstance(given, Decimal | int | str):
        raise PydanticCustomError("amount", "must be a plain decimal number")
    return given


def whole(given: Any) -> int:
    """A JSON number without a fraction, as an integer."""
    if (
        isinstance(given, Decimal)
        and given.is_finite()
        and given.adjusted() < 20
        and given == given.to_integral_value()
    ):
        return int(given)
    if isinstance(given, bool) or not isinstance(given, int):
        raise PydanticCustomError("whole", "must be a whole number")
    return given


def _uuid(given: Any) -> UUID:
    if isinstance(given, str) and len(given) == 36:
        try:
            return UUID(given)
        except ValueError:
            pass
    raise PydanticCustomError("uuid", "must be a UUID")


# A number or numeric text as it came; the domain's `decimals.parse` makes an exact Decimal of it.
Amount = Annotated[Decimal | int | str, PlainValidator(_amount), WithJsonSchema({"type": "number"})]
# A JSON number without a fraction: 3 and 3.0.
Whole = Annotated[int, PlainValidator(whole), WithJsonSchema({"type": "integer"})]
# The usual 36 characters.
Uuid = Annotated[UUID, PlainValidator(_uuid), WithJsonSchema({"type": "string", "format": "uuid"})]
# Text with at least one character.
Name = Annotated[str, Field(min_length=1)]


class Open(BaseModel):
    """An object beside which vendors may add keys: what is unknown is ignored."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", defer_build=True)


class Closed(BaseModel):
    """An object of which every key counts towards a price: what is unknown is refused."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)
