"""`plangraph import`: a catalogue file into the database."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.session import load_settings, now, print_summary, with_database

if TYPE_CHECKING:
    from plangraph.services.imports import ImportSummary
    from plangraph.store.engine import Database


def import_(
    file: Annotated[str, typer.Argument(help="The catalogue file, JSON; - reads stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Bring a catalogue in: plans, features, customers and accounts.

    The file goes in whole or not at all; every wrong entry is named with its place. Importing it again changes nothing.

    Examples:

      plangraph import catalogue.json

      curl -s https://example.com/catalogue.json | plangraph import -
    """
    from plangraph.services import catalogue, imports

    settings = load_settings()
    moment = now()
    given = catalogue.read(_text(file), moment)

    async def work(database: "Database") -> "ImportSummary":
        return await imports.import_catalogue(database, given, moment)

    print_summary(with_database(settings, work), as_json=as_json)


def _text(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise Mistake(f"there is no file {file}") from None
    except OSError as error:
        raise Mistake(f"cannot read {file}: {error.strerror}") from None
