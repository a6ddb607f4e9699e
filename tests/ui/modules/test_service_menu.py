"""The menu: do customers see what they can order, and no more?"""

from __future__ import annotations

from attrs import evolve
from ui.modules.services_sample import argued, did

from pmo_course_lib.domain.catalogue import samples
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.service_menu import PANEL
from pmo_course_lib.ui.view.blocks import Note, Select, Table
from pmo_course_lib.workbook.model import Workbook

SAMPLES = Workbook(catalogue=samples())


def table(workbook: Workbook) -> Table:
    return next(one for one in PANEL.draw(workbook) if isinstance(one, Table))


def test_a_group_sees_its_services_by_level() -> None:
    """Do functional managers see the intake at two levels, and can each group be chosen?"""
    workbook = did(SAMPLES, "service_menu", (at("values", "menu-group"), "Functional managers"))
    intake = "Idea and demand intake"
    assert [row[:2] for row in table(workbook).rows] == [(intake, "Self-service"), (intake, "Delivered")]
    pick = next(one for one in PANEL.draw(workbook) if isinstance(one, Select))
    assert "Executives and sponsors" in dict(pick.options) and PANEL.done(workbook)


def test_what_is_on_its_way_shows_later_only() -> None:
    """Is an idea missing today, and there once all that is on its way is live?"""
    workbook = did(argued(), "catalogue_entry", (at("catalogue", "SVC-001", "customers"), "Sponsors"),
                   (at("catalogue", "SVC-001", "levels"), ["L2"]))
    assert "empty" in next(one.text for one in PANEL.draw(workbook) if isinstance(one, Note))
    later = did(workbook, "service_menu", (at("values", "menu-when"), "later"))
    assert [row[:2] for row in table(later).rows] == [("Governance design and running", "Guided")]


def test_the_portfolio_is_counted() -> None:
    """Are the seven samples two on the way and five in the catalogue?"""
    said = next(one.text for one in PANEL.draw(SAMPLES) if isinstance(one, Note))
    assert "2 on the way, 5 in the catalogue, 0 in the archive" in said


def test_an_entry_without_level_is_told() -> None:
    """Is a group whose entries name no level told why its menu is empty?"""
    workbook = Workbook(catalogue=tuple(evolve(one, levels=()) for one in samples()))
    assert "no service level" in next(one.text for one in PANEL.draw(workbook) if isinstance(one, Note))
    assert not PANEL.done(workbook)
