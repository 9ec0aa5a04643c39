"""What an operation costs on either executor: `python -m tests.bench.executors [--quick] [--json FILE]`.

Every query of `graphql/operations/` over the demo, and generated ones over the rows of the tests, asked of the compiled
executor and of the reference in turns, in one process. Told is processor time of that process, the database's own not
counted on PostgreSQL; and what holds the event loop longest at a stretch. Compiled operations that cost more than the
reference are named.
"""

import argparse
import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import uvloop
from graphql.execution.values import VariableValues

from plangraph import resources
from plangraph.domain.errors import LimitExceeded
from plangraph.graph.errors import Refused
from plangraph.graph.execution import Execute, coerced
from plangraph.graph.executor.plans import COMPILED
from plangraph.graph.operation import Operation
from plangraph.store.engine import Database, open_database
from plangraph.store.open import open_reads
from tests import databases
from tests.graph import rows
from tests.graph.executor.both import Both
from tests.graph.executor.operations import Maker
from tests.graph.running import ADMIN, NOW, SCHEMA

_TOLERANCE = 1.1
"""Beyond this share of the reference's time an operation counts as slower: what is left is noise."""


@dataclass(frozen=True)
class Effort:
    """`turns` of `asked` requests each on either executor; `generated` operations."""

    turns: int
    asked: int
    generated: int


FULL, QUICK = Effort(7, 10, 200), Effort(3, 4, 40)


@dataclass(frozen=True)
class Timed:
    """Milliseconds of processor time of a request, the least of all turns; `held`: of the longest turn of the loop."""

    compiled: float
    reference: float
    held: float
    reason: str

    @property
    def slower(self) -> bool:
        return not self.reason and self.compiled > _TOLERANCE * self.reference


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.executors", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute, with wider spread")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append", help="both, unless given")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="of the files in graphql/operations")
    chosen = parser.parse_args()
    effort = QUICK if chosen.quick else FULL
    told: dict[str, Any] = {}
    for kind in chosen.database or ["sqlite", "postgresql"]:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            found = runner.run(_measured(kind, effort, chosen.only or []))
        told[kind] = {name: asdict(timed) for name, timed in found.items()}
        _print(kind, found)
    if chosen.json:
        chosen.json.write_text(json.dumps(told, indent=2))


async def _measured(kind: str, effort: Effort, only: list[str]) -> dict[str, Timed]:
    found = {}
    async with _opened(kind, databases.fill) as both:
        for path in sorted(resources.OPERATIONS.glob("*.graphql")):
            if "mutation " not in path.read_text("utf-8") and (not only or path.stem in only):
                given = path.with_suffix(".variables.json")
                variables = json.loads(given.read_text("utf-8")) if given.exists() else {}
                found[path.stem] = await _timed(both, path.read_text("utf-8"), variables, effort)
    if not only:
        async with _opened(kind) as both:
            await rows.fill(both.database)
            for seed in range(effort.generated):
                made = Maker(Random(seed), everything=True).made()
                try:
                    found[f"generated {seed}"] = await _timed(both, made.text, made.variables, effort)
                except (Refused, LimitExceeded):  # fields that cannot be merged, or more than is served
                    continue
    return found


@asynccontextmanager
async def _opened(kind: str, fill: Callable[[str], None] | None = None) -> AsyncIterator[Both]:
    """A fresh database of this kind."""
    with TemporaryDirectory(prefix="plangraph-executors-") as folder:
        if kind == "sqlite":
            async with _both(f"sqlite:///{folder}/executors.db", fill) as both:
                yield both
        else:
            with databases.postgres_cluster() as cluster:
                await asyncio.to_thread(databases.create, cluster, "executors")
                async with _both(f"{cluster}/executors", fill) as both:
                    yield both


@asynccontextmanager
async def _both(url: str, fill: Callable[[str], None] | None) -> AsyncIterator[Both]:
    await asyncio.to_thread(databases.migrate, url)
    if fill:
        await asyncio.to_thread(fill, url)
    database: Database = open_database(url)
    reads = open_reads(database)
    yield Both(database, reads)
    await reads.close()
    await database.close()


async def _timed(both: Both, text: str, variables: Mapping[str, Any], effort: Effort) -> Timed:
    operation = both.documents.read(text).choose(None)
    values = coerced(SCHEMA._schema, operation, dict(variables))
    await both.ask(text, dict(variables))  # both are warm then, and answer alike
    executor, reason = both.told[-1]
    spent: dict[str, list[float]] = {"compiled": [], "reference": []}
    for _ in range(effort.turns):
        for name, execute in (("compiled", both.compiled), ("reference", both.reference)):
            spent[name].append(await _spent(both, execute, operation, values, effort.asked))
    held = await _held(both, both.compiled, operation, values, effort.asked)
    return Timed(min(spent["compiled"]), min(spent["reference"]), held, "" if executor == COMPILED else reason)


async def _spent(both: Both, execute: Execute, operation: Operation, values: VariableValues, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        (await execute(operation, values, both.context(ADMIN, NOW))).text  # noqa: B018 (the JSON is written then)
    return 1000 * (time.process_time() - start) / times


async def _held(both: Both, execute: Execute, operation: Operation, values: VariableValues, times: int) -> float:
    """The longest time of the loop's own thread between two turns of a task that always wants one."""
    longest, over = 0.0, False

    async def watch() -> None:
        nonlocal longest
        while not over:
            start = time.thread_time()
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - start)

    found = []
    for _ in range(times):
        longest, over = 0.0, False
        watching = asyncio.create_task(watch())
        await asyncio.sleep(0)
        (await execute(operation, values, both.context(ADMIN, NOW))).text  # noqa: B018 (as above)
        over = True
        await watching
        found.append(1000 * longest)
    return median(found)


def _print(kind: str, found: Mapping[str, Timed]) -> None:
    print(f"{kind}: processor ms of a request; holds: the longest stretch of the loop's thread")
    print(f"  {'':22}{'compiled':>9}{'reference':>11}{'ratio':>7}{'holds':>7}")
    for name, one in found.items():
        if not name.startswith("generated"):
            _line(name, one)
    made = [one for name, one in found.items() if name.startswith("generated")]
    if made:
        own = [one for one in made if not one.reason]
        share = median(one.reference / one.compiled for one in own)
        print(f"  {len(made)} generated operations, {len(own)} of them compiled, the median {share:.1f} times as fast")
    slower = {name: one for name, one in found.items() if one.slower}
    print(f"  {len(slower)} compiled operations cost more than on the reference executor", flush=True)
    for name, one in slower.items():
        _line(name, one)


def _line(name: str, one: Timed) -> None:
    ratio = one.reference / one.compiled
    print(f"  {name:22}{one.compiled:9.2f}{one.reference:11.2f}{ratio:7.1f}{one.held:7.2f}  {one.reason}")


if __name__ == "__main__":
    main()
