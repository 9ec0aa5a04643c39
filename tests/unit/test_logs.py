"""The log's two forms: JSON for programs, short lines for people; neither breaks what it tells of."""

import io
import json

import pytest

from plangraph.web.logs import make_log

REQUEST = {"method": "GET", "path": "/graphql", "status": 200, "ms": 3.2, "request_id": "abc", "key": None}


def test_json() -> None:
    out = io.StringIO()

    make_log("auto", "info", out).info("request", **REQUEST)

    line = json.loads(out.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {**REQUEST, "event": "request", "level": "info"}


def test_people() -> None:
    out = io.StringIO()
    log = make_log("console", "info", out)

    log.info("request", **REQUEST)
    log.info("request", **{**REQUEST, "status": 404, "code": "NOT_FOUND"})

    good, bad = (line.split(maxsplit=1)[1] for line in out.getvalue().splitlines())
    assert good == "[info] GET /graphql 200 3.2 ms"
    assert bad == "[info] GET /graphql 404 3.2 ms request_id=abc code=NOT_FOUND"


def test_level() -> None:
    out = io.StringIO()

    make_log("json", "warning", out).info("request")

    assert out.getvalue() == ""


@pytest.mark.parametrize("form", ["console", "json"])
def test_traceback_without_variables(form: str) -> None:
    out = io.StringIO()
    secret = "hush"[::-1]

    try:
        raise RuntimeError("broken")
    except RuntimeError as error:
        make_log(form, "info", out).error("failed", exc_info=error)

    assert "RuntimeError: broken" in out.getvalue()
    assert secret not in out.getvalue()


def test_reader_that_has_gone() -> None:
    out = io.StringIO()
    log = make_log("json", "info", out)
    out.close()

    log.info("nobody hears this")

    with pytest.raises(ValueError, match="closed"):
        out.write("")


def test_an_exception_is_told_as_an_error() -> None:
    out = io.StringIO()

    try:
        raise RuntimeError("broken")
    except RuntimeError:
        make_log("json", "info", out).exception("failed")

    line = json.loads(out.getvalue())
    assert (line["level"], line["event"]) == ("error", "failed")
    assert line["exception"].endswith("RuntimeError: broken")
