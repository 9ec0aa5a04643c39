"""The connection that every list is: edges, nodes, where the page lies, how many there are. Knows no table."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import strawberry
from sqlalchemy import func

from plangraph.graph.fields import global_id, part, total

N = TypeVar("N")


@strawberry.interface(description="Anything with a global id.")
class Node:
    id: strawberry.ID = global_id(description="Opaque id, unique in the whole graph and stable; `node` finds it again.")


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = part("has_next_page", description="Whether anything follows this page.")
    has_previous_page: bool = part("has_previous_page", description="Whether anything precedes this page.")
    start_cursor: str | None = part("start_cursor", description="Cursor of the first edge; null on an empty page.")
    end_cursor: str | None = part("end_cursor", description="Cursor of the last edge; null on an empty page.")


@strawberry.type(description="One place in a list.")
class Edge(Generic[N]):
    cursor: str = part("cursor", description="Continue from here: for `after` or `before` of the same list.")
    node: N = part("node", description="What is in this place.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[N]):
    edges: Sequence[Edge[N]] = part("edges", description="The places of this page, in order.")
    nodes: list[N] = part("nodes", description="What is in them, for those who need no cursors.")
    page_info: PageInfo = part("page_info", description="Where the page lies.")
    total_count: int = total(func.count(), description="How many edges there are in all pages; costs a count.")
