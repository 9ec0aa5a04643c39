"""What the arguments of a list or a lookup say, checked: one meaning of filter, order, instant and cursor.

Knows no database; serves every executor.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam

from plangraph.domain import paging, texts
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.paging import Slice
from plangraph.graph.conditions import CONDITION
from plangraph.graph.orders import OrderDirection
from plangraph.store.batches import Filtered, PageQuery
from plangraph.store.keyset import Order, order_of, readers
from plangraph.store.loads import AsOf, Condition, Group, Lookup, Page, Standing

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """Which conditions were given, with the names of their values; equal ones make the same SQL.

    `lifted`: standing conditions that do not hold; `dated`: an instant was named.
    """

    conditions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lifted: frozenset[str] = frozenset()
    dated: bool = False


@dataclass(frozen=True, slots=True)
class PageArguments:
    """The arguments of a list, checked; `values` are those of its conditions."""

    told: Told
    values: Mapping[str, Any]
    chosen: str | None
    order: Order
    slice: Slice
    after: tuple[Any, ...] | None
    before: tuple[Any, ...] | None
    tag: str

    @property
    def shape(self) -> Hashable:
        """What of them decides the SQL; everything else is bound."""
        ends = tuple(None if at is None else tuple(v is None for v in at) for at in (self.after, self.before))
        return (self.told, self.chosen, self.order.descending, self.slice.backward, *ends)


def page_arguments(load: Page, name: str, given: Given) -> PageArguments:
    """`name` is the field's, as in `Plan.charges`. Raises InvalidInput naming the argument."""
    chosen = present(given.get("order_by"))
    down = chosen is not None and chosen.direction is OrderDirection.DESC
    order = order_of(load, chosen.field.value if chosen else None, descending=down)
    holder = _conditions(load, given)
    binding = (name, chosen.field.name if chosen else None, down, frozen(holder))
    tag = paging.fingerprint(*binding)
    slice_ = paging.slice_of(present(given.get("first")), present(given.get("last")))
    nullable = [bool(c.nullable) for c in order.columns]
    after, before = (
        None if (text := present(given.get(n))) is None else paging.parse_cursor(n, text, tag, readers(order), nullable)
        for n in ("after", "before")
    )
    told, values = _told(load.filters, holder)
    return PageArguments(told, values, chosen.field.name if chosen else None, order, slice_, after, before, tag)


def page_query(load: Page, name: str, given: Given, now: datetime) -> PageQuery:
    """As page_arguments, with the conditions as SQL."""
    asked = page_arguments(load, name, given)
    where = Filtered(clauses(load, asked.told), {"as_of": now, **asked.values})
    return PageQuery(load, where, asked.order, asked.slice, asked.after, asked.before, asked.tag)


def filtered(load: Page, given: Given, now: datetime, without: str | None = None) -> Filtered:
    """The conditions of a list; `without` leaves out the one of that field."""
    told, values = _told(load.filters, _conditions(load, given), without)
    return Filtered(clauses(load, told), {"as_of": now, **values})


def clauses(load: Page, told: Told, *, prefix: str = "", without: str | None = None) -> tuple[ColumnElement[bool], ...]:
    """The conditions as SQL, their values to be bound under names that begin with `prefix`."""
    standing = [load.hidden] if load.hidden is not None else []
    plain: list[ColumnElement[bool]] = []
    grouped: dict[Group, list[ColumnElement[bool]]] = {}
    names = dict(told.conditions)
    for field, rule in conditions_of(load.filters):
        match rule:
            case Standing(clause) if field not in told.lifted:
                standing.append(clause)
            case Condition() if field in names and field != without:
                clause = rule.clause(_binds(field, rule, names[field], prefix))
                (plain if rule.group is None else grouped.setdefault(rule.group, [])).append(clause)
    return (*standing, *plain, *(group.wrap(and_(*parts)) for group, parts in grouped.items()))


def lookup_arguments(load: Lookup, given: Given) -> tuple[Told, dict[str, Any]]:
    """What names the row, and its values. Raises InvalidInput naming the argument."""
    value = given[load.argument]
    if load.column is None:
        return _told(load.by, vars(value))
    check_text(load.argument, value)
    return Told(), {load.argument: value}


def lookup_clauses(load: Lookup, told: Told, *, prefix: str = "") -> tuple[ColumnElement[bool], ...]:
    if load.column is not None:
        return (load.column == bindparam(f"{prefix}{load.argument}", type_=load.column.type, required=True),)
    rules = dict(conditions_of(load.by))
    found = ((field, rules[field], names) for field, names in told.conditions)
    return tuple(r.clause(_binds(f, r, names, prefix)) for f, r, names in found if isinstance(r, Condition))


def lookup_filter(load: Lookup, given: Given) -> Filtered:
    """The one condition of a lookup."""
    told, values = lookup_arguments(load, given)
    return Filtered(lookup_clauses(load, told), values)


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


def _told(filters: type | None, holder: Given, without: str | None = None) -> tuple[Told, dict[str, Any]]:
    conditions: list[tuple[str, tuple[str, ...]]] = []
    lifted: list[str] = []
    values: dict[str, Any] = {}
    dated = False
    for field, rule in conditions_of(filters):
        value = present(holder.get(field))
        match rule:
            case Standing() if value is True:
                lifted.append(field)
            case AsOf() if value is not None:
                dated, values["as_of"] = True, value
            case Condition() if value is not None and field != without:
                parsed = _parsed(field, rule, value)
                conditions.append((field, tuple(parsed)))
                values |= {f"{field}_{name}": one for name, one in parsed.items()}
    return Told(tuple(conditions), frozenset(lifted), dated), values


def _parsed(field: str, rule: Condition, value: Any) -> Mapping[str, Any]:
    parsed = rule.parse(value)
    for given in parsed.values():
        for one in given if isinstance(given, Sequence) and not isinstance(given, str) else [given]:
            check_text(field, one)
    return parsed


def _binds(field: str, rule: Condition, names: Sequence[str], prefix: str) -> dict[str, BindParameter[Any]]:
    return {n: bindparam(f"{prefix}{field}_{n}", type_=rule.types[n], required=True) for n in names}
