"""The transport that sends an answer's head with its body."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from plangraph.web.server import Config, Joined, Protocol


class Fake:
    def __init__(self) -> None:
        self.sent: list[list[bytes]] = []
        self.closed = False

    def writelines(self, lines: list[bytes]) -> None:
        self.sent.append(lines)

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = True

    def get_extra_info(self, _: str) -> None:
        return None


def joined() -> tuple[Fake, Joined]:
    fake: Any = Fake()
    return fake, Joined(fake, asyncio.get_running_loop())


async def test_one_turn_is_one_packet() -> None:
    fake, transport = joined()

    transport.write(b"head")
    transport.write(b"body")
    assert fake.sent == []
    await asyncio.sleep(0)
    transport.write(b"next")
    await asyncio.sleep(0)

    assert fake.sent == [[b"head", b"body"], [b"next"]]


async def test_closing_sends_what_waits() -> None:
    fake, transport = joined()

    transport.write(b"answer")
    transport.close()
    await asyncio.sleep(0)

    assert (fake.sent, fake.closed) == ([[b"answer"]], True)


async def test_nothing_is_sent_to_whoever_has_left() -> None:
    fake, transport = joined()

    transport.write(b"answer")
    fake.closed = True
    await asyncio.sleep(0)

    assert fake.sent == []


async def test_an_answer_is_sent_before_what_is_done_after_it() -> None:
    fake: Any = Fake()
    sent_by_then: list[int] = []

    async def app(_: Scope, __: Receive, send: Send) -> None:
        headers = [(b"content-length", b"4")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"bo", "more_body": True})
        await send({"type": "http.response.body", "body": b"dy"})
        sent_by_then.append(len(fake.sent))

    config = Config(app, log_config=None, access_log=False)
    config.load()
    config.loaded_app = app
    protocol = Protocol(config, ServerState(), {}, asyncio.get_running_loop())
    protocol.connection_made(fake)
    protocol.data_received(b"GET / HTTP/1.1\r\nhost: plans.test\r\n\r\n")
    await asyncio.sleep(0.01)
    protocol.connection_lost(None)

    assert sent_by_then == [1]
    assert b"".join(fake.sent[0]).endswith(b"\r\n\r\nbody")
