"""HTML to PDF by the browser that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from pmo_course_lib.errors import CourseError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def browser() -> str | None:
    """A browser that can print: Chromium, Chrome or Edge, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def print_pdf(page: Path) -> Path:
    """Print an HTML file to a PDF beside it with the browser that is there. Raises ``CourseError`` when that fails."""
    program = browser()
    if program is None:
        raise CourseError("PDF needs Chromium, Chrome or Edge, and none was found. "
                          "The pages are there as HTML: open and print them.")
    target = page.with_suffix(".pdf")
    target.unlink(missing_ok=True)  # an older result must not pass for this one
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # inside a container
    with tempfile.TemporaryDirectory() as profile, suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [program, "--headless", *as_root, "--disable-gpu", "--no-first-run", "--disable-background-networking",
             f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.resolve().as_uri()],
            capture_output=True, timeout=60, check=False)
        if target.is_file():
            return target
    raise CourseError(f"{program} could not print {page.name}. Open the page and print it by hand.")
