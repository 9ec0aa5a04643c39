"""Whatever is asked, both executors answer alike: generated operations over the whole schema."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, reject, settings
from hypothesis import strategies as st

from plangraph.domain.errors import LimitExceeded
from plangraph.domain.viewer import Viewer
from plangraph.graph.errors import Refused
from tests.graph.executor.both import ACCOUNT, Both
from tests.graph.executor.operations import Made, operations
from tests.graph.running import ADMIN

_SHARED = [HealthCheck.function_scoped_fixture]
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # a smaller seed makes no smaller operation
DEFAULT = settings(max_examples=300, deadline=None, derandomize=True, phases=_PHASES, suppress_health_check=_SHARED)
NIGHTLY = settings(max_examples=10_000, deadline=None, phases=_PHASES, suppress_health_check=_SHARED)
_VIEWERS = st.sampled_from([ADMIN, ADMIN, ACCOUNT])


@DEFAULT
@given(operation=operations(), viewer=_VIEWERS, data=st.data())
async def test_generated_operations(both: Both, operation: Made, viewer: Viewer, data: st.DataObject) -> None:
    await _twice(both, operation, viewer, data)


@settings(DEFAULT, max_examples=250)
@given(operation=operations(everything=True), viewer=_VIEWERS, data=st.data())
async def test_generated_operations_with_python(
    both: Both, operation: Made, viewer: Viewer, data: st.DataObject
) -> None:
    """What batch functions answer, and the rows that their values name."""
    await _twice(both, operation, viewer, data)


@pytest.mark.nightly
@NIGHTLY
@given(operation=st.booleans().flatmap(lambda all_: operations(everything=all_)), viewer=_VIEWERS, data=st.data())
async def test_many_generated_operations(both: Both, operation: Made, viewer: Viewer, data: st.DataObject) -> None:
    await _twice(both, operation, viewer, data)


async def _twice(both: Both, operation: Made, viewer: Viewer, data: st.DataObject) -> None:
    """From the start of each list, then from cursors that came back."""
    try:
        first = await both.ask(operation.text, operation.variables, viewer=viewer)
    except (Refused, LimitExceeded):  # fields that cannot be merged, or more than is served
        reject()
    event(f"reason: {first.reason or 'compiled'}")
    found: dict[str, list[str]] = {}
    _collect(first.data, found)
    places = {v: found[key] for key, names in operation.cursors.items() if key in found for v in names}
    if places:
        picked = {name: data.draw(st.sampled_from([None, *cursors])) for name, cursors in places.items()}
        await both.ask(operation.text, operation.variables | picked, viewer=viewer)


def _collect(answer: Any, found: dict[str, list[str]], key: str = "") -> None:
    """Cursors by the response key of their list; hex texts, as nothing else in an answer is."""
    if isinstance(answer, list):
        for item in answer:
            _collect(item, found, key)
    elif isinstance(answer, dict):
        for name, value in answer.items():
            if isinstance(value, str) and len(value) > 20 and set(value) <= set("0123456789abcdef"):
                if key:
                    found.setdefault(key, []).append(value)
            else:
                is_list = isinstance(value, dict) and not {"cursor", "node"} & set(value)
                _collect(value, found, name if is_list and name != "pageInfo" else key)
