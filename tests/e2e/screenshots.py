"""Makes the README's pictures from the demo: `python3 dev.py run python -m tests.e2e.screenshots`."""

import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from plangraph import resources
from tests.browser import ARGUMENTS, CHROMIUM
from tests.served import serving

IMAGES = resources.ROOT / "docs" / "images"
QUERY = """{
  account(by: {key: "acme"}) {
    name
    customer {
      plans(status: [ACTIVE]) {
        nodes {
          startingOn
          plan {
            name
            charges(first: 3) { nodes { name prices { tier formatted } } }
            customers(first: 3) { totalCount nodes { name } }
          }
        }
      }
    }
  }
}"""


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with serving(f"sqlite:///{path / 'demo.db'}", path, "--demo") as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_context(viewport={"width": 1240, "height": 860}, locale="en-US").new_page()
            page.goto(f"{served.url}/sign-in?key={served.admin}")
            shoot(page, f"{served.url}/plans/professional?q.Contacts=25000&q.Seats=30", "684.00", "plan.png")
            compared = "/compare?a=essentials&b=professional&q.Contacts=25000&q.Seats=30&vary=Contacts"
            shoot(page, served.url + compared, "costs less than", "compare.png")
            page.goto(f"{served.url}/graphiql#query={quote(QUERY)}")
            page.get_by_role("button", name="Execute query").click()
            page.get_by_text("Professional").first.wait_for()
            page.screenshot(path=IMAGES / "graphiql.png")
            browser.close()


def shoot(page: Page, address: str, text: str, name: str) -> None:
    """A picture of a page once it shows some text."""
    page.goto(address)
    page.get_by_text(text).first.wait_for()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / name)


if __name__ == "__main__":
    main()
