"""The composition root: the only module that knows every layer. Other servers: `--factory plangraph.asgi:app`."""

import re
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from plangraph import resources, settings
from plangraph.domain.errors import Unavailable
from plangraph.domain.viewer import Viewer
from plangraph.graph import errors as graph_errors
from plangraph.graph.cache import Cache
from plangraph.graph.context import Context
from plangraph.graph.execution import reference
from plangraph.graph.executor.explain import explained
from plangraph.graph.executor.plans import Plans, compiled
from plangraph.graph.export.exports import GraphExports
from plangraph.graph.limits import Limits
from plangraph.graph.schema import build_schema
from plangraph.graph.view import graphql_route
from plangraph.rest.export.download import Patience, Slots
from plangraph.rest.export.routes import export_routes, operation
from plangraph.rest.routes import RENDERERS, WITH_BODY, WITHOUT_BODY, open_rest_routes, rest_routes
from plangraph.services import account_estimates
from plangraph.services.api_keys import Authenticator
from plangraph.settings import Settings
from plangraph.store import migrations, watch
from plangraph.store.answers import KeptAnswers
from plangraph.store.engine import Database, open_database
from plangraph.store.open import open_reads
from plangraph.store.pulse import PATIENCE
from plangraph.store.reads import Failed, Reads
from plangraph.store.seen import Seen
from plangraph.store.stream import open_streams
from plangraph.store.versions import open_versions
from plangraph.web import headers, health, logs
from plangraph.web.body import BodyLimit
from plangraph.web.crowd import crowded
from plangraph.web.errors import Answers, Errors
from plangraph.web.forwarding import configured, forwarding
from plangraph.web.garbage import settle_again, settling
from plangraph.web.kept import Kept
from plangraph.web.logs import Log, RequestLog
from plangraph.web.measures import Measures
from plangraph.web.pages import no_page_route, page_routes
from plangraph.web.sign_in import sign_in_routes
from plangraph.web.time_limit import TimeLimit
from plangraph.web.viewers import Clock, Viewers, viewer_in

LOST_SECONDS = 5
"""Beyond an operation's time, after which PostgreSQL ends a statement that nobody could end."""
OWN_TIME = ("/graphql", "/export/")
"""Beginnings of paths that look after the time they take themselves."""
_OPERATION = re.compile(r"^(?:query|mutation)\s+(\w+)", re.MULTILINE)


def app() -> Starlette:
    """A factory for any ASGI server: settings from the environment, and the process's log taken over."""
    with settling():
        chosen = settings.load()
        return create_app(chosen, log=logs.take_over(chosen.log_format, chosen.log_level))


def utc_now() -> datetime:
    return datetime.now(UTC)


