"""The workbook of the case company, where the course's folder lies beside the library."""

from __future__ import annotations

from functools import cache

from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.course_files import COURSE
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.storage import read

CASE = COURSE / "case" / "case.workbook.json"


@cache
def case_workbook() -> Workbook | None:
    """What the case company has decided so far; ``None`` where the file is not there or cannot be read."""
    try:
        return read(CASE).workbook
    except (OSError, CourseError):
        return None
