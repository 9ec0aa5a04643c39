"""What the arguments of a list or a lookup say, checked: one meaning of filter, order, instant and cursor.

Knows no database; serves every executor.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, bindparam

from plangraph.domain import paging, texts
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.graph.conditions import CONDITION
from plangraph.graph.orders import OrderDirection
from plangraph.store.batches import Filtered, PageQuery
from plangraph.store.keyset import order_of, readers
from plangraph.store.loads import AsOf, Condition, Group, Lookup, Page, Standing

Given = Mapping[str, Any]


def page_query(load: Page, name: str, given: Given, now: datetime) -> PageQuery:
    """`name` is the field's, as in `Plan.charges`. Raises InvalidInput naming the argument."""
    chosen = present(given.get("order_by"))
    down = chosen is not None and chosen.direction is OrderDirection.DESC
    order = order_of(load, chosen.field.value if chosen else None, descending=down)
    binding = (name, chosen.field.name if chosen else None, down, frozen(_conditions(load, given)))
    tag = paging.fingerprint(*binding)
    slice_ = paging.slice_of(present(given.get("first")), present(given.get("last")))
    nullable = [bool(c.nullable) for c in order.columns]
    after, before = (
        None if (text := present(given.get(n))) is None else paging.parse_cursor(n, text, tag, readers(order), nullable)
        for n in ("after", "before")
    )
    return PageQuery(load, filtered(load, given, now), order, slice_, after, before, tag)


def filtered(load: Page, given: Given, now: datetime, without: str | None = None) -> Filtered:
    """The conditions of a list; `without` leaves out the one of that field."""
    holder = _conditions(load, given)
    standing = [load.hidden] if load.hidden is not None else []
    values: dict[str, Any] = {}
    clauses: list[ColumnElement[bool]] = []
    grouped: dict[Group, list[ColumnElement[bool]]] = {}
    for field, rule in conditions_of(load.filters):
        value = present(holder.get(field))
        match rule:
            case Standing(clause) if value is not True:
                standing.append(clause)
            case AsOf():
                values["as_of"] = value or now
            case Condition() if value is not None and field != without:
                clause, bound = _bind(field, rule, value)
                values |= bound
                (clauses if rule.group is None else grouped.setdefault(rule.group, [])).append(clause)
    wrapped = [group.wrap(and_(*parts)) for group, parts in grouped.items()]
    return Filtered((*standing, *clauses, *wrapped), values)


def lookup_filter(load: Lookup, given: Given) -> Filtered:
    """The one condition of a lookup."""
    value = given[load.argument]
    if load.column is not None:
        check_text(load.argument, value)
        bind = bindparam(load.argument, type_=load.column.type, required=True)
        return Filtered((load.column == bind,), {load.argument: value})
    clauses: list[ColumnElement[bool]] = []
    values: dict[str, Any] = {}
    for field, rule in conditions_of(load.by):
        chosen = present(getattr(value, field))
        if isinstance(rule, Condition) and chosen is not None:
            clause, bound = _bind(field, rule, chosen)
            clauses.append(clause)
            values |= bound
    return Filtered(tuple(clauses), values)


def present(value: Any) -> Any:
    """None for what was not given."""
    return None if value is strawberry.UNSET else value


def conditions_of(filters: type | None) -> Iterator[tuple[str, Condition | Standing | AsOf]]:
    for field in filters.__strawberry_definition__.fields if filters else ():  # type: ignore[attr-defined]  # set by Strawberry
        if rule := field.metadata.get(CONDITION):
            yield field.python_name, rule


def frozen(value: Any) -> Any:
    """A hashable picture of arguments, equal when they mean the same."""
    if value is strawberry.UNSET:
        return None
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Mapping):
        return tuple((k, frozen(v)) for k, v in sorted(value.items()))
    if isinstance(value, list | tuple):
        return tuple(map(frozen, value))
    if hasattr(value, "__strawberry_definition__"):
        return frozen(vars(value))
    return value if value is None or isinstance(value, int | bool) else str(value)


def check_text(path: str, value: object) -> None:
    """Databases refuse NUL and lone surrogates, so no text with them reaches one."""
    if isinstance(value, str) and (problem := texts.problem(value, texts.TEXT_LENGTH)):
        raise InvalidInput([FieldError((path,), problem, UserErrorCode.INVALID)])


def _conditions(load: Page, given: Given) -> dict[str, Any]:
    if load.flat:
        own = {field for field, _ in conditions_of(load.filters)}
        return {k: v for k, v in given.items() if k in own}
    holder = present(given.get("filter"))
    return {} if holder is None else vars(holder)


def _bind(field: str, rule: Condition, value: Any) -> tuple[ColumnElement[bool], dict[str, Any]]:
    parsed = rule.parse(value)
    for given in parsed.values():
        for one in given if isinstance(given, Sequence) and not isinstance(given, str) else [given]:
            check_text(field, one)
    binds = {n: bindparam(f"{field}_{n}", type_=rule.types[n], required=True) for n in parsed}
    return rule.clause(binds), {f"{field}_{n}": v for n, v in parsed.items()}
