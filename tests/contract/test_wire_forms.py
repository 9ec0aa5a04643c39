"""What Kickplan's clients send, header for header and byte for byte, as written down between them and a server.

They are in no registry, so their requests stand here: TypeScript's `@kickplan/sdk` 1.2.0, Ruby's `kickplan-sdk` 0.1.0.
Twice in a row each, since clients repeat themselves.
"""

import http.client
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.contract.test_curl import CATALOGUE
from tests.rest.conftest import load_into
from tests.served import serving

NODE = {
    "Content-Type": "application/json",
    "Accept": "*/*",
    "User-Agent": "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
    "Accept-Encoding": "gzip,deflate",
    "Connection": "keep-alive",
}
RUBY = {
    "User-Agent": "Kickplan SDK v0.1.0",
    "Content-Type": "application/json",
    "Accept-Encoding": "gzip;q=1.0,deflate;q=0.6,identity;q=0.3",
    "Accept": "*/*",
}
RUBY_EMPTY = {**RUBY, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "0"}
Sent = tuple[dict[str, str], str, str, str | None, int]
SENT: list[Sent] = [
    (NODE, "GET", "/api/features/resolve", None, 200),
    (NODE, "POST", "/api/features/resolve", '{"context":{"account_id":"acme"}}', 200),
    (NODE, "POST", "/api/features/metrics/resolve", '{"context":{"account_id":"acme"}}', 200),
    (
        NODE,
        "POST",
        "/api/accounts",
        (
            '{"key":"acme","name":"Acme","custom_fields":{"salesforce_id":"1"},"account_plans":[{"plan_key":"essentials"}],'
            '"feature_overrides":[{"override":"variant_key","expires_at":"2130-01-01T00:00:00.000Z",'
            '"feature_key":"metrics","variant_key":"true"},'
            '{"override":"variant_key","feature_key":"chat","variant_key":"off"}]}'
        ),
        200,
    ),
    (NODE, "PUT", "/api/accounts/acme", '{"key":"acme","name":"Acme 2"}', 200),
    (
        NODE,
        "POST",
        "/api/metrics/set",
        '{"key":"seats","value":5,"account_key":"acme","time":"2024-04-29T19:20:34.000Z","idempotency_key":"ts-k"}',
        202,
    ),
    (NODE, "POST", "/api/metrics/set", '{"key":"seats","value":"6","account_key":"acme"}', 202),
    (
        NODE,
        "POST",
        "/api/billable_objects",
        '{"external_id":"1","external_type":"Seat","account_key":"acme","properties":{"a":1}}',
        200,
    ),
    (NODE, "POST", "/api/billable_objects", '{"external_id":"2","external_type":"Seat","account_key":"acme"}', 200),
    (NODE, "PUT", "/api/accounts/nobody", '{"key":"nobody"}', 404),
    (NODE, "POST", "/api/accounts", '{"name":"x"}', 400),
    (NODE, "POST", "/api/metrics/set", '{"key":"s","value":1.5,"account_key":"acme"}', 400),
    (RUBY, "POST", "/api/features/resolve", '{"detailed":false}', 200),
    (RUBY, "POST", "/api/features/resolve", '{"detailed":true,"context":{"account_key":"acme"}}', 200),
    (RUBY, "POST", "/api/features/resolve", '{"detailed":false,"context":{"account_key":null}}', 200),
    (RUBY, "POST", "/api/features/upload-contacts/resolve", '{"detailed":false}', 200),
    (RUBY, "POST", "/api/features/upload-contacts/resolve", '{"detailed":true,"context":{"account_key":"acme"}}', 200),
    (RUBY, "POST", "/api/features/nope/resolve", '{"detailed":true}', 200),
    (
        RUBY,
        "POST",
        "/api/accounts",
        (
            '{"key":"globex","name":"Globex","custom_fields":{"salesforce_id":"12345"},'
            '"account_plans":[{"plan_key":"essentials"}],"feature_overrides":[{"override":"variant_key",'
            '"feature_key":"metrics","variant_key":"true"},{"override":"variant_key",'
            '"expires_at":"2130-01-01T00:00:00+00:00","feature_key":"chat","variant_key":"off"}]}'
        ),
        200,
    ),
    (RUBY, "POST", "/api/accounts", '{"key":"bare"}', 200),
    (RUBY, "POST", "/api/accounts", '{"key":"bare","name":null}', 200),
    (
        RUBY,
        "PUT",
        "/api/accounts/globex",
        (
            '{"name":"Globex, Inc","feature_overrides":[{"override":"variant_key","feature_key":"metrics",'
            '"variant_key":"false"}]}'
        ),
        200,
    ),
    (
        RUBY,
        "POST",
        "/api/metrics/set",
        (
            '{"key":"seats","value":5,"account_key":"globex","idempotency_key":"some-key",'
            '"time":"2024-04-29T12:20:34-07:00"}'
        ),
        202,
    ),
    (RUBY, "POST", "/api/metrics/set", '{"key":"seats","value":"7","account_key":"globex"}', 202),
    (RUBY_EMPTY, "POST", "/api/metrics/flush", "", 202),
    (
        RUBY,
        "POST",
        "/api/billable_objects",
        '{"external_id":"1","external_type":"Seat","account_key":"globex"}',
        200,
    ),
    (RUBY, "PUT", "/api/accounts/nobody", '{"name":"x"}', 404),
    (RUBY, "POST", "/api/accounts", '{"key":""}', 400),
]


def test_twice_in_a_row(database_url: str, tmp_path: Path) -> None:
    load_into(database_url, **CATALOGUE)
    with serving(database_url, tmp_path) as served:
        connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=30)

        def send(sent: Sent) -> Any:
            headers, method, path, body, status = sent
            told = {"Authorization": f"Bearer {served.write}", **headers}
            connection.request(method, path, None if body is None else body.encode(), told)
            answer = connection.getresponse()
            text = answer.read()
            assert answer.status == status, (sent, text)
            if status == 202:  # TypeScript's client parses whatever text there is
                assert (text, answer.headers["content-length"]) == (b"", "0"), sent
                return None
            assert answer.headers["content-type"].partition(";")[0] == "application/json", sent
            return json.loads(text)

        for _ in range(2):
            for sent in SENT:
                told, (_, method, path, body, status) = send(sent), sent
                if status in (400, 404):
                    assert set(told) == {"message", "type", "errors"}
                elif path == "/api/features/resolve":
                    assert all("value" in feature for feature in told)
                    assert len(told) == 3
                elif "/accounts" in path:
                    _strict_account(told, json.loads(body or ""))
                elif path == "/api/billable_objects":
                    assert isinstance(told["properties"], dict)
                elif method == "POST" and "/features/" in path:
                    assert "value" in told
        connection.close()


def _strict_account(told: dict[str, Any], given: dict[str, Any]) -> None:
    """What Ruby's schema raises for: a null name, lists that are absent or not of strings."""
    assert isinstance(told.get("name", ""), str)
    assert {type(entry) for name in ("plans", "feature_overrides") for entry in told[name]} <= {str}
    if given.get("name"):
        assert told["name"] == given["name"]
