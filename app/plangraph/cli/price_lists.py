"""What the commands about prices share: plans from a file or the database, usage as it is typed."""

import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.session import load_settings, now, with_database

if TYPE_CHECKING:
    from plangraph.domain.plan import Plan
    from plangraph.store.engine import Database

FileOption = Annotated[
    str | None, typer.Option("--file", "-f", help="A catalogue file; - reads stdin. Without it: the database.")
]
PeriodOption = Annotated[int, typer.Option("--period", "-p", help="The billing period, counted from 0.")]
UsageOption = Annotated[
    list[str] | None, typer.Option("--usage", "-u", help="Usage of a charge, NAME=QUANTITY. May be repeated.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def read_bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise Mistake(f"there is no file {file}") from None
    except OSError as error:
        raise Mistake(f"cannot read {file}: {error.strerror}") from None


def plans_of(file: str | None) -> "Sequence[Plan]":
    """The plans of a catalogue file, or all of the database's."""
    if file is not None:
        from plangraph.services import catalogue

        return catalogue.read(read_bytes(file), now()).plans

    async def work(database: "Database") -> "Sequence[Plan]":
        from plangraph.store.queries import price_lists

        return tuple((await price_lists.by_numbers(database, await price_lists.all_numbers(database))).values())

    return with_database(load_settings(), work)


def pick(plans: "Sequence[Plan]", named: str) -> "Plan":
    """The plan of this key, UUID or name."""
    from plangraph.domain import keys

    by_key = keys.of_plans(plans, {})
    found = [p for p in plans if named in (by_key[p.uuid], str(p.uuid))] or [p for p in plans if p.name == named]
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake(
            f"{named!r} is the name of {len(found)} plans; use a key: {_listed(by_key[p.uuid] for p in found)}"
        )
    raise Mistake(f"there is no plan {named!r}; there are: {_listed(sorted(by_key.values())) or 'none'}")


def _listed(keys: Iterable[str]) -> str:
    every = list(keys)
    return ", ".join(every[:20]) + (f" and {len(every) - 20} more" if len(every) > 20 else "")


def quantities(given: Sequence[str] | None, option: str = "--usage") -> list[tuple[str, Decimal]]:
    """`NAME=QUANTITY` as pairs; a name may hold an equals sign."""
    from plangraph.domain import decimals

    found = []
    for text in given or ():
        name, equals, number = text.rpartition("=")
        if not equals or not name:
            raise Mistake(f"{option} {text}: write it as NAME=QUANTITY")
        try:
            found.append((name, decimals.parse(number)))
        except ValueError as error:
            raise Mistake(f"{option} {name}: {number!r} {error}") from None
    return found
