"""`plangraph db`: bring the database up to date, or ask how it stands."""

from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.cli.failures import CheckFailed
from plangraph.cli.session import hint, load_settings, print_json, with_database

if TYPE_CHECKING:
    from plangraph.store.engine import Database
    from plangraph.store.migrations import Standing

app = typer.Typer(help="Bring the database up to date, or ask how it stands.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the database to the form that this program knows, in one transaction. Does nothing when it is there.

    Example: PLANGRAPH_DATABASE_URL=postgresql://me@db/plangraph plangraph db upgrade
    """

    async def work(database: "Database") -> "Standing":
        from plangraph.store import migrations

        return await migrations.upgrade(database)

    before = with_database(load_settings(), work, migrated=False)
    if before.up_to_date:
        hint(f"The database is at {before.newest} already.")
    else:
        hint(f"The database went from {before.current or 'empty'} to {before.newest}.")


@app.command()
def check(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Tell whether the database is up to date; exit code 1 when it is not.

    Example: plangraph db check --json
    """

    async def work(database: "Database") -> "Standing":
        from plangraph.store import migrations

        return await migrations.standing(database)

    found = with_database(load_settings(), work, migrated=False)
    if as_json:
        print_json({"current": found.current, "newest": found.newest, "upToDate": found.up_to_date})
    if not found.known:
        raise CheckFailed(f"the database is at {found.current}, which this program does not know; use the newer one")
    if not found.up_to_date:
        raise CheckFailed(f"the database is at {found.current or 'nothing'}, not {found.newest}: plangraph db upgrade")
    if not as_json:
        hint(f"The database is at {found.newest}, up to date.")
