"""The exam specification: ``exam/blueprint.toml`` (assessment standard, section 1)."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Literal

import cattrs
from attrs import frozen

from pmo_course_lib.errors import CourseError


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
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
        blueprint = cattrs.Converter(forbid_extra_keys=True).structure(value, Blueprint)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path}: cannot be read ({error}).") from None
    except cattrs.BaseValidationError as error:
        raise CourseError(f"{path}: {line}" for line in cattrs.transform_error(error)) from None
    total = sum(area.items for area in blueprint.areas)
    if total != blueprint.items_scored:
        raise CourseError(f"{path}: the areas ask for {total} items, items_scored says {blueprint.items_scored}.")
    return blueprint
