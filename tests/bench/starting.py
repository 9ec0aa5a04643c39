"""What a start costs: `python -m tests.bench.starting [--quick] [--json FILE]`.

Fresh processes in turns. Imports: the libraries that the server stands on, and the server's application with all that
it imports before it serves, told as a ratio too. Starts: `plangraph serve` over an existing SQLite database with the
demo, until `/livez` is answered, until the first query is, and what that query takes then and a second time. Processor
time (of imports without the interpreter's own start), or where `ms` stands alone the time that passes.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from plangraph import resources
from tests import databases
from tests.bench.servers import Server
from tests.served import environment_for, make_keys, stop

LIBRARIES, SERVER = "import of the five libraries, CPU ms", "import of the server, CPU ms"
_PROGRAMS = {
    LIBRARIES: "import strawberry, sqlmodel, starlette.applications, uvicorn, asyncpg",
    SERVER: "from plangraph.web.garbage import settling\nwith settling(): import plangraph.asgi",  # as `serve` does
}
_IMPORTS = 4  # for each start, which takes several times as long
_PATIENCE = 60
Figures = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.starting", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute, with wider spread")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement")
    chosen = parser.parse_args()
    found: Figures = {}
    with tempfile.TemporaryDirectory(prefix="plangraph-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/bench.db"
        databases.migrate(url)
        databases.fill(url)
        environment = environment_for(url, {"PLANGRAPH_ACCESS_LOG": "false"})
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling is part of the very first start alone
        headers = {"Authorization": f"Bearer {make_keys(url)[0]}"}
        imports = [partial(_imported, figure, environment) for figure in _PROGRAMS]
        kinds: list[Callable[[], Figures]] = [*(_IMPORTS * imports), partial(_started, folder, environment, headers)]
        for kind in kinds[-3:]:
            kind()  # bytecode is there from now on
        for turn in range(4 if chosen.quick else 15):
            for kind in kinds if turn % 2 == 0 else reversed(kinds):
                for figure, values in kind().items():
                    found.setdefault(figure, []).extend(values)
    for figure in sorted(found):
        print(_told(found[figure], figure))
    for how in (min, statistics.median):
        print(f"{how(found[SERVER]) / how(found[LIBRARIES]):.2f} times the libraries' import ({how.__name__})")
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2))


def _told(values: list[float], figure: str) -> str:
    spread = f"{min(values):,.0f} to {max(values):,.0f}"
    return f"{figure:50} {statistics.median(values):9,.0f} {spread:>18}  of {len(values)}"


def _imported(figure: str, environment: Mapping[str, str]) -> Figures:
    program = f"from time import process_time as t\nbegun = t()\n{_PROGRAMS[figure]}\nprint(t() - begun)"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, env=environment).stdout
    return {figure: [1_000 * float(told)]}


def _started(folder: Path, environment: Mapping[str, str], headers: Mapping[str, str]) -> Figures:
    port = databases.free_port()
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port)]
    begun = time.perf_counter()
    with (folder / "server.log").open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    server = Server("plangraph", f"{url}/graphql", {"Content-Type": "application/json", **headers}, "", process)
    query = {"query": (resources.OPERATIONS / "dashboard.graphql").read_text("utf-8"), "variables": {"first": 10}}
    marks, spent = [begun], [0.0]
    try:
        for step in (partial(_lives, server, f"{url}/livez"), *(2 * [partial(server.ask, query)])):
            step()
            marks.append(time.perf_counter())
            spent.append(server.seconds())
    finally:
        stop(process)
    return {
        "start to /livez, CPU ms": [1_000 * spent[1]],
        "start to /livez, ms": [1_000 * (marks[1] - begun)],
        "start to the first query's answer, CPU ms": [1_000 * spent[2]],
        "start to the first query's answer, ms": [1_000 * (marks[2] - begun)],
        "the first query, ms": [1_000 * (marks[2] - marks[1])],
        "the same again, ms": [1_000 * (marks[3] - marks[2])],
    }


def _lives(server: Server, url: str) -> None:
    """Connections wait for their answer as soon as the port is open, which is long before the application is made."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=_PATIENCE).close()
        except urllib.error.URLError:
            time.sleep(0.01)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
