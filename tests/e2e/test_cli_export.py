"""`plangraph export`: the rows that a server would give, in a file that is whole or not there."""

import csv
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.e2e.test_cli import refused, run
from tests.served import environment_for, serving


@pytest.fixture
def folder(tmp_path: Path, sqlite_demo_template: Path) -> Path:
    """A working folder with the demo."""
    (tmp_path / "var").mkdir()
    shutil.copy(sqlite_demo_template, tmp_path / "var" / "test.db")
    return tmp_path


def test_same_as_the_server(folder: Path) -> None:
    with serving(f"sqlite:///{folder}/var/test.db", folder) as served:
        url = f"{served.url}/export/charges.csv?plan=supabase-pro&order_by=-name"
        with urllib.request.urlopen(urllib.request.Request(url, headers=served.bearer(served.read))) as answer:
            expected = answer.read().decode()

    done = run(folder, "export", "charges", "plan=supabase-pro", "order_by=-name")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == expected.replace("\r\n", "\n")  # read as text
    assert len(expected.splitlines()) > 3


def test_file(folder: Path) -> None:
    done = run(folder, "export", "accounts", "--out", "accounts.ndjson")
    again = run(folder, "export", "accounts", "--out", "accounts.csv")

    lines = [json.loads(line) for line in (folder / "accounts.ndjson").read_text("utf-8").splitlines()]
    with (folder / "accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (done.returncode, again.returncode, done.stdout) == (0, 0, "")
    assert done.stderr == f"{len(lines)} rows in accounts.ndjson\n"
    assert [row["key"] for row in rows] == [line["key"] for line in lines]
    assert sorted(p.name for p in folder.iterdir()) == ["accounts.csv", "accounts.ndjson", "var"]


def test_as_an_account_sees_it(folder: Path) -> None:
    done = run(folder, "export", "accounts", "--account", "acme", "--format", "ndjson")

    assert [json.loads(line)["key"] for line in done.stdout.splitlines()] == ["acme"]


def test_mistakes(folder: Path) -> None:
    (folder / "kept.csv").write_text("before")

    assert "charge_types: must be USAGE" in refused(run(folder, "export", "charges", "charge_types=X"), 2)
    assert "NAME=VALUE" in refused(run(folder, "export", "charges", "plan"), 2)
    assert "cannot write no/x.csv" in refused(run(folder, "export", "plans", "--out", "no/x.csv"), 2)
    assert run(folder, "export", "plans", "x=1", "--out", "kept.csv").returncode == 2
    assert run(folder, "export", "prices").returncode == 2
    assert (folder / "kept.csv").read_text() == "before"
    assert sorted(p.name for p in folder.iterdir()) == ["kept.csv", "var"]


def test_reader_that_has_had_enough(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "plangraph", "export", "metrics", "history=true"],
            cwd=folder,
            env=environment_for(f"sqlite:///{folder}/var/test.db"),
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert (done.returncode, done.stderr) == (0, b"")
