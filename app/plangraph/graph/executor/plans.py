"""The compiled executor: an operation's answer from one statement, and the reference executor for everything else.

    text ─ graph/operation ─▶ Operation ─ selection.scan ─▶ Scanned        once for an operation
    variables ─ sites ─▶ shapes and values                                 for each request
    Scanned, shapes ─ selection.select ─▶ Selected ─ store/statement ─▶ Statement     once for each shape
    Statement, values ─ store/reads ─▶ bytes ─ finish, if Python has something to add ─▶ the answer
                                              ├─ batch functions ─▶ values ─ shown ─▶ JSON
                                              └─ the statement below ◀─ what was cut off, rows that values name

Whatever it cannot do as a whole, and whatever goes wrong on the way, is answered by the reference, as a whole. Only a
database that is away, or time that is over, is told at once, since asking again would help nobody.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import strawberry
import structlog
from graphql import GraphQLError, OperationType, Undefined
from graphql.execution.values import VariableValues

from plangraph.domain.errors import InvalidInput, Timeout, Unavailable
from plangraph.domain.viewer import Viewer
from plangraph.graph.context import Context
from plangraph.graph.execution import Answer, Execute
from plangraph.graph.executor.basis import basis_of, with_rows
from plangraph.graph.executor.direct import Direct, direct
from plangraph.graph.executor.finish import Below, Patch, asks, below_of, finished, patch_of
from plangraph.graph.executor.selection import Scanned, scan, select
from plangraph.graph.executor.sites import Said, Site
from plangraph.graph.executor.unsupported import Reason, Unsupported
from plangraph.graph.operation import Operation
from plangraph.store.basis import Basis
from plangraph.store.kept import Kept
from plangraph.store.reads import Failed, Reads
from plangraph.store.seen import Seen
from plangraph.store.selected import Selected
from plangraph.store.statement import Compiler, Statement, TooLarge
from plangraph.store.visible import binds

COMPILED, REFERENCE = "compiled", "reference"
Count = Callable[[str, str], None]
"""Told which executor answered, and why if it was the reference; both from closed lists."""


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """One statement with what is left to do in Python.

    `asks`: whether batch functions are asked. `constant`: what the statement answers when it reads nothing.
    """

    fields: tuple[Selected, ...]
    statement: Statement
    patch: Patch | None
    below: Mapping[Selected, Below]
    asks: bool
    constant: bytes | None
    basis: Basis | None


@dataclass(frozen=True, eq=False, slots=True)
class _Known:
    """An operation that was scanned, with what its constant argument lists say."""

    scanned: Scanned
    said: Mapping[tuple[str, int], Said]


class Plans:
    """Plans of operations, made when they are first asked for and kept."""

    def __init__(
        self, schema: strawberry.Schema, reads: Reads, most: int = 1_000, most_bytes: int = 32_000_000
    ) -> None:
        self.schema, self.reads = schema, reads
        self._known: Kept[Operation, _Known | Unsupported] = Kept(most, most_bytes // 8)
        self._plans: Kept[Hashable, Plan | Unsupported] = Kept(2 * most, most_bytes)
        self._direct: Kept[Operation, Direct | Unsupported] = Kept(most, most_bytes // 8)
        self._said: Kept[tuple[Site, str], Said] = Kept(4 * most, most_bytes // 8)

    def direct(self, operation: Operation) -> Direct | None:
        """How a mutation is answered without the reference; None when it is not."""
        found = self._direct.get(operation)
        if found is None:
            try:
                found = direct(self.schema, operation)
            except Exception as error:  # noqa: BLE001 (nothing is written yet, and the reference can)
                found = Unsupported(_reason(error), str(error))
            self._direct.keep(operation, found, len(operation.document.text))
        return found if isinstance(found, Direct) else None

    def known(self, context: Context) -> tuple[Plan, dict[str, Any]] | None:
        """The plan, and the values to bind, if the very same was asked before."""
        found = context.memory.get((Plan, context.viewer.account_key is None))
        return found and (found[0], _values(found[1], context))

    async def plan(
        self, operation: Operation, variables: VariableValues, context: Context
    ) -> tuple[Plan, dict[str, Any]]:
        """The plan, and the values to bind. Raises Unsupported, or what a wrong argument raises."""
        plan, said = found = await self._planned(operation, variables, context)
        context.memory[Plan, context.viewer.account_key is None] = found
        return plan, _values(said, context)

    async def _planned(
        self, operation: Operation, variables: VariableValues, context: Context
    ) -> tuple[Plan, dict[str, Any]]:
        """The plan, and the values that follow from the arguments."""
        known = _or_raise(self._known.get(operation) or self._scanned(operation))
        sites = known.scanned.sites
        said = {key: known.said.get(key) or self._heard(site, variables) for key, site in sites.items()}
        flags = tuple(variables.coerced.get(name) for name in known.scanned.flags)
        shape = (known, flags, tuple(s.shape for s in said.values()), context.viewer.account_key is None)
        plan = _or_raise(self._plans.get(shape) or await self._made(shape, known.scanned, variables, said, context))
        return plan, {name: value for one in said.values() for name, value in one.values.items()}

    def _heard(self, site: Site, variables: VariableValues) -> Said:
        """Arguments as they were checked the last time that their variables had these very values."""
        given = repr([variables.sources[n].value if n in variables.sources else Undefined for n in site.variables])
        found = self._said.get((site, given))
        if found is None:
            found = self._said.keep((site, given), site.said(self.schema, variables), 500 + len(given))
        return found

    def _scanned(self, operation: Operation) -> _Known | Unsupported:
        size = len(operation.document.text)
        try:
            scanned = scan(self.schema._schema, operation)  # noqa: SLF001 (Strawberry shows it no other way)
        except Unsupported as reason:
            return self._known.keep(operation, reason, size)
        nothing = VariableValues({}, {})
        said = {key: site.said(self.schema, nothing) for key, site in scanned.sites.items() if not site.variables}
        return self._known.keep(operation, _Known(scanned, said), size)

    async def _made(
        self,
        shape: Hashable,
        scanned: Scanned,
        variables: VariableValues,
        said: Mapping[tuple[str, int], Said],
        context: Context,
    ) -> Plan | Unsupported:
        try:
            fields = select(self.schema._schema, scanned, variables, said)  # noqa: SLF001 (as above)
            statement = await self._compiled(fields, context.viewer)
        except Unsupported as reason:
            return self._plans.keep(shape, reason, 1_000)
        except (TooLarge, RecursionError) as error:
            return self._plans.keep(shape, Unsupported(Reason.SIZE, str(error)), 1_000)
        size = sum(len(one.text) for one in statement.all())
        nothing = not statement.tables and not statement.processors
        plan = Plan(
            fields,
            statement,
            patch_of(fields, statement.cuts),
            below_of(statement),
            asks(fields),
            await self.reads.answer(statement, {}) if nothing else None,
            basis_of(fields, statement),
        )
        return self._plans.keep(shape, plan, size)

    async def _compiled(self, fields: tuple[Selected, ...], viewer: Viewer) -> Statement:
        """Cut ever smaller where the database cannot parse the whole."""
        reads = self.reads
        for room in reads.rooms or (None,):
            statement = Compiler(reads.dialect, reads.writer, viewer, room).answer(fields)
            if await reads.parses(statement):
                return statement
        raise TooLarge("too deep for the database's parser")


def compiled(plans: Plans, reference: Execute, count: Count) -> Execute:
    """The compiled executor wherever it can, else `reference`."""

    async def execute(operation: Operation, variables: VariableValues, context: Context) -> Answer:
        reason = Reason.MUTATION
        if operation.kind is OperationType.MUTATION:
            written = plans.direct(operation)
            if written is not None:
                count(COMPILED, "")
                return await written.answer(variables, context)
        if operation.kind is OperationType.QUERY:
            try:
                plan, values = plans.known(context) or await plans.plan(operation, variables, context)
                if plan.below or plan.asks:
                    answer = await _together(plans.reads, plan, values, context)
                else:
                    data = plan.constant or await plans.reads.answer(plan.statement, values)
                    if plan.patch:
                        data = await finished(plans.reads.answer, data, plan.patch, {}, values, context)
                    answer = Answer(data, basis=plan.basis)
            except (Unavailable, Timeout):
                raise
            except Exception as error:  # noqa: BLE001 (whatever it is, the reference answers, and its answer is the truth)
                reason = _reason(error)
            else:
                count(COMPILED, "")
                return answer
        count(REFERENCE, reason.value)
        return await reference(operation, variables, context)

    return execute


async def _together(reads: Reads, plan: Plan, values: Mapping[str, Any], context: Context) -> Answer:
    """Several statements see the same data."""
    async with reads.snapshot() as snapshot:
        within = replace(context, seen=Seen(context.database.dialect, context.database.kept, snapshot))
        data = plan.constant or await snapshot(plan.statement, values)
        data = await finished(snapshot, data, plan.patch, plan.below, values, within)
    return Answer(data, basis=with_rows(plan.basis, snapshot))


def _values(said: Mapping[str, Any], context: Context) -> dict[str, Any]:
    return {"now": context.now, **binds(context.viewer), **said}


def _reason(error: Exception) -> Reason:
    match error:
        case Unsupported(reason=reason):
            return reason
        case Failed():
            return Reason.DATA
        case InvalidInput() | GraphQLError():
            return Reason.INPUT
    log: Callable[..., None] = structlog.get_logger("plangraph.graph").warning
    log("the compiled executor failed; the reference answers", exc_info=error)
    return Reason.UNKNOWN


def _or_raise(found: Any) -> Any:
    if isinstance(found, Unsupported):
        raise Unsupported(found.reason, str(found))
    return found
