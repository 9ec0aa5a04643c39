"""`plangraph demo`: the demonstration's plans, customers, accounts and metrics."""

from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.cli.session import hint, load_settings, now, print_summary, with_database

if TYPE_CHECKING:
    from plangraph.services.imports import ImportSummary
    from plangraph.store.engine import Database


def demo(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Load the demonstration beside whatever is there: ten public price lists, plans, customers, accounts, metrics.

    Loading it again changes nothing.

    Example: plangraph demo
    """

    async def work(database: "Database") -> "ImportSummary":
        from plangraph.services.demo import load_demo

        return await load_demo(database, now())

    print_summary(with_database(load_settings(), work), as_json=as_json)


async def load_when_empty(database: "Database") -> None:
    """A database that has plans keeps them as they are."""
    from plangraph.services.demo import load_demo
    from plangraph.store import watch

    if await watch.is_empty(database):
        hint("Loading the demo …")
        await load_demo(database, now())
