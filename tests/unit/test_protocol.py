"""The connection: when it is closed, and what of an answer is sent when."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from plangraph.web import protocol as module
from plangraph.web.cycle import Cycle, arrived
from plangraph.web.protocol import Config, Protocol

GET = b"GET / HTTP/1.1\r\nhost: plans.test\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: plans.test\r\ncontent-length: 4\r\n\r\n"
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Fake:
    def __init__(self) -> None:
        self.sent: list[list[bytes]] = []
        self.closed = False

    @property
    def text(self) -> bytes:
        return b"".join(b"".join(lines) for lines in self.sent)

    def writelines(self, lines: list[bytes]) -> None:
        self.sent.append(lines)

    def write(self, text: bytes) -> None:
        self.sent.append([text])

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass

    def get_extra_info(self, _: str) -> None:
        return None


def connected(app: App, *, seconds: float = 20, resting: float = 5) -> tuple[Fake, Protocol]:
    """`seconds` for a request to arrive, `resting` until the next one begins."""
    config = Config(app, log_config=None, access_log=False)
    config.load()
    config.loaded_app = app  # without the layers that uvicorn adds
    config.request_seconds, config.timeout_keep_alive = seconds - 1, resting  # type: ignore[assignment]  # uvicorn counts whole ones
    fake: Any = Fake()
    protocol = Protocol(config, ServerState(), {}, asyncio.get_running_loop())
    protocol.connection_made(fake)
    return fake, protocol


async def hello(_: Scope, __: Receive, send: Send) -> None:
    await answer(send, [(b"content-length", b"5")], b"hello")


async def answer(send: Send, headers: list[tuple[bytes, bytes]], body: bytes, status: int = 200) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def piecemeal(send: Send, *pieces: bytes | float) -> None:
    """The seconds between the pieces are waited for."""
    length = sum(len(piece) for piece in pieces if isinstance(piece, bytes))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % length)]})
    for place, piece in enumerate(pieces, start=1):
        if isinstance(piece, bytes):
            await send({"type": "http.response.body", "body": piece, "more_body": place < len(pieces)})
        else:
            await asyncio.sleep(piece)


async def test_pieces_that_come_without_a_pause_are_one_packet() -> None:
    fake, protocol = connected(lambda _, __, send: piecemeal(send, b"one", b"two", b"three"))
    protocol.data_received(GET)
    await asyncio.sleep(0.01)
    protocol.connection_lost(None)

    assert [len(packet) for packet in fake.sent] == [4]
    assert fake.text.endswith(b"\r\n\r\nonetwothree")


async def test_what_there_is_of_a_body_does_not_wait_for_the_rest() -> None:
    fake, protocol = connected(lambda _, __, send: piecemeal(send, b"one", b"two", 0.05, b"three", b"four"))
    protocol.data_received(GET)
    await asyncio.sleep(0.01)
    assert fake.text.endswith(b"\r\n\r\nonetwo")

    await asyncio.sleep(0.08)

    assert fake.text.endswith(b"\r\n\r\nonetwothreefour")
    assert not fake.closed
    protocol.connection_lost(None)


@pytest.mark.parametrize("pieces", [(b"hell",), (b"hello", b"!"), (b"hello, you", b"")])
async def test_a_body_of_another_length_than_was_told_ends_the_connection(pieces: tuple[bytes, ...]) -> None:
    async def app(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        for place, piece in enumerate(pieces, start=1):
            await send({"type": "http.response.body", "body": piece, "more_body": place < len(pieces)})

    fake, protocol = connected(app)
    protocol.data_received(GET)
    await asyncio.sleep(0.01)

    assert fake.closed
    protocol.connection_lost(None)
    assert b"you" not in fake.text
    assert b"!" not in fake.text


async def test_nothing_is_sent_to_whoever_has_left() -> None:
    async def app(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        fake.closed = True
        await send({"type": "http.response.body", "body": b"hello"})

    fake, protocol = connected(app)
    protocol.data_received(GET)
    await asyncio.sleep(0.01)
    protocol.connection_lost(None)

    assert fake.sent == []


async def test_an_answer_is_sent_before_what_is_done_after_it() -> None:
    sent_by_then: list[int] = []

    async def app(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"bo", "more_body": True})
        await send({"type": "http.response.body", "body": b"dy"})
        sent_by_then.append(len(fake.sent))

    fake, protocol = connected(app)
    protocol.data_received(GET)
    await asyncio.sleep(0.01)
    protocol.connection_lost(None)

    assert sent_by_then == [1]
    assert fake.text.endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize("request_line", [b"GET / HTTP/1.1", b"GET / HTTP/1.0", b"HEAD / HTTP/1.1"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(b"content-length", b"5"), (b"etag", b'"a"'), (b"Vary", b"Accept")], 200),
        ([(b"x-name", "Øresund".encode())], 200),
        ([(b"content-length", b"5"), (b"connection", b"close")], 200),
        ([(b"transfer-encoding", b"chunked")], 404),
        ([], 204),
        ([], 304),
    ],
)
async def test_an_answer_is_as_uvicorn_writes_it(
    headers: list[tuple[bytes, bytes]], status: int, request_line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def app(_: Scope, __: Receive, send: Send) -> None:
        await answer(send, headers, b"" if status in (204, 304) else b"hello", status)

    told = []
    for cycle in (Cycle, RequestResponseCycle):
        monkeypatch.setattr(module, "Cycle", cycle)
        fake, protocol = connected(app)
        protocol.data_received(request_line + b"\r\nhost: plans.test\r\n\r\n")
        await asyncio.sleep(0.01)
        told.append((fake.text.lower(), fake.closed))
        protocol.connection_lost(None)

    assert told[0] == told[1]
    assert told[0][0].startswith(b"http/1.1 %d" % status)


@pytest.mark.parametrize("value", [b"a\r\nset-cookie: b=c", b"a\nb", b"a\rb", b"a\x00b"])
async def test_a_header_that_ends_its_own_line_is_not_sent(value: bytes) -> None:
    async def app(_: Scope, __: Receive, send: Send) -> None:
        await answer(send, [(b"content-length", b"5"), (b"x-name", value)], b"hello")

    fake, protocol = connected(app)
    protocol.data_received(GET)
    await asyncio.sleep(0.01)
    protocol.connection_lost(None)

    assert (fake.text, fake.closed) == (b"", True)


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (GET, b""),
        (POST + b"four", b"four"),
        (POST + b"fo", None),
        (b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n", b"four"),
        (b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n", None),
    ],
)
async def test_a_body_that_is_there_is_not_waited_for(sent: bytes, body: bytes | None) -> None:
    found: list[Any] = []

    async def app(_: Scope, receive: Receive, __: Send) -> None:
        found.append(arrived(receive))
        found.append(await receive())

    _, protocol = connected(app)
    protocol.data_received(sent)
    await asyncio.sleep(0.01)
    begun = len(found)
    protocol.connection_lost(None)
    await asyncio.sleep(0.01)

    assert found[0] == body
    if body is None:
        assert found[1]["type"] == "http.request"
    else:
        assert (begun, found[1]) == (1, {"type": "http.disconnect"})


async def test_other_servers_bodies_are_waited_for() -> None:
    async def receive() -> Any:
        return {"type": "http.request"}

    assert arrived(receive) is None


async def test_a_connection_that_rests_too_long_is_closed_and_one_that_is_used_is_not() -> None:
    fake, protocol = connected(hello, resting=0.2)
    for _ in range(4):
        protocol.data_received(GET)
        await asyncio.sleep(0.1)
    assert not fake.closed

    await asyncio.sleep(0.3)

    assert fake.closed
    assert fake.text.count(b"HTTP/1.1 200") == 4
    assert b"408" not in fake.text


async def test_a_request_that_begins_after_a_rest_has_its_own_time() -> None:
    fake, protocol = connected(hello, seconds=0.4, resting=0.1)
    protocol.data_received(GET)
    await asyncio.sleep(0.05)
    protocol.data_received(POST[:20])
    await asyncio.sleep(0.2)
    assert not fake.closed

    await asyncio.sleep(0.3)

    assert fake.closed
    assert b"HTTP/1.1 408" in fake.text


async def test_what_never_begins_is_closed_without_a_word() -> None:
    fake, _ = connected(hello, seconds=0.1)

    await asyncio.sleep(0.2)

    assert (fake.text, fake.closed) == (b"", True)


async def test_an_answer_may_take_longer_than_its_request() -> None:
    async def app(_: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.3)
        await hello(_, receive, send)

    fake, protocol = connected(app, seconds=0.1, resting=0.1)
    protocol.data_received(GET)
    await asyncio.sleep(0.35)
    assert (fake.text[-5:], fake.closed) == (b"hello", False)

    await asyncio.sleep(0.2)

    assert fake.closed


async def test_a_body_that_comes_after_its_answer_is_followed_by_a_rest() -> None:
    fake, protocol = connected(hello, seconds=2, resting=0.1)
    protocol.data_received(POST)
    await asyncio.sleep(0.01)
    assert fake.text.endswith(b"hello")
    protocol.data_received(b"four")

    await asyncio.sleep(0.2)

    assert fake.closed


async def test_requests_that_come_together_are_answered_in_turn() -> None:
    async def app(scope: Scope, _: Receive, send: Send) -> None:
        await asyncio.sleep(0.05 if scope["path"] == "/slow path" else 0)
        await answer(send, [(b"content-length", b"%d" % len(scope["path"]))], scope["path"].encode())

    fake, protocol = connected(app)
    line = b"GET %b HTTP/1.1\r\nhost: plans.test\r\n\r\n"
    protocol.data_received(line % b"/slow%20path?a=b" + line % b"/next")
    await asyncio.sleep(0.1)

    assert [part.rpartition(b"\r\n")[2] for part in fake.text.split(b"HTTP/1.1")] == [b"", b"/slow path", b"/next"]
    protocol.connection_lost(None)
