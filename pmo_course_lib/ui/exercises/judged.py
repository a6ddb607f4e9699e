"""What each exercise brings for the one who judges it and for the class: by criterion what the team wrote, and slides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from attrs import frozen

from pmo_course_lib.ui.view.blocks import Block
from pmo_course_lib.workbook.model import Workbook

#: What a criterion of the rubric looks at, drawn without fields.
Shown = Callable[[Workbook], tuple[Block, ...]]


@frozen
class Slide:
    """A page of the team's presentation: little text, one thought."""

    title: str
    blocks: tuple[Block, ...]


@frozen
class Work:
    """``judged`` has what belongs to each criterion of the exercise's rubric, by its id; ``slides`` tell the conclusions."""

    judged: Mapping[str, Shown]
    slides: Callable[[Workbook], tuple[Slide, ...]]


def work(exercise_id: str) -> Work:
    """``WORK`` of the file ``work_e1.py`` for E1. Imported only where it is shown."""
    found: Work = import_module(f"pmo_course_lib.ui.exercises.work_{exercise_id.lower()}").WORK
    return found
