"""`plangraph serve`: the server, on a database that is brought up to date first."""

import os
import socket
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.session import hint, load_settings, now, with_database

if TYPE_CHECKING:
    from plangraph.settings import Settings
    from plangraph.store.engine import Database

_DEMO_HOURS = 12
_CURL = """  or   curl {address}/graphql -H 'Authorization: Bearer {token}' \\
         -H 'Content-Type: application/json' -d '{{"query": "{{ plans(first: 3) {{ nodes {{ name }} }} }}"}}'
"""


def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one.", show_default="8000")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that serve.", show_default="1")] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Load the demo when empty, and print a link to come in.")
    ] = False,
) -> None:
    """Serve the graph and its pages.

    Brings the database up to date first. Stops on Ctrl+C or SIGTERM, when the requests under way have ended.

    Examples:

      plangraph serve --demo

      PLANGRAPH_DATABASE_URL=postgresql://me@db/plangraph plangraph serve --host 0.0.0.0 --workers 4
    """
    from plangraph.web.garbage import settling

    with settling():
        settings = load_settings(host=host, port=port, workers=workers)
        bound = _bound(settings)
        token = with_database(settings, lambda database: _prepare(database, demo=demo), migrated=False)
        _tell(settings, bound, token)
        app = _application(settings)
    from plangraph.web import server

    server.run(settings, app, bound)


def _bound(settings: "Settings") -> socket.socket:
    from plangraph.web import server

    try:
        return server.bind(settings.host, settings.port)
    except OSError as error:
        raise Mistake(_cannot_listen(settings, error)) from None


def _tell(settings: "Settings", bound: socket.socket, token: str | None) -> None:
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{'127.0.0.1' if shown in ('0.0.0.0', '[::]') else shown}:{bound.getsockname()[1]}"  # noqa: S104
    hint(f"PlanGraph serves on {address}")
    if token:
        hint(f"\n  Open {address}/sign-in?key={token}\n")
        hint(_CURL.format(address=address, token=token))
    else:
        hint("Sign in with a key: plangraph keys create --name me --scope read")


async def _prepare(database: "Database", *, demo: bool) -> str | None:
    """Migrates, and forgets keys that are over. For a demo also loads it when empty and answers a fresh key."""
    from plangraph.cli.demo import load_when_empty
    from plangraph.domain.viewer import Scope
    from plangraph.services import api_keys
    from plangraph.store import migrations

    await migrations.upgrade(database)
    await api_keys.prune(database, now())
    if not demo:
        return None
    await load_when_empty(database)
    made = await api_keys.create(
        database, now(), name=api_keys.DEMO, scope=Scope.ADMIN, lifetime=timedelta(hours=_DEMO_HOURS)
    )
    return made.token


def _application(settings: "Settings") -> Any:
    """The application, or for several processes the name of its factory; they read their settings anew."""
    from plangraph.web import logs

    log = logs.take_over(settings.log_format, settings.log_level)
    if settings.workers == 1:
        from plangraph import asgi

        return asgi.create_app(settings, log=log)
    for name in ("host", "port", "workers"):
        os.environ[f"PLANGRAPH_{name.upper()}"] = str(getattr(settings, name))
    return "plangraph.asgi:app"


def _cannot_listen(settings: "Settings", error: OSError) -> str:
    import errno

    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} on {settings.host} is in use; choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {settings.port} needs more rights than you have; choose one above 1023 with --port"
    return f"cannot listen on {settings.host}: {error.strerror or error}"
