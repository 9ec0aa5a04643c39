"""What one GraphQL request carries: who asks, when, and what reads for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from plangraph.domain.viewer import Viewer
from plangraph.store.engine import Database

if TYPE_CHECKING:
    from plangraph.graph.reader import Reader


@dataclass(slots=True)
class Context:
    """`now` is the one instant of the whole request; `reader` batches its reads."""

    database: Database
    viewer: Viewer
    now: datetime
    reader: "Reader"
