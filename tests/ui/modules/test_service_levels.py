"""Levels: does each say where responsibility ends, in the definition too?"""

from __future__ import annotations

import pytest
from ui.modules.services_sample import argued, did

from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.service_levels import PANEL, ends
from pmo_course_lib.ui.view.blocks import Line, Note

LEVELS = at("catalogue", "SVC-001", "levels")


def test_a_level_asks_for_its_end() -> None:
    """Does each chosen level ask where responsibility ends, and is it done when all say it?"""
    workbook = did(argued(), "service_levels", (LEVELS, ["L3", "L2"]), (at("#ends", "SVC-001", "L2"), "At the review"))
    assert workbook.catalogue[0].levels == ("L2", "L3")
    assert [one.value for one in PANEL.draw(workbook) if isinstance(one, Line)] == ["At the review", ""]
    assert "on L3" in next(one.text for one in PANEL.draw(workbook) if isinstance(one, Note)) and not PANEL.done(workbook)
    whole = did(workbook, "service_levels", (at("#ends", "SVC-001", "L3"), "At\nhandover"))
    assert PANEL.done(whole) and ends(whole, "SVC-001") == {"L2": "At the review", "L3": "At handover"}
    assert whole.drafts["SVC-001/DOC-DEF"].sections["Levels"] == "L2 Guided: At the review\nL3 Delivered: At handover"


def test_what_people_wrote_themselves_stays() -> None:
    """Does the part Levels keep lines that are not about an end?"""
    workbook = did(argued(), "service_definition", (at("drafts", "SVC-001/DOC-DEF", "sections", "Levels"), "Two levels."))
    workbook = did(workbook, "service_levels", (at("#ends", "SVC-001", "L1"), "At the template"))
    assert workbook.drafts["SVC-001/DOC-DEF"].sections["Levels"] == "L1 Self-service: At the template\nTwo levels."


@pytest.mark.parametrize("value", ["L1", ["L5"], [None], 3, None])
def test_levels_come_from_the_list(value: object) -> None:
    """Is anything but known levels refused?"""
    with pytest.raises(ValueError, match="list"):
        did(argued(), "service_levels", (LEVELS, value))
