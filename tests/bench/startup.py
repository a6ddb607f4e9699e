"""Start-up: what a person waits for before anything happens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.process import run
from tests.bench.table import Row, at_most, holds, shown
from tests.classroom import CLI

TIMES = 7
HEAVY = ("pandas", "numpy", "matplotlib", "nbgrader", "nbformat")
#: Timed inside the fresh process: Python's own start takes longer than the import, and varies more.
IMPORT = "import time; start = time.perf_counter(); import pmo_course_lib; print(time.perf_counter() - start)"
LOADED = f"import sys; print(*(name for name in {HEAVY} if name in sys.modules))"


def rows(_folder: Path) -> Iterator[Row]:
    """All figures of start-up, medians of several runs."""
    yield at_most("import pmo_course_lib", median(float(run(_python(IMPORT))[1]) for _ in range(TIMES)) * 1000, 100, "ms")
    yield _light("import pmo_course_lib")
    yield at_most("pmo-course --help", median(run(_help())[0].wall for _ in range(TIMES)), 0.5, "s")
    yield _light("import pmo_course_lib.cli as c; c.app(['--help'], standalone_mode=False)")
    yield Row("  Python's own start", shown(median(run(_python("pass"))[0].wall for _ in range(TIMES)), "s"))


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def _help() -> list[str]:
    """The installed command; from a checkout that is not installed, what it would call."""
    program = Path(sys.executable).with_name("pmo-course")
    return [str(program), "--help"] if program.exists() else [*CLI, "--help"]


def _light(code: str) -> Row:
    """Which of the heavy packages are loaded after ``code``."""
    found = run(_python(f"{code}\n{LOADED}"))[1].splitlines()[-1]
    return holds(f"  of {', '.join(HEAVY)} it loads", found or "none", not found)
