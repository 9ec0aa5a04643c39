"""Metronome's Plans API, read only: `/v1/plans` and `/v1/planDetails/…`."""

from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from plangraph.domain.errors import NotFound
from plangraph.rest.answers import conditional
from plangraph.rest.metronome import convert
from plangraph.rest.metronome.parameters import Parameters
from plangraph.store.basis import Noted
from plangraph.store.queries import charge_pages, customer_plan_pages, plan_pages
from plangraph.store.reads import Reads
from plangraph.web.viewers import viewer_of


def metronome_routes(reads: Reads) -> list[BaseRoute]:
    async def plans(request: Request) -> Response:
        given, noted = Parameters(request), Noted(reads)
        page = given.page(plan_pages.ORDER, "plans")
        given.check()
        rows = await plan_pages.page(noted, page.limit + 1, page.after)
        cursor = page.cursor([(row.id,) for row in rows])
        data = [convert.to_wire_plan(row) for row in rows[: page.limit]]
        return conditional(request, convert.page(data, cursor), noted)

    async def plan(request: Request) -> Response:
        given, noted = Parameters(request), Noted(reads)
        uuid = given.plan()
        given.check()
        row = await plan_pages.detail(noted, uuid)
        if row is None:
            raise _unknown(uuid)
        return conditional(request, orjson.dumps({"data": convert.to_wire_plan_detail(row)}), noted)

    async def charges(request: Request) -> Response:
        given, noted = Parameters(request), Noted(reads)
        uuid = given.plan()
        page = given.page(charge_pages.ORDER, "charges", uuid)
        given.check()
        rows = await charge_pages.page(noted, uuid, page.limit + 1, page.after)
        if rows is None:
            raise _unknown(uuid)
        cursor = page.cursor([row[:1] for row in rows])
        data = [convert.to_wire_charge(row) for row in rows[: page.limit]]
        return conditional(request, convert.page(data, cursor), noted)

    async def customers(request: Request) -> Response:
        given, noted = Parameters(request), Noted(reads)
        uuid, statuses = given.plan(), given.statuses()
        page = given.page(customer_plan_pages.ORDER, "customers", uuid, sorted(s.value for s in statuses))
        given.check()
        viewer, now = viewer_of(request), request.state.now
        found = await customer_plan_pages.page(noted, viewer, now, uuid, statuses, page.limit + 1, page.after)
        if found is None:
            raise _unknown(uuid)
        rows = found.customers
        cursor = page.cursor([(row[1], row[0]) for row in rows])
        fields = convert.plan_fields(found)
        data = [convert.to_wire_customer(found, fields, row) for row in rows[: page.limit]]
        return conditional(request, convert.page(data, cursor), noted)

    return [
        Route("/v1/plans", plans),
        Route("/v1/planDetails/{plan_id}", plan),
        Route("/v1/planDetails/{plan_id}/charges", charges),
        Route("/v1/planDetails/{plan_id}/customers", customers),
    ]


def _unknown(uuid: UUID) -> NotFound:
    return NotFound(f"Plan {uuid} was not found")
