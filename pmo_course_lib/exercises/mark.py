"""Marks for what rules can check: from a team's workbook and the given material, and from nothing else."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from attrs import frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.exercises.checks import CHECKS
from pmo_course_lib.exercises.exercise import Check, exercise
from pmo_course_lib.exercises.found import Lost, Rule
from pmo_course_lib.workbook.model import Workbook


@frozen
class CheckMark:
    """Points ``reached`` of ``points`` for one check; ``messages`` say what to look at where points are lost."""

    id: str
    title: str
    points: float
    reached: float
    messages: tuple[str, ...]


@frozen
class Marks:
    """What the rules give for one exercise. What a person judges (the rubric) comes in addition."""

    exercise: str
    checks: tuple[CheckMark, ...]
    label: str = COURSE_MODEL

    @property
    def points(self) -> float:
        """All points that the rules can give."""
        return sum(one.points for one in self.checks)

    @property
    def reached(self) -> float:
        """The points that they give."""
        return sum(one.reached for one in self.checks)


def mark(exercise_id: str, workbook: Workbook) -> Marks:
    """The marks of an exercise for a workbook, check by check, in quarter points. *Course model*.

    Never fails for a valid workbook. Raises ``CourseError`` for an exercise that does not exist.

    >>> mark("E1", Workbook()).reached
    0.0
    """
    found = CHECKS.get(exercise_id, {})
    return Marks(exercise_id, tuple(_marked(one, found[one.id], workbook) for one in exercise(exercise_id).checks))


def _marked(check: Check, rule: Rule, workbook: Workbook) -> CheckMark:
    found = rule(workbook)
    # Rounded down: all points mean that nothing was found.
    reached = floor(found.share * Fraction(check.points) * 4) / 4
    return CheckMark(check.id, check.title, check.points, reached, tuple(_said(check, one) for one in found.lost))


def _said(check: Check, why: Lost) -> str:
    return check.messages[why.message].format(**dict(why.words))
