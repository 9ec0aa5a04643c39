"""What a server has no use for is not imported with it."""

import subprocess
import sys


def test_the_server_imports_neither_migrations_nor_vendors() -> None:
    program = (
        "import sys, plangraph.asgi; print([n for n in ('alembic', 'metronome', 'typer', 'httpx') if n in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout

    assert told == "[]\n"
