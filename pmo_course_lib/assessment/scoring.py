"""Number-right scoring (assessment standard, 7.1): a pure function of key and answers."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from pmo_course_lib.assessment.form import Key
from pmo_course_lib.assessment.responses import Responses


class AreaScore(NamedTuple):
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
    choice_of = responses.choices.get
    marks: dict[str, int] = {}
    right = dict.fromkeys(key.items_in, 0)
    blank = 0
    for item, accept, area in key.plan:  # one pass, since a batch has thousands of hand-ins
        choice = choice_of(item)
        mark = marks[item] = 1 if choice in accept else 0
        if area is not None:
            right[area] += mark
            blank += choice is None
    raw = sum(right.values())
    areas = tuple(map(AreaScore, right, right.values(), key.items_in.values()))
    return Result(responses.candidate, raw, key.maximum, blank, raw >= key.pass_mark.raw, areas, marks)
