"""What an account's token is told over REST does not depend on anybody else, whatever it asks for, exports included."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import pytest
from starlette.routing import Route

from plangraph.domain.viewer import Scope
from plangraph.graph.export.exports import GraphExports
from plangraph.graph.schema import build_schema
from plangraph.rest.export.download import Patience, Slots
from plangraph.rest.export.routes import FORMATS, export_routes
from plangraph.rest.routes import open_rest_routes, rest_routes
from plangraph.store import statement, tables
from plangraph.store.engine import Database
from plangraph.store.open import open_reads
from plangraph.store.queries import customer_plan_pages
from plangraph.store.stream import open_streams
from tests.graph import rows
from tests.graph.owners import OWN, ROWS, not_applied, take_others_away
from tests.rest.conftest import Rest

OTHER = "account-0"
KEYS = ["feature-0", "feature-1", "calls", "nothing", OTHER, OWN]
PLAN_KEYS = [row["key"] for row in ROWS[tables.Plan]]
PLANS = [str(row["uuid"]) for row in ROWS[tables.Plan]]
QUERIES: list[dict[str, str]] = [{}, {"status": "all"}, {"limit": "1"}, {"account_key": OTHER}]
EXPORTED: list[dict[str, str]] = [
    {},
    {"history": "true"},
    {"account_key": OTHER},
    *({"plan": key} for key in PLAN_KEYS),
]
BODIES: list[dict[str, Any]] = [
    {},
    *({"account_key": key} for key in (OWN, OTHER)),
    *({"context": {"targetingKey": key}} for key in (OWN, OTHER)),
    {"key": "calls", "value": 1, "account_key": OTHER},
    {"key": OTHER, "name": "Mine now"},
]
EXPORTS = {
    f"/export/{name}.{form}" for name in ("plans", "charges", "customers", "accounts", "metrics") for form in FORMATS
}
ANSWERED = {
    "/v1/plans",
    "/v1/planDetails/{plan_id}",
    "/api/features/resolve",
    "/ofrep/v1/evaluate/flags",
    "/openapi.json",
    *EXPORTS,
}
Answer = tuple[str, str, str, str, int, str]


def asked(routes: list[Route]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Route, method, path and what is sent: every route with every key and plan, its own, others' and none."""
    for route in routes:
        fillings = PLANS if "{plan_id}" in route.path else KEYS if "{key:path}" in route.path else [""]
        for filling in fillings:
            path = route.path.replace("{plan_id}", filling).replace("{key:path}", filling)
            for method in sorted((route.methods or set()) - {"HEAD"}):
                queries = EXPORTED if route.path in EXPORTS else QUERIES
                for more in queries if method == "GET" else BODIES:
                    yield route.path, method, path, {"params" if method == "GET" else "json": more}


def routes(database: Database) -> list[Route]:
    exports = GraphExports(build_schema(), open_streams(database))
    found = [
        *rest_routes(database, open_reads(database)),
        *open_rest_routes(exports),
        *export_routes(exports, Slots(1), Patience(1, 1)),
    ]
    return [route for route in found if isinstance(route, Route)]


async def answers(rest: Rest, asked: Sequence[tuple[str, str, str, dict[str, Any]]]) -> list[Answer]:
    headers = {**await rest.key(Scope.ACCOUNT, OWN), "x-request-id": "mine"}
    found = []
    for route, method, path, more in asked:
        answer = await rest.http.request(method, path, headers=headers, **more)
        found.append((route, method, path, str(more), answer.status_code, answer.text))
    return found


async def test_answers_do_not_depend_on_others(rest: Rest) -> None:
    await rows.fill(rest.database)
    questions = list(asked(routes(rest.database)))

    before = await answers(rest, questions)
    await take_others_away(rest.database, OWN)
    after = await answers(rest, questions)

    assert [(one, then) for one, then in zip(before, after, strict=True) if one != then] == []
    assert {route for route, _, _, _, status, _ in before if status == 200} >= ANSWERED
    assert not any(status >= 500 for _, _, _, _, status, _ in before)
    written = {path for path, method, _, _, status, _ in before if method == "PUT" and status != 403}
    assert written == set()
    [own] = [text for _, _, path, more, _, text in before if path == "/export/accounts.ndjson" and more == NOTHING]
    assert [orjson.loads(line)["key"] for line in own.splitlines()] == [OWN]


NOTHING = str({"params": {}})


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGRAPH_CACHE_BYTES", "0")


@pytest.mark.usefixtures("nothing_kept")
@pytest.mark.parametrize(
    ("module", "function", "prefix"),
    [(statement, "each", "/export/"), (customer_plan_pages, "_customers", "/v1/planDetails/")],
)
async def test_each_place_that_applies_no_rule_is_noticed(rest: Rest, module: Any, function: str, prefix: str) -> None:
    await rows.fill(rest.database)
    questions = [one for one in asked(routes(rest.database)) if one[0].startswith(prefix)]

    before = await answers(rest, questions)
    with not_applied(module, function):
        after = await answers(rest, questions)

    assert before != after
