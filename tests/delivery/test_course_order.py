"""Modules and team exercises in the order of the days."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from pmo_course_lib.delivery.course.notebooks import Block, Notebook, by_timetable, load_exercises, load_notebooks
from pmo_course_lib.delivery.course.run_sheet import load_days
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS, exercise
from pmo_course_lib.ui.exercises.judged import work
from pmo_course_lib.ui.modules.panel import load_panel

HOME = Path(__file__).parents[2]


def module(name: str, *blocks: str) -> Notebook:
    return Notebook(Path(f"{name}.ipynb"), name, tuple(Block(one, "theory", one, 10, 5, "All") for one in blocks))


def task(id: str) -> Notebook:
    return Notebook(Path(f"{id}.ipynb"), id, (), (), id)


def test_the_timetable_says_the_order() -> None:
    """Does a notebook come where its first block does, an exercise after its module, and one that no day names last?"""
    modules = (module("a", "T1", "E1"), module("b", "G1", "T2"), module("c"), module("d", "T9"))
    found = by_timetable(modules, (task("E1"), task("E2")), ["T2", "E2", "T1", "E1", "G1"])
    assert [one.name for one in found] == ["b", "E2", "a", "E1", "c", "d"]


def test_every_exercise_follows_its_module() -> None:
    """In the course itself, has each exercise a notebook, and does the page before it carry its block?"""
    blocks = [slot.block.id for day in load_days(HOME / "course") for slot in day]
    pages = by_timetable(load_notebooks(HOME / "course"), load_exercises(HOME / "course"), blocks)
    for before, one in pairwise(pages):
        if one.exercise:
            assert one.exercise in {block.id for block in before.blocks}
    assert [one.exercise for one in pages if one.exercise] == list(IDS)
    assert next(n for n, one in enumerate(pages) if one.name == "exam") < len(pages) - 2


@pytest.mark.parametrize("id", IDS)
def test_every_exercise_can_be_shown(id: str) -> None:
    """Has each notebook its title, views that exist, and has the exercise what a judge and the class need?"""
    found = next(one for one in load_exercises(HOME / "course") if one.exercise == id)
    assert found.title.startswith(f"{id} ") and found.views and all(load_panel(view).title for view in found.views)
    assert set(work(id).judged) == {one.id for one in exercise(id).rubric}


def test_what_is_not_there_has_no_page(tmp_path: Path) -> None:
    """Are folders without a notebook passed over, and is a damaged notebook named?"""
    (tmp_path / "exercises" / "E2").mkdir(parents=True)
    assert load_exercises(tmp_path / "course") == ()
    notebook = tmp_path / "exercises" / "E2" / "E2.ipynb"
    notebook.write_text(json.dumps({"cells": [], "metadata": {"title": "E2 x"}}), encoding="utf-8")
    assert [(one.name, one.title) for one in load_exercises(tmp_path / "course")] == [("E2", "E2 x")]
    notebook.write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match=r"E2\.ipynb"):
        load_exercises(tmp_path / "course")
