"""Mixed reads and durable writes for a while: `python -m tests.bench.soak --seconds 60 --clients 16`.

The real server over the demo, asked by wrk: the operations of `graphql/operations/`, and every fourth request a metric
of one account of many, each with an idempotency key of its own. Then more clients than it can serve at once.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from plangraph import resources
from tests import databases
from tests.served import Served, serving

READS = (
    "account_details",
    "accounts",
    "customers",
    "dashboard",
    "estimate",
    "metric_history",
    "plan_charges",
    "plan_customers",
    "plan_details",
    "plans",
)
WRITES_EVERY = 4
OVERLOAD = 128
_WRITE = """mutation Soak($account: String!, $key: String!) {
  metricSet(input: {key: "soak", accountKey: $account, value: 12, idempotencyKey: $key}) {
    outcome metric { value time } userErrors { message } } }"""


@dataclass(frozen=True)
class Held:
    """What a process holds: bytes of memory that is its own, and open files."""

    memory: int
    files: int


@dataclass(frozen=True)
class Soaked:
    """`refused`: answers 503. `wrong`: any other answer but a good one. Times in milliseconds."""

    database: str
    clients: int
    seconds: int
    good: int
    refused: int
    wrong: int
    p50: float
    p99: float
    before: Held
    after: Held

    @property
    def rate(self) -> float:
        return self.good / self.seconds

    @property
    def growth(self) -> float:
        return self.after.memory / self.before.memory - 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append", help="both, unless given")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    chosen = parser.parse_args()
    told: list[dict[str, Any]] = []
    for kind in chosen.database or ["sqlite", "postgresql"]:
        with running(kind) as (served, folder):
            warm = soaked(served, kind, chosen.clients, max(5, chosen.seconds // 4), folder)
            runs = [warm, soaked(served, kind, chosen.clients, chosen.seconds, folder, warm.after)]
            runs.append(soaked(served, kind, OVERLOAD, max(5, chosen.seconds // 4), folder))
        told += [asdict(run) for run in runs]
        _print(kind, runs)
    if chosen.json:
        chosen.json.write_text(json.dumps(told, indent=2))


@contextmanager
def running(kind: str) -> Iterator[tuple[Served, Path]]:
    """The server with the demo, and a folder for files of the moment."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plangraph-soak-")))
        url = f"sqlite:///{folder}/soak.db"
        if kind == "postgresql":
            cluster = stack.enter_context(databases.postgres_cluster(durable=True))
            databases.create(cluster, "soak")
            url = f"{cluster}/soak"
        quiet = {"PLANGRAPH_ACCESS_LOG": "false"}
        yield stack.enter_context(serving(url, folder, "--demo", environment=quiet)), folder


def soaked(served: Served, kind: str, clients: int, seconds: int, folder: Path, before: Held | None = None) -> Soaked:
    """`before`: what the process held when it was warm, instead of now; what it holds afterwards is the most seen."""
    script = folder / "soak.lua"
    script.write_text(_script(served))
    before = before or held(served.process.pid)
    with _watched(served.process.pid) as most:
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), served.url]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = json.loads(re.findall(r"^soak (.*)$", told, re.MULTILINE)[-1])
    if found["example"]:
        print(f"wrong, for example: {found['example']}", file=sys.stderr)
    wrong = found["wrong"] + found["broken"]
    good = found["requests"] - found["wrong"] - found["refused"]
    return Soaked(kind, clients, seconds, good, found["refused"], wrong, found["p50"], found["p99"], before, most[-1])


def held(pid: int) -> Held:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    return Held(int(found[1]) * 1024 if found else 0, len(list(Path(f"/proc/{pid}/fd").iterdir())))


@contextmanager
def _watched(pid: int) -> Iterator[list[Held]]:
    """The most that was held at any second, as the last of the list."""
    over, most = Event(), [held(pid)]

    def watch() -> None:
        while not over.wait(1):
            now = held(pid)
            most.append(Held(max(most[-1].memory, now.memory), max(most[-1].files, now.files)))

    thread = Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def _script(served: Served) -> str:
    bodies = [_read(name) for name in READS]
    write = {"query": _WRITE, "variables": {"account": "soak-@account@", "key": f"{time.time_ns()}-@turn@"}}
    headers: Mapping[str, str] = {**served.bearer(), "Content-Type": "application/json"}
    lines = ["bodies, headers = {}, {}", f"write = {_lua(json.dumps(write))}"]
    lines += [f"bodies[{n}] = {_lua(json.dumps(body))}" for n, body in enumerate(bodies)]
    lines += [f"headers[{_lua(name)}] = {_lua(value)}" for name, value in headers.items()]
    return "\n".join([*lines, f"every, reads = {WRITES_EVERY}, {len(bodies)}", _LUA])


def _read(name: str) -> dict[str, Any]:
    variables = resources.OPERATIONS / f"{name}.variables.json"
    given = json.loads(variables.read_text("utf-8")) if variables.exists() else {}
    return {"query": (resources.OPERATIONS / f"{name}.graphql").read_text("utf-8"), "variables": given}


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


_LUA = """
turn, wrong, refused, example = 0, 0, 0, ""
function setup(thread) one = thread end
function request()
  turn = turn + 1
  local body = bodies[turn % reads]
  if turn % every == 0 then
    body = write:gsub("@turn@", turn):gsub("@account@", turn % 1000)
  end
  return wrk.format("POST", "/graphql", headers, body)
end
function response(status, _, body)
  if status == 503 then
    refused = refused + 1
  elseif status ~= 200 or body:find('"errors"', 1, true) then
    wrong = wrong + 1
    example = status .. " " .. body:sub(1, 300)
  end
end
function done(summary, latency)
  local e = summary.errors
  local text = example and one:get("example"):gsub('[%c"\\\\]', "'")
  print(string.format(
    'soak {"requests": %d, "wrong": %d, "refused": %d, "broken": %d, "p50": %.2f, "p99": %.2f, "example": "%s"}',
    summary.requests, one:get("wrong"), one:get("refused"), e.connect + e.read + e.write + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, text))
end
"""


def _print(kind: str, runs: list[Soaked]) -> None:
    _, soak, overload = runs
    most = max(10 * soak.p50, 250)
    files = f"{soak.before.files} to {soak.after.files}"
    print(
        f"{kind}, {soak.clients} clients for {soak.seconds} s: {soak.good} good, {soak.wrong} wrong, {soak.rate:.0f}/s"
    )
    print(f"  p50 {soak.p50:.1f} ms, p99 {soak.p99:.1f} ms, to be at most {most:.0f} ms")
    print(f"  memory {soak.before.memory / 2**20:.1f} MiB, {soak.growth:+.1%}; open files {files}")
    print(
        f"{kind}, {overload.clients} clients: {overload.rate / max(r.rate for r in runs):.0%} of the best rate, "
        f"{overload.refused} refused, {overload.wrong} wrong, p99 {overload.p99:.1f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
