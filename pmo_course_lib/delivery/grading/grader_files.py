"""The notebooks in ``autograded/`` that formgrader shows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pmo_course_lib.delivery.cohort import EXAM, Cohort
from pmo_course_lib.delivery.grading.notebook import GraderView
from pmo_course_lib.errors import CourseError


class GraderFiles:
    """Writer of ``autograded/<id>/exam/exam.ipynb``. The caller is the only one that writes there."""

    def __init__(self, cohort: Cohort) -> None:
        self._folder = cohort.folder / "autograded"
        self._view = GraderView(cohort.form, cohort.key)

    def write(self, candidate: str, choices: Mapping[str, str], changed: bool) -> None:
        """Write the notebook if it has ``changed``, is missing or is cut short."""
        data = self._view.render(choices)
        path = self._folder / candidate / EXAM / f"{EXAM}.ipynb"
        if changed or _size(path) != len(data):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                _replace(path, data)
            except OSError as error:
                raise CourseError(f"{path}: cannot be written ({error.strerror}). Check free space and "
                                  "permissions, then grade again; what is done is not done twice.") from None


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.lstat().st_size
    return -1


def _replace(path: Path, data: bytes) -> None:
    """As ``storage.write_atomic`` but without waiting for the disk, which would double the time of a run.

    What a power cut tears is written again by the next run. Marks are for the instructor: hence the mode.
    """
    beside = path.with_name(f".{path.name}")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(beside, path)
