"""Three workbooks for each exercise: ``model`` (a team that got it), ``weak`` (plausible), ``confused``."""

from collections.abc import Callable, Mapping

from attrs import evolve

from pmo_course_lib.exercises import begin
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import Scalar

Build = Callable[[], Workbook]


def team(exercise: str, notes: Mapping[str, str] | None = None, values: Mapping[str, Scalar] | None = None) -> Workbook:
    """The workbook of an exercise with some notes and values."""
    start = begin(exercise)
    return evolve(start, notes=dict(notes or {}), values={**start.values, **(values or {})})
