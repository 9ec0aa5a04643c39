"""The command line as people meet it: one clear line for a mistake, data on stdout, hints on stderr, exit codes."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from plangraph.cli.config import shown
from plangraph.cli.keys import span
from plangraph.cli.main import app
from tests.served import environment_for

CATALOGUE = {"plans": [{"plan": {"name": "Tiny", "id": "5b3ad8e5-4a3e-4f5a-9d54-2d0b1c9a5a01", "charges": []}}]}


def run(folder: Path, *arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    variables = environment_for(f"sqlite:///{folder}/var/test.db", environment)
    return subprocess.run(
        [sys.executable, "-m", "plangraph", *arguments],
        cwd=folder,
        env=variables,
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a mistake gets."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    [line] = done.stderr.splitlines()
    assert line.startswith("plangraph: ")
    return line.removeprefix("plangraph: ")


def called(*arguments: str) -> Result:
    """In this process, for what touches neither settings nor a database."""
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def migrated(tmp_path: Path, sqlite_template: Path) -> Path:
    """A working folder with an empty database of the newest form."""
    (tmp_path / "var").mkdir()
    shutil.copy(sqlite_template, tmp_path / "var" / "test.db")
    return tmp_path


def test_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        line = refused(run(tmp_path, "serve", "--port", str(port)), 2)

    assert line == f"port {port} on 127.0.0.1 is in use; choose another with --port"
    assert not (tmp_path / "var").exists()


def test_newer_database(migrated: Path) -> None:
    with sqlite3.connect(migrated / "var" / "test.db") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()

    for command in (["serve", "--port", "0"], ["keys", "list"], ["db", "upgrade"], ["demo"]):
        line = refused(run(migrated, *command), 2)
        assert line.startswith("the database is at revision 9999, which this program does not know; it knows up to 0")


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("mysql://x/y", 2, "PLANGRAPH_DATABASE_URL: mysql is not supported"),
        ("nonsense", 2, "PLANGRAPH_DATABASE_URL: the database URL is not one"),
        ("sqlite://", 2, "PLANGRAPH_DATABASE_URL: a SQLite URL names its file"),
        ("sqlite:////proc/nowhere/x.db", 2, "PLANGRAPH_DATABASE_URL: cannot make the folder"),
        ("postgresql://127.0.0.1:1/none", 3, "The database cannot be reached"),
    ],
)
def test_bad_database(tmp_path: Path, url: str, code: int, words: str) -> None:
    line = refused(run(tmp_path, "db", "check", PLANGRAPH_DATABASE_URL=url), code)

    assert line.startswith(words)


def test_serve_without_a_database(tmp_path: Path) -> None:
    away = run(tmp_path, "serve", "--port", "0", PLANGRAPH_DATABASE_URL="postgresql://127.0.0.1:1/none")

    assert refused(away, 3).startswith("The database cannot be reached")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("import nowhere.json", "there is no file nowhere.json"),
        ("import .", "cannot read .: Is a directory"),
        ("keys revoke pg_00000000", "no key begins with pg_00000000"),
        ("keys create --name x --scope read --expires soon", "'soon' is not a time span"),
        ("keys create --name x --scope account", "account_key: is needed for the scope account"),
        ("keys create --name x --scope account --account no", "account_key: is not an account's key"),
        ("keys create --name x --scope read --expires 0s", "expires: must be in the future"),
        ("serve --host 127.0.0.999", "cannot listen on 127.0.0.999"),
        ("serve --port 70000", "PLANGRAPH_PORT: "),
        ("schema print --out nowhere/x.graphql", "cannot write nowhere/x.graphql"),
    ],
)
def test_mistakes(migrated: Path, arguments: str, words: str) -> None:
    assert refused(run(migrated, *arguments.split()), 2).startswith(words)


@pytest.mark.parametrize(
    "arguments", ["", "nonsense", "keys", "keys create", "keys create --scope all --name x", "serve --nope"]
)
def test_usage(arguments: str) -> None:
    done = called(*arguments.split())

    assert done.exit_code == 2
    assert "Usage: " in done.output


@pytest.mark.parametrize(
    "command", ["", "serve", "import", "demo", "generate", "keys", "keys create", "db", "schema", "config", "doctor"]
)
def test_help(command: str) -> None:
    done = called(*command.split(), "--help")

    assert done.exit_code == 0
    assert "Usage: " in done.output


def test_help_imports_little(tmp_path: Path) -> None:
    code = (
        "import sys, plangraph.cli.main; print([m for m in sys.modules if m in {'sqlalchemy','alembic','strawberry'}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment_for("x"), capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_wrong_setting(tmp_path: Path) -> None:
    assert refused(run(tmp_path, "config", PLANGRAPH_WORKERS="many"), 2).startswith("PLANGRAPH_WORKERS: ")


def test_keys(migrated: Path) -> None:
    made = run(migrated, "keys", "create", "--name", "reports", "--scope", "read")
    token = made.stdout.strip()
    prefix = token[:11]
    listed = json.loads(run(migrated, "keys", "list", "--json").stdout)
    revoked = run(migrated, "keys", "revoke", prefix)
    after = json.loads(run(migrated, "keys", "list", "--json").stdout)

    assert made.stdout == f"{token}\n"
    assert len(token) == 55
    assert prefix in made.stderr
    assert token not in made.stderr
    assert [(k["prefix"], k["name"], k["scope"], k["state"]) for k in listed] == [(prefix, "reports", "read", "valid")]
    assert (revoked.returncode, revoked.stdout) == (0, "")
    assert [k["state"] for k in after] == ["revoked"]


def test_account_token(tmp_path: Path) -> None:
    assert run(tmp_path, "demo").returncode == 0

    done = run(
        tmp_path,
        "keys",
        "create",
        "--name",
        "a",
        "--scope",
        "account",
        "--account",
        "acme",
        "--expires",
        "15m",
        "--json",
    )

    made = json.loads(done.stdout)
    assert (made["scope"], made["accountKey"], made["token"][:11]) == ("account", "acme", made["prefix"])


def test_database(tmp_path: Path) -> None:
    before = run(tmp_path, "db", "check")
    upgraded = run(tmp_path, "db", "upgrade")
    again = run(tmp_path, "db", "upgrade")
    after = run(tmp_path, "db", "check", "--json")

    assert refused(before, 1).endswith("plangraph db upgrade")
    assert upgraded.stderr.startswith("The database went from empty to ")
    assert again.stderr.endswith(" already.\n")
    assert json.loads(after.stdout)["upToDate"] is True


def test_import(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(CATALOGUE))

    first = json.loads(run(tmp_path, "import", "one.json", "--json").stdout)
    second = json.loads(run(tmp_path, "import", "-", "--json", given=json.dumps(CATALOGUE)).stdout)

    assert first["plans"] == {"created": 1, "changed": 0, "unchanged": 0}
    assert second["plans"] == {"created": 0, "changed": 0, "unchanged": 1}


def test_wrong_import_names_every_place(migrated: Path) -> None:
    done = run(migrated, "import", "-", given='{"plans": [{}, {"plan": {"name": 5}}]}')

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == "plangraph: plans.0.plan: is required"
    assert any("plans.1.plan" in line for line in done.stderr.splitlines())


def test_demo_twice(tmp_path: Path) -> None:
    first = json.loads(run(tmp_path, "demo", "--json").stdout)
    second = json.loads(run(tmp_path, "demo", "--json").stdout)

    assert all(kind["created"] > 0 for kind in first.values())
    assert [(kind["created"], kind["changed"]) for kind in second.values()] == [(0, 0)] * len(second)


def test_generate(tmp_path: Path) -> None:
    sizes = "--plans 3 --customers 20 --customer-plans 40 --accounts 5 --seed 7 --json".split()

    first, second = run(tmp_path, "generate", *sizes), run(tmp_path, "generate", *sizes)

    made = json.loads(first.stdout)
    assert (made["plans"], made["customers"], made["customer_plans"], made["accounts"]) == (3, 20, 40, 5)
    assert first.stderr == ""
    assert set(json.loads(second.stdout).values()) == {0}


def test_schema(tmp_path: Path) -> None:
    printed = run(tmp_path, "schema", "print")
    written = run(tmp_path, "schema", "print", "--out", "schema.graphql")

    assert "type Query" in printed.stdout
    assert (written.stdout, (tmp_path / "schema.graphql").read_text()) == ("", printed.stdout)
    assert run(tmp_path, "schema", "check").returncode == 0


def test_config_masks_secrets(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "config",
        "--json",
        PLANGRAPH_DATABASE_URL="postgresql://me:hush@db:5432/plans",
        PLANGRAPH_METRONOME_TOKEN="hush",
    )

    values = json.loads(done.stdout)
    assert values["database_url"] == "postgresql://me:********@db:5432/plans"
    assert values["metronome_token"] == "********"
    assert values["kickplan_token"] is None
    assert "hush" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("postgresql://me:p%40ss@db/x", "postgresql://me:********@db/x"),
        ("postgresql://me@db:5432/x", "postgresql://me@db:5432/x"),
        ("postgresql://me:a:b/c@d@db/x", "postgresql://me:********@db/x"),
        ("postgresql://db/x?user=me&password=hush", "postgresql://db/x?user=me&password=********"),
        ("sqlite:///var/a:b@c.db", "sqlite:///var/a:b@c.db"),
        ((), None),
        (5, 5),
    ],
)
def test_shown(value: Any, seen: Any) -> None:
    assert shown(value) == seen


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("15m", 900), ("12h", 43_200), ("90d", 7_776_000)])
def test_span(text: str, seconds: int) -> None:
    assert span(text).total_seconds() == seconds


def test_doctor(migrated: Path) -> None:
    without_key = run(migrated, "doctor", "--json")
    run(migrated, "keys", "create", "--name", "x", "--scope", "read")
    healthy = run(migrated, "doctor")
    misspelt = run(migrated, "doctor", "--json", PLANGRAPH_PROT="1")
    away = run(migrated, "doctor", "--json", PLANGRAPH_DATABASE_URL="postgresql://127.0.0.1:1/x")

    assert bad(without_key) == ["keys"]
    assert (healthy.returncode, healthy.stderr) == (0, "")
    assert all(line.startswith("ok ") for line in healthy.stdout.splitlines())
    assert bad(misspelt) == ["settings"]
    assert bad(away) == ["database"]


def bad(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 1
    lines = json.loads(done.stdout)
    assert all(line["remedy"] for line in lines if not line["ok"])
    return [line["what"] for line in lines if not line["ok"]]


def test_version(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == "plangraph 0.1.0\n"


def test_reader_that_leaves(migrated: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "plangraph", "schema", "print"],
            env=environment_for(f"sqlite:///{migrated}/x.db"),
            stdout=gone,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert "Traceback" not in done.stderr
