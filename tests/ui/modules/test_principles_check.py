"""The view of principles: do signs of absence lead to the question, and to the stages that lean on the principle?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.lifecycle import framework
from pmo_course_lib.domain.principles import for_stage, principles
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.principles_check import PANEL
from pmo_course_lib.ui.view.blocks import Table
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, fields, notes

SIGNS = at("values", "principles-missing")


def test_empty() -> None:
    """Does an empty workbook show seven signs and ask for one?"""
    assert len(fields(PANEL.draw(Workbook()))[SIGNS].options) == 7
    assert "Tick a sign" in notes(PANEL, Workbook()) and not PANEL.done(Workbook())


def test_iris() -> None:
    """Does PMO Iris, with the same breach each quarter, meet the question of Improvement, and Operate leans on it?"""
    workbook = PANEL.change(Workbook(), SIGNS, ["P7"])
    assert "Which figure got better because of us?" in fields(PANEL.draw(workbook))[at("principles", "P7")].label
    (table,) = (one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert table.rows == (("Operate", "Improvement"),)
    assert not PANEL.done(workbook) and PANEL.done(PANEL.change(workbook, at("principles", "P7"), "None this year"))


def test_hostile() -> None:
    """Is every value that does not belong refused in words?"""
    assert attack(PANEL, PANEL.change(Workbook(), SIGNS, ["P1", "P4"])) > 20
    assert PANEL.draw(Workbook(values={"principles-missing": 7}))


@given(st.sets(st.sampled_from([one.id for one in principles()]), min_size=1))
def test_any_signs(signs: set[str]) -> None:
    """Is a principle named beside a stage exactly when the stage leans on it?"""
    workbook = PANEL.change(Workbook(), SIGNS, sorted(signs))
    tables = [one for one in PANEL.draw(workbook) if isinstance(one, Table)]
    said = {(row[0], name) for one in tables for row in one.rows for name in row[1].split(", ")}
    assert said == {(stage.name, one.name) for stage in framework().stages for one in for_stage(stage.id) if one.id in signs}
