"""`plangraph schema`: print the GraphQL schema, or check that the printed one is current."""

from pathlib import Path
from typing import Annotated

import typer

from plangraph.cli.failures import CheckFailed, Mistake
from plangraph.cli.session import hint

app = typer.Typer(help="Print the GraphQL schema, or check the printed one.", no_args_is_help=True)


@app.command("print")
def print_(
    out: Annotated[Path | None, typer.Option(help="The file to write; stdout without.")] = None,
) -> None:
    """Print the schema in the schema language.

    Example: plangraph schema print --out graphql/schema.graphql
    """
    text = _printed()
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise Mistake(f"cannot write {out}: {error.strerror}") from None
    hint(f"Wrote {out}.")


@app.command()
def check() -> None:
    """Check that graphql/schema.graphql is what the program says; exit code 1 when it is not.

    Example: plangraph schema check
    """
    from plangraph import resources

    if not resources.SCHEMA.is_file():
        raise CheckFailed("graphql/schema.graphql is not there; print it: plangraph schema print --out <file>")
    old, new = resources.SCHEMA.read_text("utf-8").splitlines(), _printed().splitlines()
    if old == new:
        hint("graphql/schema.graphql is current.")
        return
    from difflib import unified_diff

    changes = unified_diff(old, new, "graphql/schema.graphql", "the program's schema", n=1, lineterm="")
    hint("\n".join(list(changes)[:40]))
    raise CheckFailed("graphql/schema.graphql is not current: plangraph schema print --out graphql/schema.graphql")


def _printed() -> str:
    from plangraph.graph import schema

    return schema.printed()
