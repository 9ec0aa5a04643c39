"""Whatever is sent: no 5xx, nothing of the inside told, an answer at once, and the next client is served."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.hostile import bodies, documents, protocol, values
from tests.contract.hostile.sending import Reply, asked, body, send
from tests.served import Served

KINDS = {**bodies.corpus(), **documents.corpus(), **values.corpus(), **protocol.corpus()}
INSIDE = re.compile(
    r"Traceback|File \"|site-packages|sqlalchemy|asyncpg|aiosqlite|sqlite3|strawberry|starlette|uvicorn|pydantic"
    r"|\.py\b|object at 0x|<class|\b(?:Type|Value|Key|Attribute|Index|Recursion|Unicode\w*|Assertion)Error\b"
    r"|set_int_max_str_digits|\bselect\b.*\bfrom\b|no such (?:table|column)|relation \".*\" does not"
    r"|[A-Za-z]+ instance>"
)
CUT = {"bodies that end too early", "broken chunks", "content lengths", "two framings", "other protocols", "methods"}
MEBIBYTE = 1 << 20
PROMISED = 2.0


def test_enough_of_everything() -> None:
    assert len(KINDS) >= 80
    assert sum(map(len, KINDS.values())) >= 800


@pytest.fixture(scope="module")
def memory(server: Served) -> Iterator[None]:
    """The whole corpus raises the peak of the process by less than 200 MiB."""
    served_well(server)
    before = peak(server)
    yield
    if before:
        assert peak(server) - before < 200 * MEBIBYTE


def peak(server: Served) -> int:
    status = Path(f"/proc/{server.process.pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 if found else 0


def served_well(server: Served) -> None:
    reply = send(server.url, server.read, asked("{ viewer { scope } plans(first: 1) { totalCount } }"))
    assert reply.status == 200
    assert '"scope":"READ"' in reply.text
    assert "errors" not in reply.text


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("kind", KINDS)
def test_hostile(server: Served, kind: str) -> None:
    for request in KINDS[kind]:
        reply = send(server.url, server.read, request, closes=kind in CUT)
        if reply.seconds > PROMISED:  # a busy machine is not the server's fault
            reply = send(server.url, server.read, request, closes=kind in CUT)

        sent = request[:300] + (b" ..." if len(request) > 300 else b"")
        assert reply.status is not None or kind in protocol.SILENT, sent
        assert reply.status is None or reply.status < 500, (sent, reply.text[:500])
        assert "INTERNAL_SERVER_ERROR" not in reply.text, (sent, reply.text[:1000])
        assert not INSIDE.search(reply.text), (sent, reply.text[:1000])
        assert server.read not in reply.text
        assert reply.seconds <= PROMISED, sent
        if reply.status is not None and reply.status >= 400 and kind not in protocol.SILENT:
            told(reply)
        served_well(server)


def told(reply: Reply) -> None:
    """An error of the graph has a message and a code."""
    text = reply.text.partition("\r\n\r\n")[2] or reply.text[reply.text.index("{") :]
    for error in json.loads(text)["errors"]:
        assert error["message"]
        assert error["extensions"]["code"] in {
            "BAD_REQUEST", "BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "LIMIT_EXCEEDED",
            "OPERATION_RESOLUTION_FAILURE", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND",
        }  # fmt: skip


def test_keys_are_never_logged(server: Served) -> None:
    send(server.url, server.read, body(b"{", X_Anything="x"))

    log = server.log.read_text("utf-8", "replace")
    assert server.read not in log
    assert server.admin not in log
