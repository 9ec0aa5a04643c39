"""`plangraph outbox`: writes on their way to Kickplan, and those that did not get there."""

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.session import hint, load_settings, now, print_json, print_table, with_database

if TYPE_CHECKING:
    from plangraph.store.engine import Database

app = typer.Typer(no_args_is_help=True, help="Writes that are passed on to Kickplan.")
State = Literal["pending", "delivered", "dead"]


@app.command("list")
def list_(
    state: Annotated[State | None, typer.Option(help="Only these; dead ones wait for you.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many, newest first.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show queued writes, newest first.

    Examples:

      plangraph outbox list --state dead
    """

    async def work(database: "Database") -> tuple[Any, Any]:
        from plangraph.store.queries import outbox
        from plangraph.store.tables import OutboxState

        chosen = None if state is None else OutboxState(state)
        return await outbox.entries(database, chosen, limit), await outbox.counts(database)

    entries, counts = with_database(load_settings(), work)
    if as_json:
        told = [
            {**e._asdict(), "kind": e.kind.value, "state": e.state.value, "body": json.loads(e.body)} for e in entries
        ]
        print_json({"entries": told, "counts": {key.value: count for key, count in counts.items()}})
        return
    rows = [
        [str(e.uuid), e.account_key, e.kind.value, e.state.value, str(e.attempts), (e.last_error or "")[:80]]
        for e in entries
    ]
    print_table(["id", "account", "kind", "state", "attempts", "last error"], rows, "nothing is queued")
    hint(", ".join(f"{count} {key.value}" for key, count in counts.items()))


@app.command("retry")
def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of dead entries.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All dead entries.")] = False,
) -> None:
    """Send dead entries again.

    Examples:

      plangraph outbox retry --all
    """
    if every == bool(ids):
        raise Mistake("say which entries, or --all")

    async def work(database: "Database") -> int:
        from plangraph.services import outbox

        return await outbox.retry(database, None if every else ids, now())

    count = with_database(load_settings(), work)
    print(f"{count} will be sent again")
