"""The view of root causes: are they ranked as the rules do, and is one chosen?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.orientation import guide, suspects
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.root_causes import PANEL
from pmo_course_lib.ui.view.blocks import Table
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, fields, notes

TRAITS, CHOSEN = at("orientation", "traits_seen"), at("values", "root-cause")


def seen(*traits: str) -> Workbook:
    return PANEL.change(Workbook(), TRAITS, list(traits))


def test_alder() -> None:
    """Do X7 and X1 of PMO Alder lead to the reflex first, with two traits, a remedy and Sponsorship?"""
    workbook = seen("X7", "X1")
    (table,) = (one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert [row[1] for row in table.rows] == [2, 1, 1]
    assert table.rows[0][0].startswith("Set up for the wrong reason") and table.rows[0][3] == "Sponsorship"
    assert "Shared by most traits (2): **Set up for the wrong reason" in notes(PANEL, workbook)


def test_one_trait_leaves_it_open() -> None:
    """Is it said that no cause is shared when only one trait is seen?"""
    assert "No two traits share a cause" in notes(PANEL, seen("X3"))


def test_choice() -> None:
    """Does choosing a cause show its remedy and question, and make the view done until its traits go?"""
    workbook = PANEL.change(seen("X1", "X7"), CHOSEN, "RC9")
    assert PANEL.done(workbook) and "Watch the drivers of change" in notes(PANEL, workbook)
    assert "What did we stop doing this year?" in notes(PANEL, workbook)
    assert not PANEL.done(PANEL.change(workbook, TRAITS, ["X1"])) and not PANEL.done(PANEL.change(workbook, CHOSEN, None))


def test_evidence_stays() -> None:
    """Does another tick leave the evidence of the first, and is evidence asked for what is ticked only?"""
    one = PANEL.change(seen("X1"), at("orientation", "traits_seen", "X1"), "A slide nobody recalls")
    two = PANEL.change(one, TRAITS, ["X5", "X1", "X99"])
    assert two.orientation.traits_seen == {"X1": "A slide nobody recalls", "X5": ""}
    assert at("orientation", "traits_seen", "X2") not in fields(PANEL.draw(two))


def test_empty_and_hostile() -> None:
    """Does an empty workbook say what to do, and is every value that does not belong refused?"""
    assert "Tick at least one trait" in notes(PANEL, Workbook()) and not PANEL.done(Workbook())
    assert attack(PANEL, PANEL.change(seen("X1", "X7"), CHOSEN, "RC1")) > 50


@given(st.sets(st.sampled_from([one.id for one in guide().structure.traits]), min_size=1))
def test_any_traits(traits: set[str]) -> None:
    """Does the table hold all suspects in the order of the rules?"""
    (table,) = (one for one in PANEL.draw(seen(*traits)) if isinstance(one, Table))
    assert [row[:2] for row in table.rows] == [(one.cause.text, len(one.traits)) for one in suspects(traits)]
