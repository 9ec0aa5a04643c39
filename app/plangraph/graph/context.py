"""What one GraphQL request carries: who asks, when, and what reads for it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from plangraph.domain.viewer import Viewer
from plangraph.store.engine import Database

if TYPE_CHECKING:
    from plangraph.graph.reader import Reader

Memory = dict[Hashable, Any]


@dataclass(slots=True)
class Context:
    """`now` is the one instant of the whole request; `reader` batches its reads.

    `memory`: what executors note for the next request that asks the very same, whoever asks it and whenever.
    """

    database: Database
    viewer: Viewer
    now: datetime
    reader: "Reader"
    memory: Memory = field(default_factory=dict)
