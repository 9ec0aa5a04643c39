"""For tests of programs that talk to PlanGraph: a server of their own, as pytest fixtures.

    # conftest.py
    pytest_plugins = ["plangraph.testing"]

`plangraph_server` is started once a run, on a free port and an SQLite database that goes with it. It has the demo, or
the file that `plangraph_catalogue`, overridden in the conftest, names.
"""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_ADDRESS = re.compile(r"PlanGraph serves on (http://\S+)")
_PLANGRAPH = (sys.executable, "-m", "plangraph")
_SECONDS = 90.0  # a machine that is busy with other tests starts slowly


@dataclass(frozen=True, slots=True)
class Server:
    """`url` has no slash at its end; `read`, `write` and `admin` are keys of these scopes."""

    url: str
    read: str
    write: str
    admin: str

    @property
    def graphql(self) -> str:
        """Where GraphQL is."""
        return f"{self.url}/graphql"

    def bearer(self, key: str | None = None) -> dict[str, str]:
        """Headers with a key; the admin key when none is given."""
        return {"Authorization": f"Bearer {key or self.admin}"}


@pytest.fixture(scope="session")
def plangraph_catalogue() -> Path | None:
    """Override it to start with a file of your own, as `plangraph import` takes it, instead of the demo."""
    return None


@pytest.fixture(scope="session")
def plangraph_server(tmp_path_factory: pytest.TempPathFactory, plangraph_catalogue: Path | None) -> Iterator[Server]:
    """A server of this version for the whole run; what tests write stays until its end."""
    with running(tmp_path_factory.mktemp("plangraph"), plangraph_catalogue) as server:
        yield server


@contextmanager
def running(folder: Path, catalogue: Path | None = None) -> Iterator[Server]:
    """A server over a fresh database in `folder`, with the demo or the catalogue. Raises RuntimeError with its log."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PLANGRAPH_")}
    variables["PLANGRAPH_DATABASE_URL"] = f"sqlite:///{folder.resolve()}/plangraph.db"
    fill = ["demo"] if catalogue is None else ["import", str(catalogue.resolve())]
    for command in (["db", "upgrade"], fill):
        _run(folder, variables, *command)
    keys = {
        scope: _run(folder, variables, "keys", "create", "--name", f"test {scope}", "--scope", scope).strip()
        for scope in ("read", "write", "admin")
    }
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [*_PLANGRAPH, "serve", "--port", "0"], cwd=folder, env=variables, stdout=out, stderr=out
        )
        try:
            yield Server(started(process, log), **keys)
        finally:
            stop(process)


def started(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """The address, once it is ready for requests. Raises RuntimeError with what the server wrote to `log`."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        found = _ADDRESS.search(log.read_text("utf-8", "replace"))
        if found and _ready(found[1]):
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")


def stop(process: "subprocess.Popen[bytes]") -> int:
    """Its exit code; killed when it does not end by itself."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait(10)


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:  # noqa: S310 (http, as it was told)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _run(folder: Path, variables: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(  # noqa: S603 (our own program)
        [*_PLANGRAPH, *command],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode:
        raise RuntimeError(f"plangraph {' '.join(command)} failed:\n{done.stderr}")
    return done.stdout
