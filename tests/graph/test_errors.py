"""Every failure has its place in the table; what was not foreseen stays inside, and the log has it whole."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from starlette.requests import Request

from plangraph.domain import errors as domain
from plangraph.domain.errors import PlanGraphError
from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph import errors
from plangraph.graph.context import Context
from plangraph.graph.execution import Answer
from plangraph.graph.limits import Limits
from tests.graph.small import SECRET, WIPED, application, post

CODES = {
    "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE", "BAD_REQUEST",
    "BAD_USER_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "LIMIT_EXCEEDED", "THROTTLED", "TIMEOUT",
    "UNAVAILABLE", "INTERNAL_SERVER_ERROR",
}  # fmt: skip


def every(kind: type[PlanGraphError] = PlanGraphError) -> Iterator[type[PlanGraphError]]:
    for below in kind.__subclasses__():
        if below.__module__ == domain.__name__:
            yield below
        yield from every(below)


def test_every_error_is_in_the_table() -> None:
    assert set(every()) == set(errors.TABLE)
    assert {told.code for told in errors.TABLE.values()} <= CODES


class Log:
    def __init__(self) -> None:
        self.entries: list[Any] = []
        self.log = structlog.wrap_logger(None, processors=[self._keep])

    def _keep(self, _: Any, __: str, entry: Any) -> Any:
        self.entries.append(entry)
        raise structlog.DropEvent


def fails(_: Request, __: Viewer) -> Context:
    raise RuntimeError(SECRET)


async def breaks(*_: Any) -> Answer:
    raise OSError(SECRET)


@pytest.mark.parametrize(
    ("query", "more", "status"),
    [
        ("{ broken }", {}, 200),
        ("{ nothing }", {}, 200),
        ("{ tooLarge }", {}, 200),
        ("{ unwritable }", {}, 500),
        ("{ hello }", {"make_context": fails}, 500),
        ("{ hello }", {"execute": breaks}, 500),
    ],
)
async def test_unforeseen_failure_is_masked(query: str, more: dict[str, Any], status: int) -> None:
    log = Log()

    answer = await post(application(log=log.log, **more), query)

    (error,) = answer.json()["errors"]
    assert answer.status_code == status
    assert error["message"] == errors.MASKED
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["extensions"]["correlationId"] == log.entries[0]["request_id"]
    assert isinstance(log.entries[0]["exc_info"], Exception)
    assert not re.search(r"select|secret|root|\.py|Error|<|object at", answer.text.replace("INTERNAL_SERVER_ERROR", ""))


async def test_log_has_the_failure_whole() -> None:
    log = Log()

    await post(application(log=log.log), "{ broken }")

    (entry,) = log.entries
    assert str(entry["exc_info"]) == SECRET
    assert entry["exc_info"].__traceback__ is not None
    assert entry["path"] == ["broken"]


async def test_a_bug_in_a_long_list_is_logged_a_few_times() -> None:
    log = Log()

    answer = await post(application(log=log.log), "{ " + " ".join(f"b{n}: broken" for n in range(20)) + " }")

    assert len(answer.json()["errors"]) == 20
    assert len(log.entries) == 5


async def test_foreseen_failure_is_not_logged() -> None:
    log = Log()

    await post(application(log=log.log), "{ away }")
    await post(application(log=log.log), "{ wrong }")

    assert log.entries == []


async def test_failure_keeps_its_place() -> None:
    answer = (await post(application(), "{ hello\n b: broken }")).json()

    assert answer["data"] == {"hello": "hello world", "b": None}
    assert answer["errors"][0]["path"] == ["b"]
    assert answer["errors"][0]["locations"] == [{"line": 2, "column": 2}]


async def test_invalid_input_names_every_field() -> None:
    answer = (await post(application(), "{ wrong }")).json()

    assert answer["errors"] == [
        {
            "message": "Invalid input: startPeriod.0: is negative",
            "locations": [{"line": 1, "column": 3}],
            "path": ["wrong"],
            "extensions": {
                "code": "BAD_USER_INPUT",
                "fields": [{"field": ["startPeriod", "0"], "message": "is negative", "code": "OUT_OF_RANGE"}],
            },
        }
    ]


async def test_query_without_its_database() -> None:
    answer = await post(application(), "{ hello away }")

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["data"] is None
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}


async def test_mutation_tells_what_was_done_before_the_database_went_away() -> None:
    answer = await post(application(), 'mutation { rename(name: "new") { name } away }')

    assert answer.status_code == 200
    assert answer.json()["data"] == {"rename": {"name": "new"}, "away": None}
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}


async def test_operation_that_takes_too_long() -> None:
    answer = await post(application(Limits(seconds=0.05)), "{ slow }")

    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["errors"] == [
        {"message": "The operation took too long; ask for less at once.", "extensions": {"code": "TIMEOUT"}}
    ]


@pytest.mark.parametrize(
    ("scope", "query", "refused"),
    [
        (Scope.READ, "mutation { wipe }", [["wipe"]]),
        (Scope.WRITE, "mutation { wipe }", [["wipe"]]),
        (Scope.READ, 'mutation { rename(name: "x") { name } }', [["rename"]]),
        (Scope.READ, 'mutation { a: rename(name: "x") { secret } b: wipe }', [["a"], ["a", "secret"], ["b"]]),
        (Scope.READ, "{ hello t: thing { parent { s: secret } } }", [["t", "parent", "s"]]),
        (Scope.READ, "{ things { nodes { ...F } } } fragment F on Thing { secret }", [["things", "nodes", "secret"]]),
        (Scope.ACCOUNT, "{ thing { ... on Node { ... on Thing { secret } } } }", [["thing", "secret"]]),
    ],
)
async def test_whole_operation_is_refused(scope: Scope, query: str, refused: list[list[str]]) -> None:
    WIPED.clear()

    answer = await post(application(viewer=Viewer("pg_test", scope)), query)

    assert answer.status_code == 200
    assert answer.json()["data"] is None
    assert [error["path"] for error in answer.json()["errors"]] == refused
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {"FORBIDDEN"}
    assert WIPED == []


@pytest.mark.parametrize("on", [True, False])
async def test_left_out_fields_ask_for_nothing(on: bool) -> None:
    app = application(viewer=Viewer("pg_test", Scope.READ))
    query = "query ($on: Boolean!) { thing { name secret @include(if: $on) } }"

    answer = await post(app, {"query": query, "variables": {"on": on}})

    assert (answer.json()["data"] is None) is on


async def test_request_id_of_the_server_is_the_correlation_id() -> None:
    app = application()

    async def named(scope: Any, receive: Any, send: Any) -> None:
        scope["state"] = {"request_id": "abc"}
        await app(scope, receive, send)

    answer = await post(named, "{ broken }")  # type: ignore[arg-type]  # any ASGI application will do

    assert answer.json()["errors"][0]["extensions"]["correlationId"] == "abc"


def test_failure_before_the_view() -> None:
    told = errors.outside(domain.PayloadTooLarge("The body is too large."), "abc")
    masked = errors.outside(None, "abc")

    assert told == {"errors": [{"message": "The body is too large.", "extensions": {"code": "BAD_REQUEST"}}]}
    assert masked["errors"][0]["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "correlationId": "abc"}
