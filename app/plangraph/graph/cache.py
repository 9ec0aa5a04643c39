"""Queries answered by what was kept, where it is what would be read now (see store/answers)."""

from collections.abc import Hashable

from graphql import OperationType
from graphql.execution.values import VariableValues

from plangraph.domain.viewer import Viewer
from plangraph.graph.context import Context
from plangraph.graph.execution import Answer, Execute
from plangraph.graph.operation import Operation
from plangraph.store.answers import KeptAnswers, sight


class Cache:
    """Stands in the place of `execute`."""

    def __init__(self, execute: Execute, answers: KeptAnswers) -> None:
        self.execute, self.answers = execute, answers

    async def __call__(self, operation: Operation, variables: VariableValues, context: Context) -> Answer:
        if operation.kind is not OperationType.QUERY:
            return await self.execute(operation, variables, context)
        text, given = operation.document.text, _given(variables)
        key = _key(text, operation.name, given, context.viewer)
        found: Answer | None = await self.answers.find(key, context.now)
        if found is not None:
            return found
        async with self.answers.reading(key, context.now) as reading:
            answer = await self.execute(operation, variables, context)
            if isinstance(answer.data, bytes):
                kept = Answer(answer.data, basis=answer.basis, kept=True)
                await reading.keep(kept, len(answer.data) + len(text) + len(given), answer.basis)
        return answer


def _key(text: str, name: str | None, given: str, viewer: Viewer) -> Hashable:
    return "graphql", text, name, given, sight(viewer)


def _given(variables: VariableValues) -> str:
    """Variables as the client gave them, which is JSON and prints without ambiguity."""
    return repr([(name, source.value) for name, source in variables.sources.items()])
