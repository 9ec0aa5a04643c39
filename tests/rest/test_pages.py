"""The built pages as they are served: headers, compression, and what happens when something is not there."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from plangraph.web import pages


def served(static: Path = pages.STATIC) -> TestClient:
    return TestClient(Starlette(routes=pages.page_routes(static)))


@pytest.fixture
def built(tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "graphiql.html").write_text("<!doctype html><title>GraphiQL</title>")
    (static / "index.html").write_text("<!doctype html><title>PlanGraph</title>")
    (static / "assets" / "page-1a2b.js").write_text("let page = 1;\n" * 50)
    (static / "assets" / "page-1a2b.js.gz").write_bytes(gzip.compress(b"let page = 1;\n" * 50))
    (static / "assets" / "plex-3c4d.woff2").write_bytes(b"wOF2")
    (static / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return static


def test_graphiql_page(built: Path) -> None:
    response = served(built).get("/graphiql")

    assert response.status_code == 200
    assert response.text == "<!doctype html><title>GraphiQL</title>"
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def test_head_has_no_body(built: Path) -> None:
    client = served(built)

    page, asset = client.head("/graphiql"), client.head("/assets/page-1a2b.js")

    assert (page.status_code, page.content, page.headers["content-length"]) == (200, b"", "38")
    assert (asset.status_code, asset.content) == (200, b"")


def test_home_leads_to_the_plans(built: Path) -> None:
    response = served(built).get("/", follow_redirects=False)

    assert (response.status_code, response.headers["location"]) == (307, "/plans")


@pytest.mark.parametrize("path", ["/plans", "/plans/supabase-pro", "/customers/a%2Fb", "/accounts/acme?metric=seats"])
def test_explorer_pages(built: Path, path: str) -> None:
    response = served(built).get(path)

    assert (response.status_code, response.text) == (200, "<!doctype html><title>PlanGraph</title>")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def test_no_page_by_another_name(built: Path) -> None:
    assert served(built).get("/plan").status_code == 404


HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_address_of_nothing_is_told_as_a_page(built: Path) -> None:
    async def data(_: Request) -> Response:
        return Response("data")

    taken = [Route("/v1/plans", data, methods=["POST"])]
    client = TestClient(Starlette(routes=[*taken, *pages.page_routes(built), pages.no_page_route(taken, built)]))

    by_browser, by_program = client.get("/plan", headers=HTML), client.get("/plan")
    assert (by_browser.status_code, by_browser.text) == (404, "<!doctype html><title>PlanGraph</title>")
    assert "content-security-policy" in by_browser.headers
    assert by_program.text == "Not Found"
    assert client.post("/plan", headers=HTML).status_code == 405
    assert client.get("/v1/plans", headers=HTML).status_code == 405
    assert client.get("/graphiql/", headers=HTML).url.path == "/graphiql"


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("gzip", "gzip"),
        ("br, gzip, deflate", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0", None),
        ("*, gzip; q=0.000", None),
        ("br", None),
        ("identity", None),
        ("", None),
    ],
)
def test_asset_encoding(built: Path, accept: str, encoding: str | None) -> None:
    response = served(built).get("/assets/page-1a2b.js", headers={"accept-encoding": accept})

    assert response.status_code == 200
    assert response.text == "let page = 1;\n" * 50
    assert response.headers.get("content-encoding") == encoding
    assert response.headers["vary"] == "accept-encoding"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_asset_without_packed_twin(built: Path) -> None:
    response = served(built).get("/assets/plex-3c4d.woff2", headers={"accept-encoding": "gzip"})

    assert (response.status_code, response.content) == (200, b"wOF2")
    assert response.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in response.headers
    assert "vary" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/unknown.js",
        "/assets/page-1a2b.js.gz",
        "/assets/",
        "/assets/..%2fgraphiql.html",
        "/assets/%2e%2e/graphiql.html",
        "/assets/..%5cgraphiql.html",
        "/assets/%00",
        "/graphiql.html",
    ],
)
def test_unknown_asset(built: Path, path: str) -> None:
    assert served(built).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/favicon.svg", "/favicon.ico"])
def test_favicon(built: Path, path: str) -> None:
    response = served(built).get(path)

    assert (response.status_code, response.headers["content-type"]) == (200, "image/svg+xml")


def test_writing_to_a_page(built: Path) -> None:
    response = served(built).post("/graphiql")

    assert response.status_code == 405


def test_missing_build(tmp_path: Path) -> None:
    client = served(tmp_path / "nowhere")

    page, asset, icon = client.get("/graphiql"), client.get("/assets/page.js"), client.get("/favicon.ico")

    assert (page.status_code, page.text) == (503, pages.NOT_BUILT)
    assert page.headers["content-security-policy"] == pages.GRAPHIQL_POLICY
    assert (asset.status_code, icon.status_code) == (404, 404)


def test_committed_build_is_whole() -> None:
    client = served()

    page = client.get("/graphiql")
    wanted = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert page.status_code == 200
    assert len(wanted) >= 4
    assert {path: client.get(path).status_code for path in wanted} == dict.fromkeys(wanted, 200)


def test_every_asset_has_a_media_type() -> None:
    suffixes = {path.suffix for path in (pages.STATIC / "assets").iterdir()} - {".gz"}

    assert suffixes <= pages.MEDIA_TYPES.keys()
