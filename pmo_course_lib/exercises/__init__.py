"""The team exercises E1 to E7 (*Course model*): what is given, what rules check, what a person judges.

>>> from pmo_course_lib.workbook.model import Workbook
>>> marks = mark("E2", Workbook())
>>> marks.reached, marks.points, exercise("E2").by_rubric
(0.0, 12.0, 8)
>>> marks.checks[0].messages[0].startswith("Begin")
True
"""

from pmo_course_lib.exercises.begin import begin
from pmo_course_lib.exercises.exercise import IDS, Check, Criterion, Exercise, exercise, exercises
from pmo_course_lib.exercises.mark import CheckMark, Marks, mark

__all__ = ["IDS", "Check", "CheckMark", "Criterion", "Exercise", "Marks", "begin", "exercise", "exercises", "mark"]
