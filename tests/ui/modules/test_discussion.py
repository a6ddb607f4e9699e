"""Discussions: are the answer and the sentence kept where a class can be counted, and nothing else?"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.delivery.course.notebooks import load_notebooks
from pmo_course_lib.ui.modules.discussion import discussion
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import Area, Choice, Note, Text, Timer
from pmo_course_lib.workbook.model import Workbook

HOME = Path(__file__).parents[3]
PANEL = discussion("G9D", "Talk", "Talk to your **neighbour**.", 12, "Yes?", (("yes", "Yes"), ("no", "No")), "Why?")
POLL, WORDS = at("values", "poll-G9D"), at("notes", "g9d")


def test_both_answers_are_kept_and_make_it_done() -> None:
    """Do the choice and the sentence go where a class is counted from, and is it done only with both?"""
    half = PANEL.change(Workbook(), POLL, "yes")
    whole = PANEL.change(half, WORDS, "Because.")
    assert (whole.values["poll-G9D"], whole.notes["g9d"]) == ("yes", "Because.")
    blank = evolve(whole, notes={"g9d": "  "})
    assert [PANEL.done(one) for one in (Workbook(), half, whole, blank)] == [False, False, True, False]


def test_what_is_shown() -> None:
    """Are the prompt, the clock, the question, the field and what comes next there, with what was answered?"""
    blocks = PANEL.draw(PANEL.change(Workbook(), POLL, "no"))
    assert [one.minutes for one in blocks if isinstance(one, Timer)] == [12]
    assert [one.value for one in blocks if isinstance(one, Choice | Area)] == ["no", ""]
    assert [one.text for one in blocks if isinstance(one, Note)] == ["Your answer is kept. Add a sentence of your own."]


@pytest.mark.parametrize("id, value", [(POLL, "perhaps"), (POLL, None), (POLL, ["yes"]), (POLL, {}), (WORDS, 3), ("", "x"),
                                       (at("organisation", "name"), "Evil"), ("[]", {}), ("[[1]]", "x")])
def test_other_answers_are_refused(id: str, value: Any) -> None:
    """Is an answer that was not offered, or a field that is not here, refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(Workbook(), id, value)


@given(st.one_of(st.text(), st.integers(), st.booleans()), st.text(max_size=40))
def test_any_workbook_can_be_drawn(stored: Any, words: str) -> None:
    """Does whatever another version of the course has stored leave the view whole?"""
    workbook = Workbook(values={"poll-G9D": stored}, notes={"g9d": words})
    assert len(PANEL.draw(workbook)) == 5
    assert PANEL.done(workbook) == (stored in ("yes", "no") and bool(words.strip()))


@pytest.mark.parametrize("name", ["discussion_g1d"])
def test_discussions_of_the_course(name: str) -> None:
    """Has each discussion three to five answers that differ?"""
    panel = import_module(f"pmo_course_lib.ui.modules.{name}").PANEL
    (choice,) = (one for one in panel.draw(Workbook()) if isinstance(one, Choice))
    assert 3 <= len(dict(choice.options)) == len(choice.options) <= 5


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "07", "08", "09", "10"])
def test_every_module_has_a_discussion(number: str) -> None:
    """Has each module one discussion with a clock, a vote of its own and a place for own words?"""
    [path] = (Path(__file__).parents[3] / "course").glob(f"{number}_*.ipynb")
    views = re.findall(r'view\(\\"(discussion_\w+)\\"\)', path.read_text(encoding="utf-8"))
    assert len(views) == 1
    panel = load_panel(views[0])
    kinds = [type(block).__name__ for block in panel.draw(Workbook())]
    assert kinds == ["Text", "Timer", "Choice", "Area", "Note"] and not panel.done(Workbook())


def test_no_two_discussions_share_a_vote() -> None:
    """Is each vote kept under a name of its own?"""
    folder = Path(discussion.__code__.co_filename).parent
    names = [path.stem for path in folder.glob("discussion_*.py")]
    votes = [next(block.id for block in load_panel(name).draw(Workbook()) if isinstance(block, Choice)) for name in names]
    assert len(names) == 9 and len(set(votes)) == 9


@pytest.mark.parametrize("id", ["G1D", "G2D"])
def test_the_clock_of_a_discussion_is_its_block(id: str) -> None:
    """Does the clock of a discussion that has a block of its own run as long as the block, and do its parts add up to it?"""
    [block] = [one for book in load_notebooks(HOME / "course") for one in book.blocks if one.id == id]
    prompt, timer = load_panel(f"discussion_{id.lower()}").draw(Workbook())[:2]
    assert isinstance(timer, Timer) and timer.minutes == block.minutes and isinstance(prompt, Text)
    words = {"five": 5, "ten": 10, "twenty": 20}
    parts = re.findall(r"\b(five|ten|twenty)\b(?: minutes)? (?:alone|in)", prompt.text.lower())
    assert sum(words[one] for one in parts) == block.minutes
