"""What if: is the change shown before it is done, and done by the button alone?"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.topology import HandsOverTo, Provides, State
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.topology_move import PANEL
from pmo_course_lib.ui.view.blocks import Button, Table, Text
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import CASE, FOREIGN, ODD, every, ids, said, sound, steady, steps, survives, with_values

DO = at("#do")
MOVE = with_values(CASE, move_what="move", move_service="SVC-003", move_to="PMO-01")
END = with_values(CASE, move_what="end", move_service="SVC-010")
PLAN = with_values(CASE, move_what="plan", move_service="SVC-014", move_to="PMO-01", move_on="2027-03-31")


def test_a_move_is_shown_first() -> None:
    """Does the move of planning help free Food and overfill the Enterprise PMO, with the map as it was?"""
    sound(PANEL, MOVE)
    assert "Solved: **V5** Food PMO" in said(PANEL, MOVE, "good")
    assert "New: Enterprise PMO has agreed 430 hours" in said(PANEL, MOVE, "error")
    hours = next(one for one in PANEL.draw(MOVE) if isinstance(one, Table))
    assert hours.rows[0] == ("Enterprise PMO", "430.0", "494.5", "400.0", "82.2 too many")
    done = steps(PANEL, MOVE, (DO, True))
    assert Provides("PMO-01", "SVC-003") in done.topology.provides and "move-to" not in done.values


def test_an_end_names_who_counts_on_it() -> None:
    """Does the end of Form 7 name its dependants, and those through them, and retire it by the button only?"""
    text = "\n".join(one.text for one in PANEL.draw(END) if isinstance(one, Text))
    assert "Health status pack" in text and "Through them also Executive project dossier" in text
    assert "V4" in said(PANEL, END, "error")
    states = {one.id: one.state for one in steps(PANEL, END, (DO, True)).topology.services}
    assert states["SVC-010"] is State.RETIRED and END.topology.services[9].state is State.LIVE


def test_a_hand_over_on_a_day() -> None:
    """Does a planned hand-over solve the finding V11, once, and wait for its day?"""
    assert "Solved: **V11**" in said(PANEL, PLAN, "good")
    done = steps(PANEL, PLAN, (DO, True))
    assert done.topology.hands_over_to == (HandsOverTo("PMO-04", "PMO-01", "SVC-014", datetime.date(2027, 3, 31)),)
    again = steps(PANEL, with_values(done, move_to="PMO-02", move_on="2027-04-01"), (DO, True))
    assert len(again.topology.hands_over_to) == 1
    undated = steps(PANEL, PLAN, (at("values", "move-on"), None))
    assert "Give the day" in said(PANEL, undated) and DO not in ids(PANEL, undated)


@pytest.mark.parametrize(
    "workbook",
    [
        CASE,
        with_values(CASE, move_what="move"),
        with_values(CASE, move_what="move", move_service="SVC-003"),
        with_values(CASE, move_what="move", move_service="SVC-003", move_to="PMO-03"),
        with_values(CASE, move_what="move", move_service="gone", move_to=3),
        Workbook(),
    ],
)
def test_nothing_to_do_yet(workbook: Workbook) -> None:
    """Does an open choice say what to choose, and does the button do nothing?"""
    assert said(PANEL, sound(PANEL, workbook)) and not any(isinstance(one, Button) for one in every(PANEL.draw(workbook)))
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(workbook, DO, True)


def test_done_with_a_proposal() -> None:
    """Is it done when a proposal is written about a map?"""
    note = (at("notes", "t5-move"), "Move planning help once coaching has a second person.")
    assert PANEL.done(steps(PANEL, CASE, note)) and not PANEL.done(CASE) and not PANEL.done(Workbook())


@pytest.mark.parametrize("id", FOREIGN)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(MOVE, id, "x")


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([Workbook(), MOVE, END, PLAN]), st.lists(st.tuples(st.integers(0, 12), ODD), max_size=4))
def test_any_value_anywhere(workbook: Workbook, tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, MOVE) >= 1
