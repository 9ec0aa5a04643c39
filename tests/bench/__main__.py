"""Speed as ratios within one interleaved run: `python -m tests.bench [--quick] [--json FILE]`.

A PostgreSQL of its own, generated data, and four servers over it: PlanGraph, PlanGraph with the reference executor
alone, PostGraphile and a plain Strawberry server. Every server answers alike before anything is measured.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from plangraph.services.generate import Sizes, generate
from plangraph.store.engine import open_database
from tests import databases
from tests.bench import servers
from tests.bench.load import Run, measure
from tests.bench.queries import QUESTIONS, WRITE, WRITE_BODY, Question, end_cursor, variables
from tests.bench.servers import Server

SIZES = Sizes()
_OURS, _PEER = "plangraph", "postgraphile"
_DEEP_PAGES = 5


@dataclass(frozen=True)
class Plan:
    """How long a run takes, how often all servers have their turn, and how often each is warmed at most."""

    seconds: int
    turns: int
    warm_ups: int


FULL, QUICK = Plan(5, 3, 8), Plan(2, 1, 2)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under four minutes, with wider spread")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write ratios and every measurement")
    parser.add_argument("--database", help="an existing PostgreSQL with generated data, instead of one of its own")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plangraph-bench-")))
        database = chosen.database or _made(stack)
        started = [
            stack.enter_context(servers.plangraph(database, folder)),
            stack.enter_context(servers.postgraphile(database, folder)),
            stack.enter_context(servers.plangraph(database, folder, "reference")),
            stack.enter_context(servers.strawberry(database, folder)),
        ]
        runs = []
        for run in _measured(started, database, QUICK if chosen.quick else FULL, folder):
            print(f"{run.question} {run.connections:2} {run.server:12} {run.rate:9.1f}/s", file=sys.stderr, flush=True)
            runs.append(run)
    ratios = _ratios(runs)
    _print(runs, ratios)
    if chosen.json:
        chosen.json.write_text(json.dumps({"ratios": ratios, "runs": [run.json() for run in runs]}, indent=2))


def _made(stack: ExitStack) -> str:
    server = stack.enter_context(databases.postgres_cluster(durable=True))
    databases.create(server, "bench")
    url = f"{server}/bench"
    databases.migrate(url)

    async def fill() -> None:
        database = open_database(url)
        await generate(database, SIZES, 1, datetime.now(UTC), lambda *_: None)
        await database.close()
        connection = await asyncpg.connect(url)
        await connection.execute((servers.PEERS / "functions.sql").read_text())
        await connection.execute("vacuum analyze")
        await connection.close()

    asyncio.run(fill())
    return url


def _measured(started: Sequence[Server], database: str, plan: Plan, folder: Path) -> Iterator[Run]:
    key = asyncio.run(_biggest(database))
    for question in QUESTIONS:
        bodies = {s.name: _body(s, question, key) for s in started}
        _same_answers(started, question, bodies)
        for connections in (1, 32):
            taking = [s for s in started if connections == 1 or s.name in (_OURS, _PEER)]
            for server in taking:
                _warm(server, question.name, bodies[server.name], connections, plan, folder)
            for _ in range(plan.turns):
                for server in [*taking, *reversed(taking)]:
                    body = bodies[server.name]
                    yield measure(server, question.name, body, connections, plan.seconds, folder)
    ours = next(s for s in started if s.name == _OURS)
    for connections in (1, 32):
        _warm(ours, WRITE, WRITE_BODY, connections, plan, folder)
        for _ in range(2 * plan.turns):
            yield measure(ours, WRITE, WRITE_BODY, connections, plan.seconds, folder)


def _warm(server: Server, question: str, body: dict[str, Any], connections: int, plan: Plan, folder: Path) -> None:
    """Until the processor time of a request stops falling."""
    last = float("inf")
    for _ in range(plan.warm_ups):
        run = measure(server, question, body, connections, min(2, plan.seconds), folder)
        if run.server_cpu > 0.95 * last:
            return
        last = run.server_cpu


def _body(server: Server, question: Question, key: str) -> dict[str, Any]:
    text, after = question.text(server.name), None
    for _ in range(_DEEP_PAGES if question.deep else 0):
        after = end_cursor(server.ask({"query": text, "variables": variables(question, key, after)}))
    return {"query": text, "variables": variables(question, key, after)}


def _same_answers(started: Sequence[Server], question: Question, bodies: dict[str, dict[str, Any]]) -> None:
    answers = {s.name: list(_leaves(s.ask(bodies[s.name]))) for s in started}
    for name, found in answers.items():
        if found != answers[_OURS]:
            differing = next((pair for pair in zip(answers[_OURS], found, strict=False) if pair[0] != pair[1]), None)
            raise SystemExit(f"{question.name}: {name} answers otherwise than {_OURS}: {differing}")


def _leaves(value: Any, key: str = "") -> Iterator[Any]:
    """The values of an answer in their order, in one form; cursors are each server's own."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _leaves(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from _leaves(below, key)
    elif key not in ("cursor", "endCursor"):
        yield _plain(value, key)


def _plain(value: Any, key: str) -> Any:
    if key in ("startingOn", "endingBefore") and value is not None:
        return datetime.fromisoformat(value)
    return value if isinstance(value, bool) or value is None else str(value)


async def _biggest(database: str) -> str:
    connection = await asyncpg.connect(database)
    found: str = await connection.fetchval(
        "select p.key from plan p join customer_plan c on c.plan_id = p.id"
        " group by p.key order by count(*) desc limit 1"
    )
    await connection.close()
    return found


def _ratios(runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """PlanGraph over PostGraphile, medians of requests a second; nothing for what PostGraphile was not asked."""
    found: dict[str, dict[str, float]] = {}
    for run in runs:
        if run.question == WRITE:
            continue
        ours = _median(runs, run.question, _OURS, run.connections)
        peer = _median(runs, run.question, _PEER, run.connections)
        found.setdefault(run.question, {})[str(run.connections)] = round(ours / peer, 2)
    return found


def _median(runs: Sequence[Run], question: str, server: str, connections: int) -> float:
    chosen = [r.rate for r in runs if (r.question, r.server, r.connections) == (question, server, connections)]
    return statistics.median(chosen)


def _print(runs: Sequence[Run], ratios: dict[str, dict[str, float]]) -> None:
    print(f"{'':4} {'connections':>11} {'server':14} {'ratio':>7} {'spread':>14} {'CPU ms':>8} {'database ms':>11}")
    for question in [*ratios, WRITE]:
        for connections in (1, 32):
            peer = _median(runs, question, _OURS if question == WRITE else _PEER, connections)
            names = dict.fromkeys(r.server for r in runs if (r.question, r.connections) == (question, connections))
            for name in names:
                mine = [r for r in runs if (r.question, r.server, r.connections) == (question, name, connections)]
                rates = [r.rate / peer for r in mine]
                cpu = statistics.median(r.server_cpu for r in mine)
                base = statistics.median(r.database_cpu for r in mine)
                spread = f"{min(rates):.2f} to {max(rates):.2f}"
                ratio = statistics.median(rates)
                print(f"{question:4} {connections:11} {name:14} {ratio:7.2f} {spread:>14} {cpu:8.2f} {base:11.2f}")


if __name__ == "__main__":
    main()
