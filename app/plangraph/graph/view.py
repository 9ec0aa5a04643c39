"""The endpoint: GraphQL over HTTP, to the letter. What runs is decided here, what it answers elsewhere."""

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLSchema, OperationType
from graphql.execution.values import VariableValues
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import Receive, Send
from starlette.types import Scope as Connection

from plangraph.domain.errors import (
    Forbidden,
    LimitExceeded,
    MethodNotAllowed,
    PlanGraphError,
    Unauthenticated,
    UnsupportedMediaType,
)
from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph import cost, http, replies, requests
from plangraph.graph.context import Context, Memory
from plangraph.graph.errors import Masking, Refused
from plangraph.graph.execution import Answer, Execute, coerced, reference
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents, Operation
from plangraph.graph.replies import Reply
from plangraph.graph.scopes import refusals
from plangraph.store.deadline import Alarms
from plangraph.store.kept import Kept
from plangraph.web.body import whole

_BYTES_OF_JSON = 50  # in memory, for one of a body that is read
ViewerOf = Callable[[Connection], Viewer | None]
Read = Callable[[bytes, Limits], requests.GraphQLRequest]
Explain = Callable[[Operation, VariableValues, Context], Awaitable[Mapping[str, Any]]]
MakeContext = Callable[[Connection, Viewer, Memory], Context]


