"""The view of the orientation index: are scores, blanks, bands and evidence shown as the rules have them?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.orientation import Orientation, guide, orientation_index
from pmo_course_lib.ui.modules.orientation import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Choice, Group, Table
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, fields, flat, notes

LARCH = dict(zip([f"T{n:02d}" for n in (*range(1, 10), 11, 12)], "22121202322", strict=True))


def scored(scores: dict[str, str]) -> Workbook:
    workbook = Workbook()
    for pair, score in scores.items():
        workbook = PANEL.change(workbook, at("orientation", "answers", pair), score)
    return workbook


def test_empty() -> None:
    """Does an empty workbook show twelve pairs in three steps, the first one open, and say how many are needed?"""
    blocks = PANEL.draw(Workbook())
    steps = [one for one in blocks if isinstance(one, Group)]
    assert [one.open for one in steps] == [True, False, False]
    assert sum(isinstance(one, Choice) for one in flat(blocks)) == 12
    assert "0 of 12" in notes(PANEL, Workbook()) and not PANEL.done(Workbook())


def test_larch() -> None:
    """Do the scores of the book's PMO Larch give 0.43, mixed, and both sides of what follows?"""
    workbook = scored(LARCH)
    assert "Index **0.43** from 11 pairs: **mixed**" in notes(PANEL, workbook) and PANEL.done(workbook)
    (table,) = (one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert table.head == ("Area", "if it looks inward", "if it looks outward") and len(table.rows) == 5


def test_blank() -> None:
    """Does blank take a score out, so that it leaves the sum and the divisor, and is a second blank no error?"""
    id = at("orientation", "answers", "T10")
    without = PANEL.change(PANEL.change(scored({**LARCH, "T10": "0"}), id, "blank"), id, "blank")
    assert without == scored(LARCH)


def test_evidence() -> None:
    """Is the number of scores without evidence said, until each has some?"""
    workbook = scored(LARCH)
    assert "11 scores have no evidence" in notes(PANEL, workbook)
    for pair in LARCH:
        workbook = PANEL.change(workbook, at("orientation", "evidence", pair), "Report of May")
    assert "evidence" not in notes(PANEL, workbook)


def test_outward_sees_its_side_only() -> None:
    """Does a PMO with all fours see what follows from looking outward?"""
    table = next(one for one in PANEL.draw(scored(dict.fromkeys(LARCH, "4"))) if isinstance(one, Table))
    assert table.head == ("Area", "if it looks outward")


def test_hostile() -> None:
    """Is every value that does not belong refused in words, and the view never broken?"""
    assert attack(PANEL, scored(LARCH)) > 100


@given(st.dictionaries(st.sampled_from([one.id for one in guide().index.pairs]), st.integers(0, 4)))
def test_any_scores(scores: dict[str, int]) -> None:
    """Does the view say the index exactly when the rules give one, and show each score?"""
    workbook = Workbook(orientation=Orientation(answers=scores))
    index = orientation_index(scores)
    assert PANEL.done(workbook) == (index is not None) == ("Index **" in notes(PANEL, workbook))
    assert all(fields(PANEL.draw(workbook))[at("orientation", "answers", pair)].value == str(n) for pair, n in scores.items())
