"""The runbook: is it kept as a document, and does only somebody else's test count?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from pmo_course_lib.domain.documents import document
from pmo_course_lib.ui.modules.drafting import draft, place
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.runbook import AUTHOR, DAY, FIRST, KIND, PANEL, TESTED, TESTER, used_by_another
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.t6_samples import changed, drawn, notes, with_service, withstands
from tests.workbook.samples import STEADY, workbooks


def of(section: str) -> str:
    return place("SVC-001", KIND, section)


def test_sections_fill_the_document() -> None:
    """Is each section kept in the draft, counted, and said to be empty until then?"""
    workbook = PANEL.change(with_service(), of("Steps"), "1. Open the file.")
    assert "**1 of 10**" in notes(PANEL, workbook) and "Trigger" in notes(PANEL, workbook)
    whole = changed(PANEL, with_service(), *((of(one), "Text") for one in document(KIND).sections))
    assert "**10 of 10**." in notes(PANEL, whole)


def test_only_somebody_else_s_test_counts() -> None:
    """Does the author's own test prove nothing, however it is spelt, and another's one with a day?"""
    alone = changed(PANEL, with_service(), (AUTHOR, "Ana"), (TESTER, " ANA "), (DAY, "2026-03-02"))
    assert "proves nothing" in notes(PANEL, alone) and not used_by_another(alone, "SVC-001")
    other = PANEL.change(alone, TESTER, "Ben")
    assert "can be shown" in notes(PANEL, other) and used_by_another(other, "SVC-001")
    assert "Not yet tested" in notes(PANEL, PANEL.change(other, DAY, None))


def test_the_test_is_in_the_document() -> None:
    """Does the document say who tested it last and when, and no more when that is taken out?"""
    workbook = changed(PANEL, with_service(), (TESTER, "Ben"), (DAY, "2026-03-02"))
    assert draft(workbook, "SVC-001", KIND).sections[TESTED] == "Ben, 2026-03-02"
    assert draft(changed(PANEL, workbook, (TESTER, ""), (DAY, None)), "SVC-001", KIND).sections[TESTED] == ""


def test_done_when_a_deputy_could_begin() -> None:
    """Does it count once the four sections that a deputy needs first and the author are there?"""
    four = changed(PANEL, with_service(), *((of(one), "Text") for one in FIRST))
    assert [PANEL.done(one) for one in (Workbook(), with_service(), four, PANEL.change(four, AUTHOR, "Ana"))] == [
        False, False, False, True]


@pytest.mark.parametrize("id, value", [(DAY, "soon"), (AUTHOR, 3), (of("Poem"), "x"), (of("Steps"), 3),
                                       (place("SVC-009", KIND, "Steps"), "x"), (place("SVC-001", "DOC-SAC", "Test"), "x"),
                                       (at("#runbook", "other"), "x")])
def test_wrong_values_are_refused(id: str, value: Any) -> None:
    """Is what does not belong there refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(with_service(), id, value)


def test_first_a_service() -> None:
    """Does an empty workbook ask for a service?"""
    assert "no service yet" in notes(PANEL, Workbook())
    with pytest.raises(ValueError, match="no service"):
        PANEL.change(Workbook(), AUTHOR, "Ana")


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, changed(PANEL, with_service(), (AUTHOR, "Ana"), (of("Steps"), "1.")))


@STEADY
@given(workbooks())
def test_any_workbook_can_be_drawn(workbook: Workbook) -> None:
    """Is the view whole whatever the workbook holds?"""
    assert drawn(PANEL, workbook)
