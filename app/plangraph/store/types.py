"""Column types with one text form on both databases, so that SQL can print what Python prints."""

import enum
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Numeric, String, Text, Uuid
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.types import TypeDecorator, TypeEngine

from plangraph.domain.decimals import canonical, plain
from plangraph.domain.times import long_form

# asyncpg takes the very first and last instants for PostgreSQL's infinities, which print as nothing
_EARLIEST = datetime.min.replace(tzinfo=UTC) + timedelta(microseconds=1)
_LATEST = datetime.max.replace(tzinfo=UTC) - timedelta(microseconds=1)


def storable(value: datetime) -> datetime:
    """The instant as both databases keep it."""
    return min(max(value.astimezone(UTC), _EARLIEST), _LATEST)


BigInt = BigInteger().with_variant(Integer(), "sqlite")


class ExactDecimal(TypeDecorator[Decimal]):
    """`numeric` in PostgreSQL; canonical plain text in SQLite, whose NUMERIC is a float."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[Any]:
        return Decimal

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return plain(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Decimal | None]:  # noqa: ARG002
        """In place of `process_result_value`, which takes two calls for each value."""
        return _numeric if dialect.name == "postgresql" else _text


def _text(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)  # as it was bound, in canonical form already


def _numeric(value: Any) -> Decimal | None:
    return None if value is None else canonical(Decimal(value))


class UtcDateTime(TypeDecorator[datetime]):
    """`timestamptz` in PostgreSQL; fixed-width text in SQLite, which sorts as time does."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[Any]:
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return value
        value = storable(value)
        return value if dialect.name == "postgresql" else long_form(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        return datetime.fromisoformat(value) if isinstance(value, str) else value


class TextUuid(TypeDecorator[uuid.UUID]):
    """`uuid` in PostgreSQL; 36 characters in SQLite."""

    impl = Uuid
    cache_ok = True

    @property
    def python_type(self) -> type[Any]:
        return uuid.UUID

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else String(36))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:  # noqa: ARG002 (SQLAlchemy's signature)
        return uuid.UUID(value) if isinstance(value, str) else value


class PlainText(TypeDecorator[str]):
    """Text that both databases sort by its UTF-8 bytes."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[Any]:
        return str

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())


class JsonText(PlainText):
    """JSON kept as the text it was given, since PostgreSQL's jsonb reorders keys and both lose digits elsewhere."""

    cache_ok = True


def enumeration(cls: type[enum.Enum]) -> SqlEnum:
    """The members' values as text."""
    return SqlEnum(cls, native_enum=False, values_callable=lambda e: [m.value for m in e], length=32)
