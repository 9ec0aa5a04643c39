"""The browser of tests, measurements and pictures: a real Chromium that speaks to nobody by itself."""

import os
import shutil

CHROMIUM = os.environ.get("PLANGRAPH_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
