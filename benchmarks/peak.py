"""Runs one command and notes its time and peak memory; small, so that it adds none.

A child's peak begins with the size of the process it was started from.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Run the command behind the report's path and return its exit code."""
    report, *command = sys.argv[1:]
    started = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started
    figures = {"seconds": seconds, "peak_kb": usage.ru_maxrss}
    Path(report).write_text(json.dumps(figures), encoding="utf-8")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
