#!/usr/bin/env python3
"""Every command of this project, standard library only: `python3 dev.py TASK [arguments]`.

The first run makes `.venv` and installs the locked dependencies (about a minute); later runs start at once.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
OLDEST = (3, 11)
LOCK = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header"]
LOCK += ["--quiet", "--python-version", "3.11", "pyproject.toml"]

# task: (what it does, which lock it needs, its commands; the caller's arguments go to the last)
TASKS: "dict[str, tuple[str, Path, list[list[str]]]]" = {
    "serve": ("the server with the demo on http://127.0.0.1:8000", RUNTIME, [["plangraph", "serve", "--demo"]]),
    "test": ("the tests", DEVELOPMENT, [["pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]]),
    "check": (
        "format, lint, types, layers, printed contracts, pages",
        DEVELOPMENT,
        [
            ["ruff", "format", "--check", "."],
            ["ruff", "check", "."],
            ["mypy"],
            ["lint-imports"],
            ["plangraph", "schema", "check"],
            ["python", "-m", "tests.contract.ddl", "--check"],
            ["python", "-m", "tests.contract.pages"],
        ],
    ),
    "fix": (
        "what format and lint can mend themselves",
        DEVELOPMENT,
        [["ruff", "check", "--fix", "."], ["ruff", "format", "."]],
    ),
    "schema": (
        "print graphql/schema.graphql and db/schema.sql anew",
        DEVELOPMENT,
        [["plangraph", "schema", "print", "--out", "graphql/schema.graphql"], ["python", "-m", "tests.contract.ddl"]],
    ),
    "lock": (
        "pin the dependencies of pyproject.toml anew (needs uv)",
        DEVELOPMENT,
        [
            [*LOCK, "--group", "build", "-o", RUNTIME.name],
            [*LOCK, "--group", "dev", "-c", RUNTIME.name, "-o", DEVELOPMENT.name],
        ],
    ),
    "bench": ("speed, as interleaved ratios", DEVELOPMENT, [["python", "-m", "tests.bench"]]),
    "run": ("any command inside the environment: run plangraph --help", DEVELOPMENT, [[]]),
}


def usage() -> str:
    rows = [f"  {name:<8} {what}" for name, (what, _, _) in TASKS.items()]
    return "\n".join(["usage: python3 dev.py TASK [arguments]", "", *rows])


def fail(text: str) -> int:
    print(f"dev.py: {text}", file=sys.stderr)
    return 1


def stamp(lock: Path) -> str:
    parts = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def prepare(lock: Path) -> "str | None":
    """Makes or refreshes `.venv`; answers what went wrong, if anything."""
    mark = VENV / f"{lock.stem}.stamp"
    if mark.is_file() and mark.read_text() == stamp(lock):
        return None
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        return "this Python comes without venv; on Debian and Ubuntu: apt-get install python3-venv"
    if not PYTHON.is_file():
        print("Making .venv …", file=sys.stderr)
        venv.create(VENV, with_pip=True)
    print(f"Installing {lock.name} …", file=sys.stderr)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    steps = [
        [*pip, "--require-hashes", "--no-deps", "-r", str(lock)],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ]
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            return f"could not install {lock.name}; see pip's words above"
    mark.write_text(stamp(lock))
    return None


def main(arguments: "list[str]") -> int:
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        return fail(f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {have}")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    name, *rest = arguments
    if name not in TASKS:
        return fail(f"no task {name!r}\n{usage()}")
    _, lock, commands = TASKS[name]
    problem = prepare(lock)
    if problem:
        return fail(problem)
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["VIRTUAL_ENV"] = str(VENV)
    for n, command in enumerate(commands):
        line = [*command, *rest] if n == len(commands) - 1 else command
        if not line:
            return fail("run what? for example: python3 dev.py run plangraph --help")
        if len(commands) > 1:
            print(f"— {' '.join(line)}", file=sys.stderr, flush=True)
        program = BIN / line[0]
        try:
            code = subprocess.run(
                [str(program) if program.exists() else line[0], *line[1:]], cwd=ROOT, check=False
            ).returncode
        except KeyboardInterrupt:
            return 130
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
