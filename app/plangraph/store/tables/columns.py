"""How the tables say their columns: short names for SQLModel's fields, one meaning each."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlmodel import Field, SQLModel

from plangraph.store.types import BigInt, ExactDecimal, JsonText, PlainText, TextUuid, UtcDateTime, enumeration

SQLModel.metadata.naming_convention = {
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

# Not the last instant there is, which asyncpg takes for PostgreSQL's infinity
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)


class Row(SQLModel):
    """What every table is. SQLModel checks nothing of a table's rows, so the checks need not be built."""

    model_config = {"defer_build": True}


def key() -> Any:
    """The row's own number: foreign keys and tie-breaks, never shown."""
    return Field(default=None, primary_key=True, sa_type=BigInt)


def gid() -> Any:
    """The global id, written on the way in."""
    return Field(sa_type=PlainText, unique=True)


def uuid(*, unique: bool = True) -> Any:
    return Field(sa_type=TextUuid, unique=unique)


def text(*, unique: bool = False) -> Any:
    return Field(sa_type=PlainText, unique=unique)


def json() -> Any:
    return Field(sa_type=JsonText)


def decimal() -> Any:
    return Field(sa_type=ExactDecimal)


def time() -> Any:
    return Field(sa_type=UtcDateTime)


def big() -> Any:
    return Field(sa_type=BigInt)


def one_of(cls: type[Enum]) -> Any:
    return Field(sa_type=enumeration(cls))


def to(target: str, *, cascade: bool = False, index: bool = False) -> Any:
    """A foreign key; `cascade`: the row is part of what it points to and goes with it."""
    options: dict[str, Any] = {"ondelete": "CASCADE"} if cascade else {}
    return Field(foreign_key=target, sa_type=BigInt, index=index, **options)
