"""Things kept for next time, bounded by number and by size; the one unused longest goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    def __init__(self, most: int, most_bytes: int) -> None:
        self.most, self.most_bytes = most, most_bytes
        self.bytes = 0
        self._found: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: K) -> V | None:
        found = self._found.get(key)
        if found is None:
            return None
        self._found.move_to_end(key)
        return found[0]

    def keep(self, key: K, value: V, size: int) -> V:
        """What is larger than everything together may be is not kept."""
        if size <= self.most_bytes:
            self._drop(key)
            self._found[key] = (value, size)
            self.bytes += size
        while len(self._found) > self.most or self.bytes > self.most_bytes:
            self._drop(next(iter(self._found)))
        return value

    def _drop(self, key: K) -> None:
        _, size = self._found.pop(key, (None, 0))
        self.bytes -= size
