"""A request whose head is, byte for byte, the one before on its connection: what it says is known already.

Clients that keep a connection send the same lines each time, and to read them anew takes longer than to compare them.
"""

from typing import Any, NamedTuple

from starlette.types import Scope

_END = b"\r\n\r\n"
_ODD = frozenset({b"transfer-encoding", b"expect", b"upgrade"})


class Known(NamedTuple):
    """`length`: bytes of the whole request. `scope`: what its head says."""

    head: bytes
    length: int
    scope: Scope

    def body(self, data: bytes) -> bytes | None:
        """Of a request that is whole, alone, and has this very head; else None."""
        same = len(data) == self.length and data.startswith(self.head)
        return data[len(self.head) :] if same else None


def known(data: bytes, scope: Any) -> Known | None:
    """`data` was read as a request that is whole. None unless it holds that request alone, its head ends where an empty
    line ends it, and the rest is as long as the head tells by itself: then a head that is the same tells the same.
    """
    end = data.find(_END) + len(_END)
    found = dict(scope["headers"])
    announced = [value for name, value in scope["headers"] if name == b"content-length"] or [b"0"]
    if announced != [b"%d" % (len(data) - end)] or not _ODD.isdisjoint(found):
        return None
    return Known(data[:end], len(data), {**scope})
