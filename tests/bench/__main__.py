"""``python -m tests.bench [PART ...]``: measure and print; nothing fails when a target is missed."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import exam, grading, modules, sla, startup, teams, topology
from tests.bench.table import Row, show
from tests.classroom import HOME

PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "startup": startup.rows, "grading": grading.rows, "exam": exam.rows, "modules": modules.rows,
    "topology": topology.rows,
    "sla": sla.rows, "teams": teams.rows,
}


def main(names: list[str]) -> None:
    """Measure the named parts, or all."""
    if unknown := set(names) - PARTS.keys():
        sys.exit(f"There is no part {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
    start = time.perf_counter()
    print(f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores, {_load()}")
    place = HOME / ".bench"
    place.mkdir(exist_ok=True)
    for name in names or PARTS:
        with tempfile.TemporaryDirectory(dir=place) as folder:
            show(name, PARTS[name](Path(folder)))
    print(f"\n{time.perf_counter() - start:.0f} s in all; at the end {_load()}")


def _load() -> str:
    """What else the machine is doing: figures taken on a busy machine say little."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    return f"load average {load}"


if __name__ == "__main__":
    main(sys.argv[1:])
