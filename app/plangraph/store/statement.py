"""A tree of selected fields as one SELECT whose only value is the answer's JSON. Knows no GraphQL and no JSON syntax.

    operation ─ graph/executor/selection ─▶ tree of Selected ─ here ─▶ Statement ─ store/reads ─▶ bytes
      text, scanned once                      for one shape           text, binds      │
                                              of arguments                             ▼
                                                             graph/executor/finish, if anything is left to do in Python

Every relation is a correlated scalar subquery: an object of a row, or a list collected from a derived table that holds
the rows of the one parent, in order and limited. What goes beyond a database's limits is *cut*: the row's number is
written in its place, and a second statement of this same compiler reads all such fields, each for all such rows at
once. Rows that a value worked out in Python names are read so, too.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Dialect, Select, Subquery, Table, bindparam, select

from plangraph.domain.viewer import Viewer
from plangraph.store import loads
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.keyset import Order
from plangraph.store.leaves import carried, leaf, one_carried
from plangraph.store.loads import AS_OF, Sql
from plangraph.store.moments import Moment, watched
from plangraph.store.scope import Scope, narrow
from plangraph.store.selected import AskedNode, Row, Selected, Typename
from plangraph.store.statement_pages import page
from plangraph.store.visible import visible
from plangraph.store.writer import Writer

MOST_KEYS = 60
"""SQLite's functions take 127 arguments, and a key of an object needs two."""
_TO_ONE = _TO_MANY = 12
_PAGE, _PAGE_OF_LINKS = 24, 36


class TooLarge(Exception):
    """An object has more keys than a statement should hold."""


