"""What Prometheus may ask: requests and their time by operation and outcome, statements, connections in use."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from starlette.types import Scope

from plangraph.web.tallies import Tallies

OTHER = "other"
_FAILED = frozenset({"INTERNAL_SERVER_ERROR", "TIMEOUT", "UNAVAILABLE"})


class Measures:
    """One set for each application. Operation names come from callers, so only the known ones become labels.

    What is counted is added up here until somebody looks: prometheus' own counters take a lock each time.
    """

    def __init__(self, operations: frozenset[str], connections: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        self._operations = operations
        self._tallies = Tallies()
        self.registry.register(self._tallies)
        self._executions = Counter(
            "plangraph_executions",
            "Operations by the executor that answered, and why if it was the reference.",
            ["executor", "reason"],
            registry=self.registry,
        )
        self._statements = Counter(
            "plangraph_statements",
            "SQL statements sent.",
            registry=self.registry,
        )
        self._cached = Counter(
            "plangraph_cache",
            "Queries and REST reads that looked into the cache of answers, by whether it had a true one.",
            ["outcome"],
            registry=self.registry,
        )
        self._added: defaultdict[tuple[Counter, tuple[str, ...]], float] = defaultdict(float)
        self._crowded = Counter(
            "plangraph_crowded", "Requests refused because there were too many connections.", registry=self.registry
        )
        self._sync_age = Gauge(
            "plangraph_sync_age_seconds",
            "Time since the last complete sync from a vendor began.",
            ["vendor"],
            registry=self.registry,
        )
        in_use = Gauge("plangraph_connections_in_use", "Database connections in use.", registry=self.registry)
        in_use.set_function(connections)
        build = Gauge("plangraph_build", "The version that runs.", ["version"], registry=self.registry)
        build.labels(version("plangraph")).set(1)

    def statement(self) -> None:
        """By its own lock, since the thread that writes SQLite counts too."""
        self._statements.inc()

    def read(self) -> None:
        """A statement that the loop's own thread sends: without the lock, which a short one would notice."""
        self._added[self._statements, ()] += 1

    def crowded(self) -> None:
        self._added[self._crowded, ()] += 1

    def executed(self, executor: str, reason: str) -> None:
        """Both from closed lists; `reason` is empty unless one executor gave way to the other."""
        self._added[self._executions, (executor, reason)] += 1

    def cached(self, outcome: str) -> None:
        """hit or miss."""
        self._added[self._cached, (outcome,)] += 1

    def keeping(self, size: Callable[[], int], entries: Callable[[], int]) -> None:
        """What the cache of answers holds, asked whenever somebody looks."""
        for name, text, found in (
            ("plangraph_cache_bytes", "Memory taken by kept answers.", size),
            ("plangraph_cache_entries", "Answers kept.", entries),
        ):
            Gauge(name, text, registry=self.registry).set_function(found)

    def synced(self, ages: Mapping[str, float]) -> None:
        """Seconds by vendor."""
        self._sync_age.clear()
        for vendor, age in ages.items():
            self._sync_age.labels(vendor).set(age)

    def finished(self, scope: Scope, status: int, seconds: float) -> None:
        """`operation`, `cost` and `code` in the request's state are the surface's to set."""
        state = scope["state"]
        if "viewer" in state:
            name = state.get("operation")
            operation = name if name in self._operations else OTHER
        else:
            operation = "unauthenticated" if status == 401 else "page"
        self._tallies.add(operation, _outcome(status, state.get("code")), seconds, state.get("cost", 0))

    def text(self) -> bytes:
        for (counter, labels), number in self._added.items():
            (counter.labels(*labels) if labels else counter).inc(number)
        self._added.clear()
        return generate_latest(self.registry)


def _outcome(status: int, code: str | None) -> str:
    """A GraphQL answer of status 200 may still be a refusal; its first error's code tells."""
    if status >= 500 or code in _FAILED:
        return "failed"
    return "refused" if status >= 400 or code else "ok"
