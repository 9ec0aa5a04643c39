"""What a plan's answers are made of: the tables of all its statements, and how they ask the clock."""

from collections.abc import Sequence

from plangraph.store import loads
from plangraph.store.basis import Basis, of_statements
from plangraph.store.loads import AS_OF
from plangraph.store.selected import Selected
from plangraph.store.snapshot import Snapshot
from plangraph.store.statement import Statement


def basis_of(fields: Sequence[Selected], statement: Statement) -> Basis | None:
    """None when it cannot be told at which instants an answer changes by itself."""
    return None if _computes_with_now(fields) else of_statements(statement.all())


def with_rows(basis: Basis | None, snapshot: Snapshot) -> Basis | None:
    """What batch functions read comes to what is known before."""
    if basis is None or snapshot.moments is None:
        return None
    return Basis(basis.tables | snapshot.tables, basis.moments | snapshot.moments)


def _computes_with_now(fields: Sequence[Selected]) -> bool:
    """Whether a Python function knows the present instant, of which it may make anything."""
    return any(
        (isinstance(field.load, loads.Resolved) and not field.load.lasting)
        or (
            isinstance(field.load, loads.Computed)
            and any(given is AS_OF for given in field.load.inputs)
            and not (field.asked and field.asked.dated)
        )
        or _computes_with_now(field.fields)
        for field in fields
    )
