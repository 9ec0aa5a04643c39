"""Rebuilds the pages (`python -m tests.contract.pages`): the committed build must be what the sources make."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PLAYGROUND = ROOT / "playground"
STATIC = ROOT / "app" / "plangraph" / "static"


def main() -> int:
    absent = [tool for tool in ("node", "npm") if shutil.which(tool) is None]
    if absent:
        print(f"NOT CHECKED: {' and '.join(absent)} missing, so the pages were not rebuilt.", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    started = time.monotonic()
    if not installed():
        run("npm", "ci")
    run("npm", "test", "--silent")
    with tempfile.TemporaryDirectory() as folder:
        # Elsewhere than the committed build, which a check must not touch.
        fresh = Path(folder) / "static"
        run("npm", "run", "--silent", "build", "--", "--logLevel", "warn", "--outDir", str(fresh))
        different = differences(fresh, STATIC)
    took = f"{time.monotonic() - started:.1f} s"
    if not different:
        print(f"pages: the committed build is what the sources make ({took})")
        return 0
    print(f"pages: the committed build is not what the sources make ({took}):", file=sys.stderr)
    print("\n".join(f"  {line}" for line in different), file=sys.stderr)
    print("Run `npm ci && npm run build` in playground/ and commit app/plangraph/static.", file=sys.stderr)
    return 1


def run(*command: str) -> None:
    if subprocess.run(command, cwd=PLAYGROUND, check=False).returncode:
        sys.exit(f"pages: `{' '.join(command)}` failed in playground/, see above")


def installed() -> bool:
    """Whether node_modules holds what the lock names; npm notes there what it installed."""
    note = PLAYGROUND / "node_modules" / ".package-lock.json"
    if not note.is_file():
        return False
    have = json.loads(note.read_bytes())["packages"]
    want = json.loads((PLAYGROUND / "package-lock.json").read_bytes())["packages"]
    # What is optional is there or not, by the machine.
    needed = {path for path, package in want.items() if path and not package.get("optional")}
    return needed <= have.keys() and all(
        path in want and have[path].get("integrity") == want[path].get("integrity") for path in have
    )


def differences(fresh: Path, committed: Path) -> list[str]:
    ours, theirs = contents(fresh), contents(committed)
    return [
        *(f"missing  {name}" for name in sorted(ours.keys() - theirs.keys())),
        *(f"stale    {name}" for name in sorted(theirs.keys() - ours.keys())),
        *(f"differs  {name}" for name in sorted(ours.keys() & theirs.keys()) if ours[name] != theirs[name]),
    ]


def contents(folder: Path) -> dict[str, bytes]:
    """The files by name, packed ones unpacked: zlib packs differently from one version and machine to the next."""
    return {
        path.relative_to(folder).as_posix(): gzip.decompress(path.read_bytes())
        if path.suffix == ".gz"
        else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    sys.exit(main())
