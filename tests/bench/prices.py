"""What it takes to price: `python -m tests.bench.prices [--quick] [--json FILE]`.

A plan of 1,000 charges with 100 tiers each, priced for 10^30 units after 59 periods of history, with and without an
unrounded conversion; 200 plans priced for an account over HTTP, as the first request of a server and later, on both
databases; and a batch of questions by the command. The kinds take turns, so that what slows the machine slows them all.
"""

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from plangraph.domain.rating.asked import ChargeBy, PreviousUsage, Usage
from plangraph.domain.rating.estimate import estimate
from plangraph.services.generate import Sizes, generate
from plangraph.store.engine import open_database
from tests import databases
from tests.bench import servers
from tests.price_lists import charge, plan

CHARGES, TIERS, HISTORY = 1_000, 100, 59
SIZES = Sizes(plans=200, customers=200, customer_plans=400, accounts=50)
SEEDS = Path(__file__).parents[2] / "db" / "seeds" / "price_lists.json"
OPTIONS = """{ accounts(first: 1) { nodes { planOptions {
  rank complete plan { name } estimate { totals { total formatted } warnings { code } } userErrors { message }
} } } }"""
Figures = dict[str, list[float]]


@dataclass(frozen=True)
class Length:
    """How often each kind has its turn, how many plans are priced in it, how many questions a batch has."""

    turns: int
    plans: int
    questions: int


FULL, QUICK = Length(5, 20, 5_000), Length(2, 5, 1_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.prices", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute, with wider spread")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement")
    chosen = parser.parse_args()
    length = QUICK if chosen.quick else FULL
    found: Figures = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plangraph-bench-")))
        kinds: list[Callable[[], Figures]] = [
            partial(_batch, _questions(folder, length.questions), length.questions),
            partial(_big, "", _big_question({}), length.plans),
            partial(_big, ", converted", _big_question({"unit_conversion": {"division_factor": 3}}), length.plans),
            *(partial(_options, name, url, folder) for name, url in _loaded(stack, folder)),
        ]
        for turn in range(length.turns):
            for kind in kinds if turn % 2 == 0 else reversed(kinds):
                for figure, values in kind().items():
                    found.setdefault(figure, []).extend(values)
    for figure in sorted(found):
        print(_told(figure, found[figure]))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2))


def _told(figure: str, values: Sequence[float]) -> str:
    spread = f"{min(values):,.0f} to {max(values):,.0f}"
    return f"{figure:50} {statistics.median(values):9,.0f} {spread:>18}  of {len(values)}"


# ---- one large plan, in this process


def _big_question(more: dict[str, Any]) -> Callable[[], object]:
    tiers = [(n * 1_000, f"{1_000 - n}.{n:03}") for n in range(TIERS)]
    names = [f"Charge {n}" for n in range(CHARGES)]
    given = plan(*(charge(name, *tiers, tier_reset_frequency=HISTORY + 1, **more) for name in names))
    usage = [Usage(ChargeBy(name=name), Decimal(10**30)) for name in names]
    earlier = [PreviousUsage(ChargeBy(name=n), {k: Decimal(1_000 + k) for k in range(HISTORY)}) for n in names]
    return partial(estimate, given, HISTORY, usage, earlier)


def _big(kind: str, work: Callable[[], object], times: int) -> Figures:
    return {f"1,000 charges x 100 tiers{kind}, CPU ms": [1_000 * _seconds_of(work) for _ in range(times)]}


def _seconds_of(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


# ---- 200 plans for an account, over HTTP


def _loaded(stack: ExitStack, folder: Path) -> Iterator[tuple[str, str]]:
    urls = {"SQLite": f"sqlite:///{folder}/bench.db"}
    if databases.postgres_binaries() is None:
        print("PostgreSQL is missing, so only SQLite is measured", file=sys.stderr)
    else:
        server = stack.enter_context(databases.postgres_cluster())
        databases.create(server, "bench")
        urls["PostgreSQL"] = f"{server}/bench"
    for name, url in urls.items():
        databases.migrate(url)
        asyncio.run(_fill(url))
        yield name, url


async def _fill(url: str) -> None:
    database = open_database(url)
    await generate(database, SIZES, 1, datetime.now(UTC), lambda *_: None)
    await database.close()


def _options(name: str, url: str, folder: Path) -> Figures:
    """A server that has just been started, asked five times."""
    walls, processor = [], []
    with servers.plangraph(url, folder) as server:
        for _ in range(5):
            used, begun = server.seconds(), time.perf_counter()
            (account,) = server.ask({"query": OPTIONS})["accounts"]["nodes"]
            walls.append(1_000 * (time.perf_counter() - begun))
            processor.append(1_000 * (server.seconds() - used))
            _check(account["planOptions"])
    return {
        f"planOptions, {name}, first, ms": walls[:1],
        f"planOptions, {name}, first, CPU ms": processor[:1],
        f"planOptions, {name}, later, ms": walls[1:],
        f"planOptions, {name}, later, CPU ms": processor[1:],
    }


def _check(options: Sequence[Any]) -> None:
    priced = [option for option in options if option["estimate"] is not None]
    if len(options) != SIZES.plans or len(priced) != SIZES.plans:
        raise SystemExit(f"{len(priced)} of {len(options)} plans were priced, not {SIZES.plans}")


# ---- a batch, by the command


def _questions(folder: Path, count: int) -> Path:
    """The demo's price lists in turn, with usage of every charge that takes some."""
    entries = json.loads(SEEDS.read_bytes(), parse_float=str)["plans"]
    path = folder / "questions.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            entry = entries[n % len(entries)]
            metered = [c["name"] for c in entry["plan"]["charges"] if c["charge_type"] in ("usage", "seat")]
            usage = {name: 10 + n * place for place, name in enumerate(metered)}
            question = {"plan": entry["plan"], "annotations": entry["annotations"], "period": n % 3, "usage": usage}
            out.write(json.dumps(question) + "\n")
    return path


def _batch(questions: Path, count: int) -> Figures:
    command = [sys.executable, "-m", "plangraph", "estimate", "--batch", str(questions)]
    environment = {**os.environ, "PYTHONPATH": "app"}
    begun, before = time.perf_counter(), _children()
    done = subprocess.run(command, check=True, capture_output=True, env=environment, cwd=SEEDS.parents[2])
    wall, processor = time.perf_counter() - begun, _children() - before
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != count or any("error" in answer for answer in answers):
        raise SystemExit(f"{len(answers)} of {count} questions were answered, or some refused")
    return {"batch, lines/s": [count / wall], "batch, lines per CPU second": [count / processor]}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
