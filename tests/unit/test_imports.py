"""What a server, or a command, has no use for is not imported with it."""

import subprocess
import sys
from pathlib import Path

SELDOM = (
    "alembic",
    "httpx",
    "metronome",
    "plangraph.rest.openapi",
    "plangraph.services.sync",
    "plangraph.wire.catalogue",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite",
    "typer",
)


def test_the_server_imports_neither_migrations_nor_vendors() -> None:
    program = f"import sys, plangraph.asgi; print([n for n in {SELDOM} if n in sys.modules])"

    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout

    assert told == "[]\n"


def test_a_batch_of_questions_imports_neither_server_nor_database(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"plan": {"name": "Team", "charges": []}}\n')
    program = (
        f"import sys; from plangraph.cli.main import app; app(['estimate', '--batch', {str(questions)!r}], "
        "standalone_mode=False); print([n for n in ('asyncio', 'sqlalchemy', 'strawberry', 'alembic', 'uvicorn') "
        "if n in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout

    answer, imported = told.splitlines()
    assert '"totals"' in answer
    assert imported == "[]"
