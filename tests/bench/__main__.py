"""Speed as ratios within one interleaved run: `python -m tests.bench [--quick] [--json FILE] [--plot FILE]`.

A PostgreSQL of its own, generated data, and the servers over it: PlanGraph, the same behind its cache, on its reference
executor alone and over SQLite, PostGraphile, and a plain Strawberry server. All answer alike before they are measured.
"""

import argparse
import asyncio
import json
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
from plangraph.store.migrations import upgrade
from tests import databases
from tests.bench import report, servers
from tests.bench.load import Run, measure
from tests.bench.queries import EACH_PLAN, QUESTIONS, WRITE, Question, end_cursor, first_turn, variables
from tests.bench.servers import CACHED, OURS, PEER, PLAIN, REFERENCE, SQLITE, Server

CONNECTIONS = (1, 32)
_DEEP_PAGES = 5


@dataclass(frozen=True)
class Plan:
    """How long a run takes, how often all servers have their turn, and how often each is warmed at most."""

    seconds: int
    turns: int
    warm_ups: int


FULL, QUICK = Plan(5, 3, 8), Plan(1, 1, 2)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under four minutes, with wider spread")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write ratios and every measurement")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the ratios as an SVG")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="of the questions, such as Q2 M1")
    parser.add_argument("--database", help="an existing PostgreSQL with generated data, instead of one of its own")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plangraph-bench-")))
        database = chosen.database or made(stack)
        file = f"sqlite:///{folder}/bench.db"
        asyncio.run(_filled(file))
        started = [
            stack.enter_context(servers.plangraph(database, folder)),
            stack.enter_context(servers.postgraphile(database, folder)),
            stack.enter_context(servers.plangraph(database, folder, CACHED)),
            stack.enter_context(servers.plangraph(file, folder, SQLITE)),
            stack.enter_context(servers.plangraph(database, folder, REFERENCE)),
            stack.enter_context(servers.strawberry(database, folder)),
        ]
        runs = []
        asked = [q for q in (*QUESTIONS, WRITE) if not chosen.only or q.name in chosen.only]
        for run in _measured(asked, started, database, QUICK if chosen.quick else FULL, folder):
            print(f"{run.question} {run.connections:2} {run.server:12} {run.rate:9.1f}/s", file=sys.stderr, flush=True)
            runs.append(run)
    ratios = report.ratios(runs)
    print(report.table(runs))
    if chosen.json:
        chosen.json.write_text(json.dumps({"ratios": ratios, "runs": [run.json() for run in runs]}, indent=2))
    if chosen.plot:
        chosen.plot.write_text(report.plot(ratios))


def made(stack: ExitStack) -> str:
    server = stack.enter_context(databases.postgres_cluster(durable=True))
    databases.create(server, "bench")
    url = f"{server}/bench"
    asyncio.run(_filled(url))

    async def finish() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute((servers.PEERS / "functions.sql").read_text())
        await connection.execute("vacuum analyze")
        await connection.close()

    asyncio.run(finish())
    return url


async def _filled(url: str) -> None:
    database = open_database(url)
    await upgrade(database)
    await generate(database, Sizes(), 1, datetime.now(UTC), lambda *_: None)
    await database.close()


def _measured(
    asked: Sequence[Question], started: Sequence[Server], database: str, plan: Plan, folder: Path
) -> Iterator[Run]:
    key = asyncio.run(biggest(database))
    for question in asked:
        able = [s for s in started if s.name in _able(question)]
        bodies = {s.name: _body(s, question, key) for s in able}
        _same_answers(able, question, bodies)
        for connections in CONNECTIONS:
            taking = [s for s in able if connections == 1 or s.name not in (REFERENCE, PLAIN)]
            for server in taking:
                _warm(server, question.name, bodies[server.name], connections, plan, folder)
            for _ in range(plan.turns):
                for server in [*taking, *reversed(taking)]:
                    body = bodies[server.name]
                    yield measure(server, question.name, body, connections, plan.seconds, folder)


def _able(question: Question) -> set[str]:
    """Who is measured: SQLite and the cache where something is said of them, and mutations have one executor."""
    if question is WRITE:
        return {OURS, PEER, PLAIN, SQLITE}
    return {OURS, PEER, PLAIN, REFERENCE} | ({CACHED, SQLITE} if question.name == "Q2" else set())


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
    return {"query": text, "variables": variables(question, EACH_PLAN if question.each else key, after)}


def _same_answers(able: Sequence[Server], question: Question, bodies: dict[str, dict[str, Any]]) -> None:
    answers = {s.name: list(leaves(s.ask(_first_turn(bodies[s.name])))) for s in able}
    for name, found in answers.items():
        if found != answers[OURS]:
            differing = next((pair for pair in zip(answers[OURS], found, strict=False) if pair[0] != pair[1]), None)
            raise SystemExit(f"{question.name}: {name} answers otherwise than {OURS}: {differing}")


def _first_turn(body: dict[str, Any]) -> Any:
    return json.loads(first_turn(json.dumps(body)))


def leaves(value: Any, key: str = "") -> Iterator[Any]:
    """The values of an answer in their order, in one form; cursors are each server's own."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from leaves(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from leaves(below, key)
    elif key not in ("cursor", "endCursor"):
        yield _plain(value, key)


def _plain(value: Any, key: str) -> Any:
    if key in ("startingOn", "endingBefore") and value is not None:
        return datetime.fromisoformat(value)
    return value if isinstance(value, bool) or value is None else str(value)


async def biggest(database: str) -> str:
    connection = await asyncpg.connect(database)
    found: str = await connection.fetchval(
        "select p.key from plan p join customer_plan c on c.plan_id = p.id"
        " group by p.key order by count(*) desc limit 1"
    )
    await connection.close()
    return found


if __name__ == "__main__":
    main()
