"""E1 and E2 for the one who judges and for the class: is what the team wrote there by criterion, and told on slides?"""

from __future__ import annotations

import pytest
from attrs import evolve

from pmo_course_lib.exercises import begin
from pmo_course_lib.exercises.checks.select import concepts
from pmo_course_lib.ui.exercises.judged import work
from pmo_course_lib.ui.view.blocks import Note, Table
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e1, e2
from tests.ui.exercises.teamwork import SCRIPT, celled
from tests.ui.exercises.works import SOLUTIONS


@pytest.mark.parametrize("id", ["E1", "E2"])
def test_nothing_is_a_message(id: str) -> None:
    """Is it a message, and no cell, that says that nothing was written?"""
    for start in (Workbook(), begin(id)):
        for show in work(id).judged.values():
            assert "Nothing was written." in [one.text for one in show(start) if isinstance(one, Note)]


def test_e1_shows_what_was_written() -> None:
    """Do whys, cards, remedies and the wanted service of E1 reach the one who judges them?"""
    book = evolve(e1.model(), notes={**e1.model().notes, "e1-sentence": "It counts forms."},
                  orientation=evolve(e1.model().orientation, next_service="Risk hour, for start-up managers"))
    judged = {name: celled(show(book)) for name, show in work("E1").judged.items()}
    assert "since the office was set up to control" in judged["whys"] and "Control role" in judged["whys"]
    assert "card 13: as it says" in judged["evidence"] and "nineteen keep a spreadsheet" in judged["evidence"]
    assert "Risk hour, for start-up managers" in judged["service"] and "Principle: Challenge" in judged["service"]
    assert "It counts forms." in judged["fairness"] and "card 10" in judged["fairness"]


def test_e2_shows_what_was_written() -> None:
    """Do order, case, refusals and what is prepared for the board reach the one who judges them?"""
    book = evolve(e2.model(), notes={**e2.model().notes, "e2-answers": "With more hours: the brief."})
    judged = {name: celled(show(book)) for name, show in work("E2").judged.items()}
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


def test_slides_say_the_conclusions() -> None:
    """Do the slides hold index, traits and causes of E1, and order, load, case and refusals of E2?"""
    one, two = ({slide.title: celled(slide.blocks) for slide in work(id).slides(SOLUTIONS[id].model())} for id in ("E1", "E2"))
    assert list(one)[1:4] == ["Index 0.18 from 11 pairs: inward (Course model)", "What one can see",
                              "Root causes, and what would remove them"]
    assert list(two)[1:] == ["What we take, in this order", "What it asks of the PMOs", "The case for Idea owner",
                             "What we hold or refuse, and how we tell it"]
    assert "The Food PMO is overbooked" in two["What we hold or refuse, and how we tell it"]


def test_long_text_is_cut() -> None:
    """Does a long sentence end in an ellipsis on the slide, and is it whole for the one who judges?"""
    long = "word " * 300
    book = evolve(e1.model(), notes={"e1-sentence": long})
    assert celled(work("E1").slides(book)[0].blocks).rstrip().endswith("…")
    assert long.strip() in celled(work("E1").judged["fairness"](book)) and SCRIPT not in long
