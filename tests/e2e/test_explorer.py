"""The explorer as people use it: find, understand, share, write; by mouse and by keyboard."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from plangraph.resources import OPERATIONS
from tests.e2e.conftest import Reader


def rows(reader: Reader, table: str) -> Locator:
    return reader.page.get_by_role("table", name=table).locator("tbody tr[data-row]")


def test_find_a_plan_by_keyboard(reader: Reader) -> None:
    reader.open("/")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Plans")
    expect(reader.page.get_by_text("20 plans")).to_be_visible()

    reader.page.keyboard.press("/")
    reader.page.keyboard.type("launch")
    expect(reader.page.get_by_text("1 plan", exact=True)).to_be_visible()
    assert reader.address == "/plans?q=launch"
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("searchbox")).to_have_value("launch")
    reader.page.keyboard.press("j")
    reader.page.keyboard.press("Enter")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Launch Ramp")
    expect(reader.page.locator(".page-lead")).to_contain_text("$100.00 a month")
    assert reader.address == "/plans/launch-ramp"
    reader.page.go_back()
    expect(reader.page.get_by_role("searchbox")).to_have_value("launch")
    expect(rows(reader, "Plans")).to_have_count(1)
    assert reader.complaints == []


def test_lists_sort_by_their_heads(reader: Reader) -> None:
    reader.open("/plans")
    names = rows(reader, "Plans").locator("td:first-child")
    expect(names.first).to_have_text("AWS Lambda (x86)")

    reader.page.get_by_role("button", name="Plan", exact=True).click()
    expect(reader.page.get_by_role("columnheader", name="Plan")).to_have_attribute("aria-sort", "ascending")
    reader.page.get_by_role("button", name="Plan", exact=True).click()

    expect(names.first).to_have_text("Twilio US voice and SMS")
    expect(reader.page.get_by_role("columnheader", name="Plan")).to_have_attribute("aria-sort", "descending")
    assert reader.address == "/plans?sort=-name"


def test_month_moves_every_price(reader: Reader) -> None:
    reader.open("/plans/launch-ramp")
    month = reader.page.get_by_role("slider", name=re.compile("^Month"))
    price = rows(reader, "Charges").filter(has_text="Platform fee").locator("td").nth(1)
    expect(price).to_have_text("$100.00 a month")
    minimum = reader.page.get_by_role("region", name="Minimums and overage")
    expect(minimum).to_contain_text("from month 4")

    month.focus()
    for _ in range(3):
        reader.page.keyboard.press("ArrowRight")

    expect(price).to_have_text("$500.00 a month")
    expect(minimum).not_to_contain_text("from month 4")
    expect(month).to_have_attribute("aria-valuetext", "Month 4, prices change")
    assert reader.address == "/plans/launch-ramp?period=3"
    reader.page.reload()
    expect(price).to_have_text("$500.00 a month")
    reader.page.get_by_role("button", name="from month 13").click()
    expect(price).to_have_text("$900.00 a month")
    assert reader.complaints == []


def test_charge_panel(reader: Reader) -> None:
    reader.open("/plans/professional")

    rows(reader, "Charges").filter(has_text="API requests").get_by_role("link").click()
    panel = reader.page.get_by_role("region", name="API requests")
    table = panel.get_by_role("table", name="Prices of API requests")

    expect(panel.get_by_role("img", name="Total cost")).to_be_visible()
    expect(table.locator("tbody tr").nth(1)).to_contain_text("0.05")
    expect(panel).to_contain_text("quantity ÷ 100,000")
    assert "charge=" in reader.address
    panel.get_by_role("img", name="Total cost").hover()
    expect(panel.locator("figcaption").nth(1)).to_contain_text("API requests: $")
    assert reader.complaints == []


def test_customers_of_a_plan(reader: Reader) -> None:
    reader.open("/plans/professional")
    customers = rows(reader, "Customers on this plan")
    chips = reader.page.get_by_role("group", name="Status")
    before = customers.count()

    chips.get_by_role("button", name=re.compile("^ended")).click()
    expect(chips.get_by_role("button", name=re.compile("^ended"))).to_have_attribute("aria-pressed", "true")
    expect(customers.first).to_contain_text("ended")
    count = int(re.sub(r"\D", "", chips.get_by_role("button", name=re.compile("^ended")).inner_text()))
    expect(customers).to_have_count(count)
    assert reader.address == "/plans/professional?status=ended"
    reader.page.go_back()
    expect(customers).not_to_have_count(count)
    reader.page.get_by_role("searchbox", name="Search its customers by name").fill("acme")
    expect(customers).to_have_count(1)
    customers.first.get_by_role("link").click()

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Acme")
    assert before >= 0
    assert reader.complaints == []


def test_pages_of_a_list_both_ways(reader: Reader) -> None:
    reader.open("/customers")
    names = rows(reader, "Customers").locator("td:first-child")
    expect(names).to_have_count(50)
    first = names.first.inner_text()
    pager = reader.page.get_by_role("navigation", name="Pages of this list")

    reader.page.keyboard.press("]")
    expect(names).to_have_count(11)
    assert "after=" in reader.address
    last = names.last.inner_text()
    reader.page.keyboard.press("[")
    expect(names).to_have_count(50)
    expect(names.first).to_have_text(first)
    assert "before=" in reader.address
    pager.get_by_role("button", name="Last").click()
    expect(names.last).to_have_text(last)
    reader.page.go_back()
    expect(names.first).to_have_text(first)
    pager.get_by_role("button", name="Next").click()
    expect(names).to_have_count(11)
    reader.page.reload()

    expect(names.last).to_have_text(last)
    assert reader.complaints == []


def test_palette(reader: Reader) -> None:
    reader.open("/customers")
    expect(rows(reader, "Customers").first).to_be_visible()

    reader.page.keyboard.press("Control+k")
    reader.page.keyboard.type("acme")
    options = reader.page.get_by_role("listbox", name="Found").get_by_role("option")
    expect(options.filter(has_text="account")).to_be_visible()
    expect(options.filter(has_text="customer")).to_be_visible()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("/accounts/acme$"))
    reader.page.keyboard.press("Control+k")

    expect(options.first).to_contain_text("acme")
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("dialog")).to_be_hidden()
    assert reader.complaints == []


def test_keys(reader: Reader) -> None:
    reader.open("/plans")
    expect(rows(reader, "Plans").first).to_be_visible()

    reader.page.keyboard.press("?")
    expect(reader.page.get_by_role("dialog", name="Keys")).to_contain_text("Find anything")
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("g")
    reader.page.keyboard.press("a")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Accounts")


def test_set_a_metric_and_see_it(reader: Reader) -> None:
    reader.open("/accounts/acme?metric=seats")
    section = reader.page.get_by_role("region", name="Metrics")
    section.get_by_text("Set a metric").click()
    key = section.get_by_label("Idempotency key").input_value()

    section.get_by_label("Value", exact=True).fill("4321")
    section.get_by_role("button", name="Set", exact=True).click()

    expect(section.get_by_text("Stored, and in force. seats is 4,321.")).to_be_visible()
    newest = rows(reader, "Values of seats").first
    expect(newest).to_contain_text("4,321")
    expect(newest).to_contain_text(key)
    expect(section.get_by_role("link", name="seats 4,321")).to_be_visible()
    section.get_by_role("button", name="Set", exact=True).click()
    expect(section.get_by_text("nothing was stored again")).to_be_visible()
    section.get_by_label("Value", exact=True).fill("5")
    section.get_by_role("button", name="Set", exact=True).click()
    expect(section.get_by_text("Nothing was stored.")).to_be_visible()
    expect(newest).to_contain_text("4,321")
    assert reader.complaints == []


def test_other_plans_for_an_account(reader: Reader) -> None:
    """A row for each plan, money first, and reasons that are many folded."""
    reader.open("/accounts/acme")
    reader.page.get_by_role("button", name="Price every plan").click()
    options = rows(reader, "Cost on other plans")

    expect(options).to_have_count(20)
    expect(options.filter(has_text="Token Pack")).to_contain_text("20.00USD")
    expect(options.filter(has_text="Assistant Annual")).to_contain_text("EUR")
    folded = options.filter(has_text="Token Pack")
    expect(folded.get_by_role("listitem").first).to_be_hidden()
    folded.get_by_text("3 reasons").click()
    expect(folded.get_by_role("listitem").first).to_contain_text("counts as not used")
    assert reader.complaints == []


def test_reference_of_rest(reader: Reader) -> None:
    reader.open("/reference#Health")
    reader.page.keyboard.press("g")
    reader.page.keyboard.press("r")
    expect(reader.page.get_by_role("heading", name="GET /v1/plans", exact=True)).to_be_visible()
    links = reader.page.locator("main a[href^='#']").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")

    assert len(links) > 40
    assert all(reader.page.locator(f"[id='{link[1:]}']").count() == 1 for link in set(links))
    reader.open("/reference#MetronomePlans")
    expect(reader.page.locator("[id=MetronomePlans]")).to_be_in_viewport()
    expect(reader.page.get_by_role("combobox", name="Theme")).to_be_visible()
    assert reader.complaints == []


def test_account_tells_why(reader: Reader) -> None:
    reader.open("/accounts/acme")

    features = rows(reader, "Features of this account")
    overrides = rows(reader, "Feature overrides")

    expect(features.filter(has_text="chat")).to_contain_text("its override")
    expect(features.filter(has_text="Support")).to_contain_text("Essentials")
    expect(overrides.filter(has_text="chat")).to_contain_text("false from Essentials")
    expect(reader.page.locator(".series canvas")).to_be_visible()
    assert reader.complaints == []


def test_open_in_graphiql_shows_what_ran(reader: Reader) -> None:
    sent: list[str] = []
    reader.page.on(
        "request", lambda request: sent.append(request.post_data or "") if request.url.endswith("/graphql") else None
    )
    reader.open("/plans?q=pro")
    expect(rows(reader, "Plans").first).to_be_visible()

    link = reader.page.get_by_role("link", name="Open in GraphiQL").get_attribute("href") or ""
    shown = parse_qs(urlsplit(link).fragment)

    assert urlsplit(link).path == "/graphiql"
    assert shown["query"] == [(OPERATIONS / "plans.graphql").read_text("utf-8")]
    variables = json.loads(shown["variables"][0])
    assert variables["search"] == "pro"
    assert json.loads(sent[0])["variables"] == variables


def test_table_as_a_file(reader: Reader, tmp_path: Path) -> None:
    reader.open("/plans?q=launch")
    expect(rows(reader, "Plans")).to_have_count(1)

    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "plans.csv")
    lines = (tmp_path / "plans.csv").read_bytes().decode().split("\r\n")

    assert download.value.suggested_filename == "plans.csv"
    assert lines[0] == "Plan,Key,Charges,Active customers,Upcoming,Next ramp,Changed"
    assert lines[1].startswith("Launch Ramp,launch-ramp,")
    assert reader.complaints == []


def test_signed_out(stranger: Reader) -> None:
    stranger.open("/plans")

    bar = stranger.page.get_by_role("alert").filter(has_text="You are signed out")

    expect(bar).to_contain_text("plangraph keys create")
    expect(rows(stranger, "Plans")).to_have_count(0)


@pytest.mark.parametrize("path", ["/plans/none", "/customers/none", "/accounts/none", "/features/none", "/plans/a/b"])
def test_nothing_by_that_name(reader: Reader, path: str) -> None:
    reader.open(path)

    expect(reader.page.get_by_role("heading", level=1)).to_have_text(re.compile("^No such"))


def test_keys_with_odd_characters(reader: Reader) -> None:
    reader.open("/accounts/a%2Fb%25%C3%BC")

    expect(reader.page.locator("main code")).to_have_text("a/b%ü")


def test_server_away(reader: Reader) -> None:
    reader.page.route("**/graphql", lambda route: route.abort())
    reader.open("/plans")
    failure = reader.page.get_by_role("alert")
    expect(failure).to_contain_text("The server cannot be reached")

    reader.page.unroute("**/graphql")
    failure.get_by_role("button", name="Try again").click()

    expect(rows(reader, "Plans").first).to_be_visible()
    expect(failure).to_be_hidden()


def test_columns_are_chosen_and_kept(reader: Reader) -> None:
    reader.open("/plans?q=launch")
    table = reader.page.get_by_role("table", name="Plans")
    expect(rows(reader, "Plans").first.locator("[data-name='Next ramp']")).to_have_text("month 4")

    reader.page.get_by_text("Columns", exact=True).click()
    shown = reader.page.get_by_role("group", name="Shown")
    shown.get_by_role("button", name="key", exact=True).click()
    shown.get_by_role("button", name="ended", exact=True).click()

    expect(table.get_by_role("columnheader", name="Key")).to_have_count(0)
    expect(table.get_by_role("columnheader", name="Ended")).to_be_visible()
    assert "columns=charges%2Cactive-customers%2Cupcoming%2Cended%2Cnext-ramp%2Cchanged" in reader.address
    reader.open("/plans")
    expect(table.get_by_role("columnheader", name="Ended")).to_be_visible()
    expect(reader.page).to_have_url(re.compile("columns=charges"))
    reader.page.get_by_text("Columns", exact=True).click()
    reader.page.get_by_role("button", name="The usual ones").click()
    expect(table.get_by_role("columnheader", name="Key")).to_be_visible()
    assert reader.address == "/plans"
    assert reader.complaints == []


def test_newest_metric_values(reader: Reader) -> None:
    reader.open("/activity")
    events = rows(reader, "Metric values received last")
    expect(events).to_have_count(20)
    first = events.first.inner_text()

    reader.page.keyboard.press("]")
    expect(events.first).not_to_have_text(first, use_inner_text=True)
    reader.page.keyboard.press("[")
    expect(events.first).to_have_text(first, use_inner_text=True)
    events.first.get_by_role("link").click()

    expect(reader.page.locator(".metrics a[aria-current]")).to_be_visible()
    assert "?metric=" in reader.address
    assert reader.complaints == []


def test_palette_finds_metrics(reader: Reader) -> None:
    reader.open("/plans")
    expect(rows(reader, "Plans").first).to_be_visible()

    reader.page.keyboard.press("Control+k")
    reader.page.keyboard.type("seat")
    reader.page.get_by_role("listbox", name="Found").get_by_role("option").filter(has_text="metric").first.click()

    expect(reader.page).to_have_url(re.compile(r"/accounts/[^/]+\?metric=seats$"))
    expect(reader.page.locator(".metrics a[aria-current]")).to_contain_text("seats")
    assert reader.complaints == []


def test_map_of_the_schema(reader: Reader) -> None:
    reader.open("/schema")
    drawing = reader.page.get_by_role("group", name="Types and the ways between them")
    chosen = reader.page.get_by_role("complementary", name="The type chosen")
    expect(chosen.get_by_role("heading", level=2)).to_have_text("Plan")
    expect(drawing.locator("path[data-rank='2']").first).to_be_attached()

    drawing.get_by_role("link", name="Charge", exact=True).focus()
    reader.page.keyboard.press("Enter")

    expect(chosen.get_by_role("heading", level=2)).to_have_text("Charge")
    assert reader.address == "/schema?type=Charge"
    chosen.get_by_role("link", name="Price", exact=True).first.click()
    expect(chosen).to_contain_text("Is led to by")
    reader.page.go_back()
    expect(chosen.get_by_role("heading", level=2)).to_have_text("Charge")
    assert reader.complaints == []


def test_links_within_the_explorer_load_nothing_anew(reader: Reader) -> None:
    loads: list[str] = []
    reader.page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    reader.open("/plans/professional")

    rows(reader, "Charges").filter(has_text="Messages").get_by_role("link").click()
    expect(reader.page.get_by_role("region", name="Messages")).to_be_visible()
    reader.page.get_by_role("link", name="Estimate", exact=True).last.click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Estimate: Professional")

    assert len(loads) == 1
    assert reader.complaints == []
