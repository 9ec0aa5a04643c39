"""`plangraph lint`: what is wrong in a price list, or looks it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from plangraph.cli.failures import CheckFailed, Mistake
from plangraph.cli.price_lists import JsonOption, plans_of, read_bytes
from plangraph.cli.session import hint, print_json, print_table

if TYPE_CHECKING:
    from plangraph.services.lint import Problem


def lint(
    file: Annotated[str | None, typer.Argument(help="A catalogue file; - reads stdin.")] = None,
    database: Annotated[bool, typer.Option("--database", help="The plans of the database instead of a file.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the check too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List what an import would refuse, and what is allowed but probably not meant.

    Exit code 1 when there is an error; with --strict also when there is a warning.

    Examples:

      plangraph lint catalogue.json --strict

      plangraph lint --database --json
    """
    from plangraph.services import lint as rules

    if (file is None) != database:
        raise Mistake("name one file, or --database")
    found = rules.of_plans(plans_of(None)) if file is None else rules.of_catalogue(read_bytes(file))
    if as_json:
        print_json([_json(problem) for problem in found])
    else:
        rows = [[p.severity.value.lower(), p.code, p.place, f"{p.message} {p.advice}".strip()] for p in found]
        print_table(["", "Code", "Place", "What"], rows, "Nothing to find fault with.")
    counts = rules.counted(found)
    if counts.errors or (strict and counts.warnings):
        raise CheckFailed(f"{counts.errors} errors, {counts.warnings} warnings")
    if found and not as_json:
        hint(f"{counts.errors} errors, {counts.warnings} warnings")


def _json(problem: "Problem") -> dict[str, Any]:
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "place": problem.place,
        "plan": problem.plan,
        "charge": problem.charge,
        "message": problem.message,
        "advice": problem.advice,
    }
