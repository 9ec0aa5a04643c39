"""What the runs say: ratios, a table of them, and a drawing for the documentation."""

import statistics
from collections.abc import Sequence

from tests.bench.load import Run
from tests.bench.servers import CACHED, OURS, PEER

Ratios = dict[str, dict[str, float]]
"""Question → connections → PlanGraph over PostGraphile, medians of requests a second."""


def ratios(runs: Sequence[Run]) -> Ratios:
    """Q2 answered by the cache has an entry of its own."""
    found: Ratios = {}
    for run in runs:
        if run.server in (OURS, CACHED):
            name = run.question if run.server == OURS else f"{run.question} cached"
            ours = _median(runs, run.question, run.server, run.connections)
            peer = _median(runs, run.question, PEER, run.connections)
            found.setdefault(name, {})[str(run.connections)] = round(ours / peer, 2)
    return found


def table(runs: Sequence[Run]) -> str:
    """Each server's requests a second over PostGraphile's, with the spread of its runs; milliseconds of processor."""
    lines = [f"{'':4} {'connections':>11} {'server':14} {'ratio':>7} {'spread':>16} {'CPU ms':>8} {'database ms':>11}"]
    for question, connections, server in dict.fromkeys((r.question, r.connections, r.server) for r in runs):
        peer = _median(runs, question, PEER, connections)
        mine = [r for r in runs if (r.question, r.server, r.connections) == (question, server, connections)]
        rates = [r.rate / peer for r in mine]
        cpu, base = (statistics.median(x) for x in ([r.server_cpu for r in mine], [r.database_cpu for r in mine]))
        spread = f"{min(rates):.2f} to {max(rates):.2f}"
        ratio = statistics.median(rates)
        lines.append(f"{question:4} {connections:11} {server:14} {ratio:7.2f} {spread:>16} {cpu:8.3f} {base:11.3f}")
    return "\n".join(lines)


_ROW, _LEFT, _WIDTH, _PER_RATIO, _MOST = 40, 96, 720, 96, 5.0


def plot(found: Ratios) -> str:
    """Two bars a question, one for each number of connections; a line marks PostGraphile. Bars over 5 are cut."""
    drawn = []
    for place, (question, of) in enumerate(found.items()):
        top = 44 + place * _ROW
        drawn.append(f'<text class="name" x="{_LEFT - 12}" y="{top + 18}">{question}</text>')
        for bar, ratio in enumerate(of.values()):
            y, width = top + 14 * bar, min(ratio, _MOST) * _PER_RATIO
            drawn.append(f'<rect class="c{bar}" x="{_LEFT}" y="{y}" width="{width:.1f}" height="12"/>')
            cut = " (cut)" if ratio > _MOST else ""
            drawn.append(f'<text x="{_LEFT + width + 6:.1f}" y="{y + 10}">{ratio:g}{cut}</text>')
    height = 44 + len(found) * _ROW + 12
    line = _LEFT + _PER_RATIO
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" role="img">',
            "<title>Requests a second of PlanGraph as a multiple of PostGraphile over the same database</title>",
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{_WIDTH}" height="{height}"/>',
            f'<text x="{_LEFT}" y="20">{_LEGEND}</text>',
            *drawn,
            f'<line x1="{line}" x2="{line}" y1="32" y2="{height - 12}"/>',
            "</svg>\n",
        ]
    )


_LEGEND = '<tspan class="k0">■</tspan> 1 connection  <tspan class="k1">■</tspan> 32 connections  ┆ PostGraphile = 1'
_STYLE = (
    ".paper{fill:#fbfaf6}text{font:12px sans-serif;fill:#1b1d1f;white-space:pre}.name{text-anchor:end;font-weight:600}"
    ".c0,.k0{fill:#0a6a4e}.c1,.k1{fill:#8fb8a8}line{stroke:#5c5f62;stroke-dasharray:3 3}"
)


def _median(runs: Sequence[Run], question: str, server: str, connections: int) -> float:
    chosen = [r.rate for r in runs if (r.question, r.server, r.connections) == (question, server, connections)]
    return statistics.median(chosen)
