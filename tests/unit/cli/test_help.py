"""Every command shows how it is used."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from plangraph.cli.main import app


def commands(command: Any, path: str = "plangraph") -> Iterator[tuple[str, str]]:
    """Each command with its help."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command.help or ""
    else:
        for name, one in inner.items():
            yield from commands(one, f"{path} {name}")


def test_every_command_has_an_example_of_itself() -> None:
    found = dict(commands(get_command(app)))

    assert len(found) > 15
    assert [path for path, text in found.items() if path not in text.partition("Example")[2]] == []
