"""Lists bound as one value: an array in PostgreSQL, JSON text in SQLite."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    Boolean,
    ColumnElement,
    DateTime,
    Dialect,
    FromClause,
    Text,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import TypeDecorator, TypeEngine

_POSTGRES: dict[type, TypeEngine[Any]] = {int: BigInteger(), UUID: Uuid(), datetime: DateTime(timezone=True)}
_ARRAYS = [
    # PostgreSQL's own numbers of these types and of their items, the same in every database and never changed
    {"oid": oid, "name": name, "elemtype": item, "ns": "pg_catalog", "elemdelim": ",", "kind": b"b"}
    | {"basetype": None, "range_subtype": None, "attrtypoids": None}
    for oid, name, item in ((1016, "_int8", 20), (1185, "_timestamptz", 1184), (2951, "_uuid", 2950))
]


def make_known(connection: Any) -> None:
    """Spares a new connection of asyncpg's the question what arrays of `_POSTGRES` are, which takes 16 ms each time.

    asyncpg knows the types themselves, and `text[]`. Forgotten where it learns all types anew after a migration.
    """
    connection.get_settings().register_data_types(_ARRAYS)


class ListOf(TypeDecorator[Sequence[Any]]):
    """A list of values of one type."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(_POSTGRES.get(self.item.python_type, Text())))

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        processor = self.item.dialect_impl(dialect).bind_processor(dialect)
        items = [processor(v) for v in value] if processor else list(value)
        return items if dialect.name == "postgresql" else json.dumps(items)


class OneOf(ColumnElement[bool]):
    """`left` is one of the values of the list `right`."""

    inherit_cache = True
    type = Boolean()
    _is_implicitly_boolean = True
    _traverse_internals = [  # noqa: RUF012 (SQLAlchemy reads it so)
        ("left", InternalTraversal.dp_clauseelement),
        ("right", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, left: ColumnElement[Any], right: BindParameter[Any]) -> None:
        self.left, self.right = left, right

    @property
    def _from_objects(self) -> list[FromClause]:
        return [*self.left._from_objects, *self.right._from_objects]  # noqa: SLF001 (SQLAlchemy's protocol)


@compiles(OneOf, "postgresql")
def _in_array(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    return f"{compiler.process(element.left, **options)} = any({compiler.process(element.right, **options)})"


@compiles(OneOf, "sqlite")
def _in_json(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    left, right = compiler.process(element.left, **options), compiler.process(element.right, **options)
    return f"({left} in (select value from json_each({right})))"  # noqa: S608 (both are compiled SQL)


def bound_list(name: str, item: TypeEngine[Any]) -> BindParameter[Any]:
    return bindparam(name, type_=ListOf(item), required=True)


def keys_table(dialect: str, item: TypeEngine[Any], name: str = "keys") -> FromClause:
    """The bound list as rows with one column `key`."""
    if dialect == "postgresql":
        return select(func.unnest(bound_list(name, item), type_=item).label("key")).subquery("parents")
    rows = func.json_each(bound_list(name, item)).table_valued("value", name="parents_")
    return select(literal_column("value", item).label("key")).select_from(rows).subquery("parents")
