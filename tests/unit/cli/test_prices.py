"""`plangraph estimate`, `compare` and `lint` on files: what goes to stdout, what to stderr, and the exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from plangraph.cli.failures import told
from plangraph.cli.main import app
from tests.price_lists import charge, grant, minimum, plan_json, rate

TEAM = plan_json(
    charge("Seats", (0, 1900), kind="seat"),
    charge("API calls", (0, 0), (1000, "0.5")),
    charge("Credits used", (0, 1), credit="credits"),
    credit_grants=[grant(100, "credits")],
    overage_rates=[rate(2)],
    minimums=[minimum(5000)],
)
FLAT = plan_json(charge("Fee", (0, 9900), kind="fixed"), name="Flat fee")


@pytest.fixture
def catalogue(tmp_path: Path) -> str:
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"plans": [{"plan": TEAM}, {"plan": FLAT}]}))
    return str(path)


def run(*arguments: str, given: str | None = None) -> tuple[int, str, str]:
    """Exit code, stdout, stderr; a mistake is told as the entrance of the program tells it."""
    done = CliRunner().invoke(app, arguments, input=given)
    if done.exception is None or isinstance(done.exception, SystemExit):
        return done.exit_code, done.stdout, done.stderr
    known = told(done.exception)
    assert known is not None, done.exception
    lines, code = known
    return code, done.stdout, done.stderr + "\n".join(lines)


def test_estimate(catalogue: str) -> None:
    usage = ["--usage", "Seats=2", "--usage", "API calls=3000", "--usage", "Credits used=150"]

    code, out, err = run("estimate", "team", "--file", catalogue, *usage)

    assert code == 0
    assert out.splitlines() == [
        "Seats\t$38.00\t2 seats at $19.00 each",
        "API calls\t$10.00\t3,000 API calls: the first 1,000 free, 2,000 at $0.005",
        "Credits used\t150 credits\t150 credits used at 1 credit each",
        "  overage\t$1.00\tcustom units beyond the credits",
        "  minimum\t$1.00\tadded to reach the minimum",
        "Total USD\t$50.00\t",
        "  credits\t-100 credits\tpaid by credits",
        "Total credits\t50 credits\tleft over, billed as overage",
    ]
    assert err.splitlines() == [
        "Team, month 1",
        "",
        "Assumed: The quantity given for Seats is taken as the number of seats when the period starts.",
        "Assumed: The tiers of API calls are taken as graduated: each unit costs its own tier's price.",
        "Assumed: The durations and intervals of Credits are taken to count billing periods.",
    ]


def test_estimate_as_json(catalogue: str) -> None:
    code, out, _ = run("estimate", "Flat fee", "-f", catalogue, "--json")

    assert (code, json.loads(out)["total"]) == (0, "9900")


def test_plan_from_stdin_by_uuid() -> None:
    text = json.dumps({"plans": [{"plan": FLAT}]})

    code, out, _ = run("estimate", FLAT["id"], "--file", "-", "--json", given=text)

    assert (code, json.loads(out)["total"]) == (0, "9900")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a plan, or give a file of questions with --batch"),
        (("nope", "-f", "FILE"), "there is no plan 'nope'; there are: flat-fee, team"),
        (("team", "-f", "FILE", "-u", "Seats"), "--usage Seats: write it as NAME=QUANTITY"),
        (("team", "-f", "FILE", "-u", "Seats=many"), "--usage Seats: 'many' is not a plain decimal number"),
        (("team", "-f", "FILE", "-u", "x=1"), "usage.x.charge: 'x' is no charge of 'Team'"),
        (("team", "-f", "FILE", "-p", "-1"), "period: must be from 0 to 1,000,000"),
        (("team", "-f", "/nowhere/to/be.json"), "there is no file /nowhere/to/be.json"),
        (("team", "-f", "/"), "cannot read /: Is a directory"),
        (("--batch", "/nowhere/to/be.jsonl"), "there is no file /nowhere/to/be.jsonl"),
        (("--batch", "/"), "cannot read /: Is a directory"),
        (("team", "--batch", "-"), "--batch takes plan and usage from the file; leave the rest out"),
    ],
)
def test_mistakes(catalogue: str, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run("estimate", *(catalogue if a == "FILE" else a for a in arguments))

    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == message


def test_plans_of_one_name(tmp_path: Path) -> None:
    other = {**FLAT, "id": TEAM["id"]}
    path = tmp_path / "two.json"
    path.write_text(json.dumps({"plans": [{"plan": FLAT}, {"plan": other}]}))

    _, _, err = run("estimate", "Flat fee", "-f", str(path))

    assert err == "'Flat fee' is the name of 2 plans; use a key: flat-fee, flat-fee-2"


def test_batch(tmp_path: Path) -> None:
    questions: list[Any] = [
        {"plan": FLAT},
        {"plan": TEAM, "usage": {"Seats": -1}},
        {"plan": FLAT, "annotations": {"tier_mode": {"Fee": "volume"}}},
    ]
    text = "\n".join([json.dumps(questions[0]), "", "nonsense", *map(json.dumps, questions[1:])])
    path = tmp_path / "questions.jsonl"
    path.write_text(text)

    by_file, by_stdin = run("estimate", "--batch", str(path)), run("estimate", "--batch", "-", given=text)

    assert by_file == by_stdin
    code, out, err = by_file
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert answers[0]["total"] == "9900"
    assert answers[1]["error"]["message"].startswith("is not JSON")
    assert answers[2] == {
        "error": {"code": "NEGATIVE_USAGE", "message": "must not be negative", "field": "usage.Seats"}
    }
    no_mode = "is a fixed charge, which has no tier mode: leave it out"
    assert answers[3] == {"error": {"code": "INVALID", "message": no_mode, "field": "annotations.tier_mode.Fee"}}


def test_compare(catalogue: str) -> None:
    code, out, err = run("compare", "team", "flat-fee", "-f", catalogue, "-u", "Seats=1", "--vary", "Seats=10")

    assert code == 0
    assert out.splitlines() == [
        "Seats\t$19.00\t",
        "API calls\t$0.00\t",
        "Credits used\t0 credits\t",
        "Fee\t\t$99.00",
        "Total USD\t$50.00\t$99.00",
        "Total credits\t0 credits\t",
    ]
    assert err == "Below 5.21052631578947368421 Team is cheaper, above it Flat fee is cheaper.\n"


def test_compare_as_json(catalogue: str) -> None:
    code, out, _ = run("compare", "team", "flat-fee", "-f", catalogue, "--vary", "Seats=10", "--json")

    found = json.loads(out)
    assert code == 0
    assert [estimate["plan"] for estimate in found["estimates"]] == ["Team", "Flat fee"]
    assert found["break_evens"] == [
        {
            "quantity": "5.21052631578947368421",
            "cheaper_below": "Team",
            "cheaper_above": "Flat fee",
            "cheapest": True,
            "exact": True,
        }
    ]
    assert {"name": "Fee", "credit_type": "USD (cents)", "amounts": [None, "9900"], "differs": True} in found["rows"]


def test_compare_one_plan(catalogue: str) -> None:
    code, _, err = run("compare", "team", "-f", catalogue)

    assert (code, err) == (2, "name from 2 to 5 plans")


def test_lint(catalogue: str, tmp_path: Path) -> None:
    code, out, err = run("lint", catalogue)
    strict, _, _ = run("lint", catalogue, "--strict")

    assert (code, strict) == (0, 0)
    assert out.startswith("info\tTIER_MODE_ASSUMED\tplans.0: API calls\tNothing says whether the tiers")
    assert err == "0 errors, 0 warnings\n"

    odd = tmp_path / "odd.json"
    odd.write_text(json.dumps({"plans": [{"plan": plan_json(charge("Calls", (0, 0)))}]}))
    assert run("lint", str(odd))[0] == 0
    assert run("lint", str(odd), "--strict")[::2] == (1, "0 errors, 1 warnings")

    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps({"plans": [{"plan": plan_json(charge("Calls", (1, 1)))}]}))
    code, out, err = run("lint", str(broken), "--json")
    assert (code, err) == (1, "1 errors, 0 warnings")
    assert json.loads(out) == [
        {
            "severity": "ERROR",
            "code": "INVALID",
            "place": "plans.0.plan.charges.0.prices.0.tier",
            "plan": None,
            "charge": None,
            "message": "must be 0 in the lowest tier, since it says what the first unit costs",
            "advice": "",
        }
    ]


def test_lint_of_nothing(tmp_path: Path) -> None:
    sound = tmp_path / "sound.json"
    sound.write_text(json.dumps({"plans": []}))

    assert run("lint", str(sound)) == (0, "", "Nothing to find fault with.\n")
    assert run("lint") == (2, "", "name one file, or --database")
    assert run("lint", str(sound), "--database") == (2, "", "name one file, or --database")
