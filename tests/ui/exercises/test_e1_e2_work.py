"""E1 and E2 for the one who judges and for the class: is what the team wrote there by criterion, and do the slides hold?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from attrs import evolve
from test_e1_e2_views import ODD, SCRIPT, SOLUTIONS, odd, spoken, works

from pmo_course_lib.exercises import begin, exercise
from pmo_course_lib.exercises.checks.select import concepts
from pmo_course_lib.ui.exercises.judged import Slide, work
from pmo_course_lib.ui.view.blocks import Area, Choice, Line, Note, Number, Picture, Select, Table, Text, Ticks, plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e1, e2
from tests.ui.modules.hostile import flat

LONGEST = 250


def shown(blocks: Iterable[Any]) -> str:
    """All cells of tables."""
    return " ".join(str(cell) for one in flat(blocks) if isinstance(one, Table) for row in one.rows for cell in row)


@pytest.mark.parametrize("id", SOLUTIONS)
def test_each_criterion(id: str) -> None:
    """Has each criterion of the rubric what belongs to it, and nothing else does?"""
    assert list(work(id).judged) == [one.id for one in exercise(id).rubric]


@pytest.mark.parametrize("id", SOLUTIONS)
def test_nothing_written(id: str) -> None:
    """Is work that holds nothing said to hold nothing, and has it one slide, the first?"""
    for start in (Workbook(), begin(id)):
        for show in work(id).judged.values():
            assert "Nothing was written." in [one.text for one in show(start) if isinstance(one, Note)]
        (slide,) = work(id).slides(start)
        assert id in slide.title and "Lauterwyl Cooling" in slide.blocks[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize("id", SOLUTIONS)
def test_shown_without_fields(id: str) -> None:
    """Is all that is judged drawn for any work without a field, with people's text in cells only and as text?"""
    for workbook in works(id):
        for show in work(id).judged.values():
            blocks = show(workbook)
            assert blocks and not [one for one in flat(blocks) if isinstance(one, Area | Choice | Line | Number | Select | Ticks)]
            assert "<script" not in all_still(blocks) and json.dumps(plain(blocks))
            assert not [said for said in spoken(blocks) if "script>" in said]


def test_e1_shows_what_was_written() -> None:
    """Do whys, cards, remedies and the wanted service of E1 reach the one who judges them?"""
    book = evolve(e1.model(), notes={**e1.model().notes, "e1-sentence": "It counts forms."},
                  orientation=evolve(e1.model().orientation, next_service="Risk hour, for start-up managers"))
    judged = {name: shown(show(book)) for name, show in work("E1").judged.items()}
    assert "since the office was set up to control" in judged["whys"] and "Control role" in judged["whys"]
    assert "card 13: as it says" in judged["evidence"] and "nineteen keep a spreadsheet" in judged["evidence"]
    assert "Risk hour, for start-up managers" in judged["service"] and "Principle: Challenge" in judged["service"]
    assert "It counts forms." in judged["fairness"] and "card 10" in judged["fairness"]


def test_e2_shows_what_was_written() -> None:
    """Do order, case, refusals and what is prepared for the board reach the one who judges them?"""
    book = evolve(e2.model(), notes={**e2.model().notes, "e2-answers": "With more hours: the brief."})
    judged = {name: shown(show(book)) for name, show in work("E2").judged.items()}
    assert "1 Idea owner Enterprise PMO 24 Haruka Ishida What we say on: strategic fit" in judged["fit"]
    assert "What we say on: risks" in judged["case"] and "Nobody has asked for it yet." in judged["refusals"]
    assert "With more hours: the brief." in judged["defence"]


def test_a_case_for_what_is_not_taken() -> None:
    """Is a business case for a concept that was refused shown as such?"""
    (table,) = work("E2").judged["case"](e2.confused())
    title = concepts()["CON-02"]["title"]
    assert isinstance(table, Table) and table.caption == f"Business case for {title} (not taken)"


def test_the_case_for_what_is_taken_comes_first() -> None:
    """With two cases begun, is the one for a concept that is taken shown first, and is it the one on the slide?"""
    book = evolve(e2.model(), drafts={"CON-02/DOC-CASE": e2.case(), **e2.model().drafts})
    first, second = work("E2").judged["case"](book)
    assert isinstance(first, Table) and isinstance(second, Table)
    assert "Idea owner (taken)" in first.caption and "(not taken)" in second.caption
    assert "The case for Idea owner" in [slide.title for slide in work("E2").slides(book)]


def words(slide: Slide) -> int:
    """Words that are no table and no picture."""
    return sum(len(one.text.split()) for one in slide.blocks if isinstance(one, Text | Note))


@pytest.mark.parametrize("id", SOLUTIONS)
def test_slides_hold(id: str) -> None:
    """Are there three to six slides for a team that did the work, and is each short whatever was written?"""
    assert 3 <= len(work(id).slides(SOLUTIONS[id].model())) <= 6
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
    for slide in work(id).slides(odd(text, SOLUTIONS[id].model())):
        assert "<script" not in all_still(slide.blocks)
        assert not [said for said in (slide.title, *spoken(slide.blocks)) if "script>" in said]


def test_slides_say_the_conclusions() -> None:
    """Do the slides hold index, traits and causes of E1, and order, load, case and refusals of E2?"""
    one, two = ({slide.title: shown(slide.blocks) for slide in work(id).slides(SOLUTIONS[id].model())} for id in ("E1", "E2"))
    assert list(one)[1:4] == ["Index 0.18 from 11 pairs: inward (Course model)", "What one can see",
                              "Root causes, and what would remove them"]
    assert list(two)[1:] == ["What we take, in this order", "What it asks of the PMOs", "The case for Idea owner",
                             "What we hold or refuse, and how we tell it"]
    assert "The Food PMO is overbooked" in two["What we hold or refuse, and how we tell it"]


def test_long_text_is_cut() -> None:
    """Does a long sentence end in an ellipsis on the slide, and is it whole for the one who judges?"""
    long = "word " * 300
    book = evolve(e1.model(), notes={"e1-sentence": long})
    assert shown(work("E1").slides(book)[0].blocks).rstrip().endswith("…")
    assert long.strip() in shown(work("E1").judged["fairness"](book)) and SCRIPT not in long
