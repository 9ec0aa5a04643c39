"""Every page of the explorer in both themes and at three widths: legible, reachable, and nothing cut."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Response, expect

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
    "estimate": "/estimate?plan=token-pack&q.Server+hours=120&q.Model+runs=30",
    "compare": "/compare?a=essentials&b=professional&q.Contacts=25000",
    "activity": "/activity",
    "schema": "/schema",
    "reference": "/reference",
    "none": "/plans/none",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page(reader: Reader, name: str, theme: Literal["light", "dark"], tmp_path: Path) -> None:
    if not AXE.is_file():
        missing("axe-core (npm ci in playground)")
    reader.page.emulate_media(color_scheme=theme)
    for width in (360, 900, 1440):
        reader.page.set_viewport_size({"width": width, "height": 900})
        reader.open(PAGES[name])
        expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
        expect(reader.page.get_by_role("status", name="Loading")).to_have_count(0)
        expect(reader.page.locator("[aria-busy=true]")).to_have_count(0)
        reader.page.screenshot(path=tmp_path / f"{name}-{width}-{theme}.png", full_page=True)

        assert reader.page.evaluate("document.documentElement.scrollWidth") == width
        reader.page.evaluate(AXE.read_text("utf-8"))
        found = reader.page.evaluate("axe.run()")
        assert [
            f"{width}: {violation['id']} {violation['nodes'][0]['html']}" for violation in found["violations"]
        ] == []
    assert reader.complaints == []


def test_no_page_weighs_more_than_150_kilobytes(reader: Reader) -> None:
    """Scripts and styles as they travel, packed, with what a page brings by itself, such as the account's chart."""
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.url.endswith((".js", ".css")):
            assert response.headers["content-encoding"] == "gzip" or int(response.headers["content-length"]) < 1000
            weights[response.url] = int(response.headers["content-length"])

    reader.page.on("response", weigh)
    totals = {}
    for name, path in PAGES.items():
        weights.clear()
        reader.open(path)
        expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
        if name == "account":
            expect(reader.page.locator(".series canvas")).to_be_visible()
        totals[name] = sum(weights.values())

    assert len(weights) > 5
    assert {name: total for name, total in totals.items() if total > 150_000} == {}
