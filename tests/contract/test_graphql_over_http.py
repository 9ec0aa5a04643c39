"""GraphQL over HTTP as the audits of its reference implementation have it, what they only recommend included."""

from tests.contract.conftest import Node
from tests.served import Served


def test_every_audit(server: Served, node: Node) -> None:
    results = node("audits.mjs", f"{server.url}/graphql", server.read)

    assert [audit for audit in results if audit["status"] != "ok"] == []
    assert len(results) == 61
