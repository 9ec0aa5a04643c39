"""Everything that people come for, without a mouse: find, understand, compare, estimate, share, export, write."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Reader


def tab_to(reader: Reader, target: Locator, most: int = 80) -> None:
    """Presses Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        reader.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def test_the_whole_way_by_keyboard(reader: Reader) -> None:
    page, keys = reader.page, reader.page.keyboard
    heading = page.get_by_role("heading", level=1)

    # Find a plan.
    reader.open("/")
    expect(page.get_by_text("20 plans")).to_be_visible()
    keys.press("Control+k")
    keys.type("prof")
    expect(page.get_by_role("option", name=re.compile("^Professional"))).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(heading).to_have_text("Professional")

    # Understand its price: another charge, a later month.
    charges = page.get_by_role("table", name="Charges")
    tab_to(reader, charges.get_by_role("link", name="Seats"))
    keys.press("Enter")
    expect(page.get_by_role("region", name="Seats").get_by_role("table")).to_be_visible()
    assert "charge=" in reader.address
    tab_to(reader, page.get_by_role("slider", name=re.compile("^Month")))
    keys.press("ArrowRight")
    expect(charges.get_by_role("columnheader", name="Price in month 2")).to_be_visible()

    # See its customers, narrowed to those who left.
    ended = page.get_by_role("group", name="Status").get_by_role("button", name=re.compile("^ended"))
    tab_to(reader, ended)
    keys.press("Space")
    expect(ended).to_have_attribute("aria-pressed", "true")
    customers = page.get_by_role("table", name="Customers on this plan").locator("tbody tr")
    expect(customers).to_have_count(2)

    # Compare it with another.
    tab_to(reader, page.get_by_role("link", name="Compare…"))
    keys.press("Enter")
    expect(heading).to_have_text("Compare")
    keys.press("g")
    keys.press("e")
    expect(heading).to_have_text("Estimate")
    page.go_back()
    expect(heading).to_have_text("Compare")
    tab_to(reader, page.get_by_role("searchbox", name="Add a plan by name or key"))
    keys.type("essen")
    found = page.get_by_role("list", name="Plans found").get_by_role("button")
    expect(found).to_have_text(["Essentials essentials"])
    keys.press("Enter")
    tab_to(reader, page.get_by_role("textbox", name="Contacts"))
    keys.press("Control+a")
    keys.type("25000")
    expect(page.get_by_text("Above 4,500 Contacts")).to_be_visible()

    # Estimate a bill, share it, take it away as a file.
    keys.press("Escape")
    keys.press("g")
    keys.press("e")
    expect(heading).to_have_text("Estimate")
    tab_to(reader, page.get_by_role("searchbox", name="Choose a plan by name or key"))
    keys.type("prof")
    expect(found).to_have_text(["Professional professional"])
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(heading).to_have_text("Estimate: Professional")
    tab_to(reader, page.get_by_role("textbox", name="Contacts"))
    keys.press("Control+a")
    keys.type("25000")
    expect(page.locator(".bill-total .figure")).to_have_text("249.00")
    tab_to(reader, page.get_by_role("button", name="Copy link"))
    keys.press("Enter")
    expect(page.get_by_text("copied")).to_be_visible()
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).query) == {"plan": ["professional"], "q.Contacts": ["25000"]}
    tab_to(reader, page.get_by_role("button", name="CSV"))
    with page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename == "estimate-professional.csv"

    # Set a metric and see it.
    keys.press("Control+k")
    keys.type("seats")
    option = page.get_by_role("option", name=re.compile("metric$")).first
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        keys.press("ArrowDown")
    keys.press("Enter")
    section = page.get_by_role("region", name="Metrics")
    tab_to(reader, section.get_by_text("Set a metric"))
    keys.press("Enter")
    tab_to(reader, section.get_by_label("Value", exact=True), 3)
    keys.type("777")
    keys.press("Enter")
    expect(section.get_by_text("Stored, and in force. seats is 777.")).to_be_visible()
    expect(page.get_by_role("table", name="Values of seats").locator("tbody tr").first).to_contain_text("777")

    # And the list of keys tells of it.
    tab_to(reader, page.get_by_role("link", name="PlanGraph"))
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Find anything")
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert reader.complaints == []
