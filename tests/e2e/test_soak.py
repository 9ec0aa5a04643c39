"""Mixed reads and writes for PLANGRAPH_TEST_SOAK seconds. `python -m tests.bench.soak` has the figures of a minute."""

import os
import shutil

import pytest

from tests import databases
from tests.bench import soak
from tests.conftest import missing

CLIENTS = 16
SECONDS = int(os.environ.get("PLANGRAPH_TEST_SOAK", "3"))
POOLS = 3 * 10  # connections that may still be opened once the server is warm


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_fails_and_nothing_is_left_open(kind: str) -> None:
    if shutil.which("wrk") is None:
        missing("wrk")
    if kind == "postgresql" and databases.postgres_binaries() is None:
        missing("PostgreSQL")
    with soak.running(kind) as (served, folder):
        warm = soak.soaked(served, kind, CLIENTS, 2, folder)
        found = soak.soaked(served, kind, CLIENTS, SECONDS, folder, warm.after)
        log = served.log.read_text("utf-8")

    assert found.good > 4 * CLIENTS
    assert (found.refused, found.wrong) == (0, 0)
    assert found.after.files <= warm.after.files + POOLS
    assert found.growth < 0.25
    assert "Traceback" not in log
