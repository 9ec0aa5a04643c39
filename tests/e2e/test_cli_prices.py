"""The commands about prices on the plans of a database."""

import json
from pathlib import Path

import pytest

from tests.e2e.test_cli import run
from tests.price_lists import charge, plan_json


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    plans = [plan_json(charge("Calls", (0, 0))), plan_json(charge("Calls", (0, 2)), name="Pro")]
    catalogue = json.dumps({"plans": [{"plan": plan} for plan in plans]})
    assert run(tmp_path, "db", "upgrade").returncode == 0
    assert run(tmp_path, "import", "-", given=catalogue).returncode == 0
    return tmp_path


def test_plans_of_the_database(stored: Path) -> None:
    estimated = run(stored, "estimate", "pro", "--usage", "Calls=7", "--json")
    compared = run(stored, "compare", "team", "pro", "--usage", "Calls=7")
    linted = run(stored, "lint", "--database", "--strict")

    assert json.loads(estimated.stdout)["total"] == "14"
    assert compared.stdout.splitlines() == ["Calls\t$0.00\t$0.14", "Total USD\t$0.00\t$0.14"]
    assert linted.returncode == 1
    assert linted.stdout.startswith("warning\tALL_PRICES_ZERO\tTeam\t")
