"""`plangraph generate`: load data, the same for the same seed, beside whatever is there."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.cli.session import load_settings, now, print_json, print_table, with_database

if TYPE_CHECKING:
    from plangraph.store.engine import Database

Progress = Callable[[str, int, int], None]


def generate(
    plans: Annotated[int, typer.Option(min=1, max=100_000, help="Plans, of twelve charges each.")] = 200,
    customers: Annotated[int, typer.Option(min=1, max=10_000_000, help="Customers.")] = 20_000,
    customer_plans: Annotated[
        int, typer.Option(min=0, max=100_000_000, help="Customers on plans; a tenth of them on one plan.")
    ] = 100_000,
    accounts: Annotated[int, typer.Option(min=0, max=10_000_000, help="Accounts, linked to customers.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, max=999_999, help="The same seed makes the same data.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make load data beside whatever is there. The same seed again makes nothing twice.

    Example: plangraph generate --plans 200 --customers 20000 --customer-plans 100000 --accounts 1000 --seed 1
    """
    settings = load_settings()

    async def work(database: "Database") -> dict[str, int]:
        from plangraph.services.generate import Sizes, generate

        sizes = Sizes(plans=plans, customers=customers, customer_plans=customer_plans, accounts=accounts)
        with _bar() as progress:
            return await generate(database, sizes, seed, now(), progress)

    made = with_database(settings, work)
    if as_json:
        print_json(made)
    else:
        print_table(["", "created"], [[kind.replace("_", " "), str(count)] for kind, count in made.items()], "")


@contextmanager
def _bar() -> Iterator[Progress]:
    """One bar for each kind of entry; nothing when nobody watches."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known = {}

        def progress(kind: str, done: int, total: int) -> None:
            if kind not in known:
                known[kind] = bars.add_task(kind, total=total)
            bars.update(known[kind], completed=done)

        yield progress
