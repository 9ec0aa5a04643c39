"""`plangraph estimate`: what a billing period of a plan costs, for people, for programs, for continuous integration."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.price_lists import FileOption, JsonOption, PeriodOption, UsageOption, pick, plans_of, quantities
from plangraph.cli.session import hint, print_json, print_table

if TYPE_CHECKING:
    from plangraph.domain.rating.estimate import Estimate


def estimate(
    plan: Annotated[str | None, typer.Argument(help="A plan's key, name or UUID.")] = None,
    file: FileOption = None,
    usage: UsageOption = None,
    period: PeriodOption = 0,
    batch: Annotated[
        str | None, typer.Option("--batch", help="A file with a JSON question on each line; - reads stdin.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what a plan costs for given usage: every line, why, and what the answer took for granted.

    With --batch it needs neither a plan nor a database: each line is a question, each answer a line of JSON.

    Examples:

      plangraph estimate supabase-pro --usage "Monthly active users=160000"

      plangraph estimate team --file catalogue.json --usage Seats=12 --period 3 --json

      plangraph estimate --batch questions.jsonl > answers.jsonl
    """
    if batch is not None:
        if plan is not None or file is not None or usage:
            raise Mistake("--batch takes plan and usage from the file; leave the rest out")
        _batch(batch)
        return
    if plan is None:
        raise Mistake("name a plan, or give a file of questions with --batch")
    from plangraph.domain.rating import estimate as rating
    from plangraph.domain.rating.asked import ChargeBy, Usage
    from plangraph.services import estimates

    used = [Usage(ChargeBy(name=name), quantity, path=("usage", name)) for name, quantity in quantities(usage)]
    found = rating.estimate(pick(plans_of(file), plan), period, used)
    if as_json:
        print_json(estimates.answer(found))
    else:
        show(found)


def show(found: "Estimate") -> None:
    """Lines with their reasons, totals, then what to know about them."""
    from plangraph.domain import money, periods
    from plangraph.domain.plan import BillingPeriod
    from plangraph.domain.rating import explain

    length = found.plan.annotations.period or BillingPeriod.MONTH
    hint(f"{found.plan.name}, {periods.display(found.period, length)}")
    rows = [
        [line.charge.name, money.formatted(line.amount, line.credit_type.name), explain.line(line)]
        for line in found.lines
    ]
    print_table(["Charge", "Amount", "Why"], rows, "Nothing is charged in this period.")
    rows = []
    for total in found.totals:
        unit = total.credit_type
        parts = [
            ("overage", total.overage, "custom units beyond the credits"),
            ("minimum", total.minimum_adjustment, "added to reach the minimum"),
            ("credits", -total.credits_applied, "paid by credits"),
        ]
        rows += [[f"  {name}", money.formatted(value, unit.name), why] for name, value, why in parts if value]
        reason = "" if unit.fiat else "left over, billed as overage" if total.total else "all paid by credits"
        rows.append([f"Total {unit.currency or unit.name}", money.formatted(total.total, unit.name), reason])
    if rows:
        hint("")
        print_table(["Total", "Amount", ""], rows, "")
    for assumption in found.assumptions:
        hint(f"Assumed: {assumption.message}")
    for warning in found.warnings:
        hint(f"Note: {warning.message}")


def _batch(file: str) -> None:
    if file == "-":
        _answer(sys.stdin)
        return
    try:
        with Path(file).open(encoding="utf-8", errors="surrogateescape") as lines:
            _answer(lines)
    except FileNotFoundError:
        raise Mistake(f"there is no file {file}") from None
    except OSError as error:
        raise Mistake(f"cannot read {file}: {error.strerror}") from None


def _answer(lines: TextIO) -> None:
    from plangraph.services.estimates import estimate_line

    for line in lines:
        if line.strip():
            sys.stdout.write(json.dumps(estimate_line(line), ensure_ascii=False) + "\n")
