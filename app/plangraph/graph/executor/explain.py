"""How an operation is answered, for people: the operation, the statements made of it and the database's own plans."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry
from graphql import print_ast
from graphql.execution.values import VariableValues

from plangraph.domain.errors import InvalidInput, PlanGraphError
from plangraph.graph.context import Context
from plangraph.graph.execution import coerced
from plangraph.graph.executor.plans import COMPILED, REFERENCE, Plan, Plans
from plangraph.graph.executor.unsupported import Unsupported
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents, Operation
from plangraph.store import loads
from plangraph.store.reads import Reads
from plangraph.store.selected import Selected
from plangraph.store.statement import MOST_KEYS, Statement, keys_of

_NOTHING: dict[str, Any] = {"statements": [], "python": []}


async def explain(
    schema: strawberry.Schema,
    reads: Reads,
    context: Context,
    text: str,
    variables: Mapping[str, Any],
    operation_name: str | None = None,
) -> str:
    """For people. Raises what a request with this text and these variables would be refused with."""
    graph = schema._schema  # noqa: SLF001 (Strawberry has no other way to graphql-core's schema)
    operation = Documents(graph, Limits()).read(text).choose(operation_name)
    values = coerced(graph, operation, dict(variables))
    found = await explained(Plans(schema, reads), operation, values, context)
    told = [f"-- operation\n{found['operation']}", *map(_told, found["statements"])]
    if found["reason"]:
        who = "the reference executor answers: " if found["executor"] == REFERENCE else ""
        told.append(f"-- {who}{found['reason']}")
    if found["python"]:
        told.append(f"-- then in Python: {', '.join(found['python'])}")
    return "\n\n".join(told) + "\n"


async def explained(plans: Plans, operation: Operation, variables: VariableValues, context: Context) -> dict[str, Any]:
    """Nothing is read but plans. The operation's text, which executor answers and why if it is the reference, the
    statements with what is bound to them, their tables and the database's plan, and the fields that Python finishes.
    """
    told: dict[str, Any] = {"operation": print_ast(operation.node), "executor": COMPILED, "reason": None}
    if plans.direct(operation):
        return told | {"reason": "the write's own statement answers; nothing is read after it"} | _NOTHING
    try:
        plan, bound = await plans.plan(operation, variables, context)
    except Unsupported as reason:
        return told | {"executor": REFERENCE, "reason": f"{reason.reason.value} ({reason})"} | _NOTHING
    except InvalidInput as error:
        return told | {"executor": REFERENCE, "reason": _sentence(error)} | _NOTHING
    statements = [await _statement(plans.reads, name, one, bound) for name, one in _statements(plan)]
    finished = (_finished(plan.fields, plan.statement) or ["nothing"]) if plan.patch else []
    return told | {"statements": statements, "python": finished}


def _statements(plan: Plan) -> list[tuple[str, Statement]]:
    every = plan.statement.all()
    cuts = [", ".join(cut.key for cut in above.cuts) for above in every]
    return [("statement", every[0])] + [
        (f"statement for {keys}, not read above", one) for keys, one in zip(cuts, every[1:], strict=False)
    ]


async def _statement(reads: Reads, name: str, one: Statement, bound: Mapping[str, Any]) -> dict[str, Any]:
    values = {**{keys_of(n): [] for n in range(MOST_KEYS)}, **bound}
    return {
        "name": name,
        "sql": one.text,
        "parameters": {n: values.get(n, one.constants.get(n)) for n in one.processors},
        "tables": sorted(one.tables),
        "plan": await reads.explained(one, values),
    }


def _told(statement: Mapping[str, Any]) -> str:
    parameters = "\n".join(f"--   {n} = {value!r}" for n, value in statement["parameters"].items())
    plan = "\n".join(f"--   {line}" for line in statement["plan"])
    tables = ", ".join(statement["tables"])
    return (
        f"-- {statement['name']}\n{statement['sql']}\n-- parameters\n{parameters}\n-- tables: {tables}\n-- plan\n{plan}"
    )


def _finished(fields: Sequence[Selected], statement: Statement) -> list[str]:
    """The response keys of what is not done when SQL has answered."""
    found = []
    for field in fields:
        if field in statement.cuts:
            found.append(f"{field.key} (second statement)")
        elif isinstance(field.load, loads.Computed | loads.Resolved):
            found.append(field.key)
        else:
            found += [f"{field.key}.{below}" for below in _finished(field.fields, statement)]
    return found


def _sentence(error: PlanGraphError) -> str:
    wrong = "; ".join(f"{'.'.join(map(str, w.path))}: {w.message}" for w in getattr(error, "errors", ()))
    return f"{error.message} {wrong}".strip()
