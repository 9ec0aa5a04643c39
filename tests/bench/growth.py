"""How answers grow with the data: `python -m tests.bench.growth [--scales 1 10 100] [--json FILE]`.

The first scale is 20 plans, 2,000 customers and 10,000 customer plans, a tenth of them on one plan; the hundredth has a
million. Requests follow each other on one connection to a server of one process, without its cache.
"""

import argparse
import asyncio
import http.client
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plangraph.services.generate import Sizes, generate, plan_key
from plangraph.store.engine import open_database
from plangraph.store.migrations import upgrade
from tests import databases
from tests.bench import servers
from tests.bench.queries import QUESTIONS, Question, variables
from tests.bench.servers import OURS, Server

_WARM_UPS, _REQUESTS = 10, 40
_PAGE = """query Page($key: String!, $after: String) { plan(by: {key: $key}) {
  customers(first: 100, after: $after, orderBy: {field: STARTING_ON}) {
    edges { cursor customerPlanId startingOn endingBefore node { id name externalId } }
    pageInfo { hasNextPage endCursor } } } }"""


@dataclass(frozen=True)
class Grown:
    """Milliseconds of one request, the least of all, since other work on the machine only adds; bytes of its answer."""

    database: str
    scale: int
    question: str
    milliseconds: float
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--scales", nargs="+", type=int, default=[1, 10, 100])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement")
    chosen = parser.parse_args()
    found: list[Grown] = []
    with databases.postgres_cluster(durable=True) as server:
        for scale in chosen.scales:
            name = f"grown{scale}"
            databases.create(server, name)
            with tempfile.TemporaryDirectory(prefix="plangraph-growth-") as folder:
                for kind, url in (("postgresql", f"{server}/{name}"), ("sqlite", f"sqlite:///{folder}/grown.db")):
                    found += _grown(kind, url, scale, Path(folder))
    _print(found)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(one) for one in found], indent=2))


def _grown(kind: str, url: str, scale: int, folder: Path) -> Iterator[Grown]:
    before = time.monotonic()
    key = asyncio.run(_filled(url, scale))
    print(f"{kind}, {scale}: filled in {time.monotonic() - before:.1f} s", file=sys.stderr, flush=True)
    with ExitStack() as stack:
        server = stack.enter_context(servers.plangraph(url, folder))
        for question in QUESTIONS:
            yield _measured(server, kind, scale, question.name, _body(question, key))
        for place, after in _places(server, key):
            body = {"query": _PAGE, "variables": {"key": key, "after": after}}
            yield _measured(server, kind, scale, f"a page of 100 customers, {place}", body)
        resident = servers.resident_bytes(server) / 2**20
        print(f"{kind}, {scale}: the server holds {resident:.0f} MiB", file=sys.stderr, flush=True)


async def _filled(url: str, scale: int) -> str:
    """The key of the plan with the most customers."""
    database = open_database(url)
    await upgrade(database)
    sizes = Sizes(plans=20 * scale, customers=2_000 * scale, customer_plans=10_000 * scale, accounts=100 * scale)
    await generate(database, sizes, 1, datetime.now(UTC), lambda *_: None)
    await database.close()
    return plan_key(1, 0)


def _body(question: Question, key: str) -> dict[str, Any]:
    return {"query": question.text(OURS), "variables": variables(question, key, None)}


def _places(server: Server, key: str) -> Iterator[tuple[str, str | None]]:
    """The first page, the one in the middle and the last, by the cursors of a walk through all of them."""
    cursors: list[str | None] = [None]
    more = True
    while more:
        (page,) = server.ask({"query": _PAGE, "variables": {"key": key, "after": cursors[-1]}})["plan"].values()
        more = page["pageInfo"]["hasNextPage"]
        cursors.append(page["pageInfo"]["endCursor"])
    cursors.pop()
    yield "the first", cursors[0]
    yield "in the middle", cursors[len(cursors) // 2]
    yield "the last", cursors[-1]


def _measured(server: Server, kind: str, scale: int, question: str, body: Mapping[str, Any]) -> Grown:
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    content, times, size = json.dumps(body), [], 0
    for _ in range(_WARM_UPS + _REQUESTS):
        before = time.perf_counter()
        connection.request("POST", address.path, content, dict(server.headers))
        answer = connection.getresponse()
        size = len(answer.read())
        times.append(1000 * (time.perf_counter() - before))
        if answer.status != 200:
            raise RuntimeError(f"{question}: {answer.status}")
    connection.close()
    return Grown(kind, scale, question, round(min(times[_WARM_UPS:]), 2), size)


def _print(found: list[Grown]) -> None:
    scales = list(dict.fromkeys(one.scale for one in found))
    print(f"{'milliseconds a request':48}" + "".join(f"{f'{s}x':>9}" for s in scales))
    for kind, question in dict.fromkeys((one.database, one.question) for one in found):
        times = [one.milliseconds for one in found if (one.database, one.question) == (kind, question)]
        print(f"{kind:12}{question:36}" + "".join(f"{t:9.2f}" for t in times))


if __name__ == "__main__":
    main()
