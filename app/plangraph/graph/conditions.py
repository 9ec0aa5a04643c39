"""What a filter's fields mean, said beside them: conditions on columns. An absent or null field is no condition."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, cast

import strawberry
from sqlalchemy import BindParameter, Boolean, Column, ColumnElement, and_, literal, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from plangraph.domain import texts
from plangraph.store.arrays import ListOf, OneOf
from plangraph.store.loads import AsOf, Condition, Group, Standing

CONDITION = "condition"
Binds = Mapping[str, BindParameter[Any]]


def equals(attribute: object, *, description: str) -> Any:
    sql = column_of(attribute)
    return where(lambda binds: sql == binds["value"], sql.type, description=description)


def among(attribute: object, *, group: Group | None = None, default: Any = strawberry.UNSET, description: str) -> Any:
    """One of the values given."""
    sql = column_of(attribute)

    def parse(given: list[Any]) -> dict[str, Any]:
        return {"values": [v.value if isinstance(v, Enum) and not _keeps_enum(sql) else v for v in given]}

    condition = Condition(parse, lambda b: OneOf(sql, b["values"]), {"values": ListOf(sql.type)}, group)
    return strawberry.field(default_factory=lambda: default, metadata={CONDITION: condition}, description=description)


def any_of(
    cases: Mapping[Any, ColumnElement[bool]],
    *,
    group: Group | None = None,
    default: Any = strawberry.UNSET,
    description: str,
) -> Any:
    """One of the values given, each of which is a condition of its own; which ones they are is the shape."""
    by_name = {member.name: clause for member, clause in cases.items()}

    def clause(binds: Binds) -> ColumnElement[bool]:
        return or_(*(by_name[name] for name in binds)) if binds else literal(False, Boolean())

    condition = Condition(
        lambda given: {v.name: True for v in cases if v in given}, clause, dict.fromkeys(by_name, Boolean()), group
    )
    return strawberry.field(default_factory=lambda: default, metadata={CONDITION: condition}, description=description)


def search(*attributes: object, description: str) -> Any:
    """A prefix of any of these folded columns, whatever its case."""
    return _begins([column_of(a) for a in attributes], texts.fold, description)


def begins(attribute: object, *, description: str) -> Any:
    """A prefix of this column as it is written."""
    return _begins([column_of(attribute)], str, description)


def _begins(columns: Sequence[ColumnElement[Any]], fold: Callable[[str], str], description: str) -> Any:
    def clause(binds: Binds) -> ColumnElement[bool]:
        start = binds["start"]
        return or_(*(and_(c >= start, c < start.concat(literal("\U0010ffff", c.type))) for c in columns))

    condition = Condition(lambda given: {"start": fold(given)}, clause, {"start": columns[0].type})
    return _field(condition, description)


def within(attribute: object, *, group: Group | None = None, description: str) -> Any:
    """From an instant on, and before another."""
    sql = column_of(attribute)

    def parse(given: Any) -> dict[str, Any]:
        named = {"from": given.from_, "to": given.to}
        return {k: v for k, v in named.items() if v is not None and v is not strawberry.UNSET}

    def clause(binds: Binds) -> ColumnElement[bool]:
        bounds = [sql >= binds["from"]] if "from" in binds else []
        return and_(literal(True, Boolean()), *bounds, *([sql < binds["to"]] if "to" in binds else []))

    return _field(Condition(parse, clause, {"from": sql.type, "to": sql.type}, group), description)


def custom_field(owner: object, key: object, value: object, *, of: object, description: str) -> Any:
    """Rows that have a custom field with exactly this value."""
    owner_, key_, value_, of_ = map(column_of, (owner, key, value, of))

    def clause(binds: Binds) -> ColumnElement[bool]:
        return of_.in_(select(owner_).where(key_ == binds["key"], value_ == binds["value"]))

    condition = Condition(
        lambda given: {"key": given.key, "value": given.value}, clause, {"key": key_.type, "value": value_.type}
    )
    return _field(condition, description)


def named_by(
    wrap: Callable[[ColumnElement[bool]], ColumnElement[bool]],
    keys: Mapping[str, object],
    *,
    group: Group | None = None,
    many: bool = False,
    description: str,
) -> Any:
    """Rows that a @oneOf input names: `keys` says which column each of its fields is compared with."""
    columns = {name: column_of(c) for name, c in keys.items()}

    def parse(given: Any) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for one in given if many else [given]:
            for name in columns:
                value = getattr(one, name)
                if value is not None and value is not strawberry.UNSET:
                    named.setdefault(name, []).append(value)
        return named if many else {name: values[0] for name, values in named.items()}

    def clause(binds: Binds) -> ColumnElement[bool]:
        if not binds:
            return literal(False, Boolean())
        return wrap(or_(*(OneOf(columns[n], b) if many else columns[n] == b for n, b in binds.items())))

    types: dict[str, TypeEngine[Any]] = {n: ListOf(c.type) if many else c.type for n, c in columns.items()}
    return _field(Condition(parse, clause, types, group), description)


def holds(clause: ColumnElement[bool], *, description: str) -> Any:
    """True: the clause holds; false: it does not."""

    def build(binds: Binds) -> ColumnElement[bool]:
        return clause if "yes" in binds else not_(clause)

    types = {"yes": Boolean(), "no": Boolean()}
    return _field(Condition(lambda given: {"yes" if given else "no": True}, build, types), description)


def where(
    build: Callable[[Binds], ColumnElement[bool]], type: TypeEngine[Any], *, name: str | None = None, description: str
) -> Any:
    """Any other condition on one value, which is bound as `value`; `name` where Python cannot spell the argument."""
    return _field(Condition(lambda given: {"value": given}, build, {"value": type}), description, name)


def lifts(hidden: ColumnElement[bool], *, description: str) -> Any:
    """Rows for which `hidden` holds are left out unless the field is true."""
    return strawberry.field(default=False, metadata={CONDITION: Standing(not_(hidden))}, description=description)


def as_of(*, description: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, metadata={CONDITION: AsOf()}, description=description)


def column_of(attribute: object) -> ColumnElement[Any]:
    if isinstance(attribute, InstrumentedAttribute):
        return cast("Column[Any]", attribute.property.columns[0])
    return cast("ColumnElement[Any]", attribute)


def _keeps_enum(sql: ColumnElement[Any]) -> bool:
    return bool(getattr(sql.type, "enum_class", None))


def _field(condition: Condition, description: str, name: str | None = None) -> Any:
    return strawberry.field(
        default=strawberry.UNSET, metadata={CONDITION: condition}, name=name, description=description
    )
