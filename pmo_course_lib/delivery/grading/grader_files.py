"""The notebooks in ``autograded/`` that formgrader shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pmo_course_lib.delivery.cohort import EXAM, Cohort
from pmo_course_lib.delivery.grading.notebook import GraderView
from pmo_course_lib.errors import CourseError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class GraderFiles:
    """Writer of ``autograded/<id>/exam/exam.ipynb``. The caller is the only one that writes there."""

    def __init__(self, cohort: Cohort) -> None:
        self._folder = cohort.folder / "autograded"
        self._folder.mkdir(exist_ok=True)
        self._view = GraderView(cohort.form, cohort.key)

    def write(self, candidate: str, choices: Mapping[str, str], changed: bool) -> None:
        """Write the notebook if it has ``changed``, is missing or is cut short."""
        data = self._view.render(choices)
        path = self._folder / candidate / EXAM / f"{EXAM}.ipynb"
        if changed or _size(path) != len(data):
            _put(path, data)


def put_notebook(cohort: Cohort, candidate: str, exercise: str, data: bytes) -> None:
    """Write ``autograded/<id>/<exercise>/<exercise>.ipynb`` if it is another than the one there."""
    (cohort.folder / "autograded").mkdir(exist_ok=True)
    path = cohort.folder / "autograded" / candidate / exercise / f"{exercise}.ipynb"
    if _size(path) != len(data) or path.read_bytes() != data:
        _put(path, data)


def take_away(cohort: Cohort, candidate: str, exercise: str) -> None:
    """Remove what formgrader and nbgrader's feedback show of a person's exercise."""
    for step in ("autograded", "feedback"):
        shutil.rmtree(cohort.folder / step / candidate / exercise, ignore_errors=True)


def _put(path: Path, data: bytes) -> None:
    try:
        _make_folder(path.parent)
        _replace(path, data)
    except OSError as error:
        raise CourseError(f"{path}: cannot be written ({error.strerror}). Check free space and "
                          "permissions, then grade again; what is done is not done twice.") from None


def _make_folder(folder: Path) -> None:
    """Top down, since most are new: the usual way tries the deepest first and starts again."""
    folder.parent.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.lstat().st_size
    return -1


def _replace(path: Path, data: bytes) -> None:
    """As ``storage.write_atomic`` but without waiting for the disk, which would double the time of a run.

    What a power cut tears is written again by the next run. Marks are for the instructor: hence the mode.
    """
    beside = path.with_name(f".{path.name}")
    handle = os.open(beside, _NEW, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(beside, path)
