"""The view of the Spirit of Agile: are the renewal rate and the lead times those of the rules?"""

from __future__ import annotations

from typing import Any

import pytest

from pmo_course_lib.ui.modules.agility import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, notes


def filled(**values: Any) -> Workbook:
    workbook = Workbook()
    for name, value in values.items():
        workbook = PANEL.change(workbook, at("values", f"agility-{name}"), value)
    return workbook


def test_book() -> None:
    """Do the figures of the book give 0.38, and do the new services not count?"""
    said = notes(PANEL, filled(live=16, transformed=4, retired=2, new=5))
    assert "Renewal rate **0.38**: (4 + 2) ÷ 16. The 5 new ones do not count" in said


def test_more_renewed_than_there_were() -> None:
    """Is "9 of 8 transformed" refused in words, whichever number comes last, and an old one noted and never counted?"""
    with pytest.raises(ValueError, match=r"since: that makes 9 transformed or retired, of 8 that were live\. Write"):
        filled(live=8, transformed=9)
    with pytest.raises(ValueError, match="that makes 9 transformed or retired, of 8"):
        filled(live=8, transformed=5, retired=4)
    with pytest.raises(ValueError, match="months ago: 9 services were transformed or retired, so at least 9 were live"):
        filled(transformed=5, retired=4, live=8)
    old = Workbook(values={"agility-live": 8, "agility-transformed": 9}, notes={"t1-agile": "The dossier"})
    assert "only 8 were live: that cannot be" in notes(PANEL, old) and "Renewal rate" not in notes(PANEL, old)
    assert not PANEL.done(old) and PANEL.done(PANEL.change(old, at("values", "agility-transformed"), None))
    assert "1.00" in notes(PANEL, filled(live=8, transformed=5, retired=3))


def test_empty_and_none_live() -> None:
    """Is there no rate before a number, and none where nothing was live?"""
    assert "Begin with" in notes(PANEL, Workbook()) and "no renewal rate" in notes(PANEL, filled(live=0))


def test_lead_times() -> None:
    """Are working days counted after the first day, without weekends and the calendar's holidays?"""
    said = notes(PANEL, filled(G1="2026-03-02", G3="2026-03-30", G4="2026-04-20"))
    assert "Time to offer: **35 working days**. Time to pilot: **20 working days**." in said
    assert "Time to pilot: **0 working days**" in notes(PANEL, filled(G1="2026-03-02", G3="2026-03-02"))
    assert "do not follow each other" in notes(PANEL, filled(G1="2026-03-02", G3="2026-03-01"))
    assert "Give G1" in notes(PANEL, filled(G4="2026-03-02"))


@pytest.mark.parametrize("name, value", [("live", 1.5), ("live", -1), ("live", "many"), ("live", True), ("G1", "2026-02-30"),
                                         ("G1", "1812-01-01"), ("G1", 5)])
def test_refused(name: str, value: Any) -> None:
    """Is a number that is no count, and a day that does not exist or is too far away, refused in words?"""
    with pytest.raises(ValueError, match=r"Write a|Choose a day"):
        filled(**{name: value})


def test_done_and_hostile() -> None:
    """Is it done with a number and the next service, and is every other value refused?"""
    named = PANEL.change(filled(live=3), at("notes", "t1-agile"), "The dossier: four readers")
    assert PANEL.done(named) and not PANEL.done(filled(live=3))
    assert attack(PANEL, named, filled(live=16, G1="2026-03-02", G4="2026-04-20")) > 50
    assert PANEL.draw(Workbook(values={"agility-live": "x", "agility-G1": "soon", "agility-G4": 7}))
