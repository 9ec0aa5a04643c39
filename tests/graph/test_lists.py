"""Filters of lists against the demo: what they let through is exactly what meets them."""

from plangraph.store.engine import Database
from tests.graph.running import data


async def test_charges_from_a_start_period_on(demo: Database) -> None:
    found = await data(
        demo,
        """{ plan(by: {key: "launch-ramp"}) {
          all: charges(first: 100, orderBy: {field: START_PERIOD}) { nodes { startPeriod } }
          later: charges(first: 100, filter: {startPeriodFrom: 3}, orderBy: {field: START_PERIOD}) {
            totalCount nodes { startPeriod } } } }""",
    )
    every = [c["startPeriod"] for c in found["plan"]["all"]["nodes"]]

    later = [c["startPeriod"] for c in found["plan"]["later"]["nodes"]]

    assert later == [start for start in every if start >= 3]
    assert 0 < found["plan"]["later"]["totalCount"] == len(later) < len(every)


async def test_metrics_by_the_beginning_of_their_key(demo: Database) -> None:
    every = (await data(demo, "{ metrics(first: 100) { totalCount nodes { key accountKey } } }"))["metrics"]
    assert every["totalCount"] <= 100

    for start in ("s", "seat", "seats", "Seats", "", "%", "zzz"):
        found = await data(
            demo, "query($s: String) { metrics(first: 100, search: $s) { nodes { key accountKey } } }", {"s": start}
        )
        assert found["metrics"]["nodes"] == [m for m in every["nodes"] if m["key"].startswith(start)], start