@dataclass(frozen=True, eq=False)
class Statement:
    """`names`: the order in which the driver takes values, None where it takes them by name.

    `below`: reads what was cut off, [[[key, value], …], …], a list for each of `cuts`, of which the place tells what
    binds the keys (`keys_of`).

    `moments`: the columns that NOW is compared with; None when the answer depends on the clock in another way.
    """

    text: str
    names: tuple[str, ...] | None
    processors: Mapping[str, Callable[[Any], Any] | None]
    constants: Mapping[str, Any]
    cuts: Collection[Selected]
    tables: frozenset[str]
    moments: frozenset[Moment] | None
    below: "Statement | None" = None

    def bound(self, values: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        """The values as the driver takes them; what this statement does not use is left out."""

        processors, known = self.processors, {**values, **self.constants}
        if self.names is None:
            return {name: convert(known[name]) if convert else known[name] for name, convert in processors.items()}
        return [convert(known[name]) if (convert := processors[name]) else known[name] for name in self.names]

    def all(self) -> list["Statement"]:
        """Itself, and those below."""
        return [self, *(self.below.all() if self.below else ())]


def keys_of(place: int) -> str:
    """What binds the keys of one of the fields that a statement reads for many rows."""
    return f"cut{place}_keys"


def prepared(
    dialect: Dialect, body: Select[Any], cuts: Collection[Selected] = (), below: Statement | None = None
) -> Statement:
    """A SELECT of one value as text, with what there is to bind."""
    compiled = watched(dialect, body)
    binds: dict[str, BindParameter[Any]] = {name: bind for bind, name in compiled.bind_names.items()}
    processors = {n: b.type.dialect_impl(dialect).bind_processor(dialect) for n, b in binds.items()}
    constants = {n: b.value for n, b in binds.items() if not b.required}
    names = tuple(compiled.positiontup) if compiled.positional else None
    read = frozenset(compiled.read)
    return Statement(str(compiled), names, processors, constants, cuts, read, compiled.moments, below)


@dataclass(eq=False)
class Compiler:
    """Makes one statement. `room`: how deep a statement may nest before it is cut; None: as deep as it likes."""

    dialect: Dialect
    writer: Writer
    viewer: Viewer
    room: int | None = None
    cut: dict[Selected, Table] = field(default_factory=dict)
    _derived: list[Subquery] = field(default_factory=list)
    _level: int = 0
    _aliases: int = 0

    def answer(self, fields: Sequence[Selected]) -> Statement:
        """The object of a query's root fields."""
        return self._finished(self.writer.whole(self.object(fields, None)))

    def each(
        self, fields: Sequence[Selected], load: loads.Page, where: Sequence[Sql], order: Order, parent: Sql | None
    ) -> Statement:
        """The object of every row of a list, a row of the statement for each, in order. `where` speaks of the table."""
        rows = (
            select(*load.table.c)
            .select_from(load.table)
            .where(*load.matching(parent), *visible(load.table, self.viewer), *where)
        )
        source = self.derived(rows)
        found = self.writer.answer(self.object(fields, Scope(load.table, source, AS_OF)))
        return self._finished(select(found).select_from(source).order_by(*order.sort(scope=lambda c: source.c[c.key])))

    def of_rows(self, cuts: Mapping[Selected, Table]) -> Statement:
        """Fields of many rows, by the rows' numbers: [[[number, value], …], …], a list for each field.

        Of rows that Python names: the rows themselves, by what names them; only those that the viewer may see.
        """
        if len(cuts) > MOST_KEYS:
            raise TooLarge(f"{len(cuts)} fields are cut off")
        lists = [self._cut(cut, table, place) for place, (cut, table) in enumerate(cuts.items())]
        return self._finished(self.writer.whole(self.writer.array(lists)))

    def _cut(self, cut: Selected, table: Table, place: int) -> Sql:
        scope, key = self.enter(table), table.c.id
        hidden: tuple[Sql, ...] = ()
        if isinstance(cut.load, loads.Related):
            key, hidden = cut.load.target, visible(scope.source, self.viewer)
        pair = self.writer.array([one_carried(self.writer, key, scope(key)), self.value(cut, scope)])
        asked = OneOf(scope(key), bound_list(keys_of(place), key.type))
        return self.over(scope, self.writer.collected(pair), [asked, *hidden])

    def _finished(self, body: Select[Any]) -> Statement:
        narrow(body, self._derived)
        again = Compiler(self.dialect, self.writer, self.viewer, self.room)
        return prepared(self.dialect, body, (*self.cut,), again.of_rows(self.cut) if self.cut else None)

    # ---- one row
    def object(self, fields: Sequence[Selected], scope: Scope | None) -> Sql:
        if len(fields) > MOST_KEYS:
            raise TooLarge(f"{len(fields)} keys in one object")
        return self.writer.object([(f.key, self.value(f, scope)) for f in fields])

    def value(self, selected: Selected, scope: Scope | None) -> Sql:
        cost = _cost(selected)
        if self.room is not None and cost and scope is not None and self._level and self._level + cost > self.room:
            self.cut[selected] = scope.table
            return self.writer.integer(scope.number)
        self._level += cost
        written = self._row_less(selected) if scope is None else self._of_row(selected, scope)
        self._level -= cost
        return written

    def _row_less(self, selected: Selected) -> Sql:
        """A field of the root."""
        match selected.load:
            case Typename(name):
                return self.writer.constant(name)
            case loads.Lookup(table) if selected.asked:
                inner = self.enter(table)
                return self._found(selected, inner, [inner(c) for c in selected.asked.clauses])
            case loads.NodeLookup() if isinstance(selected.asked, AskedNode):
                return self._node(selected, selected.asked)
            case loads.Page() as load:
                return page(self, selected, load, None)
            case loads.Resolved(key=None):
                return self._asked(selected, None)
        raise TypeError(f"{type(selected.load).__name__} needs a row")

    def _of_row(self, selected: Selected, scope: Scope) -> Sql:  # noqa: C901 (one case for each load)
        load = selected.load
        match load:
            case Typename(name):
                return self.writer.constant(name)
            case loads.GlobalId():
                return self.writer.plain(scope.source.c.gid)
            case loads.Named(names):
                column = next(scope.table.c[name] for name in names if name in scope.table.c)
                return leaf(self.writer, selected, column, scope)
            case loads.Expression(sql):
                return leaf(self.writer, selected, sql, scope.at(selected.asked) if load.dated else scope)
            case loads.Computed(inputs=inputs):
                return carried(self.writer, [i for i in inputs if i is not AS_OF], scope)
            case loads.Resolved():
                return self._asked(selected, scope)
            case Row() | loads.Related():
                return self.object(selected.fields, scope)
            case loads.Embedded(present):
                found = self.object(selected.fields, scope)
                return self.writer.when(scope(present), found) if getattr(present, "nullable", True) else found
            case loads.One(key, target):
                inner = self.enter(target.table)
                return self._found(selected, inner, [inner(target) == scope(key)], scope)
            case loads.Within(table=table, key=key, parent=parent, column=column) if selected.asked:
                inner = self.enter(table)
                wanted: Sql = bindparam(f"{selected.asked.prefix}value", type_=column.type, required=True)
                return self._found(selected, inner, [inner(key) == scope(parent), inner(column) == wanted], scope)
            case loads.Many():
                return self._many(selected, load, scope)
            case loads.Values(column, key, parent, order_by):
                rows = self._rows(key.table, [key == scope(parent)], order_by, scope)
                return self._list(leaf(self.writer, selected, column, rows), rows)
            case loads.Page():
                return page(self, selected, load, scope)
        raise TypeError(f"{type(load).__name__} is part of a page")

    def _asked(self, selected: Selected, scope: Scope | None) -> Sql:
        """What a batch function is asked for; the rows that its values name are read by statements of their own."""
        load = selected.load
        self.cut |= {row: row.load.target.table for row in selected.fields if isinstance(row.load, loads.Related)}
        if scope is None or not isinstance(load, loads.Resolved) or load.key is None:
            return self.writer.nothing()
        return one_carried(self.writer, load.key, scope(load.key))

    # ---- other rows
    def enter(self, table: Table) -> Scope:
        return Scope(table, table.alias(self.name()))

    def derived(self, rows: Select[Any]) -> Subquery:
        """A derived table, of which the finished statement has the columns that something asks of it."""
        self._derived.append(rows.subquery(self.name()))
        return self._derived[-1]

    def name(self) -> str:
        self._aliases += 1
        return f"t{self._aliases}"

    def led_to(self, fields: Sequence[Selected], lead: loads.One, scope: Scope) -> Sql:
        """The object that each row of a page leads to."""
        return self._of_row(Selected("", lead, required=True, fields=tuple(fields)), scope)

    def over(self, rows: Scope, json: Sql, where: Sequence[Sql] = ()) -> Sql:
        """JSON of a subquery over the rows, which may speak of those around it."""
        source = rows.source
        return self.writer.inner(
            json, lambda json: select(json).select_from(source).where(*where).correlate_except(source)
        )

    def _found(self, selected: Selected, inner: Scope, where: Sequence[Sql], outer: Scope | None = None) -> Sql:
        """The object of the one row that is found, else null; where it is required, else a failure."""
        conditions = [*where, *visible(inner.source, self.viewer)]
        found = self.over(inner, self.object(selected.fields, inner), conditions)
        if selected.required and outer is not None:
            return self.writer.required(found, outer.number)
        return self.writer.optional(found, found)

    def _node(self, selected: Selected, asked: AskedNode) -> Sql:
        if asked.table is None:
            return self.writer.nothing()
        inner = self.enter(asked.table)
        gid: Sql = bindparam(f"{asked.prefix}id", type_=asked.table.c.gid.type, required=True)
        return self._found(selected, inner, [inner.source.c.gid == gid])

    def _many(self, selected: Selected, load: loads.Many, scope: Scope) -> Sql:
        if load.link:
            link = load.link.parent.table
            where = [
                load.link.parent == scope(load.parent),
                load.link.target == load.table.c.id,
                *visible(link, self.viewer),
            ]
        else:
            where = [load.key == scope(load.parent)]
        rows = self._rows(load.table, where, load.order_by, scope)
        return self._list(self.object(selected.fields, rows), rows)

    def _rows(self, table: Table, where: Sequence[Sql], order_by: Sequence[Sql], outer: Scope) -> Scope:
        """A derived table in order; aggregates take its rows as they come.

        PostgreSQL neither merges a sorted query with the one around it, nor spreads one that speaks of an outer row
        over workers. Most of these orders are an index's, so that no parent costs a sort.
        """
        rows = select(*table.c).select_from(table).where(*where, *visible(table, self.viewer)).correlate(outer.source)
        return Scope(table, self.derived(rows.order_by(*order_by)))

    def _list(self, item: Sql, rows: Scope) -> Sql:
        return self.over(rows, self.writer.collected(item))


def _cost(selected: Selected) -> int:
    """About how many entries of a parser's stack the field takes."""
    match selected.load:
        case loads.One() | loads.Within():
            return _TO_ONE
        case loads.Many() | loads.Values():
            return _TO_MANY
        case loads.Page():
            leads = any(getattr(part.load, "lead", None) for part in selected.fields)
            return _PAGE_OF_LINKS if leads else _PAGE
    return 0
