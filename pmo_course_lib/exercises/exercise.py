"""A team exercise as data: what is checked by rules, and what a person judges. All points are a *Course model*."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from attrs import field, frozen

from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml

#: A folder for each exercise, beside the library.
HOME = Path(__file__).resolve().parents[2] / "exercises"
IDS = ("E1", "E2", "E3", "E4", "E5", "E6", "E7")
#: The message of a check while there is nothing to check: what to do first.
FIRST = "first"

Model = TypeVar("Model")


def _quarters(_instance: object, _attribute: object, value: float) -> None:
    if value <= 0 or value * 4 != int(value * 4):
        raise ValueError(f"points is {value:g}; allowed: quarter points above 0, such as 1.25")


@frozen(kw_only=True)
class Check:
    """What a rule looks at: ``where`` in the workbook the answer stands, and by name the ``messages`` for points lost.

    A message may hold names in braces that the check fills in. It says what to look at and never what is right.
    """

    id: str
    title: str
    points: float = field(validator=_quarters)
    where: str
    messages: dict[str, str] = field()

    @messages.validator
    def _says_what_to_do_first(self, _attribute: object, value: dict[str, str]) -> None:
        if FIRST not in value:
            raise ValueError(f"check {self.id} has no message {FIRST!r}; write what a team does first")


@frozen(kw_only=True)
class Criterion:
    """What a person judges: ``levels`` describe 0, 1, 2 ... points."""

    id: str
    title: str
    look_at: str
    levels: tuple[str, ...] = field()

    @levels.validator
    def _at_least_two(self, _attribute: object, value: tuple[str, ...]) -> None:
        if len(value) < 2:
            raise ValueError(f"criterion {self.id} has {len(value)} levels; describe at least 0 and 1 points")

    @property
    def points(self) -> int:
        """The most that can be reached."""
        return len(self.levels) - 1


@frozen(kw_only=True)
class _Rules:
    id: str
    title: str
    minutes: int
    checks: tuple[Check, ...]


@frozen
class _Rubric:
    criteria: tuple[Criterion, ...]


@frozen(kw_only=True)
class Exercise:
    """An exercise with its checks (by rules), its rubric (by a person) and the page that a team reads."""

    id: str
    title: str
    minutes: int
    checks: tuple[Check, ...]
    rubric: tuple[Criterion, ...]
    task: str

    @property
    def by_rules(self) -> float:
        """Points that checks give."""
        return sum(one.points for one in self.checks)

    @property
    def by_rubric(self) -> int:
        """Points that a person gives."""
        return sum(one.points for one in self.rubric)

    @property
    def points(self) -> float:
        """All points."""
        return self.by_rules + self.by_rubric


@cache
def exercise(id: str) -> Exercise:
    """The exercise of this id. Raises ``CourseError`` for an id that does not exist and for files that do not fit.

    >>> exercise("E5").minutes, exercise("E5").points
    (45, 20.0)
    """
    rules, rubric = _file(id, "checks.toml", _Rules), _file(id, "rubric.toml", _Rubric)
    if rules.id != id:
        raise CourseError(f"{HOME / id / 'checks.toml'}: id is {rules.id!r}; allowed: {id}, the name of the folder.")
    for part in (rules.checks, rubric.criteria):
        _differ(id, (one.id for one in part))
    return Exercise(id=id, title=rules.title, minutes=rules.minutes, checks=rules.checks, rubric=rubric.criteria,
                    task=(HOME / id / "task.md").read_text(encoding="utf-8"))


def _file(id: str, name: str, model: type[Model]) -> Model:
    if id not in IDS:
        raise CourseError(f"There is no exercise {id[:40]!r}. Choose one of {', '.join(IDS)}.")
    return read_toml(HOME / id / name, model)


def _differ(id: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in names:
        if one in seen:
            raise CourseError(f"Exercise {id}: {one!r} occurs twice; each check and each criterion needs an id of its own.")
        seen.add(one)


def exercises() -> tuple[Exercise, ...]:
    """All seven, in the order of the two days."""
    return tuple(map(exercise, IDS))


def material(id: str, model: type[Model]) -> Model:
    """The material of an exercise that is not in the case company's files. Raises ``CourseError``."""
    return _file(id, "given.toml", model)
