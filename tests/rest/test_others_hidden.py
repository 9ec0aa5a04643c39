"""What an account's token is told by the vendors' surfaces does not depend on anybody else, whatever it asks for."""

from collections.abc import Iterator
from typing import Any

from starlette.routing import Route

from plangraph.domain.viewer import Scope
from plangraph.rest.routes import rest_routes
from plangraph.store import tables
from plangraph.store.run import open_reads
from tests.graph import rows
from tests.graph.owners import OWN, ROWS, take_others_away
from tests.rest.conftest import Rest

OTHER = "account-0"
KEYS = ["feature-0", "feature-1", "calls", "nothing", OTHER, OWN]
PLANS = [str(row["uuid"]) for row in ROWS[tables.Plan]]
QUERIES: list[dict[str, str]] = [{}, {"status": "all"}, {"limit": "1"}, {"account_key": OTHER}]
BODIES: list[dict[str, Any]] = [
    {},
    *({"account_key": key} for key in (OWN, OTHER)),
    *({"context": {"targetingKey": key}} for key in (OWN, OTHER)),
    {"key": "calls", "value": 1, "account_key": OTHER},
    {"key": OTHER, "name": "Mine now"},
]
ANSWERED = {"/v1/plans", "/v1/planDetails/{plan_id}", "/api/features/resolve", "/ofrep/v1/evaluate/flags"}


def asked(routes: list[Route]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Route, method, path and what is sent: every route with every key and plan, its own, others' and none."""
    for route in routes:
        fillings = PLANS if "{plan_id}" in route.path else KEYS if "{key:path}" in route.path else [""]
        for filling in fillings:
            path = route.path.replace("{plan_id}", filling).replace("{key:path}", filling)
            for method in sorted((route.methods or set()) - {"HEAD"}):
                for more in QUERIES if method == "GET" else BODIES:
                    yield route.path, method, path, {"params" if method == "GET" else "json": more}


async def test_answers_do_not_depend_on_others(rest: Rest) -> None:
    await rows.fill(rest.database)
    key = await rest.key(Scope.ACCOUNT, OWN)
    reads = open_reads(rest.database)
    routes = [route for route in rest_routes(rest.database, reads) if isinstance(route, Route)]
    await reads.close()

    async def answers() -> list[tuple[str, str, str, int, str]]:
        found = []
        for route, method, path, more in asked(routes):
            answer = await rest.http.request(method, path, headers={**key, "x-request-id": "mine"}, **more)
            found.append((route, method, path, answer.status_code, answer.text))
        return found

    before = await answers()
    await take_others_away(rest.database, OWN)
    after = await answers()

    assert [(one, then) for one, then in zip(before, after, strict=True) if one != then] == []
    assert {route for route, _, _, status, _ in before if status == 200} >= ANSWERED
    assert not any(status >= 500 for _, _, _, status, _ in before)
    written = {path for path, method, _, status, _ in before if method == "PUT" and status != 403}
    assert written == set()
