"""Every page of the explorer in both themes and at three widths: legible, reachable, light, and nothing cut."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.conftest import missing
from tests.e2e.conftest import Reader

AXE = Path(__file__).resolve().parents[2] / "playground" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "plans": "/plans",
    "plan": "/plans/professional",
    "ramp": "/plans/launch-ramp?period=6",
    "credits": "/plans/token-pack",
    "customers": "/customers",
    "customer": "/customers/acme",
    "accounts": "/accounts",
    "account": "/accounts/acme",
    "feature": "/features/seats",
    "choice": "/estimate",
    "estimate": "/estimate?plan=token-pack&q.Server+hours=120&q.Model+runs=30",
    "compare": "/compare?a=essentials&b=professional&q.Contacts=25000",
    "activity": "/activity",
    "schema": "/schema",
    "reference": "/reference",
    "none": "/plans/none",
}
# Entries and rows after the first few are made alike, and there are hundreds.
ALIKE = [".reference-entry:nth-of-type(n+2)", ".schema-list > li:nth-child(n+6)", "tbody tr:nth-child(n+12)"]
# Names, roles and order are the same in both themes, so that the second is looked at for colours alone.
COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}}


def findings(page: Page, options: dict[str, Any]) -> list[str]:
    alike = [[selector] for selector in ALIKE if page.locator(selector).count()]
    found = page.evaluate("([alike, options]) => axe.run({ exclude: alike }, options)", [alike, options])
    assert found["passes"]
    return [f"{violation['id']} {violation['nodes'][0]['html']}" for violation in found["violations"]]


def look_at(page: Page, complaints: list[str]) -> None:
    """In every width by day, in the outermost two by night."""
    if not AXE.is_file():
        missing("axe-core (npm ci in playground)")
    page.evaluate(AXE.read_text("utf-8"))
    for theme, width, options in (
        ("light", 360, {}),
        ("light", 900, {}),
        ("light", 1440, {}),
        ("dark", 1440, COLOURS),
        ("dark", 360, COLOURS),
    ):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        expect(page.locator("html")).to_have_js_property("scrollWidth", width)
        assert (theme, width, findings(page, options)) == (theme, width, [])
    assert complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page(reader: Reader, name: str) -> None:
    """Scripts and styles are weighed as they travel, packed, with what a page brings by itself."""
    page, weights = reader.page, {}

    def weigh(response: Response) -> None:
        if response.url.endswith((".js", ".css")):
            assert response.headers["content-encoding"] == "gzip" or int(response.headers["content-length"]) < 1000
            weights[response.url] = int(response.headers["content-length"])

    page.set_viewport_size({"width": 360, "height": 900})
    page.on("response", weigh)
    reader.open(PAGES[name])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)
    if name == "account":
        expect(page.locator(".series canvas")).to_be_visible()

    look_at(page, reader.complaints)

    assert len(weights) > 5
    assert sum(weights.values()) <= 150_000


@pytest.mark.parametrize("path", ["/sign-in?next=/plans/essentials", "/plans", "/nowhere"])
def test_every_page_for_strangers(stranger: Reader, path: str) -> None:
    stranger.open(path)
    expect(stranger.page.get_by_role("heading", level=1)).to_be_visible()

    look_at(stranger.page, [said for said in stranger.complaints if "Failed to load resource" not in said])


def test_signing_in_leads_where_the_reader_wanted_to_go(stranger: Reader, demo_server: Any) -> None:
    page = stranger.page
    stranger.open("/plans/essentials?period=3")
    page.get_by_role("alert").get_by_role("link", name="Sign in with a key").click()
    page.get_by_label("Key").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("That key does not open this")

    page.get_by_label("Key").fill(demo_server.read)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Essentials")
    assert stranger.address == "/plans/essentials?period=3"
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    stranger.open("/plans")
    expect(page.get_by_role("alert")).to_contain_text("You are signed out")


@pytest.mark.parametrize("path", ["/plans", "/graphiql", "/sign-in", "/reference"])
def test_chosen_theme_is_there_before_anything_is_drawn(stranger: Reader, path: str) -> None:
    page = stranger.page
    page.emulate_media(color_scheme="light")
    page.add_init_script("localStorage.setItem('plangraph:theme', 'dark')")
    # What the root looks like while the body begins: no frame was drawn yet.
    page.add_init_script(
        "new MutationObserver((_, watch) => { if (document.body) { watch.disconnect();"
        " window.firstGround = getComputedStyle(document.documentElement).colorScheme; } })"
        ".observe(document, { childList: true, subtree: true })"
    )

    stranger.open(path)

    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    assert page.evaluate("window.firstGround") == "dark"
