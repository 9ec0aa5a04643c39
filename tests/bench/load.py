"""One measurement: so many connections, so long, by wrk."""

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.queries import TURN
from tests.bench.servers import Server, database_seconds

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_TOTAL = re.compile(r"(\d+) requests in")


@dataclass(frozen=True)
class Run:
    """Requests a second; milliseconds of processor time a request, of the server and of the database."""

    question: str
    server: str
    connections: int
    rate: float
    server_cpu: float
    database_cpu: float

    def json(self) -> dict[str, Any]:
        return asdict(self)


def measure(
    server: Server, question: str, body: Mapping[str, Any], connections: int, seconds: int, folder: Path
) -> Run:
    """A question of GraphQL. Raises RuntimeError when any answer is no 200."""
    return sent(server, question, server.url, _script(server, body), connections, seconds, folder)


def sent(server: Server, question: str, url: str, script: str, connections: int, seconds: int, folder: Path) -> Run:
    """What wrk measures when a script in its own language makes the requests."""
    file = folder / f"{server.name}-{question}.lua"
    file.write_text(script)
    before, database = server.seconds(), database_seconds(server.database)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", str(file), url]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate, total = _RATE.search(told), _TOTAL.search(told)
    if rate is None or total is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"{server.name}, {question}:\n{told}")
    if int(total[1]) < 2 * connections:  # too short to tell
        return sent(server, question, url, script, connections, 4 * seconds, folder)
    each = 1000 / int(total[1])
    server_cpu = server.seconds() - before
    # A process that has ended meanwhile is not counted, nor what one that was there had taken before
    database_cpu = sum(s - database.get(pid, 0.0) for pid, s in database_seconds(server.database).items())
    return Run(question, server.name, connections, float(rate[1]), each * server_cpu, each * database_cpu)


def _script(server: Server, body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False)
    turn = TURN.search(text)
    return request(server, "POST", text) + (_TURNS % (turn[2], _lua(_escaped(turn[0])), _lua(turn[1])) if turn else "")


def request(server: Server, method: str, body: str) -> str:
    """JSON strings are Lua strings too, but for escapes beyond ASCII, which are not made here."""
    lines = [f"wrk.method = {_lua(method)}", f"wrk.body = {_lua(body)}"] if body else []
    lines += [f"wrk.headers[{_lua(n)}] = {_lua(v)}" for n, v in server.headers.items()]
    return "\n".join([*lines, ""])


_TURNS = """local turn = 0
request = function()
  turn = (turn + 1) %% %s
  local body = string.gsub(wrk.body, %s, string.format(%s, turn))
  return wrk.format(nil, nil, nil, body)
end
"""


def _escaped(text: str) -> str:
    """In a pattern of Lua's."""
    return text.replace("%", "%%")


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
