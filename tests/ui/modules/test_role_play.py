"""A role play: are the observer's points within what the sheet allows, and can they be taken back?"""

from __future__ import annotations

from typing import Any

import pytest

from pmo_course_lib.domain.role_plays import role_play
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.role_play import OBSERVER, panel
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, fields, flat

PANEL, PLAY = panel("rp1"), role_play("RP1")
POINT = PLAY.points[0]
FIELD = at("values", f"RP1-{POINT.id}")
WATCHING = Workbook(values={"role-RP1": OBSERVER})


def text(workbook: Workbook) -> str:
    return " ".join(one.text for one in flat(PANEL.draw(workbook)) if hasattr(one, "text"))


def test_an_emptied_score_is_empty() -> None:
    """Are points taken back by emptying the field, with the total and nothing left behind?"""
    rated = PANEL.change(WATCHING, FIELD, POINT.most)
    assert f"**{POINT.most} of 16 points.**" in text(rated) and fields(PANEL.draw(rated))[FIELD].value == POINT.most
    emptied = PANEL.change(rated, FIELD, None)
    assert emptied == WATCHING and "**0 of 16 points.**" in text(emptied)


@pytest.mark.parametrize("value", [-1, POINT.most + 1, "2", True, [2]])
def test_points_beyond_the_sheet(value: Any) -> None:
    """Is anything but 0 to the most refused in words, and an old one of that kind never counted?"""
    with pytest.raises(ValueError, match=f"{POINT.name}: write a number from 0 to {POINT.most}, or leave it empty."):
        PANEL.change(WATCHING, FIELD, value)
    odd = Workbook(values={"role-RP1": OBSERVER, f"RP1-{POINT.id}": "x" if isinstance(value, list) else value})
    assert "**0 of 16 points.**" in text(odd) and fields(PANEL.draw(odd))[FIELD].value is None


def test_the_role_stays_until_it_is_given_back() -> None:
    """Does a second choice of a role meet a sentence, and giving back keep what was noted?"""
    with pytest.raises(ValueError, match="You have a role already"):
        PANEL.change(WATCHING, at("values", "role-RP1"), PLAY.roles[0].id)
    rated = PANEL.change(WATCHING, FIELD, 1)
    assert PANEL.change(rated, "give-back", True).values == {f"RP1-{POINT.id}": 1}


def test_hostile() -> None:
    """Is every value that does not belong refused in words, with and without a role?"""
    assert attack(PANEL, WATCHING, Workbook(values={"role-RP1": PLAY.roles[0].id})) > 50
