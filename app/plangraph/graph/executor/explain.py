"""How an operation is answered, for people: the operation, the statements made of it and the database's own plans."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry
from graphql import print_ast

from plangraph.domain.errors import InvalidInput, PlanGraphError
from plangraph.graph.context import Context
from plangraph.graph.execution import coerced
from plangraph.graph.executor.plans import Plan, Plans
from plangraph.graph.executor.unsupported import Unsupported
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents
from plangraph.store.run import Reads
from plangraph.store.selected import Selected
from plangraph.store.statement import KEYS, Statement


async def explain(
    schema: strawberry.Schema,
    reads: Reads,
    context: Context,
    text: str,
    variables: Mapping[str, Any],
    operation_name: str | None = None,
) -> str:
    """Nothing is read but plans. Raises what a request with this text and these variables would be refused with."""
    graph = schema._schema  # noqa: SLF001 (Strawberry has no other way to graphql-core's schema)
    operation = Documents(graph, Limits()).read(text).choose(operation_name)
    values = coerced(graph, operation, dict(variables))
    told = [f"-- operation\n{print_ast(operation.node)}"]
    plans = Plans(schema, reads)
    if plans.direct(operation):
        told.append("-- the write's own statement answers; nothing is read after it")
        return "\n\n".join(told) + "\n"
    try:
        plan, bound = await plans.plan(operation, values, context)
    except Unsupported as reason:
        told.append(f"-- the reference executor answers: {reason.reason.value} ({reason})")
    except InvalidInput as error:
        told.append(f"-- the reference executor answers: {_sentence(error)}")
    else:
        told += [await _statement(reads, name, one, bound) for name, one in _statements(plan)]
        if plan.patch:
            told.append(f"-- then in Python: {', '.join(_finished(plan.fields, plan.statement)) or 'nothing'}")
    return "\n\n".join(told) + "\n"


def _statements(plan: Plan) -> list[tuple[str, Statement]]:
    names = [("statement", plan.statement)]
    for _, one in names:  # grows while it is walked
        names += [(f"statement for {cut.key}, cut off above", below) for cut, below in one.cuts.items()]
    return names


async def _statement(reads: Reads, name: str, one: Statement, bound: Mapping[str, Any]) -> str:
    values = {KEYS: [], **bound}
    shown = {n: values.get(n, one.constants.get(n)) for n in one.processors}
    parameters = "\n".join(f"--   {n} = {value!r}" for n, value in shown.items())
    plan = "\n".join(f"--   {line}" for line in await reads.explained(one, values))
    tables = ", ".join(sorted(one.tables))
    return f"-- {name}\n{one.text}\n-- parameters\n{parameters}\n-- tables: {tables}\n-- plan\n{plan}"


def _finished(fields: Sequence[Selected], statement: Statement) -> list[str]:
    """The response keys of what is not done when SQL has answered."""
    found = []
    for field in fields:
        if field in statement.cuts:
            found.append(f"{field.key} (second statement)")
        elif field.printed is not None and type(field.load).__name__ == "Computed":
            found.append(field.key)
        else:
            found += [f"{field.key}.{below}" for below in _finished(field.fields, statement)]
    return found


def _sentence(error: PlanGraphError) -> str:
    wrong = "; ".join(f"{'.'.join(map(str, w.path))}: {w.message}" for w in getattr(error, "errors", ()))
    return f"{error.message} {wrong}".strip()