def graphql_route(
    schema: GraphQLSchema,
    make_context: MakeContext,
    viewer_of: ViewerOf,
    *,
    log: Any,
    limits: Limits | None = None,
    execute: Execute | None = None,
    explain: Explain | None = None,
    path: str = "/graphql",
) -> Route:
    """`viewer_of` answers None for a request without a good key. How much of a body is read is settled before.

    A request's state may hold `request_id`, which becomes the correlation id of what is masked; it is given the
    `operation`'s name, its `cost`, the first error's `code`, and `cache` if it was a hit, for the log and the measures.
    """
    allowed = limits or Limits()
    return Route(
        path,
        View(
            schema,
            make_context,
            viewer_of,
            execute or reference(schema),
            explain,
            log,
            allowed,
            Documents(schema, allowed),
            Kept(allowed.cached_documents, allowed.cached_bytes // 4),
            Alarms(allowed.seconds, statements=True),
        ),
    )


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """All that follows from the bytes of a request alone; `memory` is what else was found out about it.

    `extensions`: what every answer to it tells; `ending`: the same, as it follows the data of an answer.
    """

    operation: Operation
    variables: VariableValues
    cost: int
    extensions: Mapping[str, Any]
    ending: bytes
    memory: Memory = field(default_factory=dict)


@dataclass(frozen=True)
class View:
    schema: GraphQLSchema
    make_context: MakeContext
    viewer_of: ViewerOf
    execute: Execute
    explain: Explain | None
    log: Any
    limits: Limits
    documents: Documents
    known: Kept[tuple[Read, bytes], Asked]
    deadlines: Alarms

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        media_type = http.negotiate(http.header(scope, b"accept"))
        state = scope.setdefault("state", {})
        try:
            reply = await self.reply(scope, receive, media_type)
        except ClientDisconnect:
            raise  # nobody is left to be told
        except Exception as error:  # noqa: BLE001 (the last line of defence: whatever it is, the client sees the mask)
            reply = replies.told(500, {"errors": [self.masking(scope).masked(error)]})
        status, pieces, headers, code = reply
        if code:
            state["code"] = code
        lines = http.lines(headers, media_type or http.JSON, sum(map(len, pieces))) if pieces else http.lines(headers)
        await send({"type": "http.response.start", "status": status, "headers": lines})
        *first, last = pieces if pieces and scope["method"] != "HEAD" else (b"",)
        for piece in first:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": last})

    async def reply(self, scope: Connection, receive: Receive, media_type: str | None) -> Reply:
        try:
            viewer = self.viewer_of(scope)
            if viewer is None:
                raise Unauthenticated("Send a key as Authorization: Bearer <key>.")
            if scope["method"] == "OPTIONS":
                return Reply(204, (), {b"allow": http.ALLOW})
            if media_type is None:
                raise Refused(
                    f"Accept {http.RESPONSE} or {http.JSON}; nothing else is served here.", "BAD_REQUEST", 406
                )
            query_string = scope.get("query_string", b"")
            explaining = bool(query_string) and self.explaining(query_string, viewer)
            read = reader_of(scope)
            given = await whole(receive) if read is requests.from_body else query_string
            asked = self.known.get((read, given)) or self.asked(read, given, scope)
            operation, variables, state = asked.operation, asked.variables, scope["state"]
            state["operation"], state["cost"] = operation.name, asked.cost
            refused = operation.demands and refusals(operation.demands, viewer, variables.coerced)
            with self.deadlines():
                context = self.make_context(scope, viewer, asked.memory)
                if refused:
                    answer = Answer(None, refused)
                elif explaining and self.explain:
                    found = await self.explain(operation, variables, context)
                    return replies.told(200, {"data": None, "extensions": {**asked.extensions, "explain": found}})
                else:
                    answer = await self.execute(operation, variables, context)
            if answer.kept:
                state["cache"] = "hit"
            if answer.errors:
                return replies.failed(answer, operation, asked.extensions, self.masking(scope))
            pieces = replies.around(answer.text, asked.ending)
            if scope["method"] == "POST":
                return Reply(200, pieces)
            return replies.to_be_asked_again(pieces, answer.digest, media_type, http.header(scope, b"if-none-match"))
        except _NotByGet as error:
            return replies.refusal(error, media_type, b"POST")
        except (Refused, PlanGraphError) as error:
            return replies.refusal(error, media_type, http.ALLOW)

    def asked(self, read: Read, given: bytes, scope: Connection) -> Asked:
        """Kept for a query: pages and dashboards send the same bytes again, writes hardly ever do."""
        sent = read(given, self.limits)
        operation = self.documents.read(sent.query).choose(sent.operation_name)
        scope["state"]["operation"] = operation.name
        if scope["method"] != "POST" and operation.kind is not OperationType.QUERY:
            raise _NotByGet("A mutation must be sent by POST.")
        variables = coerced(self.schema, operation, dict(sent.variables), suggestions=self.limits.introspection)
        price = cost.total(operation.cost, variables.coerced)
        scope["state"]["cost"] = price
        if price > self.limits.cost:
            raise LimitExceeded("points of cost", price, self.limits.cost)
        told = {"cost": {"requestedQueryCost": price, "maximumQueryCost": self.limits.cost}}
        asked = Asked(operation, variables, price, told, replies.ending(told))
        if operation.kind is OperationType.QUERY:
            self.known.keep((read, given), asked, operation.document.weight + _BYTES_OF_JSON * len(given))
        return asked

    def explaining(self, query_string: bytes, viewer: Viewer) -> bool:
        """Whether the operation is to be explained instead of run; statements and plans are for administrators."""
        wanted = http.parameter(query_string, "explain")
        if wanted is None:
            return False
        if not viewer.may(Scope.ADMIN):
            raise Forbidden(f"Explaining needs a key of scope {Scope.ADMIN.value}; yours has {viewer.scope.value}.")
        if wanted != "sql" or self.explain is None:
            raise Refused(
                "What can be told is explain=sql, unless a setting leaves all to the reference executor.", "BAD_REQUEST"
            )
        return True

    def masking(self, scope: Connection) -> Masking:
        return Masking(self.log, scope["state"].get("request_id") or uuid.uuid4().hex)


def reader_of(scope: Connection) -> Read:
    """How what was sent is read: from the URL or from the body."""
    if scope["method"] in ("GET", "HEAD"):
        return requests.from_url
    if scope["method"] != "POST":
        raise MethodNotAllowed(f"Only {http.ALLOW.decode()} are served here.")
    if not http.is_json(http.header(scope, b"content-type")):
        raise UnsupportedMediaType(f"Send the body as Content-Type: {http.JSON}, in UTF-8.")
    return requests.from_body


class _NotByGet(MethodNotAllowed):
    """GET is allowed here, only not for this operation."""
