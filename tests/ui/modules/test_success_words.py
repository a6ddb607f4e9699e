"""The view of the chain of success: does it find the first link without evidence, and the share?"""

from __future__ import annotations

import pytest

from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.success_words import PANEL
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, notes

SUMS = ("control-possible", "control-reached", "influence-possible", "influence-reached")


def linked(*numbers: int) -> Workbook:
    return Workbook(notes={"t1-words-service": "Health check", **{f"t1-words-{n}": "fact" for n in numbers}})


def summed(*numbers: float) -> Workbook:
    workbook = Workbook()
    for name, number in zip(SUMS, numbers, strict=True):
        workbook = PANEL.change(workbook, at("values", f"success-{name}"), number)
    return workbook


@pytest.mark.parametrize("numbers, said", [
    ((1, 2), "Work here: **use** is the first link without evidence."),
    ((1, 2, 4), "What you wrote for benefits rests on it"),
    ((4, 5), "Work here: **capabilities**"),
    ((1, 2, 3, 4, 5, 6, 7), "Every link has evidence"),
    ((), "begin with its capabilities")])
def test_first_gap(numbers: tuple[int, ...], said: str) -> None:
    """Is the first link without evidence named, with what rests on it?"""
    assert said in notes(PANEL, linked(*numbers))


def test_done() -> None:
    """Is it done with a service, its benefit and how the customer would notice?"""
    assert [PANEL.done(one) for one in (Workbook(), linked(4), linked(4, 5))] == [False, False, True]


def test_rowan() -> None:
    """Do the sums of PMO Rowan give 0.54, and is nothing said of nothing?"""
    assert "Success share **0.54**" in notes(PANEL, summed(400, 300, 600, 240))
    assert "Give what was possible" in notes(PANEL, summed(0, 0, 0, 0))


def test_more_reached_than_was_possible() -> None:
    """Is "120 of 100" refused in words, whichever sum comes last, and an old one noted and never counted?"""
    with pytest.raises(ValueError, match=r"Reached, within control: 100 was possible\. Write 100 or less, or correct"):
        summed(100, 120, 0, 0)
    with pytest.raises(ValueError, match=r"Possible, within influence: 1,200 is reached\. Write 1,200 or more"):
        PANEL.change(Workbook(values={"success-influence-reached": 1200}), at("values", "success-influence-possible"), 100)
    old = Workbook(values={"success-control-possible": 100, "success-control-reached": 120, "success-influence-possible": 900})
    assert "Within control, more is reached than was possible" in notes(PANEL, old) and "share **" not in notes(PANEL, old)
    bare = Workbook(values={"success-control-reached": 120, "success-influence-possible": 900})
    assert "What was possible within control?" in notes(PANEL, bare) and "share **" not in notes(PANEL, bare)


def test_hostile() -> None:
    """Is every value that does not belong refused in words?"""
    assert attack(PANEL, linked(1, 4)) > 50
    assert PANEL.draw(Workbook(values={"success-control-possible": "many", "success-control-reached": -3}))
