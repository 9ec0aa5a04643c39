"""The endpoint: GraphQL over HTTP, to the letter. What runs is decided here, what it answers elsewhere."""

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson
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
from plangraph.graph import cost, errors, http, requests
from plangraph.graph.context import Context, Memory
from plangraph.graph.errors import Masking, Refused
from plangraph.graph.execution import Answer, Execute, coerced, exact, reference
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Documents, Operation
from plangraph.graph.scopes import refusals
from plangraph.store.deadline import Alarms
from plangraph.store.kept import Kept
from plangraph.web.body import whole
from plangraph.web.headers import matches

_LONG = 32_768  # bytes
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


class Reply(NamedTuple):
    """What is sent: the members of a response, in the order in which they are written.

    `answer`: what an operation that ran without an error answered.
    """

    status: int
    members: Mapping[str, Any]
    headers: http.Headers = {}  # noqa: RUF012 (a Mapping: nobody writes to it)
    answer: Answer | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """All that follows from the bytes of a request alone; `memory` is what else was found out about it.

    `extensions`: what every answer to it tells.
    """

    operation: Operation
    variables: VariableValues
    cost: int
    extensions: Mapping[str, Any]
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
            pieces = _written(reply.members)
        except ClientDisconnect:
            raise  # nobody is left to be told
        except Exception as error:  # noqa: BLE001 (the last line of defence: whatever it is, the client sees the mask)
            reply = Reply(500, {"errors": [self.masking(scope).masked(error)]})
            pieces = _written(reply.members)
        if "errors" in reply.members:
            state["code"] = reply.members["errors"][0]["extensions"]["code"]
            state["outcome"] = "failed" if state["code"] in errors.FAILED else "refused"
        headers = {b"vary": b"Accept", b"cache-control": b"no-store", **reply.headers}
        if reply.status in (204, 304):
            pieces = (b"",)
        else:
            headers[b"content-type"] = http.CONTENT_TYPES[media_type or http.JSON]
            headers[b"content-length"] = b"%d" % sum(map(len, pieces))
        await send({"type": "http.response.start", "status": reply.status, "headers": headers.items()})
        *first, last = pieces if scope["method"] != "HEAD" else (b"",)
        for piece in first:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": last})

    async def reply(self, scope: Connection, receive: Receive, media_type: str | None) -> Reply:
        try:
            viewer = self.viewer_of(scope)
            if viewer is None:
                raise Unauthenticated("Send a key as Authorization: Bearer <key>.")
            if scope["method"] == "OPTIONS":
                return Reply(204, {}, {b"allow": http.ALLOW})
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
            told = asked.extensions
            refused = operation.demands and refusals(operation.demands, viewer, variables.coerced)
            with self.deadlines():
                context = self.make_context(scope, viewer, asked.memory)
                if refused:
                    answer = Answer(None, refused)
                elif explaining and self.explain:
                    told, answer = {**told, "explain": await self.explain(operation, variables, context)}, Answer(None)
                else:
                    answer = await self.execute(operation, variables, context)
            if answer.kept:
                state["cache"] = "hit"
            if answer.errors:
                return _failed(answer, operation, told, self.masking(scope))
            reply = Reply(200, {"data": answer.data, "extensions": told}, answer=answer)
            return reply if scope["method"] == "POST" or explaining else _to_be_asked_again(reply, scope, media_type)
        except (Refused, PlanGraphError) as error:
            return _refusal(error, media_type)

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
        asked = Asked(operation, variables, price, told)
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


def _failed(answer: Answer, operation: Operation, extensions: Mapping[str, Any], masking: Masking) -> Reply:
    """A query that misses something because the database is away is answered as a whole by 503."""
    entries = masking.executed(answer.errors)
    away = any(error["extensions"]["code"] in errors.AWAY for error in entries)
    data = answer.data
    if away and (operation.kind is OperationType.QUERY or data is None):
        return Reply(503, {"errors": entries, "data": None, "extensions": extensions}, _retry())
    return Reply(200, {"errors": entries, "data": data, "extensions": extensions})


def _to_be_asked_again(reply: Reply, scope: Connection, media_type: str) -> Reply:
    """A GET's answer may be kept by the one who asked, and is sent again only if it has changed."""
    if reply.answer is None:
        return reply
    tag = http.entity_tag(reply.answer.digest, media_type)
    headers = {
        b"etag": tag.encode(),
        b"cache-control": b"private, no-cache",
        b"vary": b"Accept, Authorization, Cookie",
    }
    known = http.header(scope, b"if-none-match") or ""
    return Reply(304, {}, headers) if matches(known, tag) else reply._replace(headers=headers)


def _refusal(error: Refused | PlanGraphError, media_type: str | None) -> Reply:
    status = errors.status_of(error) or (400 if media_type == http.RESPONSE else 200)
    headers: dict[bytes, bytes] = {}
    if status == 405:
        headers[b"allow"] = b"POST" if isinstance(error, _NotByGet) else http.ALLOW
    if status == 401:
        headers[b"www-authenticate"] = b"Bearer"
    if status in (429, 503):
        headers |= _retry()
    return Reply(status, {"errors": errors.rendered(error)}, headers)


def _retry() -> http.Headers:
    return {b"retry-after": b"%d" % errors.RETRY_SECONDS}


def _written(members: Mapping[str, Any]) -> Sequence[bytes]:
    """JSON, in one piece unless data that comes as bytes is so long that it is better not copied."""
    data = members.get("data")
    if not isinstance(data, bytes):
        return (orjson.dumps(members, default=exact),)
    if len(data) <= _LONG:
        return (orjson.dumps({**members, "data": orjson.Fragment(data)}, default=exact),)
    others = orjson.dumps({name: value for name, value in members.items() if name != "data"}, default=exact)
    return b'{"data":', data, b"," + others[1:]
