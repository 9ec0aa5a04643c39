"""The OpenAPI document as a page for people: no script, nothing from elsewhere, readable offline."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from plangraph.rest.openapi import document
from plangraph.services.export import Exports

Json = dict[str, Any]
# The colours are those of playground/src/shared/tokens.css; the type is the reader's own, since nothing is fetched.
STYLE = """
:root { color-scheme: light dark; --rule: light-dark(#e2dfd5, #2b313a); --ink: light-dark(#1b1d1f, #e8e6df);
  --second: light-dark(#5c5f62, #a3a8ae); --accent: light-dark(#0a6a4e, #58cfa4) }
html { background: light-dark(#fbfaf6, #12151a) }
body { color: var(--ink); font: 14px/20px "IBM Plex Sans", system-ui, sans-serif; margin: 0 }
header { background: light-dark(#fff, #181c22); border-bottom: 1px solid var(--rule); padding: 13px 24px }
header nav { display: flex; flex-wrap: wrap; gap: 4px 16px }
header a { color: var(--second); text-decoration: none }
header a:first-child { color: var(--ink); font-weight: 600 }
main { margin: 0 auto; max-width: 62rem; padding: 8px 24px 64px }
h1 { font-size: 26px; line-height: 32px } h2 { font-size: 18px; margin-top: 32px } h3 { font-size: 14px }
a { color: var(--accent); text-underline-offset: 3px }
code { font: 0.93em "IBM Plex Mono", ui-monospace, monospace; overflow-wrap: anywhere }
main nav ul { columns: 2; padding-left: 18px }
section { border-top: 1px solid var(--rule); margin-top: 24px }
table { border-collapse: collapse; width: 100%; margin-bottom: 12px }
td, th { border-bottom: 1px solid var(--rule); padding: 4px 16px 4px 0; text-align: left; vertical-align: top }
th { color: var(--second); font-size: 12px; font-weight: 400 }
td:first-child { min-width: 72px }
@media (max-width: 40rem) { main nav ul { columns: 1 } main { padding: 8px 12px 48px } th { display: none }
  tbody, tr { display: block } tr:has(td) { border-bottom: 1px solid var(--rule); padding: 4px 0 }
  td { border: 0; display: inline; padding-right: 8px } }
"""
PAGES = ("plans", "customers", "accounts", "compare", "estimate", "activity", "schema")
HEADER = (
    '<header><nav aria-label="Pages"><a href="/plans">PlanGraph</a>'
    + "".join(f'<a href="/{name}">{name.capitalize()}</a>' for name in PAGES)
    + '<a href="/graphiql">GraphiQL</a></nav></header>'
)
POLICY = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def reference_routes(exports: Exports) -> list[BaseRoute]:
    @cache
    def body() -> str:
        return page(document(exports))

    async def reference(_: Request) -> Response:
        headers = {"content-security-policy": POLICY, "cache-control": "no-cache"}
        return HTMLResponse(body(), headers=headers)

    return [Route("/reference", reference)]


def page(told: Json) -> str:
    """`told`: the OpenAPI document."""
    operations = [(method, path, op) for path, methods in told["paths"].items() for method, op in methods.items()]
    tags = [
        f"<h2>{escape(tag['name'])}</h2><p>{_text(tag['description'])}</p>"
        + "".join(_operation(m, p, op) for m, p, op in operations if op["tags"] == [tag["name"]])
        for tag in told["tags"]
    ]
    shapes = [_shape(name, schema) for name, schema in sorted(told["components"]["schemas"].items())]
    links = [f'<li><a href="#{_anchor(m, p)}"><code>{m.upper()} {escape(p)}</code></a></li>' for m, p, _ in operations]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/favicon.svg">'
        f"<title>{escape(told['info']['title'])}</title><style>{STYLE}</style></head><body>{HEADER}<main>"
        f"<h1>{escape(told['info']['title'])}</h1><p>{_text(told['info']['description'])} Every request needs "
        "<code>Authorization: Bearer &lt;key&gt;</code>. The same as data: "
        '<a href="/openapi.json">openapi.json</a>.</p>'
        f'<nav aria-label="Operations"><ul>{"".join(links)}</ul></nav>'
        f"{''.join(tags)}<h2>Shapes</h2>{''.join(shapes)}</main></body></html>"
    )


def _operation(method: str, path: str, operation: Json) -> str:
    given = operation.get("parameters", ())
    rows = [(p["name"], p["in"], _kind(p["schema"], p.get("explode")), p.get("description", "")) for p in given]
    body = operation.get("requestBody")
    parts = [_table(("Parameter", "In", "Type", "Meaning"), rows)] if rows else []
    if body:
        need = "" if body["required"] else " (may be empty)"
        parts.append(f"<p>Body{need}: {_link(body['content']['application/json']['schema'])}</p>")
    answers = [
        f"<tr><td><code>{status}</code></td><td>{_text(answer['description'])}</td><td>{_content(answer)}</td></tr>"
        for status, answer in operation["responses"].items()
    ]
    parts.append(f"<table><tr><th>Status</th><th>When</th><th>Body</th></tr>{''.join(answers)}</table>")
    heading = f"<h3><code>{method.upper()} {escape(path)}</code></h3><p>{escape(operation['summary'])}.</p>"
    return f'<section id="{_anchor(method, path)}">{heading}{"".join(parts)}</section>'


def _shape(name: str, schema: Json) -> str:
    required = set(schema.get("required", ()))
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{_link(told)}</td>"
        f"<td>{'yes' if field in required else ''}</td></tr>"
        for field, told in schema.get("properties", {}).items()
    )
    table = f"<table><tr><th>Field</th><th>Type</th><th>Required</th></tr>{rows}</table>" if rows else ""
    return f'<section id="{name}"><h3>{name}</h3><p>{_text(schema.get("description", ""))}</p>{table}</section>'


def _content(answer: Json) -> str:
    content = answer.get("content")
    return " or ".join(_link(told["schema"]) for told in content.values()) if content else ""


def _link(schema: Json) -> str:
    """The type in words, shapes as links."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#{name}">{name}</a>'
    if schema.get("type") == "array":
        return f"list of {_link(schema['items'])}"
    if "anyOf" in schema:
        return " or ".join(_link(choice) for choice in schema["anyOf"])
    return escape(_kind(schema))


def _kind(schema: Json, repeated: bool | None = None) -> str:
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    kind = schema.get("type", "any JSON")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if kind == "array":
        return _kind(schema["items"]) if repeated else f"{_kind(schema['items'])}, joined by commas"
    return f"{words} ({schema['format']})" if "format" in schema else words


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{h}</th>' for h in head)}</tr>{cells}</table>"


def _text(given: str) -> str:
    """Backticks become code."""
    parts = escape(given).split("`")
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))


def _anchor(method: str, path: str) -> str:
    return method + "".join(c if c.isalnum() else "-" for c in path)
