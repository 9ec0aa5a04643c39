"""`plangraph export`: every row of a list into a file, straight from the database; the same rows as `/export/…`."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.session import hint, load_settings, now, with_database

if TYPE_CHECKING:
    from plangraph.services.export import Pull, Rows
    from plangraph.store.engine import Database

Name = Literal["plans", "charges", "customers", "accounts", "metrics"]
Format = Literal["csv", "ndjson"]


def export(
    name: Annotated[Name, typer.Argument(help="What to export.")],
    filters: Annotated[
        list[str] | None, typer.Argument(help="NAME=VALUE, as in the query of /export; see docs/export.md.")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="By default what the file's name ends with, else csv.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file; without it, stdout.")] = None,
    account: Annotated[str | None, typer.Option(help="Only what the account of this key may see.")] = None,
) -> None:
    """Write every row of a list, as it is at this moment, to a file or to stdout.

    Examples:

      plangraph export plans --out plans.csv

      plangraph export charges plan=supabase-pro charge_types=USAGE

      plangraph export customers plan=supabase-pro status=all order_by=-starting_on --format ndjson

      plangraph export metrics history=true from=2026-01-01T00:00:00Z --out metrics.ndjson
    """
    given = [_pair(text) for text in filters or ()]
    chosen = form or ("ndjson" if out is not None and out.suffix == ".ndjson" else "csv")

    async def work(database: "Database") -> int:
        from plangraph.domain.viewer import Scope, Viewer
        from plangraph.graph.export.exports import GraphExports
        from plangraph.graph.schema import build_schema
        from plangraph.services.export import written
        from plangraph.store.stream import open_streams

        viewer = Viewer("export", Scope.ACCOUNT if account else Scope.READ, account)
        exports = GraphExports(build_schema(), open_streams(database))
        pull = exports.pull(name, given, viewer, now())
        with _progress(name) as told, _sink(out) as sink:
            told_pull, count = _counting(pull, told)
            async with aclosing(written(told_pull, chosen)) as chunks:
                async for chunk in chunks:
                    sink.write(chunk)
        return count()

    try:
        count = with_database(load_settings(), work)
    except BrokenPipeError:  # the reader has had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    if out is not None:
        hint(f"{count:,} rows in {out}")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise Mistake(f"{text}: write a filter as NAME=VALUE")
    return name, value


def _counting(pull: "Pull", told: Callable[[int], None]) -> "tuple[Pull, Callable[[], int]]":
    """The same pull, which counts its rows."""

    total = 0

    async def rows() -> "Rows":
        nonlocal total
        async with aclosing(pull.rows()) as batches:
            async for batch in batches:
                total += len(batch)
                told(total)
                yield batch

    return pull._replace(rows=rows), lambda: total


@contextmanager
def _sink(out: Path | None) -> Iterator[BinaryIO]:
    """A file is whole or not there: it gets its name when everything is written."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            try:
                yield file  # type: ignore[misc]  # a wrapper that typeshed does not call a BinaryIO
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(0o666 & ~_umask())
                Path(file.name).replace(out)
            except BaseException:
                Path(file.name).unlink()
                raise
    except OSError as error:
        raise Mistake(f"cannot write {out}: {error.strerror}") from None


def _umask() -> int:
    """Asked by setting it; a temporary file is for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int], None]]:
    """How many rows there are so far; nothing when nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(name) as status:
        yield lambda count: status.update(f"{name}: {count:,} rows")
