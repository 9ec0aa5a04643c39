"""Published bills and public price lists, asked of the graph after an import: exact, in statements that do not grow."""

import json
from collections.abc import Sequence
from typing import Any

from plangraph.services import catalogue
from plangraph.services.imports import import_catalogue
from plangraph.store.engine import Database
from tests import published, published_terms
from tests.conftest import Statements
from tests.graph.running import NOW, data
from tests.published import Example
from tests.unit.rating.test_public_price_lists import BILLS, PUBLIC

EXAMPLES = (*published.EXAMPLES, *published_terms.EXAMPLES)
FIELDS = "{ estimate { totals { total } } userErrors { message field } }"
# Which plans are meant, their rows, and all that belongs to them
STATEMENTS = 3


async def test_published_examples(database: Database) -> None:
    entries = {e.plan["name"]: {"plan": e.plan, "annotations": e.annotations} for e in EXAMPLES}
    await _imported(database, list(entries.values()))
    counted = Statements(database)

    found = await _asked(database, EXAMPLES)

    assert len(EXAMPLES) >= 170
    assert {name: totals[0] for name, totals in found.items()} == {e.name: e.total for e in EXAMPLES}
    assert len(counted.take()) == STATEMENTS


async def test_public_price_lists(database: Database) -> None:
    await _imported(database, list(PUBLIC.values()))
    bills = [Example(f"{name} {usage}", PUBLIC[name]["plan"], usage, total) for name, usage, total, _ in BILLS]

    found = await _asked(database, bills)

    assert {name: totals[0] for name, totals in found.items()} == {bill.name: bill.total for bill in bills}


async def _imported(database: Database, entries: Sequence[Any]) -> None:
    given = json.dumps({"format": 1, "plans": entries})
    await import_catalogue(database, catalogue.read(given, NOW), NOW)


async def _asked(database: Database, examples: Sequence[Example]) -> dict[str, Any]:
    """Totals by example, the currency's first, all of them in one operation."""
    given = ", ".join(f"$i{n}: EstimateInput!" for n in range(len(examples)))
    fields = "\n".join(f"e{n}: estimate(input: $i{n}) {FIELDS}" for n in range(len(examples)))
    answers = await data(
        database, f"query({given}) {{ {fields} }}", {f"i{n}": _input(example) for n, example in enumerate(examples)}
    )
    found = {}
    for n, example in enumerate(examples):
        answer = answers[f"e{n}"]
        assert answer["userErrors"] == [], example.name
        found[example.name] = [total["total"] for total in answer["estimate"]["totals"]]
    return found


def _input(example: Example) -> dict[str, Any]:
    usage = [{"charge": {"name": name}, "quantity": str(quantity)} for name, quantity in example.usage.items()]
    previous = [
        {"charge": {"name": name}, "period": int(period), "quantity": str(quantity)}
        for name, quantities in example.previous.items()
        for period, quantity in quantities.items()
    ]
    plan = {"uuid": example.plan["id"]}
    return {"plan": plan, "period": example.period, "usage": usage, "previousUsage": previous}
