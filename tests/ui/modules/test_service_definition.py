"""The definition: are the four traps told, and is completeness right?"""

from __future__ import annotations

import pytest
from ui.modules.services_sample import argued, did

from pmo_course_lib.domain.documents import document
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.service_definition import PANEL
from pmo_course_lib.ui.view.blocks import Area, Note
from pmo_course_lib.workbook.model import Workbook

KIND = at("values", "SVC-001/kind")


def fields(workbook: Workbook) -> int:
    return sum(isinstance(one, Area) for one in PANEL.draw(workbook))


@pytest.mark.parametrize("trap", ["task", "tool", "project", "policy"])
def test_a_trap_is_told_and_nothing_is_written(trap: str) -> None:
    """Does each of the four traps stop the definition, with what to look for instead?"""
    workbook = did(argued(), "service_definition", (KIND, trap))
    note = next(one for one in PANEL.draw(workbook) if isinstance(one, Note))
    assert note.tone == "warning" and "Not a service yet" in note.text and fields(workbook) == 0


def test_a_service_begins_its_definition() -> None:
    """Does a definition begin with name, owner and version, and count 3 of 12?"""
    workbook = did(argued(), "service_definition", (KIND, "service"))
    assert workbook.drafts["SVC-001/DOC-DEF"].sections == {
        "Name": "Governance design and running", "Owner": "Nadia Benhaddou", "Version": "0.1"}
    assert any(isinstance(one, Note) and one.text.startswith("3 of 12") for one in PANEL.draw(workbook)) and fields(workbook) == 4


def test_a_whole_definition_is_done() -> None:
    """Is the view done when all twelve parts have a text, and not before?"""
    steps = [(at("drafts", "SVC-001/DOC-DEF", "sections", one), "Text") for one in document("DOC-DEF").sections]
    begun = did(argued(), "service_definition", (KIND, "service"), *steps[2:])
    assert not PANEL.done(begun) and PANEL.done(did(begun, "service_definition", *steps[:2]))


def test_an_answer_that_is_none_is_refused() -> None:
    """Is an answer that is not offered refused?"""
    with pytest.raises(ValueError, match="five"):
        did(argued(), "service_definition", (KIND, "team"))
