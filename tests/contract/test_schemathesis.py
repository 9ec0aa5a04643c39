"""Schemathesis reads the schema by introspection, and sends what it makes of it: queries and writes."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.served import Served

SCALARS = """
import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes, scalar

scalar("BigInt", st.integers(-(2**63), 2**63 - 1).map(nodes.Int))
scalar("DateTime", st.datetimes().map(lambda at: nodes.String(at.isoformat() + "Z")))
scalar("Decimal", st.decimals(allow_nan=False, allow_infinity=False, places=8).map(lambda d: nodes.String(f"{d:f}")))
scalar("JSON", st.one_of(st.integers(-9, 9).map(nodes.Int), st.booleans().map(nodes.Boolean)))
scalar("UUID", st.uuids().map(lambda u: nodes.String(str(u))))


@schemathesis.check
def no_masked_failure(ctx, response, case):
    assert b"INTERNAL_SERVER_ERROR" not in response.content
"""


def test_schemathesis(served: Served, tmp_path: Path) -> None:
    (tmp_path / "hooks.py").write_text(SCALARS, "utf-8")
    (tmp_path / "schemathesis.toml").write_text('hooks = "hooks.py"\n', "utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{served.url}/graphql"]
    command += ["--header", f"Authorization: {served.bearer()['Authorization']}"]
    command += ["--checks", "not_a_server_error,no_masked_failure"]
    command += [
        "--max-examples",
        "10",
        "--seed",
        "1",
        "--suppress-health-check",
        "all",
        "--generation-database",
        "none",
    ]

    done = subprocess.run(
        command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False, timeout=300
    )

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-3000:]
    found = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert found is not None
    assert int(found[2]) == int(found[1]) > 100
