"""Settings come from the environment, `.env` and a folder of secrets, and each is documented."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from plangraph import settings
from plangraph.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working folder without anybody's `.env`, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"PLANGRAPH_{name.upper()}", raising=False)
    monkeypatch.delenv("PLANGRAPH_SECRETS_DIR", raising=False)
    return tmp_path


def told(value: Any) -> str:
    if value is None or value == ():
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_documented(name: str) -> None:
    field = Settings.model_fields[name]
    value = told(field.default)
    shown = f"`{value}`" if value else ""

    assert f"| `PLANGRAPH_{name.upper()}` | {shown} | {field.description} |" in DOCUMENT.read_text().splitlines()


def test_documents_nothing_else() -> None:
    rows = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| `PLANGRAPH_")]

    assert len(rows) == len(Settings.model_fields)


def test_sources_in_order(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = elsewhere / "secrets"
    secrets.mkdir()
    (secrets / "plangraph_metronome_token").write_text("from a file\n")
    (secrets / "plangraph_port").write_text("1")
    (elsewhere / ".env").write_text("PLANGRAPH_PORT=2\nPLANGRAPH_WORKERS=2\nPLANGRAPH_HOST=from.env\nOTHER=x\n")
    monkeypatch.setenv("PLANGRAPH_SECRETS_DIR", str(secrets))
    monkeypatch.setenv("PLANGRAPH_WORKERS", "3")
    monkeypatch.setenv("PLANGRAPH_HOST", "from.environment")

    found = settings.load(host="from.command", port=None)

    assert found.metronome_token == SecretStr("from a file")
    assert (found.port, found.workers, found.host) == (2, 3, "from.command")


def test_origins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGRAPH_CORS_ORIGINS", "https://a.example, https://b.example,")

    assert settings.load().cors_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("PORT", "x"),
        ("WORKERS", "0"),
        ("MAX_COST", "0"),
        ("LOG_FORMAT", "xml"),
        ("REQUEST_SECONDS", "-1"),
    ],
)
def test_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"PLANGRAPH_{name}", value)

    with pytest.raises(ValidationError, match=name.lower()):
        settings.load()


def test_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        settings.load().port = 1


def test_secret_is_not_printed() -> None:
    assert "hush" not in repr(settings.load(kickplan_token="hush"))


def test_misspelt() -> None:
    environment = {"PLANGRAPH_PROT": "1", "plangraph_port": "2", "PLANGRAPH_SECRETS_DIR": "/", "PATH": "/"}

    assert settings.unknown(environment) == ["PLANGRAPH_PROT"]
