"""Pages of lists within a statement: rows after a cursor, their edges, where the page lies, how many there are."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    select,
    true,
)

from plangraph.store import loads
from plangraph.store.leaves import carried
from plangraph.store.loads import Page, Sql
from plangraph.store.scope import Scope, at, instant
from plangraph.store.selected import AskedPage, Choice, Kind, Nodes, Selected, Typename
from plangraph.store.visible import visible
from plangraph.store.writer import quoted

if TYPE_CHECKING:
    from plangraph.store.statement import Compiler


_CURSOR = "cursor_of_row"


def page(compiler: "Compiler", selected: Selected, load: Page, outer: Scope | None) -> Sql:
    return _Page(compiler, selected, load, outer).written()


class _Page:
    """One list of one parent, or of the root. Its conditions speak of the table itself, its rows of `self.rows`."""

    def __init__(self, compiler: "Compiler", selected: Selected, load: Page, outer: Scope | None) -> None:
        assert isinstance(selected.asked, AskedPage)  # noqa: S101 (selection asks so for every page)
        self.compiler, self.writer, self.selected, self.load, self.outer = (
            compiler,
            compiler.writer,
            selected,
            load,
            outer,
        )
        self.asked = asked = selected.asked
        self.as_of = instant(asked)
        parent = None if outer is None or load.parent is None else outer(load.parent)
        self.matching = [*load.matching(parent), *visible(load.table, compiler.viewer)]
        self.where = [*self.matching, *map(self._dated, asked.clauses)]
        bounds = [
            asked.order.beyond(values, backward=backward)
            for values, backward in ((asked.after, False), (asked.before, True))
            if values is not None
        ]
        self.bounded = [*self.where, *bounds]
        self.marked = sum(map(_cursors, selected.fields)) > 1
        self.limit: BindParameter[int] = bindparam(f"{asked.prefix}limit", type_=Integer(), required=True)
        self.rows = Scope(load.table, self._rows(), self.as_of)

    def written(self) -> Sql:
        pairs = [(part.key, self._part(part)) for part in self.selected.fields]
        result = self.compiler.writer.object(pairs)
        if not any(_shows_rows(part) for part in self.selected.fields):
            return result  # made of constants and subqueries: rows would only repeat it
        return self.compiler.over(self.rows, result)

    def _rows(self) -> Any:
        """The rows of the page, at most the limit, in the list's order.

        Aggregates take them as they come: PostgreSQL never spreads rows below a limit over workers, nor merges a
        sorted query with the one around it. A cursor that is shown twice is made here, once.
        """
        order, backward = self.asked.order, self.asked.backward
        columns = [*self.load.table.c, *([self._cursor_of(lambda sql: sql).label(_CURSOR)] if self.marked else [])]
        base = self._inside(select(*columns).where(*self.bounded)).order_by(*order.sort(backward=backward))
        base = base.limit(self.limit)
        if not backward:
            return self.compiler.derived(base)
        source = base.subquery(self.compiler.name())
        turned = select(*source.c).select_from(source).order_by(*order.sort(scope=lambda c: source.c[c.key]))
        return self.compiler.derived(turned)

    def _inside(self, statement: Select[Any]) -> Select[Any]:
        statement = statement.select_from(self.load.table)
        return statement if self.outer is None else statement.correlate(self.outer.source)

    def _dated(self, sql: Any) -> Any:
        return at(sql, self.as_of)

    # ---- parts
    def _part(self, part: Selected) -> Sql:
        match part.load:
            case Typename(name):
                return self.writer.constant(name)
            case loads.Part("edges"):
                edge = self.writer.object([(f.key, self._edge(f)) for f in part.fields])
                return self.writer.collected(edge)
            case Nodes(lead):
                return self.writer.collected(self._node(part, lead))
            case loads.Part("page_info"):
                return self._page_info(part)
            case loads.Total(sql):
                return self._over_all(self.writer.integer(self._dated(sql)), self.where)
            case loads.Counts() as counts:
                counted = self.writer.array([self._count(part, counts, member.value) for member in counts.values])
                if not any(f.kind is Kind.INTEGER for f in part.fields):
                    return counted
                others = map(self._dated, self.asked.lacking(counts.without))
                return self._over_all(counted, [*self.matching, *others])
        raise TypeError(f"a page has no {type(part.load).__name__}")

    def _edge(self, selected: Selected) -> Sql:
        if isinstance(selected.load, loads.Part):
            return self.writer.plain(self._cursor())
        return self.compiler.value(selected, self.rows)

    def _node(self, part: Selected, lead: loads.One | None) -> Sql:
        if lead is None:
            return self.compiler.object(part.fields, self.rows)
        return self.compiler.led_to(part.fields, lead, self.rows)

    def _page_info(self, part: Selected) -> Sql:
        asked = self.asked
        more, beyond = self._more(), true() if (asked.before if asked.backward else asked.after) else false()
        found: dict[str, Sql] = {
            "has_next_page": beyond if asked.backward else more,
            "has_previous_page": more if asked.backward else beyond,
        }
        if any(_is_cursor(f) for f in part.fields):
            found["start_cursor"], found["end_cursor"] = self.writer.ends(self._cursor())
        pairs = []
        for f in part.fields:
            if isinstance(f.load, Typename):
                pairs.append((f.key, self.writer.constant(f.load.name)))
            elif isinstance(f.load, loads.Part):
                value = found[f.load.name]
                ends = _is_cursor(f)
                written = self.writer.optional(self.writer.plain(value), value) if ends else self.writer.boolean(value)
                pairs.append((f.key, written))
        return self.writer.object(pairs)

    def _more(self) -> Sql:
        """Whether there is a row behind the last one of the page, in the direction in which it was read."""
        order = self.asked.order.sort(backward=self.asked.backward)
        probe: Select[Any] = (
            select(literal_column("1")).where(*self.bounded).order_by(*order).limit(1).offset(self.limit)
        )
        return self._inside(probe).scalar_subquery().is_not(None)

    def _cursor(self) -> Sql:
        return self.rows.source.c[_CURSOR] if self.marked else self._cursor_of(self.rows)

    def _cursor_of(self, scope: Callable[[Sql], Sql]) -> Sql:
        tag: BindParameter[str] = bindparam(f"{self.asked.prefix}tag", type_=Text(), required=True)
        values = carried(self.writer, self.asked.order.columns, scope)
        return tag.concat(self.writer.hexed(values))

    def _count(self, part: Selected, counts: loads.Counts, stored: str) -> Sql:
        met = cast(self._dated(counts.by), Text()) == quoted(stored)
        pairs = []
        for f in part.fields:
            if isinstance(f.load, Typename):
                pairs.append((f.key, self.writer.constant(f.load.name)))
            elif isinstance(f.kind, Choice):
                pairs.append((f.key, self.writer.constant(f.kind.words[stored])))
            else:
                pairs.append((f.key, self.writer.integer(func.count().filter(met))))
        return self.writer.object(pairs)

    def _over_all(self, value: Sql, where: Sequence[Sql]) -> Sql:
        return self._inside(select(value).where(*where)).scalar_subquery()


def _shows_rows(part: Selected) -> bool:
    match part.load:
        case loads.Part("edges") | Nodes():
            return True
        case loads.Part("page_info"):
            return any(map(_is_cursor, part.fields))
    return False


def _cursors(part: Selected) -> int:
    """How often a part of the page shows a row's cursor; both ends of it are made of one list."""
    match part.load:
        case loads.Part("edges"):
            return sum(isinstance(f.load, loads.Part) for f in part.fields)
        case loads.Part("page_info"):
            return int(any(map(_is_cursor, part.fields)))
    return 0


def _is_cursor(selected: Selected) -> bool:
    return isinstance(selected.load, loads.Part) and selected.load.name in ("start_cursor", "end_cursor")
