"""The demo, served by the real program, in a real browser: what every test of the explorer's pages starts from."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser import ARGUMENTS, CHROMIUM
from tests.conftest import missing
from tests.served import Served, serving


@pytest.fixture(scope="session")
def demo_server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("explorer")
    shutil.copy(sqlite_template, folder / "demo.db")
    with serving(f"sqlite:///{folder / 'demo.db'}", folder, "--demo") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).is_file():
        missing("Chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@dataclass(frozen=True)
class Reader:
    """A person with a browser. `complaints` are what its console says, `elsewhere` what was asked of another host."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    @property
    def address(self) -> str:
        return self.page.url.removeprefix(self.url)


@pytest.fixture
def stranger(chromium: Browser, demo_server: Served) -> Iterator[Reader]:
    """Nobody that the server knows."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light", locale="en-US")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo_server.url)
    page = context.new_page()
    made = Reader(page, demo_server.url)

    def local_only(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(demo_server.url).netloc:
            route.continue_()
        else:
            made.elsewhere.append(route.request.url)
            route.abort()

    context.route(re.compile("^https?:"), local_only)
    page.on(
        "console",
        lambda message: made.complaints.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " (event) => console.error('policy violated: ' + event.violatedDirective + ' ' + event.blockedURI))"
    )
    yield made
    assert made.elsewhere == []
    context.close()


@pytest.fixture
def reader(stranger: Reader, demo_server: Served) -> Reader:
    """Signed in with a key that may write."""
    stranger.open(f"/sign-in?key={demo_server.write}&next=/favicon.svg")
    return stranger
