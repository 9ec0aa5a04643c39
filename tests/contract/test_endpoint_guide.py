"""The guide to the endpoint says what the program does."""

import re
from pathlib import Path

from plangraph.graph import errors
from plangraph.graph.limits import Limits

TEXT = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text("utf-8")


def table(heading: str) -> dict[str, str]:
    """First and second cells of the rows below a heading."""
    below = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in below.splitlines() if line[:1] == "|"]
    return {row[0]: row[1] for row in rows[2:]}


def test_every_code_is_told() -> None:
    own = {
        errors.PARSE_FAILED, errors.VALIDATION_FAILED, errors.OPERATION_RESOLUTION_FAILURE, errors.BAD_REQUEST,
        errors.BAD_USER_INPUT, errors.INTERNAL,
    }  # fmt: skip

    assert set(table("Error codes")) == own | {told.code for told in errors.TABLE.values()}


def test_limits_are_as_told() -> None:
    told = {name: int(re.sub(r"\D.*", "", text.replace(",", ""))) for name, text in table("Limits").items()}
    limits = Limits()

    assert told == {
        "bytes of query text": limits.query_bytes,
        "tokens": limits.tokens,
        "levels of fields": limits.depth,
        "levels of introspection": limits.introspection_depth,
        "lists of introspection": limits.introspection_lists,
        "fields": limits.fields,
        "aliases": limits.aliases,
        "directives": limits.directives,
        "fragment spreads": limits.spreads,
        "root fields": limits.query_roots,
        "rows in one page": limits.page,
        "levels of JSON": limits.json_nesting,
        "values in the JSON": limits.json_values,
        "digits in a number": 4_300,
        "points of cost": limits.cost,
    }
