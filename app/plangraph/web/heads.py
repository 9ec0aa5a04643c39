"""The heads of the answers on one connection, of which the next one is much as the last one was."""

from collections.abc import Sequence

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

Line = tuple[bytes, bytes]

_CONTROLS = bytes([*range(9), *range(10, 32), 127])
_LENGTH = b"content-length"
_UNUSUAL = frozenset({b"connection", b"transfer-encoding"})


class Heads:
    """Remembers how the last head began: with all but its last two lines, where those tell the length of what follows
    and the name of the request.
    """

    __slots__ = ("_always", "_last", "_lines", "_status", "_text")

    def __init__(self) -> None:
        self._always: Sequence[Line] = ()
        self._lines: list[Line] = []
        self._status, self._last, self._text = 0, b"", b""

    def written(self, status: int, always: Sequence[Line], lines: Sequence[Line]) -> tuple[bytes, int] | None:
        """A head, and the length it tells; of what every answer says and what this one does.

        None for what uvicorn has to look at, and for a header that would end its line by itself.
        """
        *first, (length, digits), (last, value) = lines if len(lines) > 1 else (*_NONE, *lines)
        if (
            first == self._lines
            and always is self._always
            and status == self._status
            and (length, last) == (_LENGTH, self._last)
        ):
            rest = b"content-length: %b\r\n%b: %b\r\n\r\n" % (digits, last, value)
            return (self._text + rest, int(digits)) if _in_order(rest, 2) else None
        found = dict(lines)
        if _LENGTH not in found or not _UNUSUAL.isdisjoint(found):
            return None
        text = STATUS_LINE[status] + _text(always) + _text(lines) + b"\r\n"
        if not _in_order(text, 1 + len(always) + len(lines)):
            return None
        if length == _LENGTH:
            self._status, self._always, self._lines, self._last = status, always, first, last
            self._text = STATUS_LINE[status] + _text(always) + _text(first)
        return text, int(found[_LENGTH])


_NONE: list[Line] = [(b"", b""), (b"", b"")]


def _text(lines: Sequence[Line]) -> bytes:
    return b"".join([b"%b: %b\r\n" % line for line in lines])


def _in_order(text: bytes, lines: int) -> bool:
    """Whether nothing but the ends of so many lines, and the one after them, moves what is printed."""
    return len(text) - len(text.translate(None, _CONTROLS)) == 2 * (lines + 1)
