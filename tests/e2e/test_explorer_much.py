"""The explorer with more than a page of everything, exact amounts in the reader's language, slow, and on paper."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.served import Served, environment_for, serving

DOLLARS = {"name": "USD (cents)", "id": "2714e483-4ff1-48e4-9e25-ac732e8f24f2"}
PRODUCT = {"product_id": "b4e1c1c4-8a4b-4b12-9a0c-0d7ad5b6a001", "product_name": "Lines"}
CHARGES = 230


YEN = {"name": "JPY", "id": "2714e483-4ff1-48e4-9e25-ac732e8f24f3"}


def charge(number: int, kind: str, value: str, unit: dict[str, str] = DOLLARS) -> dict[str, Any]:
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "name": f"Line {number:03}",
        "charge_type": kind,
        "credit_type": unit,
        "prices": [{"tier": 0, "value": value, **({"quantity": 1} if kind == "fixed" else {})}],
        **({"quantity": 1} if kind == "fixed" else {}),
        **PRODUCT,
    }


def catalogue() -> dict[str, Any]:
    return {
        "format": 1,
        "plans": [
            {
                "plan": {"name": "Very Long", "charges": [charge(n, "usage", "100") for n in range(CHARGES)]},
                "annotations": {"key": "very-long"},
            },
            {
                "plan": {
                    "name": "Exact",
                    "charges": [
                        charge(900, "fixed", "1234567890123456789012.5"),
                        charge(901, "usage", "0.325"),
                    ],
                },
                "annotations": {"key": "exact"},
            },
            {
                "plan": {
                    "name": "Yen",
                    "charges": [charge(910, "fixed", "1200", YEN), charge(911, "usage", "3", YEN)],
                },
                "annotations": {"key": "yen"},
            },
        ],
    }


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("much")
    url = f"sqlite:///{folder / 'much.db'}"
    shutil.copy(sqlite_template, folder / "much.db")
    (folder / "much.json").write_text(json.dumps(catalogue()))
    subprocess.run(
        [sys.executable, "-m", "plangraph", "import", "much.json"],
        cwd=folder,
        env=environment_for(url),
        check=True,
        timeout=60,
    )
    with serving(url, folder) as running:
        yield running


@pytest.fixture
def page(chromium: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(locale=getattr(request, "param", "en-US"))
    opened = context.new_page()
    opened.goto(f"{served.url}/sign-in?key={served.read}&next=/favicon.svg")
    yield opened
    context.close()


def rows(page: Page, table: str) -> Locator:
    return page.get_by_role("table", name=table).locator("tbody tr[data-row]")


def test_every_charge_of_a_long_plan(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/plans/very-long")

    expect(rows(page, "Charges")).to_have_count(CHARGES, timeout=20_000)

    expect(rows(page, "Charges").last).to_contain_text("Line 229")
    page.get_by_role("link", name="Line 229").click()
    expect(page.get_by_role("region", name="Line 229").get_by_role("img", name="Total cost")).to_be_visible()


def test_a_page_that_fails_is_asked_for_again(page: Page, served: Served) -> None:
    def refuse(route: Route) -> None:
        later = "PlanChargePage" in (route.request.post_data or "")
        route.abort() if later else route.continue_()

    page.route("**/graphql", refuse)
    page.goto(f"{served.url}/plans/very-long")
    failure = page.get_by_role("alert")
    expect(failure).to_contain_text("The server cannot be reached")
    expect(rows(page, "Charges")).to_have_count(100)

    page.unroute("**/graphql")
    failure.get_by_role("button", name="Try again").click()

    expect(rows(page, "Charges")).to_have_count(CHARGES, timeout=20_000)


def test_every_charge_can_be_estimated_and_compared(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/estimate?plan=very-long&q.Line+229=12")
    expect(page.locator(".bill-total .figure")).to_have_text("12.00")
    expect(page.get_by_role("textbox", name="Line 229")).to_have_value("12")

    page.goto(f"{served.url}/compare?a=very-long&b=exact&q.Line+229=12&vary=Line+229")

    expect(page.get_by_role("textbox", name="Line 229")).to_have_value("12")
    expect(rows(page, "Comparison").filter(has_text="Line 229")).to_contain_text("12.00")


@pytest.mark.parametrize(
    ("page", "amount", "price", "typed", "total"),
    [
        ("en-US", "12,345,678,901,234,567,890.125", "$0.00325", "1,000.5", "12,345,678,901,234,567,893.376625"),
        ("de-DE", "12.345.678.901.234.567.890,125", "0,00325 $", "1.000,5", "12.345.678.901.234.567.893,376625"),
    ],
    indirect=["page"],
)
def test_exact_amounts_in_the_reader_s_language(
    page: Page, served: Served, amount: str, price: str, typed: str, total: str
) -> None:
    page.goto(f"{served.url}/estimate?plan=exact")
    figures = page.locator(".bill .figure")
    expect(figures.first).to_have_text(amount)

    page.get_by_role("textbox", name="Line 901").fill(typed)

    expect(page.locator(".bill-total .figure")).to_have_text(total)
    assert "q.Line+901=1000.5" in page.url
    page.goto(f"{served.url}/plans/exact?charge=00000000-0000-4000-8000-000000000901")
    chart = page.get_by_role("img", name="Price of every unit").or_(
        page.get_by_role("img", name="Price of the next unit")
    )
    chart.first.hover()
    expect(page.locator("figcaption").first).to_contain_text(price)
    expect(page.get_by_text("Sentences are in English")).to_have_count(0 if "," in amount[:3] else 1)


def test_amounts_have_the_decimals_of_their_currency(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/plans/yen?q.Line+911=5")

    expect(page.locator(".bill .figure")).to_have_text(["1,200", "15", "1,215"])
    expect(rows(page, "Charges").filter(has_text="Line 911").locator(".figure")).to_have_text(["3,000", "3,000,000"])
    page.get_by_role("link", name="Line 911").click()
    expect(page.get_by_role("table", name="Prices of Line 911").locator(".figure").last).to_have_text("3")


def test_waiting_shows_lines_and_then_the_page(page: Page, served: Served) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "PlanDetails" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/graphql", hold)
    page.goto(f"{served.url}/plans/exact")
    waiting = page.get_by_role("status", name="Loading")
    expect(waiting).to_have_css("opacity", "1")

    held[0].continue_()

    expect(page.get_by_role("heading", level=1)).to_have_text("Exact")
    expect(waiting).to_have_count(0)


def test_a_plan_on_paper_tells_its_prices_and_no_customer(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(f"{served.url}/plans/very-long")
    expect(rows(page, "Charges")).to_have_count(CHARGES, timeout=20_000)

    page.emulate_media(media="print", color_scheme="dark")

    for name in ("Customers", "What would it cost?"):
        expect(page.locator("section", has=page.get_by_role("heading", name=name, include_hidden=True))).to_be_hidden()
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.locator(".page-actions")).to_be_hidden()
    expect(page.get_by_text(re.compile("/plans/very-long$"))).to_be_visible()
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.pdf(path=tmp_path / "plan.pdf", format="A4")
    assert (tmp_path / "plan.pdf").read_bytes().count(b"/Type /Page\n") >= 5
