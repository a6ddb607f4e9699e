"""Documents: does a gate name what it reads, and how far each is?"""

from __future__ import annotations

import pytest
from ui.modules.services_sample import argued, did

from pmo_course_lib.domain.documents import document, needed_for
from pmo_course_lib.ui.modules.drafting import far
from pmo_course_lib.ui.modules.gate_documents import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Area, Group, Note, Table

GATE, OPEN = at("values", "documents-gate"), at("values", "documents-open")


@pytest.mark.parametrize("gate", [f"G{n}" for n in range(1, 8)])
def test_a_gate_names_its_documents(gate: str) -> None:
    """Are the documents those of the domain, each with its parts counted?"""
    workbook = did(argued(), "gate_documents", (GATE, gate))
    table = next(one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert [row[0].split(" (")[0] for row in table.rows] == [one.name for one in needed_for(gate)]


def test_parts_are_counted() -> None:
    """Has the concept of the sample three parts of ten, and the case six?"""
    workbook = did(argued(), "gate_documents", (GATE, "G1"))
    table = next(one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert [row[1].replace("\u00a0", " ") for row in table.rows] == ["3 of 10", "6 of 10", "0 of 7"]
    assert far(workbook, "SVC-001", "DOC-CAT")[0] == 7
    assert PANEL.done(workbook) and not PANEL.done(argued())


def test_a_document_is_written_here() -> None:
    """Do the parts of the document that is opened become fields, and count once written?"""
    workbook = did(argued(), "gate_documents", (GATE, "G3"), (OPEN, "DOC-PILOTPLAN"))
    fold = next(one for one in PANEL.draw(workbook) if isinstance(one, Group))
    assert [one.label for one in fold.blocks if isinstance(one, Area)] == list(document("DOC-PILOTPLAN").sections)
    steps = [(at("drafts", f"SVC-001/{one.id}", "sections", part), "x") for one in needed_for("G3") for part in one.sections]
    whole = did(workbook, "gate_documents", *steps)
    assert [one.tone for one in PANEL.draw(whole) if isinstance(one, Note)] == ["good"]
