"""Queries answered by what was kept, where it is what would be read now (see store/answers)."""

from graphql import OperationType
from graphql.execution.values import VariableValues

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
        asked = context.memory.get(Cache)
        if asked is None:
            asked = context.memory[Cache] = operation.document.text, operation.name, _given(variables)
        key = "graphql", asked, sight(context.viewer)
        found: Answer | None = await self.answers.find(key, context.now)
        if found is not None:
            return found
        async with self.answers.reading(key, context.now) as reading:
            answer = await self.execute(operation, variables, context)
            if isinstance(answer.data, bytes):
                kept = Answer(answer.data, basis=answer.basis, kept=True)
                await reading.keep(kept, len(answer.data) + len(asked[0]) + len(asked[2]), answer.basis)
        return answer


def _given(variables: VariableValues) -> str:
    """Variables as the client gave them, which is JSON and prints without ambiguity."""
    return repr([(name, source.value) for name, source in variables.sources.items()])
