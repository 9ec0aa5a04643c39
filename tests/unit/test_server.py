"""The transport that sends an answer's head with its body."""

import asyncio
from typing import Any

from plangraph.web.server import Joined


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
