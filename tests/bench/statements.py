"""The compiled statements against ones written by hand: `python -m tests.bench.statements [--rounds N] [--json FILE]`.

Both give the same answer from the same database, on one connection, in turns. What is compared is the time of a round
trip to PostgreSQL and back; no server takes part. The statements written by hand are in `tests/bench/written`, as one
would write them who knows PostgreSQL's JSON functions. PostgreSQL may plan a prepared statement once or anew for each
use, and chooses badly for one of them; the faster of both counts for those by hand.
"""

import argparse
import asyncio
import json
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.context import Context
from plangraph.graph.execution import coerced
from plangraph.graph.executor.plans import Plan, Plans
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents
from plangraph.graph.schema import build_schema
from plangraph.store.engine import Database, open_database
from plangraph.store.open import open_reads
from tests.bench.__main__ import biggest, leaves, made
from tests.bench.queries import QUESTIONS, Question, end_cursor, variables

WRITTEN = Path(__file__).parent / "written"
_WARM_UPS, _DEEP_PAGES = 50, 5
Prepared = tuple[Any, list[Any]]
"""A statement of asyncpg's, and what is bound to it."""


@dataclass(frozen=True)
class Compared:
    """Milliseconds, the median of all rounds; the ratio is of the compiled statement to the faster one by hand."""

    question: str
    compiled: float
    written: float
    written_planned_anew: float

    @property
    def ratio(self) -> float:
        return self.compiled / min(self.written, self.written_planned_anew)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.statements", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--database", help="an existing PostgreSQL with generated data, instead of one of its own")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        found = asyncio.run(_compared(chosen.database or made(stack), chosen.rounds))
    print(f"{'milliseconds':12}{'compiled':>10}{'by hand':>10}{'planned anew':>14}{'ratio':>8}")
    for one in found:
        times = f"{one.compiled:10.3f}{one.written:10.3f}{one.written_planned_anew:14.3f}"
        print(f"{one.question:12}{times}{one.ratio:8.2f}")
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(one) for one in found], indent=2))


async def _compared(url: str, rounds: int) -> list[Compared]:
    database, connection = open_database(url), await asyncpg.connect(url)
    anew = await asyncpg.connect(url, server_settings={"plan_cache_mode": "force_custom_plan"})
    key, found = await biggest(url), []
    for question in QUESTIONS:
        compiled, values = await _compiled(database, connection, question, key)
        three = [compiled, *[await _by_hand(one, question, values) for one in (connection, anew)]]
        ours, *theirs = [list(leaves(json.loads(await statement.fetchval(*given)))) for statement, given in three]
        if any(answer != ours for answer in theirs):
            raise SystemExit(f"{question.name}: the answers differ")
        found.append(await _measured(question.name, three, rounds))
    await connection.close()
    await anew.close()
    await database.close()
    return found


async def _compiled(
    database: Database, connection: asyncpg.Connection, question: Question, key: str
) -> tuple[Prepared, dict[str, Any]]:
    """The statement of the question, some pages in if it is a deep one; and the values by which a hand would ask."""
    schema, now, after = build_schema(), datetime.now(UTC), None
    reads = open_reads(database)
    plans = Plans(schema, reads)
    viewer = Viewer("pg_bench", Scope.ADMIN)
    graph = schema._schema
    operation = Documents(graph, Limits()).read(question.text("plangraph")).choose(None)

    async def planned(after: str | None) -> tuple[Plan, Mapping[str, Any]]:
        values = coerced(graph, operation, variables(question, key, after))
        return await plans.plan(operation, values, Context(database, viewer, now))

    for _ in range(_DEEP_PAGES if question.deep else 0):
        plan, bound = await planned(after)
        after = end_cursor(json.loads(await reads.answer(plan.statement, bound)))
    plan, bound = await planned(after)
    await reads.close()
    values: dict[str, Any] = {"key": key, "now": now}
    if after:
        since, row = json.loads(bytes.fromhex(re.sub(r"^.{12}", "", after)))
        values |= {"since": datetime.fromisoformat(since), "after": row}
    given = plan.statement.bound(bound)
    return (await connection.prepare(plan.statement.text), list(given)), values


async def _by_hand(connection: asyncpg.Connection, question: Question, values: dict[str, Any]) -> Prepared:
    text = (WRITTEN / f"{question.name}.sql").read_text("utf-8")
    names = list(dict.fromkeys(re.findall(r"(?<!:):(\w+)", re.sub(r"'[^']*'", "", text))))
    for n, name in enumerate(names, 1):
        text = re.sub(rf"(?<!:):{name}\b", f"${n}", text)
    return await connection.prepare(text), [values[name] for name in names]


async def _measured(question: str, all_of_them: Sequence[Prepared], rounds: int) -> Compared:
    times: list[list[float]] = [[] for _ in all_of_them]
    turn = list(enumerate(all_of_them))
    for n in range(_WARM_UPS + rounds):
        for which, (statement, given) in turn if n % 2 else reversed(turn):
            before = time.perf_counter()
            await statement.fetchval(*given)
            if n >= _WARM_UPS:
                times[which].append(1000 * (time.perf_counter() - before))
    compiled, written, anew = map(statistics.median, times)
    return Compared(question, compiled, written, anew)


if __name__ == "__main__":
    main()
