"""What a plan's answers are made of: the tables of all its statements, and how they ask the clock."""

from collections.abc import Sequence

from plangraph.graph.executor.finish import asks
from plangraph.store import loads
from plangraph.store.basis import Basis, of_statements
from plangraph.store.loads import AS_OF
from plangraph.store.selected import Selected
from plangraph.store.statement import Statement


def basis_of(fields: Sequence[Selected], statement: Statement) -> Basis | None:
    """None when it cannot be told at which instants an answer changes by itself, or what a batch function reads."""
    return None if asks(fields) or _computes_with_now(fields) else of_statements(statement.all())


def _computes_with_now(fields: Sequence[Selected]) -> bool:
    """Whether a Python function is given the present instant, of which it may make anything."""
    return any(
        (
            isinstance(field.load, loads.Computed)
            and any(given is AS_OF for given in field.load.inputs)
            and not (field.asked and field.asked.dated)
        )
        or _computes_with_now(field.fields)
        for field in fields
    )
