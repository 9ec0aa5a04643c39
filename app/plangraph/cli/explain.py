"""`plangraph explain`: how an operation would be answered, down to the database's own plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.session import load_settings, now, with_database

if TYPE_CHECKING:
    from plangraph.store.engine import Database


def explain(
    file: Annotated[Path, typer.Argument(help="A GraphQL document.", exists=True, dir_okay=False, readable=True)],
    variables: Annotated[str, typer.Option(help="Variables as JSON.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="Which operation, when the file has several.")] = None,
    account: Annotated[str | None, typer.Option(help="As a viewer bound to the account of this key.")] = None,
) -> None:
    """Print an operation, the SQL made of it and the database's plan for it. Nothing is read or written.

    Example: plangraph explain dashboard.graphql --variables '{"first": 10}'
    """
    import json

    text = file.read_text("utf-8")
    try:
        given = json.loads(variables)
    except json.JSONDecodeError as error:
        raise Mistake(f"--variables is not JSON: {error}") from None
    if not isinstance(given, dict):
        raise Mistake("--variables must be a JSON object")

    async def work(database: "Database") -> str:
        from plangraph.domain.viewer import Scope, Viewer
        from plangraph.graph.context import Context
        from plangraph.graph.errors import Refused
        from plangraph.graph.executor.explain import explain
        from plangraph.graph.schema import build_schema
        from plangraph.store.open import open_reads

        viewer = Viewer("explain", Scope.ACCOUNT if account else Scope.ADMIN, account)
        context = Context(database, viewer, now())
        reads = open_reads(database, 1)
        try:
            return await explain(build_schema(), reads, context, text, given, operation)
        except Refused as error:
            raise Mistake("; ".join(e.message for e in error.errors)) from None
        finally:
            await reads.close()

    print(with_database(load_settings(), work), end="")
