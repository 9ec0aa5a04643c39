"""`plangraph sync`: plans, charges and customers from Metronome, and how the last runs went."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plangraph.cli.failures import CheckFailed, Mistake
from plangraph.cli.session import hint, load_settings, now, print_json, print_table, with_database

if TYPE_CHECKING:
    from plangraph.services.sync import Summary
    from plangraph.settings import Settings
    from plangraph.store.engine import Database

app = typer.Typer(no_args_is_help=True, help="Fill PlanGraph from Metronome.")
_COUNTS = ("created", "changed", "removed")


@app.command("metronome")
def metronome(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Bring plans, details, charges and customers here; running it again changes only what Metronome changed.

    The token is PLANGRAPH_METRONOME_TOKEN or the file plangraph_metronome_token of the secrets folder. A run that was
    cut off is gone on with when started again within the hour. Safe under cron: a second run says who is at work.

    Examples:

      plangraph sync metronome --dry-run

      plangraph sync metronome --json
    """
    settings = load_settings()

    async def work(database: "Database") -> "Summary":
        return await _sync(database, settings, dry_run=dry_run)

    summary = with_database(settings, work)
    if as_json:
        print_json(summary.to_json())
    else:
        _print(summary, dry_run=dry_run)
    if summary.failed:
        raise CheckFailed(f"{len(summary.failed)} plans could not be fetched; run it again")


async def _sync(database: "Database", settings: "Settings", *, dry_run: bool) -> "Summary":
    from plangraph.services import sync
    from plangraph.vendors.metronome.client import Client, VendorError

    if settings.metronome_token is None:
        raise Mistake("PLANGRAPH_METRONOME_TOKEN is not set")
    token, rate = settings.metronome_token.get_secret_value(), settings.metronome_requests_per_second
    client = Client(token, settings.metronome_base_url, sync.exact, per_second=rate)
    try:
        with _bar() as progress:
            return await sync.sync(database, client, now, progress, dry_run=dry_run)
    except sync.Busy as error:
        raise CheckFailed(str(error)) from None
    except VendorError as error:
        raise CheckFailed(str(error)) from None
    finally:
        await client.close()


class _bar:  # noqa: N801 (used as a function)
    """A progress bar on a terminal, nothing elsewhere."""

    def __enter__(self) -> Any:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        self._shown = Progress(console=console, disable=not console.is_terminal, transient=True)
        self._shown.start()
        task = self._shown.add_task("plans", total=None)

        def progress(done: int, total: int, name: str) -> None:
            self._shown.update(task, completed=done, total=total, description=name[:30])

        return progress

    def __exit__(self, *_: object) -> None:
        self._shown.stop()


def _print(summary: "Summary", *, dry_run: bool) -> None:
    counts = summary.counts()
    rows = [
        [kind.replace("_", " "), *(str(counts.get(f"{kind}_{what}", "")) for what in _COUNTS)]
        for kind in ("plans", "customers", "customer_plans")
    ]
    print_table(["", *_COUNTS], rows, "")
    resumed = f", {summary.plans_resumed} of them stored by the run before" if summary.plans_resumed else ""
    hint(f"{summary.plans_seen} plans seen{resumed}.")
    if dry_run:
        for what in _COUNTS:
            for name in getattr(summary, f"plans_{what}"):
                print(f"{what}\t{name}")
        hint("Nothing was changed.")
    for left in (*summary.skipped, *summary.failed):
        hint(f"skipped {left.name} ({left.id}): {left.reason}")


@app.command("status")
def status(
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many runs.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the latest runs, and whether one is at work.

    Example: plangraph sync status --limit 3 --json
    """

    async def work(database: "Database") -> tuple[Any, Any]:
        from plangraph.services.sync import VENDOR
        from plangraph.store.queries import syncs

        return await syncs.runs(database, limit), await syncs.current_holder(database, VENDOR, now())

    runs, holder = with_database(load_settings(), work)
    if as_json:
        told = [{**r._asdict(), "vendor": r.vendor.value, "state": r.state.value} for r in runs]
        told = [{**r, "skipped": json.loads(r["skipped"])} for r in told]
        print_json({"runs": told, "holder": holder._asdict() if holder else None})
        return
    rows = [
        [
            f"{r.started_at:%Y-%m-%d %H:%M:%S}",
            r.state.value,
            str(r.plans_seen),
            f"{r.plans_created}/{r.plans_changed}/{r.plans_removed}",
            str(len(json.loads(r.skipped))),
            r.error or "",
        ]
        for r in runs
    ]
    print_table(["started", "state", "plans", "created/changed/removed", "skipped", "error"], rows, "no sync ran yet")
    if holder:
        hint(f"At work: {holder.holder}, since {holder.taken_at:%Y-%m-%d %H:%M:%S} UTC.")
