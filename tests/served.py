"""The real server as a process of its own on a free port, for whatever speaks HTTP to it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import plangraph
from plangraph.domain.viewer import Scope
from plangraph.services import api_keys
from plangraph.store.engine import open_database
from plangraph.testing import started, stop

__all__ = ["Served", "environment_for", "make_keys", "serving", "stop"]


@dataclass(frozen=True)
class Served:
    """`url` has no slash at its end; `log` is what the server wrote to stdout and stderr."""

    url: str
    admin: str
    write: str
    read: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def bearer(self, token: str | None = None) -> dict[str, str]:
        """Headers with a key; the admin key when none is given."""
        return {"Authorization": f"Bearer {token or self.admin}"}


@contextmanager
def serving(
    database_url: str,
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    program: Sequence[str] = (sys.executable, "-m", "plangraph"),
) -> Iterator[Served]:
    """`plangraph serve` in `folder`, ready for requests; stopped within half a minute whatever happens."""
    log = folder / "server.log"
    variables = environment_for(database_url, environment)
    command = [*program, "serve", "--port", "0", *arguments]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=out, stderr=out)
        try:
            url = started(process, log)
            yield Served(url, *make_keys(database_url), process, log)
        finally:
            stop(process)


def environment_for(database_url: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a process that runs this checkout's program on that database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLANGRAPH_")}
    source = str(Path(plangraph.__file__).resolve().parents[1])
    return {**kept, "PYTHONPATH": source, "PLANGRAPH_DATABASE_URL": database_url, **(more or {})}


def make_keys(database_url: str) -> tuple[str, str, str]:
    """Tokens of scope admin, write and read."""

    async def run() -> tuple[str, str, str]:
        database = open_database(database_url)
        now = datetime.now(UTC)
        admin = await api_keys.create(database, now, name="test admin", scope=Scope.ADMIN)
        write = await api_keys.create(database, now, name="test write", scope=Scope.WRITE)
        read = await api_keys.create(database, now, name="test read", scope=Scope.READ)
        await database.close()
        return admin.token, write.token, read.token

    with ThreadPoolExecutor(1) as pool:  # the caller may be inside an event loop already
        return pool.submit(asyncio.run, run()).result()
