"""The two forms of an exported file, byte by byte."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plangraph.services.export import Format, Pull, cell, written


async def file(form: Format, columns: Sequence[str], *batches: list[list[Any]]) -> bytes:
    async def given_rows() -> AsyncIterator[list[list[Any]]]:
        for batch in batches:
            yield batch

    pull = Pull("x", columns, given_rows)  # type: ignore[arg-type]  # an async generator function, as rows are
    return b"".join([chunk async for chunk in written(pull, form)])


async def test_forms() -> None:
    values = [
        None,
        "",
        "a,b",
        'say "x"',
        "two\r\nlines",
        7,
        -7,
        True,
        ["é"],
        {"k": "=1"},
        "=1+1",
        "-3.50",
        "-x",
        "\ttab",
    ]
    columns = [f"c{n}" for n in range(len(values))]

    as_csv = await file("csv", columns, [values], [values])
    as_lines = await file("ndjson", columns, [values])

    head, one, two = as_csv.decode().replace("two\r\nlines", "two_lines").split("\r\n")[:3]
    assert head == ",".join(columns)
    assert (
        one
        == two
        == ',,"a,b","say ""x""",' + '"two_lines",7,-7,true,"[""é""]","{""k"":""=1""}",\'=1+1,-3.50,\'-x,\'\ttab'
    )
    assert as_csv.endswith(b"\r\n")
    assert as_lines.startswith(b'{"c0":null,"c1":"","c2":"a,b"')
    assert as_lines.endswith(b'"c13":"\\ttab"}\n')


async def test_nothing_gives_a_head_alone() -> None:
    assert await file("csv", ["id", "name"]) == b"id,name\r\n"
    assert await file("ndjson", ["id", "name"]) == b""


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=1))
async def test_texts_come_back(texts: list[str]) -> None:
    written_ = await file("csv", ["n", "text"], [[n, text] for n, text in enumerate(texts)])

    head, *found = csv.reader(io.StringIO(written_.decode(), newline=""))
    assert head == ["n", "text"]
    assert [row[1] for row in found] == [cell(text) for text in texts]
    for shown, text in zip((row[1] for row in found), texts, strict=True):
        assert shown.removeprefix("'") == text.removeprefix("'")
        assert not shown.startswith(("=", "+", "@", "\t", "\r"))
        assert not shown.startswith("-") or float(shown) <= 0
