"""Metric values: `POST /api/metrics/set`, and the older paths with the key in them. Success is 202 without a body."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from plangraph.domain.errors import InvalidInput
from plangraph.domain.viewer import Scope, Viewer
from plangraph.rest.body import json_object
from plangraph.rest.kickplan.paths import key_in
from plangraph.rest.kickplan.shapes import Reading, account_of, text
from plangraph.services import metrics
from plangraph.services.input import validated
from plangraph.store.engine import Database
from plangraph.web.viewers import need
from plangraph.wire import kickplan as wire

MISSING = "missing"  # stands for an account that was not named, which is told already


def routes(database: Database) -> list[Route]:
    async def set_(request: Request) -> Response:
        viewer, reading, body = need(request, Scope.WRITE), Reading(), await json_object(request)
        shape, _ = reading.shape(wire.MetricSet, body)
        value = 0 if shape is None else shape.value
        return await store(request, viewer, reading, body, text(body, "key"), text(body, "account_key"), value)

    async def set_by_path(request: Request) -> Response:
        viewer, reading, body, account, value = await old_form(request)
        return await store(request, viewer, reading, body, key_in(request), account, value)

    async def increment(request: Request) -> Response:
        return await change(request, 1)

    async def decrement(request: Request) -> Response:
        return await change(request, -1)

    async def change(request: Request, sign: int) -> Response:
        viewer, reading, _, account, value = await old_form(request)
        key, now = key_in(request), request.state.now
        await metrics.change_metric(
            database, viewer, key=key, by=sign * value, account_key=account, now=now, found=reading.wrong
        )
        return Response(status_code=202)

    async def old_form(request: Request) -> tuple[Viewer, Reading, Mapping[str, Any], str, int]:
        viewer, reading, body = need(request, Scope.WRITE), Reading(), await json_object(request)
        shape, bad = reading.shape(wire.MetricChange, body)
        account = account_of(reading, body, required="context" not in bad)
        return viewer, reading, body, account or MISSING, 0 if shape is None else shape.value

    async def store(
        request: Request, viewer: Viewer, reading: Reading, body: Mapping[str, Any], key: str, account: str, value: int
    ) -> Response:
        told = await metrics.set_metric(
            database,
            viewer,
            key=key,
            value=value,
            account_key=account,
            idempotency_key=text(body, "idempotency_key") or None,
            time=reading.moment(body.get("time"), ("time",)),
            now=request.state.now,
            found=reading.wrong,
        )
        if told.errors:
            raise InvalidInput(told.errors)
        return Response(status_code=202)

    async def flush(request: Request) -> Response:
        """Nothing is held back here, so there is nothing to flush."""
        need(request, Scope.WRITE)
        validated(wire.Flush, await json_object(request, optional=True))
        return Response(status_code=202)

    return [
        Route("/api/metrics/set", set_, methods=["POST"]),
        Route("/api/metrics/flush", flush, methods=["POST"]),
        Route("/api/metrics/{key:path}/set", set_by_path, methods=["POST"]),
        Route("/api/metrics/{key:path}/increment", increment, methods=["POST"]),
        Route("/api/metrics/{key:path}/decrement", decrement, methods=["POST"]),
    ]
