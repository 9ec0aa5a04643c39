"""ariadne-codegen makes a typed Python client of the schema and the operations; in an environment of its own."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from plangraph.resources import SCHEMA
from tests.conftest import missing
from tests.contract.conftest import CLIENTS
from tests.contract.test_tools import total
from tests.served import Served

HERE = Path(__file__).parent / "ariadne"
SETTINGS = """
[tool.ariadne-codegen]
schema_path = {schema}
queries_path = {operations}
target_package_name = "graph_client"
[tool.ariadne-codegen.scalars]
Decimal = {{ type = "decimal.Decimal" }}
DateTime = {{ type = "datetime.datetime" }}
UUID = {{ type = "uuid.UUID" }}
"""


@pytest.fixture(scope="module")
def binaries() -> Path:
    """Where the environment's programs are; it is made once, as long as the requirements stay the same.

    They are locked by `uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate`.
    """
    folder, wanted = HERE / ".venv", (HERE / "requirements.txt").read_text("utf-8")
    mark, found = folder / "installed.txt", folder / ("Scripts" if os.name == "nt" else "bin")
    if not mark.is_file() or mark.read_text("utf-8") != wanted + sys.version:
        venv.create(folder, with_pip=True, clear=True)
        install = [str(found / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
        locked = ["--require-hashes", "-r", str(HERE / "requirements.txt")]
        if subprocess.run([*install, *locked], check=False).returncode:
            missing("access to a Python package index (for ariadne-codegen)")
        mark.write_text(wanted + sys.version, "utf-8")
    return found


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def client(binaries: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ariadne")
    settings = SETTINGS.format(schema=json.dumps(str(SCHEMA)), operations=json.dumps(str(CLIENTS)))
    (folder / "pyproject.toml").write_text(settings, "utf-8")
    (folder / "consumer.py").write_bytes((HERE / "consumer.py.txt").read_bytes())
    run(binaries / "ariadne-codegen", folder=folder)
    return folder


def test_client_type_checks(binaries: Path, client: Path) -> None:
    told = run(binaries / "mypy", "--check-untyped-defs", "graph_client", "consumer.py", folder=client)

    assert told.startswith("Success")


def test_client_works(binaries: Path, client: Path, server: Served) -> None:
    found = json.loads(run(binaries / "python", "consumer.py", f"{server.url}/graphql", server.read, folder=client))

    assert found["total"] == total(server)
    assert len(found["names"]) == min(2, total(server))
    assert (found["uuid"] is None) is (total(server) == 0)
