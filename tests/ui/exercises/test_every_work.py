"""E1, E2 and E5 to E7 for the one who judges and for the class: is all there by criterion, and do the slides hold?"""

from __future__ import annotations

import json

import pytest

from pmo_course_lib.exercises import begin, exercise
from pmo_course_lib.ui.exercises.judged import work
from pmo_course_lib.ui.exercises.words import NOTHING
from pmo_course_lib.ui.view.blocks import Area, Button, Choice, Day, Line, Number, Picture, Select, Table, Ticks, plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Workbook
from tests.ui.exercises.teamwork import spoken, words
from tests.ui.exercises.works import ODD, SOLUTIONS, odd, works
from tests.ui.modules.hostile import flat

LONGEST = 250  # characters of a cell that is read from afar
WRITTEN = Area | Button | Choice | Day | Line | Number | Select | Ticks


@pytest.mark.parametrize("id", SOLUTIONS)
def test_each_criterion(id: str) -> None:
    """Has each criterion of the rubric what belongs to it, and nothing else does?"""
    assert list(work(id).judged) == [one.id for one in exercise(id).rubric]


@pytest.mark.parametrize("id", SOLUTIONS)
def test_nothing_written(id: str) -> None:
    """Is work that holds nothing said to hold nothing, and has it one slide, the first, with exercise and company?"""
    assert NOTHING == "Nothing was written."
    for start in (Workbook(), begin(id)):
        for show in work(id).judged.values():
            assert NOTHING in all_still(show(start))
        (slide,) = work(id).slides(start)
        assert id in slide.title and "Lauterwyl Cooling" in slide.blocks[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize("id", SOLUTIONS)
def test_shown_without_fields(id: str) -> None:
    """Is all that is judged drawn for any work without a field, with people's text in cells only and as text?"""
    for workbook in works(id):
        for show in work(id).judged.values():
            blocks = show(workbook)
            assert blocks and not [one for one in flat(blocks) if isinstance(one, WRITTEN)]
            assert "<script" not in all_still(blocks) and json.dumps(plain(blocks))
            assert not [said for said in spoken(blocks) if "script>" in said]


@pytest.mark.parametrize("id", SOLUTIONS)
def test_slides_hold(id: str) -> None:
    """Are there three to six slides for a team that did the work, and is each short whatever was written?"""
    for make in (SOLUTIONS[id].model, SOLUTIONS[id].weak, SOLUTIONS[id].confused):
        assert 3 <= len(work(id).slides(make())) <= 6
    for workbook in works(id):
        slides = work(id).slides(workbook)
        assert 1 <= len(slides) <= 6 and len({one.title for one in slides}) == len(slides)
        for slide in slides:
            assert words(slide) <= 60 and len(slide.title) <= 80
            assert sum(isinstance(one, Picture | Table) for one in slide.blocks) <= 1
            cells = [str(cell) for one in slide.blocks if isinstance(one, Table) for row in one.rows for cell in row]
            assert not [cell for cell in cells if len(cell) > LONGEST]


@pytest.mark.parametrize("id", SOLUTIONS)
@pytest.mark.parametrize("text", ODD[:-1])
def test_slides_are_inert(id: str, text: str) -> None:
    """Is odd text on a slide text, cut where it is long?"""
    for slide in work(id).slides(odd(id, text, SOLUTIONS[id].model())):
        assert "<script" not in all_still(slide.blocks)
        assert not [said for said in (slide.title, *spoken(slide.blocks)) if "script>" in said]
