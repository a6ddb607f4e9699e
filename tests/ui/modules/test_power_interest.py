"""The view of power and interest: does it say what the own PMO lacks, and show its place?"""

from __future__ import annotations

import pytest

from pmo_course_lib.domain.orientation import Orientation
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.power_interest import PANEL
from pmo_course_lib.ui.view.blocks import Picture
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, fields, notes

ALL_FOURS = {f"T{n:02d}": 4 for n in range(1, 13)}


def placed(power: int | None, interest: int | None) -> Workbook:
    return Workbook(orientation=Orientation(power=power, interest=interest))


def test_birch() -> None:
    """Is PMO Birch of the book, power 1 and interest 4, told that it lacks 3 of power and 1 of interest?"""
    workbook = PANEL.change(PANEL.change(Workbook(), at("orientation", "power"), "1"), at("orientation", "interest"), "4")
    assert workbook == placed(1, 4) and PANEL.done(workbook)
    assert "**3 points of power** and **1 point of interest**" in notes(PANEL, workbook)


@pytest.mark.parametrize("power, interest", [(None, None), (2, None), (None, 3)])
def test_half(power: int | None, interest: int | None) -> None:
    """Does the view ask for what is not chosen yet, and show the three kinds of PMO all the same?"""
    workbook = placed(power, interest)
    picture = next(one for one in PANEL.draw(workbook) if isinstance(one, Picture))
    assert "Choose both" in notes(PANEL, workbook) and not PANEL.done(workbook)
    assert "outward PMO" in picture.text and "your PMO" not in picture.text


def test_picture_and_index() -> None:
    """Is the own place in the picture, and held against the band of the index?"""
    workbook = Workbook(orientation=Orientation(answers=ALL_FOURS, power=5, interest=5))
    picture = next(one for one in PANEL.draw(workbook) if isinstance(one, Picture))
    assert "your PMO: power 5, interest 5, quadrant Cares and can move, marked." in picture.text
    assert "outward-looking PMOs stand" in notes(PANEL, workbook) and "power 4, interest 5" in notes(PANEL, workbook)


def test_choice_is_taken_back_and_shown() -> None:
    """Can a choice be taken back?"""
    id = at("orientation", "power")
    assert PANEL.change(placed(3, 3), id, None) == placed(None, 3)
    assert fields(PANEL.draw(placed(3, 3)))[id].value == "3"


def test_hostile() -> None:
    """Is every value that does not belong refused in words?"""
    assert attack(PANEL, placed(1, 4)) > 50
