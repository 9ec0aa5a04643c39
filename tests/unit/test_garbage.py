"""What a process that serves never looks through again, in a process of its own."""

import subprocess
import sys

PROGRAM = """
import gc
from plangraph.web.garbage import settle_again, settling

settle_again()
print(gc.get_freeze_count())
with settling():
    started = [[] for _ in range(1_000)]
settled = gc.get_freeze_count()
prepared = [[] for _ in range(1_000)]
settle_again()
print(settled >= 1_000, gc.get_freeze_count() - settled >= 1_000)
"""


def test_what_a_server_has_made_before_it_serves_stays() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)

    assert done.stdout.splitlines() == ["0", "True True"]
