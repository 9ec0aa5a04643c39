"""A connection on which heads come again: what is told of its requests, and what is answered, is as it always is."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from plangraph.web import protocol as module
from plangraph.web.cycle import Cycle
from tests.unit.test_protocol import connected

HEAD = b"POST /graphql?a=b HTTP/1.1\r\nHost: plans.test\r\nX-Name: one\r\nContent-Length: 4\r\n\r\n"
SENT = {
    "a body": HEAD + b"four",
    "another body": HEAD + b"five",
    "a longer body": HEAD.replace(b"4", b"5") + b"fiver",
    "no body": b"GET /name HTTP/1.1\r\nhost: plans.test\r\n\r\n",
    "a body of nothing": b"POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n",
    "chunks": b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n",
    "a body like a head": b"POST / HTTP/1.1\r\ncontent-length: 8\r\n\r\n\r\n\r\n\r\n\r\n",
    "an empty line": b"\r\n",
    "empty lines": b"\r\n\r\n",
    "expecting": b"POST / HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 4\r\n\r\nfour",
    "upgrading": b"GET / HTTP/1.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
    "the old protocol": b"GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n",
    "the last one": b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
    "no HTTP": b"four",
}
Told = tuple[list[tuple[dict[str, Any], bytes]], bytes, bool]


async def told(chunks: Sequence[bytes]) -> Told:
    """What the application was told of the requests, what was sent, and whether the connection was closed.

    After each chunk there is time for an answer.
    """
    found = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        found.append(({name: value for name, value in scope.items() if name != "extensions"}, body))
        scope["state"]["seen"] = scope["path_params"] = body
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
        await send({"type": "http.response.body", "body": body})

    fake, protocol = connected(app)
    for chunk in chunks:
        if fake.closed:
            break
        protocol.data_received(chunk)
        for _ in range(8):
            await asyncio.sleep(0)
    protocol.connection_lost(None)
    return found, fake.text, fake.closed


@pytest.mark.parametrize("first", SENT)
@pytest.mark.parametrize("second", SENT)
async def test_two_requests_again_and_again(first: str, second: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = [SENT[first], SENT[second], SENT[first], SENT[second], SENT[second]]
    answered = await told(chunks)
    monkeypatch.setattr(module, "known", lambda *_: None)

    assert answered == await told(chunks)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
async def test_however_they_are_cut(data: st.DataObject, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = data.draw(st.lists(st.sampled_from(["a body", "another body", "no body", "chunks", "empty lines"])))
    chunks = []
    for request in requests:
        text = SENT[request]
        place = data.draw(st.just(0) | st.integers(0, len(text)))
        chunks += [part for part in (text[:place], text[place:]) if part]
    answered = await told(chunks)
    with monkeypatch.context() as changed:
        changed.setattr(module, "known", lambda *_: None)

        assert answered == await told(chunks)


async def test_a_head_that_came_before_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    reading = module.Protocol.on_headers_complete

    def counted(self: module.Protocol) -> None:
        read.append(self.url)
        reading(self)

    monkeypatch.setattr(module.Protocol, "on_headers_complete", counted)

    found, _, _ = await told([SENT["a body"], SENT["another body"], SENT["a body"], SENT["a longer body"]])

    assert len(read) == 2
    assert [body for _, body in found] == [b"four", b"five", b"four", b"fiver"]


@pytest.mark.parametrize("cycle", [Cycle, RequestResponseCycle])
async def test_heads_of_answers_are_each_their_own(cycle: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    usual = [(b"vary", b"Accept"), (b"content-length", b"1"), (b"x-request-id", b"one")]
    heads = [
        (200, usual),
        (200, [*usual[:2], (b"x-request-id", b"two")]),
        (200, [(b"vary", b"Cookie"), *usual[1:]]),
        (201, usual),
        (201, [*usual[:2], (b"etag", b"one")]),
        (201, [usual[0], (b"x-length", b"1"), (b"content-length", b"1")]),
        (201, usual[1:]),
        (201, [usual[1]]),
        (201, [*usual, *usual]),
        (404, []),
        (404, [usual[0], usual[2]]),
        (200, usual),
        (200, [*usual[:2], (b"x-request-id", b"one\r\nset-cookie: two")]),
        (200, usual),
    ]
    waiting = iter(heads)

    async def app(_: Scope, __: Receive, send: Send) -> None:
        status, headers = next(waiting)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"a"})

    monkeypatch.setattr(module, "Cycle", cycle)
    fake, protocol = connected(app)
    for _ in heads:
        if not fake.closed:
            protocol.data_received(SENT["no body"])
            await asyncio.sleep(0.001)
    protocol.connection_lost(None)

    assert b"set-cookie" not in fake.text
    assert fake.closed
    written = b"".join(
        b"HTTP/1.1 %d %b\r\n%b%b\r\n%b"
        % (
            status,
            {200: b"OK", 201: b"Created", 404: b"Not Found"}[status],
            b"".join(b"%b: %b\r\n" % line for line in lines),
            b"" if any(name == b"content-length" for name, _ in lines) else b"transfer-encoding: chunked\r\n",
            b"a" if any(name == b"content-length" for name, _ in lines) else b"1\r\na\r\n0\r\n\r\n",
        )
        for status, lines in heads[:12]
    )
    assert fake.text == written
