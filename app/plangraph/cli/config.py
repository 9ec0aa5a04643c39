"""`plangraph config`: the settings in effect."""

import re
from typing import Annotated, Any

import typer

from plangraph.cli.session import load_settings, print_json, print_table

_PASSWORD = re.compile(r"(?P<before>://[^:/@?]*:).*(?=@)|(?P<named>[?&]password=)[^&]*")


def config(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show the settings in effect, secrets masked.

    They come from the environment, from `.env` in the working folder, and from files in a secrets folder
    (PLANGRAPH_SECRETS_DIR, else /run/secrets).

    Example: plangraph config --json
    """
    settings = load_settings()
    values = {name: shown(getattr(settings, name)) for name in type(settings).model_fields}
    if as_json:
        print_json(values)
        return
    rows = [
        [f"PLANGRAPH_{name.upper()}", "" if value is None else str(value), "set" if _is_set(settings, name) else ""]
        for name, value in values.items()
    ]
    print_table(["setting", "value", ""], rows, "")


def shown(value: Any) -> Any:
    """A value as it may be seen: secrets as stars, a URL's password too."""
    from pydantic import SecretStr

    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, tuple):
        return ",".join(value) or None
    if isinstance(value, str) and "://" in value and not value.startswith("sqlite"):
        return _PASSWORD.sub(lambda found: f"{found['before'] or found['named']}********", value)
    return value


def _is_set(settings: Any, name: str) -> bool:
    return name in settings.model_fields_set
