"""A disk without room: writes are refused for now, reads go on, and everything is well once there is room again."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served, serving

resource = pytest.importorskip("resource", reason="limits on a running process need Linux")
if not hasattr(resource, "prlimit"):
    pytest.skip("limits on a running process need Linux", allow_module_level=True)

READ = '{ account(by: {key: "acme"}) { metric(key: "seats") { value } } }'
WRITE = (
    'mutation Set($key: String!) { metricSet(input: {accountKey: "acme", key: "seats", value: 4321, '
    "idempotencyKey: $key}) { outcome userErrors { message } } }"
)


def ask(served: Served, query: str, **variables: Any) -> tuple[int, Any, Any]:
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = served.bearer() | {"content-type": "application/json"}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"{served.url}/graphql", body, headers), timeout=10
        ) as answer:
            return answer.status, json.load(answer), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error), error.headers


def test_full_disk(tmp_path: Path) -> None:
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    with serving(f"sqlite:///{tmp_path}/var/plangraph.db", tmp_path, "--demo") as served:
        before = ask(served, READ)
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (4_096, resource.RLIM_INFINITY))
        refused = [ask(served, WRITE, key=f"full-{n}") for n in range(3)]
        during = ask(served, READ)
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, unlimited)
        written = ask(served, WRITE, key="full-0")
        after = ask(served, READ)

    assert before[0] == 200
    assert before[1]["data"]["account"]["metric"]["value"] != 4321
    for status, told, headers in refused:
        assert (status, told["errors"][0]["extensions"]["code"]) == (503, "UNAVAILABLE")
        assert int(headers["retry-after"]) >= 1
    assert during[:2] == before[:2]
    assert written[1]["data"] == {"metricSet": {"outcome": "APPLIED", "userErrors": []}}
    assert after[1]["data"]["account"]["metric"]["value"] == 4321
