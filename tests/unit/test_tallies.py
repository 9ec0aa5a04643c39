"""What Prometheus is told is, line for line, what its own counters and histogram would tell."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from plangraph.web.tallies import Tallies

ASKED = [
    ("Plans", "ok", 0.0004, 3),
    ("Plans", "ok", 0.001, 3),
    ("Plans", "refused", 0.0011, 0),
    ("Plan\n\"s'\\", "failed", 9.99, 12),
    ("page", "ok", 10.0, 0),
    ("page", "ok", 11.5, 0),
]
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def test_as_prometheus_itself_counts() -> None:
    theirs, ours, tallies = CollectorRegistry(), CollectorRegistry(), Tallies()
    ours.register(tallies)
    requests = Counter("plangraph_requests", "Requests answered.", ["operation", "outcome"], registry=theirs)
    told = "Time from a request's headers to the end of its answer."
    seconds = Histogram("plangraph_request_seconds", told, ["operation"], buckets=BOUNDS, registry=theirs)
    spent = Counter("plangraph_cost", "Cost of the operations, as worked out before.", ["operation"], registry=theirs)

    for operation, outcome, took, cost in ASKED:
        tallies.add(operation, outcome, took, cost)
        requests.labels(operation, outcome).inc()
        seconds.labels(operation).observe(took)
        if cost:
            spent.labels(operation).inc(cost)

    assert lines(ours) == lines(theirs)
    assert lines(ours) == lines(ours)  # asking changes nothing


def lines(registry: CollectorRegistry) -> list[str]:
    """But for when each counter was made, which nobody needs."""
    return [line for line in generate_latest(registry).decode().splitlines() if "_created" not in line]
