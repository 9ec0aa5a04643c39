"""Bulk pulls: the graph's own lists without pages. Filters, order, columns and who sees what are those of the graph.

name, parameters ─ parameters ─▶ the list's arguments ─ graph/arguments ─▶ conditions, order
columns ─ executor/selection ─▶ Selected ─ store/statement ─▶ one statement ─ store/stream ─▶ rows
"""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
import strawberry
from graphql import GraphQLSchema
from graphql.execution.values import VariableValues
from sqlalchemy import select as sql_select

from plangraph.domain.errors import InvalidInput, NotFound
from plangraph.domain.viewer import Viewer
from plangraph.graph import arguments
from plangraph.graph.executor.finish import Work, patch_of
from plangraph.graph.executor.selection import scan, select
from plangraph.graph.export.columns import reader, selection
from plangraph.graph.export.definitions import DEFINITIONS, Definition
from plangraph.graph.export.parameters import Argument, Reading, arguments_of, given_to, order_parameter
from plangraph.graph.fields import load_of, sql_column
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents
from plangraph.services.export import Column, Given, Pull, Rows, Sheet
from plangraph.store import loads
from plangraph.store.loads import Page
from plangraph.store.selected import Kind, Selected
from plangraph.store.statement import Compiler, Statement
from plangraph.store.stream import Streams
from plangraph.store.visible import binds

_NO_VARIABLES = VariableValues({}, {})


class GraphExports:
    """`services.export.Exports` over the graph."""

    def __init__(self, schema: strawberry.Schema, streams: Streams) -> None:
        self._streams = streams
        self._lists = [_List(schema, definition) for definition in DEFINITIONS]
        self.names: Sequence[str] = list(dict.fromkeys(definition.name for definition in DEFINITIONS))

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        return [one.sheet for one in self._lists]

    def pull(self, name: str, given: Given, viewer: Viewer, now: datetime) -> Pull:
        lists = [one for one in self._lists if one.definition.name == name]
        if not lists:
            raise NotFound(f"There is no export of that name; there are {', '.join(self.names)}.")
        chosen = next((one for one in lists[1:] if one.is_chosen_by(given)), lists[0])
        return chosen.pull(self._streams, given, viewer, now)


@dataclass(eq=False)
class _List:
    """One list of the graph as rows. What does not depend on a request is worked out with the first one."""

    schema: strawberry.Schema
    definition: Definition

    # ---- what it is
    @cached_property
    def _selected(self) -> tuple[Page, tuple[Selected, ...], Mapping[str, Any]]:
        """The list, what is selected of its rows, and the values that the selection binds."""
        graph: GraphQLSchema = self.schema._schema  # noqa: SLF001 (Strawberry shows it no other way)
        places = self.definition.places
        operation = Documents(graph, Limits()).read(self.definition.query % selection(places)).choose(None)
        scanned = scan(graph, operation)
        said = {key: site.said(self.schema, _NO_VARIABLES) for key, site in scanned.sites.items()}
        load, fields = _rows_in(select(graph, scanned, _NO_VARIABLES, said))
        own = [Selected(p.name, loads.Expression(sql_column(p.own)), True, Kind.TEXT) for p in places if p.own]
        values = {name: value for one in said.values() for name, value in one.values.items()}
        return self.definition.list_of(load), (*fields, *own), values

    @cached_property
    def _lookup(self) -> loads.Lookup | None:
        """How the thing is looked up whose list it is."""
        if self.definition.owner is None:
            return None
        query = self.schema._schema.query_type  # noqa: SLF001 (as above)
        load = load_of(query.fields[self.definition.owner.name]) if query else None
        if not isinstance(load, loads.Lookup):
            raise TypeError(f"{self.definition.owner.name} cannot be looked up")
        return load

    @cached_property
    def _arguments(self) -> list[Argument]:
        return arguments_of(self._selected[0])

    @cached_property
    def sheet(self) -> Sheet:
        definition, order = self.definition, order_parameter(self._selected[0])
        every = [a for a in (definition.owner, definition.flag) if a] + self._arguments
        parameters = [leaf.parameter for argument in every for leaf in argument.leaves]
        return Sheet(
            definition.name,
            definition.description,
            [Column(place.name, place.description) for place in definition.places],
            [*parameters, *([order.parameter] if order else [])],
            next((argument.name for argument in (definition.owner, definition.flag) if argument), None),
        )

    def is_chosen_by(self, given: Given) -> bool:
        owner, flag = self.definition.owner, self.definition.flag
        named = {leaf.name for leaf in owner.leaves} if owner else set()
        return any(name in named or (flag is not None and (name, text) == (flag.name, "true")) for name, text in given)

    # ---- one pull
    def pull(self, streams: Streams, given: Given, viewer: Viewer, now: datetime) -> Pull:
        reading, definition = Reading(given), self.definition
        load, fields, constants = self._selected
        reading.refuse_others([parameter.name for parameter in self.sheet.parameters])
        found = given_to(load, self._arguments, reading)
        by = reading.argument(definition.owner) if definition.owner else None
        if definition.flag:
            reading.argument(definition.flag)
        if reading.wrong:
            raise InvalidInput(reading.wrong)
        asked = arguments.page_arguments(load, f"export {definition.name}", found)
        parent, owner = (None, {}) if by is None else self._parent(by)
        clauses = arguments.clauses(load, asked.told)
        statement = Compiler(streams.dialect, streams.writer, viewer).each(fields, load, clauses, asked.order, parent)
        values = {"now": now, "as_of": now, **binds(viewer), **constants, **owner, **asked.values}
        names = [place.name for place in definition.places]
        return Pull(definition.name, names, lambda: self._rows(streams, statement, values))

    def _parent(self, by: Any) -> tuple[Any, Mapping[str, Any]]:
        """The number of the one whose list it is, as SQL, and the values that it binds."""
        assert self._lookup is not None  # noqa: S101 (an owner can be looked up)
        told, values = arguments.lookup_arguments(self._lookup, {"by": by})
        clauses = arguments.lookup_clauses(self._lookup, told, prefix="owner_")
        found = sql_select(self._lookup.table.c.id).where(*clauses).scalar_subquery()
        return found, {f"owner_{name}": value for name, value in values.items()}

    async def _rows(self, streams: Streams, statement: Statement, values: Mapping[str, Any]) -> Rows:
        patch, work = patch_of(self._selected[1], ()), Work(values)
        readers = [reader(place) for place in self.definition.places]
        each = self.definition.each
        async with aclosing(streams.rows(statement, values)) as batches:
            async for batch in batches:
                found = [orjson.loads(one) for one in batch]
                if patch:
                    patch(found, work)
                entries = (
                    found if each is None else [{**row, each: one} for row in found for one in row[each] or [None]]
                )
                yield [[read(entry) for read in readers] for entry in entries]


def _rows_in(selected: Sequence[Selected]) -> tuple[Page, tuple[Selected, ...]]:
    """The list whose rows have the alias `rows`, and what is selected of one."""
    for one in selected:
        rows = next((part for part in one.fields if part.key == "rows"), None)
        if rows is not None and isinstance(one.load, Page):
            return one.load, rows.fields
        if one.fields:
            return _rows_in(one.fields)
    raise TypeError("a definition's query names its rows")
