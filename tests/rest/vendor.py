"""A PlanGraph that stands in for the vendors in this process, with faults in front of it when a test wants them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from plangraph.services.sync import exact
from plangraph.vendors.metronome.client import Client

Fault = Callable[[httpx.Request], httpx.Response | None]


@dataclass
class Wire(httpx.AsyncBaseTransport):
    """Passes requests to the application; `fault` may answer instead, or raise."""

    app: Any
    fault: Fault = lambda _: None
    asked: list[str] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        answer = self.fault(request)
        if answer is not None:
            answer.request = request
            return answer
        return await httpx.ASGITransport(self.app).handle_async_request(request)


def source(wire: Wire, token: str, *, retries: int = 3) -> Client:
    """The client of a sync, over `wire` instead of a network."""
    return Client(token, "http://vendor", exact, per_second=10_000, retries=retries, transport=wire)
