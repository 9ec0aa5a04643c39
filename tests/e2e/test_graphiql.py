"""GraphiQL in a real browser: it works on this host alone, within its strict content policy."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import strawberry
import uvicorn
from playwright.sync_api import Browser, Page, Route, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as StarletteRoute

from plangraph.web import pages


# A STAND-IN for the server, with the fields that these tests touch and nothing else.
@strawberry.type
class StandInPlan:
    key: str
    name: str


@strawberry.type
class StandInQuery:
    @strawberry.field
    def plan(self, key: str) -> StandInPlan | None:
        return StandInPlan(key=key, name="Supabase Pro") if key == "supabase-pro" else None

    @strawberry.field
    def plan_count(self) -> int:
        return 3


def stand_in() -> Starlette:
    schema = strawberry.Schema(StandInQuery)

    async def graphql(request: Request) -> Response:
        if request.headers.get("authorization") == "Bearer wrong":
            error = {"message": "Unknown key.", "extensions": {"code": "UNAUTHENTICATED"}}
            return JSONResponse({"errors": [error]}, 401)
        body = await request.json()
        result = await schema.execute(body["query"], body.get("variables"), operation_name=body.get("operationName"))
        return JSONResponse(
            {"data": result.data, **({"errors": [e.formatted for e in result.errors]} if result.errors else {})}
        )

    return Starlette(routes=[StarletteRoute("/graphql", graphql, methods=["POST"]), *pages.page_routes()])


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(stand_in(), port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    yield f"http://{host}:{port}"
    server.should_exit = True
    thread.join()


@dataclass(frozen=True)
class Visit:
    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str = "/graphiql") -> None:
        self.page.goto(self.site + path)
        self.page.get_by_role("region", name="Operation Editor").locator(".view-line").first.wait_for()

    def write(self, query: str) -> None:
        editor = self.page.get_by_role("region", name="Operation Editor")
        editor.locator(".monaco-editor").first.click()
        self.page.keyboard.press("Control+A")
        self.paste(query)
        expect(editor.locator(".view-line").first).to_have_text(query.splitlines()[0])

    def paste(self, text: str) -> None:
        """Typing would close each bracket a second time."""
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")

    def query(self) -> str:
        return _text(self.page, ".graphiql-query-editor")

    def variables(self) -> str:
        return _text(self.page, '.graphiql-editor-tool [aria-label="Variables"]')

    def result(self) -> str:
        return _text(self.page, ".graphiql-response")


def _text(page: Page, selector: str) -> str:
    """What an editor of Monaco shows, which draws spaces as no-break spaces."""
    return "\n".join(page.locator(f"{selector} .view-line").all_inner_texts()).replace("\u00a0", " ")


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Visit]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page = context.new_page()
    made = Visit(page, site)

    def local_only(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(site).netloc:
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
    context.close()


def test_runs_a_query_on_this_host_alone(visit: Visit) -> None:
    visit.open()

    visit.write("{ planCount }")
    visit.page.get_by_role("button", name="Execute query").click()
    expect(visit.page.locator(".graphiql-response")).to_contain_text('"planCount": 3')

    assert visit.elsewhere == []
    assert visit.complaints == []


def test_completion_from_the_schema(visit: Visit) -> None:
    visit.open()

    visit.write("{ pl")
    visit.page.keyboard.press("Control+Space")
    suggestions = visit.page.locator(".suggest-widget")

    expect(suggestions).to_contain_text("planCount")
    expect(suggestions).to_contain_text("plan")
    assert visit.complaints == []


def test_mistake_is_marked(visit: Visit) -> None:
    visit.open()

    visit.write("{ plansNobodyHas }")

    expect(visit.page.locator(".squiggly-error").first).to_be_visible()
    assert visit.complaints == []


def test_panels(visit: Visit) -> None:
    visit.open()

    visit.page.get_by_role("button", name="Show GraphiQL Explorer").click()
    expect(visit.page.locator(".graphiql-explorer-root")).to_contain_text("planCount")
    visit.page.get_by_role("button", name="Show Documentation Explorer").click()
    expect(visit.page.locator(".graphiql-plugin")).to_contain_text("StandInQuery")
    visit.write("query Remembered { planCount }")
    expect(visit.page.get_by_role("tab", name="Remembered")).to_be_visible()
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator(".graphiql-response")).to_contain_text('"planCount": 3')
    visit.page.get_by_role("button", name="Show History").click()

    expect(visit.page.get_by_role("region", name="History")).to_contain_text("Remembered")
    assert visit.complaints == []


def test_example_opens_in_a_new_tab(visit: Visit) -> None:
    visit.open()
    before = visit.query()

    visit.page.get_by_role("region", name="Examples").get_by_role("button", name="PlanDetails").click()
    expect(visit.page.get_by_role("tab", name="PlanDetails")).to_have_attribute("aria-selected", "true")

    assert "query PlanDetails(" in visit.query()
    assert visit.page.get_by_role("tab").count() == 2
    visit.page.get_by_role("tab").first.click()
    assert visit.query() == before
    assert visit.complaints == []


def test_share_link_round_trips(visit: Visit) -> None:
    query, variables = "query Shared($key: String!) { plan(key: $key) { name } } # 100 % & ü", '{"key": "supabase-pro"}'
    visit.open()
    visit.write(query)
    visit.page.get_by_role("button", name="Variables").click()
    visit.page.locator(".graphiql-editor-tool .monaco-editor").first.click()
    visit.paste(variables)

    visit.page.get_by_role("button", name="Copy a link to this operation").click()
    expect(visit.page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    link = visit.page.evaluate("() => navigator.clipboard.readText()")

    assert link.startswith(f"{visit.site}/graphiql#")
    shared = parse_qs(urlsplit(link).fragment, strict_parsing=True)
    assert shared["query"] == [query]
    assert json.loads(shared["variables"][0]) == {"key": "supabase-pro"}

    reader = visit.page.context.new_page()
    reader.goto(link)
    reader.get_by_role("button", name="Execute query").click()
    expect(reader.locator(".graphiql-response")).to_contain_text("Supabase Pro")
    assert "#" not in reader.url
    assert visit.complaints == []


def test_link_followed_on_the_open_page(visit: Visit) -> None:
    visit.open()

    visit.page.evaluate("() => { location.hash = 'query=' + encodeURIComponent('query Followed { planCount }') }")

    expect(visit.page.get_by_role("tab", name="Followed")).to_have_attribute("aria-selected", "true")
    assert visit.query() == "query Followed { planCount }"


def test_storage_is_ours(visit: Visit) -> None:
    visit.open()
    visit.write("query Kept { planCount }")
    expect(visit.page.get_by_role("tab", name="Kept")).to_be_visible()
    visit.page.wait_for_timeout(700)  # GraphiQL stores tabs half a second after the last key

    visit.page.reload()
    expect(visit.page.get_by_role("tab", name="Kept")).to_be_visible()
    keys = visit.page.evaluate("() => Object.keys(localStorage)")

    assert [key for key in keys if not key.startswith("plangraph")] == []
    assert "plangraph/graphiql:tabState" in keys


def test_signed_out(visit: Visit) -> None:
    visit.page.set_extra_http_headers({"authorization": "Bearer wrong"})

    visit.open()
    bar = visit.page.get_by_role("alert").filter(has_text="You are signed out")

    expect(bar).to_contain_text("plangraph serve")
    expect(bar).to_contain_text("plangraph keys create")
    visit.page.set_extra_http_headers({})
    bar.get_by_role("button", name="Try again").click()
    expect(visit.page.get_by_role("region", name="Examples")).to_be_visible()
    expect(bar).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_follows_the_system_and_the_switch(visit: Visit, theme: str, tmp_path: Path) -> None:
    other = {"light": "dark", "dark": "light"}[theme]
    paper = {"light": "rgb(251, 250, 246)", "dark": "rgb(18, 21, 26)"}
    ground = visit.page.locator("html")
    visit.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")

    visit.open()
    visit.write('query PlanCount {\n  planCount\n  plan(key: "supabase-pro") {\n    name\n  }\n}\n')
    expect(visit.page.get_by_role("tab", name="PlanCount")).to_be_visible()
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator(".graphiql-response")).to_contain_text('"planCount": 3')
    visit.page.screenshot(path=tmp_path / f"graphiql-{theme}.png")

    expect(ground).to_have_css("background-color", paper[theme])
    visit.page.get_by_label("Theme").select_option(other)
    expect(ground).to_have_css("background-color", paper[other])
    expect(visit.page.locator("body")).to_have_class(re.compile(f"graphiql-{other}"))
    visit.page.reload()
    expect(ground).to_have_css("background-color", paper[other])
    visit.page.get_by_label("Theme").select_option("system")
    expect(ground).to_have_css("background-color", paper[theme])
    assert visit.complaints == []
