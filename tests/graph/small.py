"""A small schema that shows every behaviour of the endpoint, and a client for it without a network."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

import httpx
import strawberry
import structlog
from graphql import GraphQLSchema
from starlette.applications import Starlette
from starlette.types import Scope as Scoped
from strawberry.schema.config import StrawberryConfig

from plangraph.domain.errors import FieldError, InvalidInput, Unavailable, UserErrorCode
from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.context import Context, Memory
from plangraph.graph.execution import Execute
from plangraph.graph.limits import Limits
from plangraph.graph.requests import GraphQLRequest
from plangraph.graph.view import graphql_route

SECRET = "select secret from /srv/plangraph.py"


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class Thing(Node):
    name: str
    tags: list[str] = strawberry.field(default_factory=list)

    @strawberry.field
    def things(self, first: int | None = None, last: int | None = None) -> "ThingConnection":
        return page(first, last)

    @strawberry.field
    def parts(self) -> list["Thing"]:
        return []

    @strawberry.field
    def parent(self) -> "Thing | None":
        return None

    @strawberry.field(metadata={"scope": Scope.ADMIN})  # type: ignore[untyped-decorator]  # Strawberry types options loosely
    def secret(self) -> str:
        return "told"

    @strawberry.field(metadata={"cost": 50})  # type: ignore[untyped-decorator]  # Strawberry types options loosely
    def dear(self) -> int:
        return 1


@strawberry.type
class ThingEdge:
    cursor: str
    node: Thing


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class ThingConnection:
    edges: list[ThingEdge]
    nodes: list[Thing]
    page_info: PageInfo
    total_count: int


def thing(number: int = 1) -> Thing:
    return Thing(id=strawberry.ID(f"thing_{number}"), name=f"Thing {number}")


def page(first: int | None, last: int | None) -> ThingConnection:
    nodes = [thing(n) for n in range(min(first or last or 25, 3))]
    edges = [ThingEdge(cursor=n.id, node=n) for n in nodes]
    return ThingConnection(edges=edges, nodes=nodes, page_info=PageInfo(has_next_page=False), total_count=3)


@strawberry.input
class Deep:
    name: str | None = None
    below: "Deep | None" = None


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"

    @strawberry.field
    def thing(self) -> Thing | None:
        return thing()

    @strawberry.field
    def node(self, id: strawberry.ID) -> Node | None:
        return thing() if id == "thing_1" else None

    @strawberry.field
    def things(self, first: int | None = None, last: int | None = None) -> ThingConnection:
        return page(first, last)

    @strawberry.field
    def deep(self, input: Deep) -> str:
        return input.name or ""

    @strawberry.field
    def exact(self) -> strawberry.scalars.JSON:
        return strawberry.scalars.JSON({"value": Decimal("0.100000000000000000000001")})

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError(SECRET)

    @strawberry.field
    def nothing(self) -> str:
        return cast("str", None)

    @strawberry.field
    def too_large(self) -> int | None:
        return 2**40

    @strawberry.field
    def unwritable(self) -> strawberry.scalars.JSON:
        return strawberry.scalars.JSON({"value": object()})

    @strawberry.field
    def away(self) -> str | None:
        raise Unavailable("The database cannot be reached; try again shortly.")

    @strawberry.field
    def wrong(self) -> str | None:
        raise InvalidInput([FieldError(("start_period", 0), "is negative", UserErrorCode.OUT_OF_RANGE)])

    @strawberry.field
    async def slow(self, seconds: float = 5) -> str | None:
        await asyncio.sleep(seconds)
        return "at last"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, name: str) -> Thing:
        return Thing(id=strawberry.ID("thing_1"), name=name)

    @strawberry.mutation(metadata={"scope": Scope.ADMIN})  # type: ignore[untyped-decorator]  # Strawberry types options loosely
    def wipe(self) -> bool:
        WIPED.append(True)
        return True

    @strawberry.mutation
    def away(self) -> str | None:
        raise Unavailable("The database cannot be reached; try again shortly.")


WIPED: list[bool] = []


def small_schema() -> GraphQLSchema:
    built = strawberry.Schema(Query, Mutation, types=[Thing], config=StrawberryConfig(auto_camel_case=True))
    return built._schema


SCHEMA = small_schema()
VIEWER = Viewer("pg_test", Scope.ADMIN)


def context(_: Scoped, viewer: Viewer, memory: Memory) -> Context:
    nothing: Any = None
    return Context(nothing, viewer, datetime(2026, 1, 1, tzinfo=UTC), memory)


def application(
    limits: Limits | None = None,
    *,
    viewer: Viewer | None = VIEWER,
    make_context: Callable[[Scoped, Viewer, Memory], Context] = context,
    execute: Execute | None = None,
    schema: GraphQLSchema = SCHEMA,
    log: Any = None,
) -> Starlette:
    log = log or structlog.wrap_logger(None, processors=[drop])
    route = graphql_route(schema, make_context, lambda _: viewer, log=log, limits=limits, execute=execute)
    return Starlette(routes=[route])


def drop(_: Any, __: str, ___: Any) -> Any:
    raise structlog.DropEvent


def client(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def post(app: Starlette, body: Any = None, **more: Any) -> httpx.Response:
    """`body` is bytes as they are, a text as a query, or anything else as JSON."""
    if isinstance(body, str):
        body = {"query": body}
    content = {"content": body} if isinstance(body, bytes) else {"json": body}
    headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
    headers |= more.pop("headers", {})
    async with client(app) as session:
        return await session.post("/graphql", headers=headers, **content, **more)


async def ask(app: Starlette, query: str, **variables: Any) -> Any:
    """The whole answer to a query."""
    return (await post(app, {"query": query, "variables": variables})).json()


def asked(query: str, **variables: Any) -> GraphQLRequest:
    return GraphQLRequest(query, None, variables)
