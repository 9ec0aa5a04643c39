"""How fast the pages are in a real browser: the first paint, and from a key or click to the frame that answers it.

Two databases on SQLite: the demo, and the load data of `plangraph generate`. Every number is the median of its turns,
in milliseconds on this machine at this moment; the spread says how quiet it was.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from plangraph.services.generate import Sizes, generate
from plangraph.store.engine import open_database
from tests import databases
from tests.browser import ARGUMENTS, CHROMIUM
from tests.served import Served, serving

FULL, QUICK = 15, 5
_PATIENCE = 30.0
ROWS = "table[aria-busy=false] tr[data-row]"
PRICE = "table[aria-label=Charges] thead th:nth-child(2)"
PANEL = ".section:has(.panel) h2"

PROBE = """(() => {
  const painted = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  const watch = (holds, done) => requestAnimationFrame(() => (holds() ? painted(done) : watch(holds, done)));
  // From the moment the address was opened until the first row stands there.
  watch(() => document.querySelector("ROWS"), (now) => { window.firstRow = now; });
  // From the next event of this kind until the text at the selector is another one.
  window.beginProbe = (kind, selector) => {
    const text = () => document.querySelector(selector)?.textContent;
    const before = text();
    let from = null;
    window.took = null;
    addEventListener(kind, (event) => { from = event.timeStamp; }, { capture: true, once: true });
    watch(() => from !== null && text() !== before, (now) => { window.took = now - from; });
  };
})()""".replace("ROWS", ROWS)


@dataclass(frozen=True)
class Timing:
    """Milliseconds: the median of its turns, and the least and most of them."""

    data: str
    what: str
    median: float
    least: float
    most: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} turns instead of {FULL}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    chosen = parser.parse_args()
    turns = QUICK if chosen.quick else FULL
    found: list[Timing] = []
    with ExitStack() as stack:
        # Started first: the browser brings an event loop of its own.
        servers = list(_servers(stack))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, served in servers:
            for what, times in _measured(browser, served, turns):
                timing = Timing(name, what, *(round(n, 1) for n in (statistics.median(times), min(times), max(times))))
                print(f"{name:10} {what:38} {timing.median:8.1f} ({timing.least:.1f} to {timing.most:.1f})", flush=True)
                found.append(timing)
        browser.close()
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(timing) for timing in found], indent=2))


def _servers(stack: ExitStack) -> Iterator[tuple[str, Served]]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plangraph-pages-")))
    demo, load = folder / "demo", folder / "load"
    demo.mkdir()
    load.mkdir()
    yield "demo", stack.enter_context(serving(f"sqlite:///{demo / 'demo.db'}", demo, "--demo"))
    url = f"sqlite:///{load / 'load.db'}"
    databases.migrate(url)

    async def fill() -> None:
        database = open_database(url)
        await generate(database, Sizes(), 1, datetime.now(UTC), lambda *_: None)
        await database.close()

    asyncio.run(fill())
    yield "load data", stack.enter_context(serving(url, load))


def _measured(browser: Browser, served: Served, turns: int) -> Iterator[tuple[str, list[float]]]:
    first = [_first(browser, served) for _ in range(turns + 1)][1:]
    yield "plans: first contentful paint", [paint for paint, _ in first]
    yield "plans: first row painted", [row for _, row in first]
    page = _page(browser, served)
    page.goto(f"{served.url}/plans")
    page.locator(ROWS).first.wait_for()
    plan = page.locator(f"{ROWS}:has(td:nth-child(3):not(:text-is('0'), :text-is('1'))) a").first.get_attribute("href")
    page.locator("[data-search]").focus()
    start = page.locator(f"{ROWS} a").first.inner_text()[0]
    keys = iter([start, "Backspace"] * (turns + 2))
    status = ".list-tools [role=status]"
    yield "plans: a key in the search box", _turns(page, turns, "keydown", status, lambda: _press(page, next(keys)))
    page.goto(f"{served.url}{plan}")
    page.locator(PANEL).first.wait_for()
    places = iter([1, 0] * (turns + 2))
    charge = page.get_by_role("table", name="Charges").locator("tr[data-row] a")
    yield "plan: open a charge", _turns(page, turns, "click", PANEL, lambda: charge.nth(next(places)).click())
    page.get_by_role("slider").first.focus()
    moves = iter(["ArrowRight", "ArrowLeft"] * (turns + 2))
    yield "plan: move the month", _turns(page, turns, "keydown", PRICE, lambda: _press(page, next(moves)))
    page.goto(f"{served.url}/customers")
    page.locator(ROWS).first.wait_for()
    brackets = iter(["]", "["] * (turns + 2))
    yield "customers: turn the page", _turns(page, turns, "keydown", f"{ROWS} a", lambda: _press(page, next(brackets)))
    page.context.close()


def _page(browser: Browser, served: Served) -> Page:
    """Of a reader who just signed in: nothing of the pages is in the browser's cache."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US").new_page()
    page.goto(f"{served.url}/sign-in?key={served.admin}&next=/favicon.svg")
    page.add_init_script(PROBE)
    return page


def _first(browser: Browser, served: Served) -> tuple[float, float]:
    page = _page(browser, served)
    page.goto(f"{served.url}/plans")
    row = _number(page, "window.firstRow")
    paint = float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    page.context.close()
    return paint, row


def _turns(page: Page, turns: int, kind: str, selector: str, act: Callable[[], object]) -> list[float]:
    """The first turn warms up and is left out."""
    found = []
    for _ in range(turns + 1):
        page.evaluate("([kind, selector]) => window.beginProbe(kind, selector)", [kind, selector])
        act()
        found.append(_number(page, "window.took"))
        page.wait_for_timeout(150)  # what follows an answer, such as reading it anew, is no part of the next turn
    return found[1:]


def _press(page: Page, key: str) -> None:
    page.keyboard.press(key)


def _number(page: Page, expression: str) -> float:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = page.evaluate(expression)
        if found is not None:
            return float(found)
        page.wait_for_timeout(20)
    raise SystemExit(f"{page.url}: nothing was shown within {_PATIENCE:.0f} s")


if __name__ == "__main__":
    main()
