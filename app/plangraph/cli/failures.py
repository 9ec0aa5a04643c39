"""What people are told when a command fails: lines without a traceback, and the exit code."""

import sys

FAILED, MISTAKE, AWAY = 1, 2, 3


class Mistake(Exception):
    """Something that whoever typed the command can mend."""


class CheckFailed(Exception):
    """What was looked at is not as it should be."""


def told(error: BaseException) -> tuple[list[str], int] | None:
    """Lines and exit code; None for what nobody foresaw, which deserves its traceback."""
    if isinstance(error, Mistake):
        return [str(error)], MISTAKE
    if isinstance(error, CheckFailed):
        return str(error).splitlines(), FAILED
    # Only what a command has imported can have failed; importing it all here would slow `--help` down.
    for module, name, told_by in _KNOWN:
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and isinstance(error, kind):
            return told_by(error)
    return None


def _domain(error: BaseException) -> tuple[list[str], int]:
    from plangraph.domain.errors import InvalidInput, Timeout, Unavailable

    if isinstance(error, InvalidInput) and error.errors:
        return [f"{e.dotted}: {e.message}" if e.path else e.message for e in error.errors], MISTAKE
    return [str(error)], AWAY if isinstance(error, Unavailable | Timeout) else MISTAKE


def _settings(error: BaseException) -> tuple[list[str], int]:
    from pydantic import ValidationError

    assert isinstance(error, ValidationError)  # noqa: S101 (the table says so)
    lines = []
    for found in error.errors(include_input=False, include_url=False):
        name = "PLANGRAPH_" + ".".join(map(str, found["loc"])).upper()
        lines.append(f"{name}: {found['msg'][:1].lower()}{found['msg'][1:]}")
    return lines, MISTAKE


def _mistake(error: BaseException) -> tuple[list[str], int]:
    return [str(error)], MISTAKE


_KNOWN = (
    ("plangraph.domain.errors", "PlanGraphError", _domain),
    ("plangraph.store.migrations", "DatabaseTooNew", _mistake),
    ("plangraph.store.migrations", "DatabaseTooOld", _mistake),
    ("pydantic", "ValidationError", _settings),
)
