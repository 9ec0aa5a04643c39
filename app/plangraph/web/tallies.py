"""Requests by operation: how many came to what, how long they took and what they cost.

Added up here until Prometheus asks, since its own histogram takes two locks and looks through its buckets each time.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))
"""Seconds up to which each bucket goes, its bound among them."""


@dataclass(slots=True)
class _Tally:
    outcomes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    buckets: list[int] = field(default_factory=lambda: [0] * len(_BOUNDS))
    seconds: float = 0.0
    cost: float = 0.0


class Tallies(Collector):
    def __init__(self) -> None:
        self._by_operation: defaultdict[str, _Tally] = defaultdict(_Tally)

    def add(self, operation: str, outcome: str, seconds: float, cost: float) -> None:
        tally = self._by_operation[operation]
        tally.outcomes[outcome] += 1
        tally.buckets[bisect_left(_BOUNDS, seconds)] += 1
        tally.seconds += seconds
        tally.cost += cost

    def collect(self) -> Iterator[Metric]:
        requests = CounterMetricFamily("plangraph_requests", "Requests answered.", labels=["operation", "outcome"])
        seconds = HistogramMetricFamily(
            "plangraph_request_seconds",
            "Time from a request's headers to the end of its answer.",
            labels=["operation"],
        )
        cost = CounterMetricFamily(
            "plangraph_cost", "Cost of the operations, as worked out before.", labels=["operation"]
        )
        for operation, tally in self._by_operation.items():
            for outcome, number in tally.outcomes.items():
                requests.add_metric([operation, outcome], number)
            up_to = zip(map(floatToGoString, _BOUNDS), accumulate(tally.buckets), strict=True)
            seconds.add_metric([operation], list(up_to), tally.seconds)
            if tally.cost:
                cost.add_metric([operation], tally.cost)
        yield from (requests, seconds, cost)
