"""Number-right scoring (assessment standard, 7.1): a pure function of key and answers."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.assessment.form import Key
from pmo_course_lib.assessment.responses import Responses


@frozen
class AreaScore:
    """Right answers of the scored items of one area."""

    area: str
    right: int
    items: int


@frozen
class Result:
    """What one hand-in scores. ``marks`` is 1 or 0 for each item of the form, in the form's order."""

    candidate: str
    raw: int
    maximum: int
    blank: int
    passed: bool
    areas: tuple[AreaScore, ...]
    marks: dict[str, int]

    @property
    def percent(self) -> float:
        """Raw score as a percentage of the maximum, 0 to 100."""
        return 100 * self.raw / self.maximum if self.maximum else 0.0


def grade(key: Key, responses: Responses) -> Result:
    """Score one hand-in: 1 for an accepted option, 0 otherwise; blank is wrong, nothing is deducted.

    >>> from pmo_course_lib.assessment.form import Area, Key, KeyItem, PassMark
    >>> key = Key("demo", "f1", (Area("B1", "Orientation"),),
    ...           (KeyItem("OR-0001", 1, "B1", ("a", "b"), ("b",)),), PassMark(1))
    >>> answers = Responses("anna", "t1", 1, "", "", "candidate", {"OR-0001": "b"})
    >>> grade(key, answers).raw
    1
    """
    choices = responses.choices
    marks = {item.id: int(choices.get(item.id) in item.accept) for item in key.items}
    scored = [item for item in key.items if item.scored]
    raw = sum(marks[item.id] for item in scored)
    blank = sum(item.id not in choices for item in scored)
    return Result(responses.candidate, raw, len(scored), blank, raw >= key.pass_mark.raw, _areas(key, marks), marks)


def _areas(key: Key, marks: dict[str, int]) -> tuple[AreaScore, ...]:
    totals = {area.id: [0, 0] for area in key.areas}
    for item in key.items:
        if item.scored:
            total = totals[item.area]
            total[0] += marks[item.id]
            total[1] += 1
    return tuple(AreaScore(area, right, count) for area, (right, count) in totals.items())
