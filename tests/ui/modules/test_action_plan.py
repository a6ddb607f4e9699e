"""The 90-day plan: are dates held to the 90 days, and are moves of the strategy taken over once?"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given

from pmo_course_lib.ui.modules.action_plan import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Button, Day, Group, Note, Table, plain
from pmo_course_lib.workbook.actions import action_plan
from pmo_course_lib.workbook.model import Workbook
from tests.workbook.full_book import full
from tests.workbook.samples import STEADY, workbooks

TAKE, START = at("#take-over"), at("values", "pc-start")


def of(workbook: Workbook, kind: type) -> list:
    return [one for one in PANEL.draw(workbook) if isinstance(one, kind)]


def put(workbook: Workbook, number: int, name: str, value: object) -> Workbook:
    return PANEL.change(workbook, at("notes", f"pc-{number}-{name}"), value)


def test_empty() -> None:
    """Is the first action open, the others folded, and the first thing to do said?"""
    assert [one.open for one in of(Workbook(), Group)] == [True, False, False, False, False]
    assert "Write the first action" in of(Workbook(), Note)[0].text and not PANEL.done(Workbook())


def test_full_plan() -> None:
    """Is the plan of the full workbook done, in the order of its dates, with its end beside its start?"""
    assert PANEL.done(full()) and of(full(), Note)[0].tone == "good" and not any(one.open for one in of(full(), Group))
    assert of(full(), Day)[0].help == "They end on 21 February 2027."
    assert [row[2] for row in of(full(), Table)[0].rows] == ["18 December 2026", "29 January 2027", "15 February 2027"]


def test_consequence_of_a_late_date() -> None:
    """Is a date after the 90 days said at once, and day 90 itself accepted?"""
    late = put(full(), 2, "due", "2027-02-22")
    assert "Action 2 is due on 2027-02-22, after the last of the 90 days, 2027-02-21." in of(late, Note)[0].text
    assert not PANEL.done(late) and PANEL.done(put(full(), 2, "due", "2027-02-21"))


def test_moves_are_taken_over_once() -> None:
    """Do moves that are due within the 90 days fill the empty actions, and is the button then gone?"""
    workbook = evolve(full(), notes={})
    assert not of(workbook, Button)
    workbook = PANEL.change(workbook, START, "2027-01-10")
    assert of(workbook, Button)[0].label == "Take over 1 move of my strategy due by then"
    taken = PANEL.change(workbook, TAKE, True)
    assert action_plan(taken).actions[0].what == "One portfolio report in place of five"
    assert action_plan(taken).actions[0].due == "2027-03-31" and not of(taken, Button)


def test_clearing_leaves_no_note() -> None:
    """Does an emptied field leave nothing in the notes?"""
    assert put(put(Workbook(), 1, "what", "x"), 1, "what", "").notes == {}
    assert PANEL.change(PANEL.change(Workbook(), START, "2027-01-10"), START, None).values == {}


@pytest.mark.parametrize(("id", "value"), [
    (START, "soon"), (START, 5), (at("notes", "pc-1-due"), "31.12.2026"), (at("notes", "pc-6-what"), "x"),
    (at("notes", "t1"), "x"),
    (at("notes", "pc-1-what"), 5), ("[]", "x")])
def test_bad_values(id: str, value: object) -> None:
    """Is what does not belong there refused with a sentence?"""
    with pytest.raises(ValueError, match=r"[A-Za-z]{3}"):
        PANEL.change(Workbook(), id, value)


@STEADY
@given(workbooks())
def test_draws_any_workbook(workbook: Workbook) -> None:
    """Does the view never raise, also with values and notes of other kinds under its names?"""
    odd = evolve(workbook, values={**workbook.values, "pc-start": "9999-12-31"}, notes={**workbook.notes, "pc-1-due": "x" * 999})
    assert plain(PANEL.draw(odd)) and plain(PANEL.draw(evolve(odd, values={"pc-start": True})))
