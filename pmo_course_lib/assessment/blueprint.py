"""The exam specification: ``exam/blueprint.toml`` (assessment standard, section 1)."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Literal

from attrs import frozen

from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml

#: Levels that a form may set bounds for; ``apply`` counts those above it too.
LEVELS = ("remember", "understand", "apply")


@frozen
class BlueprintArea:
    """A content area and how many of its items a form holds."""

    id: str
    title: str
    objectives: tuple[str, ...]
    items: int


@frozen
class Material:
    """Something that candidates may use in the exam."""

    id: str
    title: str
    edition: str


@frozen
class PassMarkRule:
    """``percent`` of the maximum, rounded up; provisional until a pass-mark study is recorded."""

    method: Literal["provisional", "angoff", "inherited"]
    percent: float


@frozen
class Retake:
    """When and how often a candidate may sit again; ``max_item_overlap`` is a share of the form."""

    wait_days: int
    max_attempts: int
    max_item_overlap: float


@frozen
class Blueprint:
    """What every form of this exam version must look like."""

    exam_id: str
    version: int
    title: str
    language: str
    items_scored: int
    items_pilot: int
    options_per_item: int
    time_s: int
    open_book: bool
    review: Literal["never", "after_close", "in_discussion"]
    rules: tuple[str, ...]
    honour: str
    materials: tuple[Material, ...]
    pass_mark: PassMarkRule
    retake: Retake
    areas: tuple[BlueprintArea, ...]
    cognitive: dict[str, tuple[int, int]]

    @property
    def pass_raw(self) -> int:
        """The smallest passing whole score: ceil(cut - 1e-9) (standard, 7.2)."""
        return math.ceil(self.pass_mark.percent / 100 * self.items_scored - 1e-9)


def load_blueprint(path: Path) -> Blueprint:
    """Read a blueprint. Raises ``CourseError`` that names the file and what to mend."""
    blueprint = read_toml(path, Blueprint)
    if problems := _problems(blueprint):
        raise CourseError(f"{path}: {problem}." for problem in problems)
    return blueprint


def _problems(blueprint: Blueprint) -> list[str]:
    total, areas = sum(area.items for area in blueprint.areas), [area.id for area in blueprint.areas]
    checks = {
        f"the areas ask for {total} items, items_scored says {blueprint.items_scored}": total == blueprint.items_scored,
        "each area must ask for at least 1 item": all(area.items >= 1 for area in blueprint.areas),
        f"the ids of the areas must differ; they are {', '.join(areas)}": len(set(areas)) == len(areas),
        "exam_id may hold letters, digits, - and _ only": re.fullmatch(r"[A-Za-z0-9_-]+", blueprint.exam_id),
        "items_pilot must be 0: try-out items are not built in yet": blueprint.items_pilot == 0,
        "options_per_item must be 3, 4 or 5": 3 <= blueprint.options_per_item <= 5,
        "time_s must be at least 60 seconds": blueprint.time_s >= 60,
        "pass_mark.percent must lie between 0 and 100": 0 <= blueprint.pass_mark.percent <= 100,
    }
    levels = [f"cognitive.{level} must be one of remember, understand, apply, with [at least, at most]"
              for level, (low, high) in blueprint.cognitive.items() if level not in LEVELS or not 0 <= low <= high]
    return [problem for problem, holds in checks.items() if not holds] + levels
