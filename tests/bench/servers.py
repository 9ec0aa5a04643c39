"""The servers that are measured: one process each, over the same database, started and ended here."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import free_port
from tests.served import environment_for, make_keys

PEERS = Path(__file__).parent / "peers"
_PATIENCE = 60


@dataclass(frozen=True)
class Server:
    name: str
    url: str
    headers: Mapping[str, str]
    database: str
    process: "subprocess.Popen[bytes]"

    def ask(self, body: Mapping[str, Any]) -> Any:
        """The data of an answer without errors."""
        request = urllib.request.Request(self.url, json.dumps(body).encode(), dict(self.headers))
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                found = json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{self.name}: {error.read().decode('utf-8', 'replace')[:1_000]}") from None
        if found.get("errors"):
            raise RuntimeError(f"{self.name}: {found['errors']}")
        return found["data"]

    def seconds(self) -> float:
        """Processor time of the process and of what it started."""
        return _seconds(self.process.pid)


OURS, CACHED, REFERENCE, SQLITE, PEER, PLAIN, BARE = (
    "plangraph",
    "cached",
    "reference",
    "sqlite",
    "postgraphile",
    "strawberry",
    "bare",
)
_AS_MEASURED = {
    "PLANGRAPH_ACCESS_LOG": "false",
    "PLANGRAPH_CACHE_BYTES": "0",
    "PLANGRAPH_MAX_COST": "1000000",
    "PLANGRAPH_OPERATION_SECONDS": "60",
}
_OF_EACH = {CACHED: {"PLANGRAPH_CACHE_BYTES": "67108864"}, REFERENCE: {"PLANGRAPH_EXECUTOR": "reference"}}


@contextmanager
def plangraph(database: str, folder: Path, name: str = OURS) -> Iterator[Server]:
    """By its name: with the cache, on the reference executor, or over SQLite; else neither."""
    environment = {**environment_for(database, {**_AS_MEASURED, **_OF_EACH.get(name, {})}), "DATABASE_URL": database}
    environment["PYTHONPATH"] += os.pathsep + str(Path(__file__).parents[2])
    admin, _, _ = make_keys(database)
    command = [sys.executable, "-m", "plangraph", "serve"]
    with _running(name, command, environment, folder, {"Authorization": f"Bearer {admin}"}) as server:
        yield server


@contextmanager
def strawberry(database: str, folder: Path) -> Iterator[Server]:
    environment = {**environment_for(database), "DATABASE_URL": database}
    environment["PYTHONPATH"] += os.pathsep + str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "uvicorn", "tests.bench.plain:app", *_UVICORN]
    with _running(PLAIN, command, environment, folder, {}) as server:
        yield server


@contextmanager
def bare(database: str, folder: Path) -> Iterator[Server]:
    """Starlette alone: `/PATH` answers with the bytes of the file PATH in the folder."""
    environment = {**environment_for(database), "DATABASE_URL": database, "BARE_ANSWERS": str(folder)}
    environment["PYTHONPATH"] += os.pathsep + str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "uvicorn", "tests.bench.bare:app", *_UVICORN]
    with _running(BARE, command, environment, folder, {}) as server:
        yield server


@contextmanager
def postgraphile(database: str, folder: Path) -> Iterator[Server]:
    node = PEERS / "node_modules" / ".bin" / "node"
    if not node.exists():
        raise SystemExit("PostGraphile is missing: run `npm ci` in tests/bench/peers")
    environment = {**os.environ, "DATABASE_URL": database, "NODE_ENV": "production", "GRAPHILE_ENV": "production"}
    command = [str(node), str(PEERS / "node_modules" / "postgraphile" / "dist" / "cli-run.js")]
    with _running(PEER, command, environment, folder, {}, cwd=PEERS) as server:
        yield server


_UVICORN = [
    "--host",
    "127.0.0.1",
    "--loop",
    "uvloop",
    "--http",
    "httptools",
    "--log-level",
    "warning",
    "--no-access-log",
]


@contextmanager
def _running(
    name: str,
    command: list[str],
    environment: Mapping[str, str],
    folder: Path,
    headers: Mapping[str, str],
    cwd: Path | None = None,
) -> Iterator[Server]:
    port, log = free_port(), folder / f"{name}.log"
    arguments = [] if cwd == PEERS else ["--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, *arguments], cwd=cwd, env={**environment, "PORT": str(port)}, stdout=out, stderr=out
        )
        server = Server(
            name,
            f"http://127.0.0.1:{port}/graphql",
            {"Content-Type": "application/json", **headers},
            environment["DATABASE_URL"].rpartition("/")[2],
            process,
        )
        try:
            _wait(server, log)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(server: Server, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.process.poll() is None:
        try:
            server.ask({"query": "{ __typename }"})
        except (RuntimeError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{server.name} did not start:\n{log.read_text('utf-8', 'replace')[-2_000:]}")


def database_seconds(name: str) -> dict[int, float]:
    """Processor time of each of PostgreSQL's processes for the database of this name, which pools keep alive."""
    found = {}
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = command.read_bytes().decode("utf-8", "replace").split()
            if words[:1] == ["postgres:"] and name in words:
                found[int(command.parent.name)] = _seconds(int(command.parent.name))
        except OSError:
            continue
    return found


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(server: Server) -> int:
    """Memory of the server's process that is not swapped out."""
    return int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
