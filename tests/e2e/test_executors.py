"""Which executor answers in the real server, as its metrics tell."""

import json
import re
import urllib.request
from pathlib import Path
from typing import Any

from tests.served import Served, serving


def test_counted_by_executor(database_url: str, tmp_path: Path) -> None:
    with serving(database_url, tmp_path) as served:
        compiled = ask(served, "{ plans(first: 1) { totalCount edges { cursor } } }")
        in_python = ask(served, "{ viewer { scope } }")
        introspected = ask(served, "{ __schema { queryType { name } } }")
        wrong = ask(served, '{ plans(after: "no cursor") { totalCount } }')
        counted = executors(served)

    assert compiled["data"] == {"plans": {"totalCount": 0, "edges": []}}
    assert in_python["data"] == {"viewer": {"scope": "ADMIN"}}
    assert introspected["data"] == {"__schema": {"queryType": {"name": "Query"}}}
    assert wrong["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert counted == {("compiled", ""): 2, ("reference", "introspection"): 1, ("reference", "input"): 1}


def ask(served: Served, query: str) -> Any:
    headers = {"Content-Type": "application/json", **served.bearer()}
    request = urllib.request.Request(f"{served.url}/graphql", json.dumps({"query": query}).encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def executors(served: Served) -> dict[tuple[str, str], int]:
    request = urllib.request.Request(f"{served.url}/metrics", headers=served.bearer())
    with urllib.request.urlopen(request, timeout=10) as answer:
        text = answer.read().decode()
    found = re.findall(r'^plangraph_executions_total\{executor="([^"]*)",reason="([^"]*)"\} (\d+)', text, re.MULTILINE)
    return {(executor, reason): int(count) for executor, reason, count in found}
