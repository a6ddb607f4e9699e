"""Start JupyterLab as the course wants it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pmo_course_lib.delivery.book import book_html
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.exam_app import BOOK, CANDIDATE, COHORT
from pmo_course_lib.storage import write_atomic


def launch(home: Path, cohort: Cohort | None, candidate: str, browser: bool) -> int:
    """Open JupyterLab on the start page; returns its exit code.

    With a cohort, nbgrader's formgrader opens that gradebook, and ``candidate`` opens the exam page as that person.
    """
    course = home / "course"
    write_atomic(course / "book.html", book_html(course))
    root = Path(os.path.commonpath([home, cohort.folder if cohort else home]))
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # nbgrader starts alembic
    environment = {**os.environ, "PATH": programs, BOOK: f"/files/{(course / 'book.html').relative_to(root).as_posix()}"}
    if cohort:
        environment[COHORT] = str(cohort.folder)
        if candidate:
            environment[CANDIDATE] = cohort.people.find(candidate).id
    start = (course / "start.ipynb").relative_to(root).as_posix()
    return subprocess.run([sys.executable, "-m", "jupyterlab", *_options(root, start, browser)],
                          cwd=cohort.folder if cohort else home, env=environment, check=False).returncode


def _options(root: Path, start: str, browser: bool) -> list[str]:
    """Options that no configuration file carries (the tree's start page, terminals off) stand here."""
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # inside a container
    return [*as_root, f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{start}?reset",
            "--ServerApp.terminals_enabled=False", f"--ServerApp.open_browser={browser}"]
