"""The server as a process: it starts, keeps strangers out, and ends in good order."""

import json
import urllib.error
import urllib.request
from typing import Any
from unittest.mock import ANY

from tests.served import Served, stop


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_served(served: Served) -> None:
    assert get(f"{served.url}/livez")[0] == 200
    assert get(f"{served.url}/readyz") == (200, b'{"status":"ready"}')
    assert get(f"{served.url}/metrics")[0] == 401
    assert get(f"{served.url}/metrics", served.bearer(served.read))[0] == 200
    status, body = get(f"{served.url}/v1/nothing", served.bearer())
    assert (status, json.loads(body)["error"]["code"]) == (404, "NOT_FOUND")


def test_graph_is_served(served: Served) -> None:
    query = f"{served.url}/graphql?query=%7B__typename%7D"

    assert get(query, served.bearer(served.read)) == (200, ANY)
    assert json.loads(get(query, served.bearer())[1])["data"] == {"__typename": "Query"}
    status, body = get(query)
    assert status == 401
    assert json.loads(body)["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


def test_stops_when_told(served: Served) -> None:
    code = stop(served.process)

    assert code == -15
    assert "Finished server process" in served.log.read_text()
