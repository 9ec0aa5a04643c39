"""A served PlanGraph on each database for other people's tools, and the Node packages that some of them are."""

import hashlib
import itertools
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plangraph.resources import OPERATIONS
from tests import databases
from tests.conftest import missing
from tests.served import Served, serving

NODE = Path(__file__).parent / "node"
CLIENTS = Path(__file__).parent / "clients"
Node = Callable[..., Any]
_number = itertools.count()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the whole session: what runs against it must leave it as it was."""
    folder = tmp_path_factory.mktemp("server")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "test.db")
        url = f"sqlite:///{folder / 'test.db'}"
    else:
        cluster = request.getfixturevalue("postgres_server")
        name = f"contract{next(_number)}"  # parallel runs come back to it: sessions' fixtures end when a file does
        databases.create(cluster, name)
        url = f"{cluster}/{name}"
    with serving(url, folder, "--demo") as running:
        yield running


@pytest.fixture(scope="session")
def operations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of the project's operations, and those that the tests' own clients call."""
    folder = tmp_path_factory.mktemp("operations")
    for path in [*OPERATIONS.glob("*.graphql"), *CLIENTS.glob("*.graphql")]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="session")
def node() -> Node:
    """Runs a script of the folder `node` with arguments; answers the JSON that it prints."""
    return node_in(NODE)


def node_in(folder: Path) -> Node:
    """The same for any folder with a package-lock.json; what is locked is installed first."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        missing("Node.js with npm")
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    mark = folder / "node_modules" / ".installed"
    if not mark.is_file() or mark.read_text() != lock:
        installed = subprocess.run([str(npm), "ci"], cwd=folder, capture_output=True, text=True, check=False)
        if installed.returncode:
            missing(f"npm ci in {folder.name} ({installed.stderr.strip()[-200:]}): access to an npm registry")
        mark.write_text(lock)

    def run(script: str, *arguments: str, output: bool = True) -> Any:
        done = subprocess.run(
            [str(program), script, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return json.loads(done.stdout) if output else None

    return run
