"""What is published works by itself: the wheel, installed where nothing of the checkout is, serves the demo."""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import urllib.request
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from plangraph import resources
from tests.served import environment_for, serving

ROOT = Path(__file__).parents[2]
CONTRACTS = ("graphql", "db")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the wheel and of the sdist, both built from a copy of what is in the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that has the wheel, and its dependencies from this one."""
    place = tmp_path_factory.mktemp("bare")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    [wheel] = dist.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "-q", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    own = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    # A folder named by a .pth is searched, its own .pth files are not: the checkout's editable install stays unseen.
    (Path(own.stdout.strip()) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / "bin"


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = environment_for("sqlite:///x.db", {"PYTHONPATH": ""})
    return subprocess.run(
        [str(program), *arguments], cwd=folder, env=variables, capture_output=True, text=True, check=True, timeout=60
    )


def listed(folder: Path) -> set[str]:
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(path) for path in files if "__pycache__" not in path.parts}


def test_wheel_holds_everything(dist: Path) -> None:
    [wheel] = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())

    for contract in CONTRACTS:
        expected = {f"plangraph/_bundled/{contract}/{name}" for name in listed(ROOT / contract)}
        assert expected == {name for name in names if name.startswith(f"plangraph/_bundled/{contract}/")}
    pages = {f"plangraph/static/{name}" for name in listed(resources.STATIC)}
    assert pages == {name for name in names if name.startswith("plangraph/static/")}
    assert "plangraph/static/graphiql.html" in pages
    assert not any(name.startswith(("graphql/", "tests/", "db/")) for name in names)


def test_sdist_builds_the_same_wheel(dist: Path, tmp_path: Path) -> None:
    [sdist] = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as opened:
        opened.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "again")]
    subprocess.run(build, cwd=source, check=True, capture_output=True)

    [again], [wheel] = (tmp_path / "again").glob("*.whl"), dist.glob("*.whl")

    assert again.read_bytes() == wheel.read_bytes()


def test_installed_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    found = run(
        installed / "python", tmp_path, "-c", "import plangraph, graphql; print(plangraph.__file__, graphql.__file__)"
    )

    program, library = found.stdout.split()
    assert program.startswith(str(installed.parent))
    assert "site-packages/graphql/" in library


def test_commands_find_their_files(installed: Path, tmp_path: Path) -> None:
    program = installed / "plangraph"

    assert "is current" in run(program, tmp_path, "schema", "check").stderr
    assert run(program, tmp_path, "schema", "print").stdout == (ROOT / "graphql" / "schema.graphql").read_text()
    assert run(program, tmp_path, "--version").stdout.startswith("plangraph ")
    assert run(installed / "python", tmp_path, "-m", "plangraph", "--version").stdout.startswith("plangraph ")


def test_serves_the_demo_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/var/plangraph.db"
    program = [str(installed / "plangraph")]
    with serving(url, tmp_path, "--demo", environment={"PYTHONPATH": ""}, program=program) as served:
        page = read(f"{served.url}/graphiql").decode()
        script = re.findall(r'src="(/assets/[^"]+)"', page)[0]
        assert len(read(f"{served.url}{script}")) > 100
        question = urllib.request.Request(
            f"{served.url}/graphql?query=%7Bplans%7BtotalCount%7D%7D", headers=served.bearer(served.read)
        )
        plans: Any = json.loads(read(question))

    assert plans["data"]["plans"]["totalCount"] == 20


CONFTEST = """
from pathlib import Path
import pytest

pytest_plugins = ["plangraph.testing"]

@pytest.fixture(scope="session")
def plangraph_catalogue():
    return Path(__file__).with_name("plans.json")
"""
OWN_TEST = """
import json, urllib.request

def asked(server, key, query):
    body = json.dumps({"query": query}).encode()
    headers = {"Content-Type": "application/json", **server.bearer(key)}
    with urllib.request.urlopen(urllib.request.Request(server.graphql, body, headers)) as answer:
        return json.load(answer)["data"]

def test_own_program(plangraph_server):
    found = asked(plangraph_server, plangraph_server.read, "{ plans { nodes { name } } viewer { scope } }")
    assert found == {"plans": {"nodes": [{"name": "Ours"}]}, "viewer": {"scope": "READ"}}

def test_writes(plangraph_server):
    set_ = 'mutation { metricSet(input: {key: "m", value: 1, accountKey: "a"}) { outcome } }'
    assert asked(plangraph_server, plangraph_server.write, set_) == {"metricSet": {"outcome": "APPLIED"}}
"""


def test_fixtures_for_tests_of_others(installed: Path, tmp_path: Path) -> None:
    """Of the installed wheel, in a folder that knows nothing of this project."""
    (tmp_path / "conftest.py").write_text(CONFTEST, "utf-8")
    (tmp_path / "test_own.py").write_text(OWN_TEST, "utf-8")
    plan = {"id": "11111111-1111-4111-8111-111111111111", "name": "Ours"}
    (tmp_path / "plans.json").write_text(json.dumps({"plans": [{"plan": plan}]}), "utf-8")

    done = subprocess.run(
        [str(installed / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment_for("sqlite:///x.db", {"PYTHONPATH": ""}),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert "2 passed" in done.stdout, done.stdout[-5_000:] + done.stderr


def read(where: str | urllib.request.Request) -> bytes:
    with urllib.request.urlopen(where, timeout=10) as answer:
        body: bytes = answer.read()
        return body


def test_other_servers_find_the_factory(sqlite_url: str, tmp_path: Path) -> None:
    code = (
        "from plangraph.asgi import app; from starlette.applications import Starlette; made = app(); "
        "print(isinstance(made, Starlette), sorted(r.path for r in made.routes if r.path in ('/graphql', '/readyz')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment_for(sqlite_url),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "True ['/graphql', '/readyz']\n"
    assert shutil.which("uvicorn", path=str(Path(sys.executable).parent))
