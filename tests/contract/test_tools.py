"""Other people's audits, clients and tools take the graph as it is.

In one file, since files are what parallel runs hand out, and all of it shares one folder of Node packages.
"""

import json
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from gql import Client, GraphQLRequest, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport
from graphql import build_client_schema, get_introspection_query, print_schema

from plangraph.resources import SCHEMA
from tests.contract.conftest import NODE, Node
from tests.served import Served


def test_every_audit_of_graphql_over_http(server: Served, node: Node) -> None:
    """Those that its reference implementation only recommends included."""
    results = node("audits.mjs", f"{server.url}/graphql", server.read)

    assert [audit for audit in results if audit["status"] != "ok"] == []
    assert len(results) == 61


@pytest.mark.parametrize("package", ["graphql", "graphql17"])
def test_introspection_by_graphql_js(server: Served, node: Node, package: str) -> None:
    found = node("introspect.mjs", f"{server.url}/graphql", server.read, package)

    assert (found["status"], found["errors"], found["invalid"]) == (200, [], [])
    assert "type Plan implements Node {" in found["sdl"]
    assert "input PlanBy @oneOf {" in found["sdl"]
    assert "scalar UUID @specifiedBy(" in found["sdl"]


@pytest.mark.parametrize("client", ["apollo.mjs", "urql.mjs"])
def test_javascript_client(server: Served, node: Node, client: str) -> None:
    found = node(client, f"{server.url}/graphql", server.read)

    assert found["plans"]["totalCount"] == total(server)
    assert len(found["plans"]["nodes"]) == min(3, total(server))
    assert found["viewer"] == "READ"
    assert found["invalid"] == "GRAPHQL_VALIDATION_FAILED"
    assert found["costly"] == "LIMIT_EXCEEDED"


def total(server: Served) -> int:
    """How many plans the server has, asked without any client."""
    body = json.dumps({"query": "{ plans { totalCount } }"}).encode()
    headers = {"Content-Type": "application/json", **server.bearer(server.read)}
    with urlopen(Request(f"{server.url}/graphql", body, headers)) as answer:
        found: int = json.load(answer)["data"]["plans"]["totalCount"]
    return found


def python_client(server: Served, **more: Any) -> Client:
    transport = HTTPXTransport(f"{server.url}/graphql", headers=server.bearer(server.read))
    return Client(transport=transport, **more)


def test_gql_for_python(server: Served) -> None:
    with python_client(server, fetch_schema_from_transport=True) as session:
        query = "query ($n: Int!) { plans(first: $n) { totalCount } viewer { scope } }"
        asked = GraphQLRequest(query, variable_values={"n": 1})
        found = session.execute(asked)
        schema = session.client.schema

    assert found == {"plans": {"totalCount": total(server)}, "viewer": {"scope": "READ"}}
    assert schema is not None
    assert "Plan" in schema.type_map


def test_gql_for_python_sees_the_code(server: Served) -> None:
    with python_client(server) as session, pytest.raises(TransportQueryError) as caught:
        session.execute(gql("{ absent }"))

    assert caught.value.errors is not None
    assert caught.value.errors[0]["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}


def test_introspection_of_graphql_core_gives_the_printed_schema(server: Served) -> None:
    query = get_introspection_query(
        specified_by_url=True, schema_description=True, directive_is_repeatable=True, input_value_deprecation=True
    )

    with python_client(server) as session:
        schema = build_client_schema(session.execute(gql(query)))

    assert print_schema(schema).count("\ntype ") > 30


def test_schema_linter(node: Node) -> None:
    """By all of its rules."""
    assert "lint-disable" not in SCHEMA.read_text("utf-8")

    problems = node(str(bin_of("graphql-schema-linter")), "--format", "json", str(SCHEMA))

    assert problems == {"errors": []}


def test_generated_typescript(server: Served, node: Node, operations: Path) -> None:
    generated = NODE / "generated" / "graph.ts"
    generated.parent.mkdir(exist_ok=True)

    made = node("codegen.mjs", str(SCHEMA), str(operations), str(generated))
    node(str(bin_of("tsc")), "--project", "tsconfig.json", output=False)
    found = node("generated/out/consumer.js", f"{server.url}/graphql", server.read)

    assert made["operations"] == len(list(operations.iterdir())) >= 3
    assert found["total"] == total(server)
    assert len(found["names"]) == min(2, total(server))


def bin_of(name: str) -> Path:
    """The script behind a package's command."""
    return (NODE / "node_modules" / ".bin" / name).resolve()


def test_relay(server: Served, node: Node) -> None:
    (NODE / "generated" / "relay").mkdir(parents=True, exist_ok=True)

    node(str(NODE / "node_modules" / "relay-compiler" / "cli.js"), "relay.config.json", output=False)
    found = node("relay/run.mjs", f"{server.url}/graphql", server.read)

    assert len(found["page"]) == min(2, total(server))
    assert len(found["both"]) == len(set(found["both"])) == min(4, total(server))
    assert found["both"][:2] == found["page"]
    assert (found["again"] is None) is (total(server) == 0)
