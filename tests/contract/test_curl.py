"""The examples of Kickplan's reference, sent by curl itself."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import missing
from tests.price_lists import plan_json
from tests.rest.conftest import load_into
from tests.served import serving

CATALOGUE: dict[str, Any] = {
    "plans": [{"plan": plan_json(name="Essentials"), "annotations": {"key": "essentials"}}],
    "features": [
        {"key": "metrics", "type": "boolean"},
        {"key": "upload-contacts", "type": "boolean", "entitlements": {"essentials": "true"}},
        {
            "key": "chat",
            "type": "boolean",
            "variants": {"on": True, "off": False},
            "default_variant": "off",
        },
    ],
}
ACCOUNT = {
    "key": "12345",
    "name": "Acme",
    "custom_fields": {"salesforce_id": "12345"},
    "account_plans": [{"plan_key": "essentials"}],
    "feature_overrides": [
        {"feature_key": "metrics", "variant_key": "true"},
        {"feature_key": "chat", "variant_key": "off"},
    ],
}
RESOLVE = {"detailed": True, "context": {"account_key": "12345"}}
METRIC = {
    "key": "true",
    "value": 1,
    "account_key": "12345",
    "idempotency_key": "test-key",
    "time": "2024-04-29T12:20:34-07:00",
}


@pytest.fixture
def curl() -> str:
    found = shutil.which("curl")
    if found is None:
        missing("curl")
    return str(found)


def test_examples_twice_in_a_row(curl: str, database_url: str, tmp_path: Path) -> None:
    load_into(database_url, **CATALOGUE)
    with serving(database_url, tmp_path) as served:

        def send(path: str, body: dict[str, Any] | None) -> tuple[int, Any]:
            command = [curl, "--silent", "--location", f"{served.url}{path}", "--write-out", "\n%{http_code}"]
            command += ["-H", f"Authorization: Bearer {served.write}", "-H", "Accept: application/json"]
            if body is not None:
                command += ["-H", "Content-Type: application/json", "--data", json.dumps(body)]
            text, _, status = subprocess.run(command, check=True, capture_output=True, text=True).stdout.rpartition(
                "\n"
            )
            return int(status), json.loads(text) if text else None

        for _ in range(2):
            status, account = send("/api/accounts", ACCOUNT)
            assert (status, account["plans"]) == (200, ["essentials"])
            assert account["feature_overrides"] == ["metrics/true", "chat/off"]
            assert send("/api/features/upload-contacts/resolve", RESOLVE) == (
                200,
                {
                    "key": "upload-contacts",
                    "value": True,
                    "variant": "true",
                    "error_code": None,
                    "metadata": {"name": "upload-contacts"},
                },
            )
            status, features = send("/api/features/resolve", RESOLVE)
            assert [(f["key"], f["value"]) for f in features] == [
                ("chat", False),
                ("metrics", True),
                ("upload-contacts", True),
            ]
            assert send("/api/metrics/set", METRIC) == (202, None)
            status, plans = send("/v1/plans", None)
            assert [plan["name"] for plan in plans["data"]] == ["Essentials"]
            status, refused = send("/api/accounts", {"name": "Acme"})
            assert (status, refused["errors"]) == (400, [{"field": "key", "message": "is required", "type": "invalid"}])


EXAMPLES = Path(__file__).parent / "examples" / "kickplan.curl"
HOST = re.compile(r"https://customer\.(?:control|console)\.kickplan\.dev")


def test_examples_as_they_are_printed(curl: str, database_url: str, tmp_path: Path) -> None:
    """Only the host is another, and the key is added."""
    load_into(database_url, **CATALOGUE)
    with serving(database_url, tmp_path) as served:
        for _ in range(2):
            told: list[tuple[int, Any]] = []
            for example in EXAMPLES.read_text().strip().split("\n\n"):
                words = shlex.split(HOST.sub(served.url, example.replace("\\\n", "")))[1:]
                command = [curl, *words, "--silent", "-H", f"Authorization: Bearer {served.write}"]
                command += ["--write-out", "\n%{http_code}"]
                found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                body, _, status = found.rpartition("\n")
                told.append((int(status), json.loads(body) if body else None))
            account, one, every, metric = told
            assert (account[0], account[1]["key"], account[1]["plans"]) == (200, "acme", ["essentials"])
            assert (one[0], one[1]["value"], one[1]["variant"]) == (200, False, "false")
            assert (every[0], [feature["key"] for feature in every[1]]) == (200, ["chat", "metrics", "upload-contacts"])
            assert metric == (202, None)
