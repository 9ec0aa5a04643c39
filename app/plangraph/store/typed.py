"""SELECTs run past SQLAlchemy's engine, whose layers take several times as long as a short statement does.

SQLAlchemy still makes the text, once, and says how values are converted; only running it is left out.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Dialect, Executable
from sqlalchemy.engine import result_tuple

from plangraph.store.kept import Kept
from plangraph.store.loads import AS_OF
from plangraph.store.moments import Moment, Watched, watched

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, eq=False, slots=True)
class _Typed:
    compiled: Watched
    binds: Mapping[str, Convert]
    results: Sequence[Convert]
    row: Callable[[Sequence[Any]], Any]


@dataclass(frozen=True, eq=False, slots=True)
class Bound:
    """One use of a SELECT: its text, the values as the driver takes them, and rows as SQLAlchemy gives them.

    `moments`: the columns that NOW is compared with; None when the rows depend on the clock in another way.
    """

    values: Any
    _typed: _Typed

    @property
    def text(self) -> str:
        return self._typed.compiled.string

    @property
    def tables(self) -> Collection[str]:
        return self._typed.compiled.read

    @property
    def moments(self) -> Collection[Moment] | None:
        return None if AS_OF.key in self._typed.binds else self._typed.compiled.moments

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        columns: list[Any] = list(zip(*found, strict=True))
        for n, convert in enumerate(self._typed.results):
            if convert and columns:
                columns[n] = map(convert, columns[n])
        return list(map(self._typed.row, zip(*columns, strict=True)))


class Texts:
    """SELECTs that were compiled, by what SQLAlchemy itself keeps them by."""

    def __init__(self, dialect: Dialect, most: int = 1_000, most_bytes: int = 8_000_000) -> None:
        self._dialect = dialect
        self._kept: Kept[Any, _Typed] = Kept(most, most_bytes)

    def bound(self, statement: Executable, values: Mapping[str, Any]) -> Bound:
        """Raises TypeError for a list that is not bound as one value, as store/arrays does."""
        key = statement._generate_cache_key()  # type: ignore[attr-defined]  # noqa: SLF001 (it is shown no other way)
        found = self._kept.get(key.key)
        if found is None:
            found = self._typed(statement, key)
            self._kept.keep(key.key, found, len(found.compiled.string))
        compiled = found.compiled
        given = compiled.construct_params(values, extracted_parameters=key.bindparams)
        bound = {n: convert(given[n]) if convert else given[n] for n, convert in found.binds.items()}
        taken = [bound[name] for name in compiled.positiontup or ()] if compiled.positional else bound
        return Bound(taken, found)

    def _typed(self, statement: Any, key: Any) -> _Typed:
        compiled: Watched = watched(self._dialect, statement, cache_key=key)
        if compiled.post_compile_params:
            raise TypeError("a list is bound as one value, by store/arrays")
        binds: dict[str, BindParameter[Any]] = {name: bind for bind, name in compiled.bind_names.items()}
        columns = compiled._result_columns  # noqa: SLF001 (as SQLAlchemy's own results are named)
        return _Typed(
            compiled,
            {n: b.type.dialect_impl(self._dialect).bind_processor(self._dialect) for n, b in binds.items()},
            [c.type.dialect_impl(self._dialect).result_processor(self._dialect, None) for c in columns],
            result_tuple([c.keyname for c in columns]),
        )
