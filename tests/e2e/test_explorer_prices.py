"""Estimates and comparisons in a real browser: worked out, shared by their address, copied."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.e2e.conftest import Reader


def test_estimate_a_bill_and_share_it(reader: Reader) -> None:
    reader.open("/estimate")
    reader.page.get_by_role("searchbox", name="Choose a plan by name or key").fill("token")
    reader.page.get_by_role("button", name="Token Pack").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Estimate: Token Pack")
    bill = reader.page.get_by_role("table", name="Estimate for Token Pack")

    reader.page.get_by_role("textbox", name="Server hours").fill("120")
    reader.page.get_by_role("textbox", name="Model runs").fill("30")

    expect(bill).to_contain_text("120 server hours at $0.50 each")
    expect(bill.locator(".bill-total .figure")).to_have_text("400.00")
    expect(bill).to_contain_text("20 beyond the credits, at $16.00")
    reader.page.get_by_role("button", name="Copy link").click()
    expect(reader.page.get_by_text("copied")).to_be_visible()
    link = reader.page.evaluate("() => navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).query) == {
        "plan": ["token-pack"],
        "q.Server hours": ["120"],
        "q.Model runs": ["30"],
    }
    reader.page.goto(link)
    expect(bill.locator(".bill-total .figure")).to_have_text("400.00")
    reader.page.get_by_role("textbox", name="Model runs").fill("1,5")
    expect(reader.page.get_by_role("alert")).to_contain_text("A plain number")
    expect(bill.locator(".bill-total .figure")).to_have_text("400.00")
    assert reader.complaints == []


def test_estimate_on_the_page_of_a_plan(reader: Reader) -> None:
    reader.open("/plans/professional")
    section = reader.page.get_by_role("region", name="What would it cost?")
    expect(section.locator(".bill-total .figure")).to_have_text("99.00")

    section.get_by_role("slider", name="Contacts, round quantities").focus()
    for _ in range(30):
        reader.page.keyboard.press("ArrowRight")

    expect(section.get_by_role("textbox", name="Contacts")).to_have_value("100,000")
    expect(section.locator(".bill-total .figure")).to_have_text("999.00")
    section.get_by_role("link", name="Estimate").click()
    expect(reader.page.get_by_role("table", name="Estimate for Professional")).to_contain_text("999.00")
    assert reader.address == "/estimate?plan=professional&q.Contacts=100000"
    assert reader.complaints == []


def test_compare_plans(reader: Reader) -> None:
    reader.open("/compare?a=essentials")
    reader.page.get_by_role("searchbox", name="Add a plan by name or key").fill("prof")
    reader.page.get_by_role("button", name="Professional").click()
    table = reader.page.get_by_role("table", name="Comparison").locator("tbody tr[data-row]")

    reader.page.get_by_role("textbox", name="Contacts").fill("25000")

    expect(table.last).to_contain_text("434.00")
    expect(table.last).to_contain_text("249.00")
    expect(reader.page.get_by_text("Above 4,500 Contacts Professional costs less than Essentials.")).to_be_visible()
    expect(reader.page.get_by_role("img", name="Total by Contacts")).to_be_visible()
    shown = table.count()
    reader.page.get_by_label("all lines").check()
    expect(table).not_to_have_count(shown)
    assert reader.address == "/compare?a=essentials&b=professional&q.Contacts=25000&all=1"
    assert reader.complaints == []


def test_choose_plans_and_read_their_curves(reader: Reader) -> None:
    """From nothing chosen to a figure of each plan; it is told only where the server told it."""
    page = reader.page
    reader.open("/compare")
    page.get_by_role("button", name="Essentials essentials").click()
    page.get_by_role("searchbox").fill("prof")
    page.get_by_role("button", name="Professional").click()
    page.get_by_label("Over").select_option("Contacts")
    drawing = page.get_by_role("img", name="Total by Contacts")
    box = drawing.bounding_box()
    assert box

    page.mouse.move(box["x"] + box["width"] - 10, box["y"] + 40)

    expect(page.locator("figcaption")).to_have_text("1,000 Contacts: Essentials $29.00 · Professional $99.00")
    page.get_by_label("Contacts", exact=True).fill("25000")
    expect(page.locator(".break-evens")).to_contain_text("Above 4,500 Contacts")
    page.mouse.move(box["x"] + 80, box["y"] + 60)
    expect(page.locator("figcaption")).to_have_text("1,000 Contacts: Essentials $29.00")
    page.get_by_text("Every point as a table").click()
    points = page.get_by_role("table", name="Total by Contacts, every point").locator("tbody tr")
    none = "\N{EN DASH}"
    expect(points).to_have_text(["029.0099.00", f"1,00029.00{none}", "10,000209.0099.00", "40,000659.00399.00"])
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator("html")).to_have_js_property("scrollWidth", 360)
    page.get_by_role("slider", name="Month 1").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Month 2, side by side")).to_be_visible()
    page.get_by_role("link", name="Essentials").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Essentials")
    assert reader.complaints == []


def test_usage_goes_along_from_page_to_page(reader: Reader) -> None:
    reader.open("/plans/essentials?q.Contacts=25000&period=2&status=ended")

    reader.page.get_by_role("link", name="Compare…").click()

    expect(reader.page.get_by_role("textbox", name="Contacts")).to_have_value("25,000")
    assert reader.address == "/compare?a=essentials&q.Contacts=25000&period=2"
