"""REST reads as ratios to a bare Starlette route that answers as many bytes: `python -m tests.bench.rest [--quick]`.

In one run, in turns (A B C C B A), over PostgreSQL and generated data. `read`: every answer is read from the database;
`kept`: the same request again and again while nothing is written, so that only the versions of the tables are read.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from plangraph.services import catalogue
from plangraph.services.imports import import_catalogue
from plangraph.store.engine import open_database
from plangraph.store.queries import bulk
from tests.bench import servers
from tests.bench.__main__ import CONNECTIONS, FULL, QUICK, Plan, made
from tests.bench.load import Run, request, sent
from tests.bench.servers import BARE, CACHED, OURS, Server

ACCOUNT, FEATURES = "bench-flags", 20
KINDS = {OURS: "read", CACHED: "kept"}
Ratios = dict[str, dict[str, dict[str, float]]]
"""By read, connections and kind."""


@dataclass(frozen=True)
class Read:
    name: str
    path: str
    body: str = ""

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rest", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="about two minutes, with wider spread")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write ratios and every measurement")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="of the reads, such as detail")
    parser.add_argument("--database", help="an existing PostgreSQL with generated data, instead of one of its own")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plangraph-bench-")))
        database = chosen.database or made(stack)
        reads = [r for r in asyncio.run(_reads(database)) if not chosen.only or r.name in chosen.only]
        ours, kept = (stack.enter_context(servers.plangraph(database, folder, name)) for name in KINDS)
        sizes = {}
        for read in reads:
            body = _answer(ours, read)
            (folder / f"{read.name}.answer").write_bytes(body)
            sizes[read.name] = len(body)
        bare = stack.enter_context(servers.bare(database, folder))
        runs = []
        for run in _measured(reads, (ours, kept, bare), QUICK if chosen.quick else FULL, folder):
            print(f"{run.question:10} {run.connections:2} {run.server:10} {run.rate:9.1f}/s", file=sys.stderr)
            runs.append(run)
    print(_table(runs, sizes))
    if chosen.json:
        told = {"ratios": _ratios(runs), "bytes": sizes, "runs": [run.json() for run in runs]}
        chosen.json.write_text(json.dumps(told, indent=2))


async def _reads(database: str) -> list[Read]:
    """On the plan that most customers have; features for an account with that plan and an override."""
    connection = await asyncpg.connect(database)
    plan, key = await connection.fetchrow(
        "select p.uuid, p.key from plan p join customer_plan c on c.plan_id = p.id"
        " group by p.uuid, p.key order by count(*) desc limit 1"
    )
    await connection.close()
    await _flagged(database, key)
    body = json.dumps({"detailed": True, "context": {"account_key": ACCOUNT}})
    return [
        Read("plans", "/v1/plans?limit=25"),
        Read("detail", f"/v1/planDetails/{plan}"),
        Read("charges", f"/v1/planDetails/{plan}/charges"),
        Read("customers", f"/v1/planDetails/{plan}/customers?limit=25"),
        Read("resolve", "/api/features/resolve", body),
        Read("resolve1", "/api/features/flag-1/resolve", body),
    ]


async def _flagged(url: str, plan: str) -> None:
    """Generated data has no features."""
    granted = {"type": "boolean", "entitlements": {plan: "true"}}
    override = {"feature_key": "flag-0", "variant_key": "false"}
    account = {"key": ACCOUNT, "account_plans": [{"plan_key": plan}], "feature_overrides": [override]}
    features = [{"key": f"flag-{n}", **granted} for n in range(FEATURES)]
    now, database = datetime.now(UTC), open_database(url)
    text = json.dumps({"plans": [], "features": features, "accounts": [account]})
    await import_catalogue(database, catalogue.read(text, now), now)
    await bulk.analyze(database)
    await database.close()


def _url(server: Server, read: Read) -> str:
    origin = urlsplit(server.url)
    path = read.path if server.name in KINDS else f"/{read.name}"
    return f"{origin.scheme}://{origin.netloc}{path}"


def _answer(server: Server, read: Read) -> bytes:
    asked = urllib.request.Request(
        _url(server, read), read.body.encode() or None, dict(server.headers), method=read.method
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        found: bytes = answer.read()
    return found


def _measured(reads: Sequence[Read], started: Sequence[Server], plan: Plan, folder: Path) -> Iterator[Run]:
    for read in reads:
        for connections in CONNECTIONS:

            def taken(server: Server, seconds: int, read: Read = read, connections: int = connections) -> Run:
                script = request(server, read.method, read.body)
                return sent(server, read.name, _url(server, read), script, connections, seconds, folder)

            for server in (*started,) * plan.warm_ups:
                taken(server, 1)
            for _ in range(plan.turns):
                for server in (*started, *reversed(started)):
                    yield taken(server, plan.seconds)


def _of(runs: Sequence[Run], read: str, connections: int, server: str) -> Run:
    """The median of each number."""
    mine = [r for r in runs if (r.question, r.connections, r.server) == (read, connections, server)]
    numbers = {
        name: statistics.median(getattr(r, name) for r in mine) for name in ("rate", "server_cpu", "database_cpu")
    }
    return replace(mine[0], **numbers)


def _ratios(runs: Sequence[Run]) -> Ratios:
    found: Ratios = {}
    for read, connections in dict.fromkeys((r.question, r.connections) for r in runs):
        bare = _of(runs, read, connections, BARE)
        found.setdefault(read, {})[str(connections)] = {
            kind: round(_of(runs, read, connections, name).rate / bare.rate, 2) for name, kind in KINDS.items()
        }
    return found


def _table(runs: Sequence[Run], sizes: dict[str, int]) -> str:
    lines = [f"{'':10} {'':4} {'bytes':>7} {'connections':>11} {'ratio':>6} {'CPU ms':>8} {'bare':>8} {'database':>8}"]
    for read, ratios in _ratios(runs).items():
        for connections, kinds in ratios.items():
            for name, kind in KINDS.items():
                ours, bare = (_of(runs, read, int(connections), server) for server in (name, BARE))
                cpu = f"{ours.server_cpu:8.3f} {bare.server_cpu:8.3f} {ours.database_cpu:8.3f}"
                lines.append(f"{read:10} {kind} {sizes[read]:7} {connections:>11} {kinds[kind]:6.2f} {cpu}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
