"""Moves: does each gap ask for one, are problems named, and does the roadmap show what has a date?"""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given

from pmo_course_lib.domain.strategy import Gap, StrategyPlan
from pmo_course_lib.ui.modules import strategy_moves
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.strategy_moves import PANEL
from pmo_course_lib.ui.view.blocks import Button, Group, Note, Picture, Table, plain
from pmo_course_lib.workbook.model import Workbook
from tests.workbook.full_book import full
from tests.workbook.samples import STEADY, workbooks

ONE_GAP = Workbook(strategy=StrategyPlan(gaps=(Gap("services_live", "12 reports", "4 services"),)))


@pytest.fixture(autouse=True)
def _sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strategy_moves, "today", lambda: dt.date(2026, 11, 22))


def of(workbook: Workbook, kind: type) -> list:
    return [one for one in PANEL.draw(workbook) if isinstance(one, kind)]


def change(workbook: Workbook, **fields: object) -> Workbook:
    for name, value in fields.items():
        workbook = PANEL.change(workbook, at("strategy", "moves", "M1", name), value)
    return workbook


def test_empty() -> None:
    """Is one sent to the gaps first?"""
    assert "Take on at least one gap" in of(Workbook(), Note)[0].text and not PANEL.done(Workbook())


def test_a_move_from_nothing_to_done() -> None:
    """Do problems vanish one by one until the roadmap and Monday's step stand there?"""
    assert "The gap to “4 services” has no move" in of(ONE_GAP, Note)[0].text
    assert of(ONE_GAP, Button)[0].label == "Add a move for: 4 services"
    workbook = PANEL.change(ONE_GAP, at("#add", "services_live"), True)
    assert of(workbook, Group)[0].open and "Move 'M1' has no owner." in of(workbook, Note)[0].text
    workbook = change(workbook, what="One report", owner="Ada", measure="250 hours to 90", due="2027-03-31")
    assert not PANEL.done(workbook) and len(of(workbook, Picture)) == 1
    workbook = change(workbook, first_step="Ask Pascal", kind="capability")
    assert PANEL.done(workbook) and of(workbook, Note)[0].tone == "good" and not of(workbook, Group)[0].open
    assert of(workbook, Table)[0].caption == "First steps on Monday, 23 November 2026"
    assert of(workbook, Table)[0].rows == (("Ada", "Ask Pascal"),)
    assert "Capabilities, One report: from 1 January 2027 to 31 March 2027" in of(workbook, Picture)[0].text


def test_order_and_taking_out() -> None:
    """May a move wait for others that exist, and does none wait for one that was taken out?"""
    workbook = PANEL.change(PANEL.change(ONE_GAP, at("#add", "services_live"), True), at("#add", "services_live"), True)
    assert [one.id for one in workbook.strategy.moves] == ["M1", "M2"]
    workbook = change(workbook, after=["M2", "M1", "M9"])
    assert workbook.strategy.moves[0].after == ("M2",)
    left = PANEL.change(workbook, at("#remove", "M2"), True).strategy.moves
    assert [one.id for one in left] == ["M1"] and left[0].after == ()


@pytest.mark.parametrize(("id", "value"), [
    (at("#add", "no gap"), True), (at("strategy", "moves", "M9", "what"), "x"), (at("strategy", "mission"), "x"), ("{", 1),
    (at("strategy", "moves", "M1", "due"), "soon"), (at("strategy", "moves", "M1", "kind"), "hobby"),
    (at("strategy", "moves", "M1", "after"), "M2"), (at("strategy", "moves", "M1", "id"), "M2")])
def test_bad_values_are_refused_in_words(id: str, value: object) -> None:
    """Is what does not belong there refused with a sentence?"""
    with pytest.raises(ValueError, match=r"[A-Za-z]{3}"):
        PANEL.change(PANEL.change(ONE_GAP, at("#add", "services_live"), True), id, value)


def test_due_before_start_is_refused() -> None:
    """Is a due date before the start refused with the start's day in words, and a start after the due date too?"""
    workbook = change(PANEL.change(ONE_GAP, at("#add", "services_live"), True), starts="2027-02-01")
    with pytest.raises(ValueError, match=r"Due: M1 starts on 1 February 2027\. Choose that day or a later one"):
        change(workbook, due="2027-01-01")
    with pytest.raises(ValueError, match=r"Starts: M1 is due on 1 March 2027\. Choose that day or an earlier one"):
        change(workbook, due="2027-03-01", starts="2027-03-02")
    assert change(workbook, due="2027-02-01").strategy.moves[0].due == dt.date(2027, 2, 1)


@STEADY
@given(workbooks())
def test_draws_any_workbook(workbook: Workbook) -> None:
    """Does the view never raise, also with moves out of order and without gaps?"""
    assert plain(PANEL.draw(evolve(workbook, strategy=full().strategy if workbook.notes else workbook.strategy)))