class Application(Starlette):
    """Without the two layers in which Starlette answers for errors, since `Errors` answers for all of them.

    `busiest`: a route without parameters or methods, for which no others are looked through.
    """

    def __init__(self, busiest: Route, **given: Any) -> None:
        super().__init__(**given)
        self.busiest = busiest

    def build_middleware_stack(self) -> ASGIApp:
        def app(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
            busy = scope["type"] == "http" and scope["path"] == self.busiest.path
            return (self.busiest.app if busy else self.router)(scope, receive, send)

        whole: ASGIApp = app
        for layer, given, named in reversed(self.user_middleware):
            whole = layer(whole, *given, **named)
        return whole


def create_app(chosen: Settings, *, clock: Clock = utc_now, log: Log | None = None) -> Starlette:
    """Raises ValueError for a database URL that is none. Nothing is connected before the first request."""
    log = log or logs.make_log(chosen.log_format, chosen.log_level)
    shares = chosen.shares
    longest = chosen.operation_seconds + LOST_SECONDS
    database = open_database(chosen.database_url, shares.other, shares.setting, PATIENCE, longest)
    database.forwarding = configured(chosen)
    authenticator = Authenticator(database)
    reads = open_reads(database, shares.reading)
    versions = open_versions(database)
    schema = build_schema()
    streams = open_streams(database)
    exports = GraphExports(schema, streams)
    measures = Measures(
        _operation_names(exports.names), lambda: watch.connections(database) + reads.in_use + streams.in_use
    )
    watch.on_statement(database, measures.statement)
    streams.noted = measures.statement
    reads.noted = versions.reads.noted = measures.read
    readiness = health.Readiness(database)
    kept = KeptAnswers(versions, chosen.cache_bytes, measures.cached) if chosen.cache_bytes else None
    if kept:
        measures.keeping(lambda: kept.kept.bytes, lambda: len(kept.kept))

    patience = Patience(chosen.export_seconds, chosen.export_stall_seconds)

    open_routes: list[BaseRoute] = [
        *health.open_routes(readiness),
        *sign_in_routes(database, authenticator, chosen, clock),
        *page_routes(),
        *open_rest_routes(exports),
    ]
    graph = _graph(chosen, schema, database, reads, kept, measures, log)
    data_routes: list[BaseRoute] = [
        graph,
        health.metrics_route(measures, database),
        *rest_routes(database, reads),
        *export_routes(exports, Slots(chosen.max_exports), patience),
    ]
    open_routes.append(no_page_route(data_routes))
    answers = Answers(
        [*RENDERERS, ("/graphql", lambda failure: graph_errors.outside(failure.error, failure.request_id))], log
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        try:
            standing = await migrations.standing(database)
            migrations.refuse_newer(standing)
            if standing.up_to_date:
                with suppress(Failed):  # the first who asks is told
                    async with reads.snapshot() as snapshot:
                        await account_estimates.prepare(Seen(database.dialect, database.kept, snapshot), clock())
        except Unavailable as error:
            log.warning("the database is away; serving 503 until it is back", exc_info=error)
        readiness.newest = migrations.newest()
        settle_again()
        async with forwarding(chosen, database, clock, measures, log):
            yield {"readiness": readiness, "crowded": full}
        await reads.close()
        await versions.close()
        await database.close()

    middleware = [
        Middleware(RequestLog, log, measures.finished, access=chosen.access_log),
        *headers.cors(chosen.cors_origins),
        Middleware(Errors, answers),
        Middleware(Viewers, authenticator, clock, open_routes),
        Middleware(BodyLimit, answers, chosen.max_body_bytes, chosen.request_seconds),
        Middleware(TimeLimit, chosen.operation_seconds, OWN_TIME),
        *([Middleware(Kept, kept, WITHOUT_BODY, WITH_BODY)] if kept else []),
    ]
    app = Application(
        graph,
        routes=[*data_routes, *open_routes],  # looked through in this order; the data is what has to be quick
        middleware=middleware,
        lifespan=lifespan,
    )
    refusal = Errors(crowded(app.router, measures.crowded), answers)
    full = RequestLog(refusal, log, measures.finished, access=chosen.access_log)
    return app


def _graph(
    chosen: Settings,
    schema: strawberry.Schema,
    database: Database,
    reads: Reads,
    kept: KeptAnswers | None,
    measures: Measures,
    log: Log,
) -> Route:
    limits = Limits(
        query_bytes=chosen.max_query_bytes,
        tokens=chosen.max_tokens,
        depth=chosen.max_depth,
        aliases=chosen.max_aliases,
        fields=chosen.max_fields,
        directives=chosen.max_directives,
        spreads=chosen.max_spreads,
        query_roots=chosen.max_query_roots,
        mutation_roots=chosen.max_mutation_roots,
        page=chosen.max_page_size,
        json_nesting=chosen.max_json_depth,
        cost=chosen.max_cost,
        seconds=chosen.operation_seconds,
        introspection=chosen.introspection,
    )

    def context(scope: Scope, viewer: Viewer) -> Context:
        return Context(database, viewer, scope["state"]["now"])

    core = schema._schema  # noqa: SLF001 (Strawberry has no other way to graphql-core's schema)
    execute, explain = reference(core), None
    if chosen.executor == "compiled":
        plans = Plans(schema, reads)
        execute, explain = compiled(plans, execute, measures.executed), partial(explained, plans)
        if kept:
            execute = Cache(execute, kept)
    return graphql_route(core, context, viewer_in, log=log, limits=limits, execute=execute, explain=explain)


def _operation_names(exports: Sequence[str]) -> frozenset[str]:
    """The trusted documents' operations and the exports, the only names that become labels."""
    texts = (path.read_text("utf-8") for path in resources.OPERATIONS.glob("*.graphql"))
    return frozenset([*(name for text in texts for name in _OPERATION.findall(text)), *map(operation, exports)])
