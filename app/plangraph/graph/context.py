"""What one GraphQL request carries: who asks, when, and what reads for it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from plangraph.domain.viewer import Viewer
from plangraph.graph.reader import Reader
from plangraph.store.batches import Reading
from plangraph.store.engine import Database
from plangraph.store.seen import Seen

Memory = dict[Hashable, Any]


@dataclass(slots=True)
class Context:
    """`now` is the one instant of the whole request.

    `memory`: what executors note for the next request that asks the very same, whoever asks it and whenever.
    `seen`: a snapshot that everything is read of, instead of the database.
    """

    database: Database
    viewer: Viewer
    now: datetime
    memory: Memory = field(default_factory=dict)
    seen: Seen | None = None
    _reader: Reader | None = field(default=None, init=False, repr=False)

    @property
    def reader(self) -> Reader:
        """Batches the request's reads; made when the first asks, since a compiled operation needs none."""
        if self._reader is None:
            self._reader = Reader(Reading(self.seen or self.database, self.viewer, self.now))
        return self._reader
