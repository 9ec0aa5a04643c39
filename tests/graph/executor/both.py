"""One operation through both executors."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.context import Context
from plangraph.graph.execution import Answer, coerced, reference
from plangraph.graph.executor.plans import COMPILED, Plans, compiled
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents
from plangraph.store.engine import Database
from plangraph.store.reads import Reads
from tests.graph.running import ADMIN, NOW, SCHEMA

ACCOUNT = Viewer("pg_account", Scope.ACCOUNT, "account-3")
LIMITS = Limits(depth=100, aliases=1_000, tokens=100_000, query_bytes=1_000_000, cost=10**9)


@dataclass
class Compared:
    """`reason` is empty when the compiled executor answered."""

    data: Any
    errors: list[str]
    reason: str


@dataclass
class Both:
    """Both executors over one database, as the server has them."""

    database: Database
    reads: Reads
    told: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plans = Plans(SCHEMA, self.reads)
        self.documents = Documents(SCHEMA._schema, LIMITS)
        self.reference = reference(SCHEMA._schema)
        self.compiled = compiled(self.plans, self.reference, lambda *told: self.told.append(told))

    async def ask(
        self, text: str, variables: dict[str, Any] | None = None, *, viewer: Viewer = ADMIN, now: datetime = NOW
    ) -> Compared:
        """What both answer alike. Fails when they differ, or when the compiled one gave up without need."""
        operation = self.documents.read(text).choose(None)
        values = coerced(SCHEMA._schema, operation, variables or {})
        wanted = await self.reference(operation, values, self.context(viewer, now))
        found = await self.compiled(operation, values, self.context(viewer, now))
        executor, reason = self.told[-1]
        errors = [error.message for error in wanted.errors]
        assert texts(found) == texts(wanted), text
        if executor == COMPILED:
            assert errors == []
        else:
            assert reason != "unknown"
            assert reason != "data" or errors, "the statement failed on good data"
        return Compared(orjson.loads(orjson.dumps(wanted.data)), errors, reason)

    def context(self, viewer: Viewer, now: datetime) -> Context:
        return Context(self.database, viewer, now)


def texts(answer: Answer) -> str:
    """The data as a client parses it, the order of keys included."""
    data = answer.data if isinstance(answer.data, bytes) else orjson.dumps(answer.data)
    return orjson.dumps(orjson.loads(data)).decode()
