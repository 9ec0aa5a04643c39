"""The command line's entrance: which commands there are, and one clear line for each mistake.

Exit codes: 0 done, 1 a check failed, 2 a mistake in what was asked, 3 something needed is away.
"""

import sys
from typing import Annotated

import typer

from plangraph.cli import (
    compare,
    config,
    db,
    demo,
    doctor,
    estimate,
    explain,
    export,
    generate,
    import_,
    keys,
    lint,
    outbox,
    schema,
    serve,
    sync,
)
from plangraph.cli.failures import told


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"plangraph {version('plangraph')}")
        raise typer.Exit


app = typer.Typer(
    name="plangraph",
    help="Plans, prices, customers, accounts, features and metrics as one graph.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 1 a check failed, 2 a mistake in what was asked, 3 something needed is away.",
)


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """What every command takes."""


app.command("serve")(serve.serve)
app.command("import")(import_.import_)
app.command("demo")(demo.demo)
app.command("export")(export.export)
app.command("generate")(generate.generate)
app.command("estimate")(estimate.estimate)
app.command("compare")(compare.compare)
app.command("lint")(lint.lint)
app.command("explain")(explain.explain)
app.add_typer(keys.app, name="keys")
app.add_typer(db.app, name="db")
app.add_typer(schema.app, name="schema")
app.add_typer(sync.app, name="sync")
app.add_typer(outbox.app, name="outbox")
app.command("config")(config.config)
app.command("doctor")(doctor.doctor)


def main() -> None:
    try:
        app()
    except Exception as error:
        known = told(error)
        if known is None:
            raise
        lines, code = known
        for line in lines:
            print(f"plangraph: {line}", file=sys.stderr)
        sys.exit(code)
