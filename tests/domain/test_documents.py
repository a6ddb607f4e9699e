"""The documents: does each stand where the course needs it, and does a draft say what it lacks?"""

from __future__ import annotations

import cattrs.preconf.json
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.documents import (
    Draft,
    document,
    documents,
    needed_for,
    needed_in,
    retirement_milestones,
    shared_sections,
)
from pmo_course_lib.domain.lifecycle import framework


def ids(found: tuple[object, ...]) -> list[str]:
    """Short ids, without the prefix."""
    return [getattr(one, "id").removeprefix("DOC-") for one in found]  # noqa: B009


def test_twenty_documents() -> None:
    """Are all twenty there, each with readable sections and a stage that exists?"""
    assert len(documents()) == 20
    stages = {one.id for one in framework().stages} | {"all"}
    assert all(set(one.stages) <= stages and one.stages for one in documents())
    sections = [section for one in documents() for section in one.sections]
    assert [one for one in sections if "_" in one or not one[0].isupper()] == []
    assert [one.id for one in documents() if len(set(one.sections)) != len(one.sections)] == []


@pytest.mark.parametrize(("id", "sections"), [
    ("STRATEGY", 10), ("CONCEPT", 10), ("CASE", 10), ("DEF", 12), ("SDP", 13), ("SLA", 17), ("OLA", 21), ("UC", 6),
    ("PILOTPLAN", 9), ("PILOTREPORT", 7), ("SAC", 6), ("RUNBOOK", 10), ("CAT", 0), ("REPORT", 8), ("REVIEW", 8), ("SIP", 7),
    ("TRANSFORM", 9), ("RETIRE", 12), ("CLOSE", 7), ("TOPO", 7)])
def test_number_of_sections(id: str, sections: int) -> None:
    """Has each document as many sections as the course gives it?"""
    assert len(document(f"DOC-{id}").sections) == sections


@pytest.mark.parametrize(("gate", "papers"), [
    ("G1", "CONCEPT CASE TOPO"), ("G2", "DEF SDP OLA UC PILOTPLAN"), ("G3", "PILOTPLAN RUNBOOK"),
    ("G4", "SDP SLA PILOTREPORT SAC RUNBOOK"), ("G5", "REPORT REVIEW SIP"), ("G6", "REVIEW TRANSFORM RETIRE TOPO"),
    ("G7", "CLOSE")])
def test_documents_for_a_gate(gate: str, papers: str) -> None:
    """Does a gate read what the course's table names, and is it what the criteria of the gate ask for?"""
    assert ids(needed_for(gate)) == papers.split()
    asked = {paper for each in framework().gates if each.id == gate for one in each.criteria for paper in one.evidence}
    assert {one.id for one in needed_for(gate)} == asked


@pytest.mark.parametrize(("stage", "papers"), [
    ("select", "STRATEGY CONCEPT CASE TOPO"),
    ("design", "DEF SDP SLA OLA UC PILOTPLAN SAC CAT TOPO"),
    ("build", "SLA OLA UC PILOTREPORT SAC RUNBOOK CAT TOPO"),
    ("operate", "RUNBOOK CAT REPORT REVIEW SIP TOPO"),
    ("transform_or_retire", "TRANSFORM RETIRE CLOSE TOPO")])
def test_documents_in_a_stage(stage: str, papers: str) -> None:
    """Does a stage write what the course's table names, and is the map kept up to date in all of them?"""
    assert ids(needed_in(stage)) == papers.split()


def test_every_document_is_needed() -> None:
    """Is no document written for the file: does a gate read it, or is it one of the two that users need?"""
    assert ids(tuple(one for one in documents() if not one.gates)) == ["STRATEGY", "CAT"]


def test_an_ola_is_built_like_an_sla() -> None:
    """Does an OLA share all sections of the SLA and add four, while a contract shares none?"""
    assert shared_sections("DOC-OLA", "DOC-SLA") == document("DOC-SLA").sections
    assert document("DOC-OLA").sections[17:] == (
        "Supporting team", "Hand-over points", "Target inside the SLA target", "Calendar at least as wide as that of the SLA")
    assert shared_sections("DOC-UC", "DOC-SLA") == ()
    assert shared_sections("DOC-UC", "DOC-OLA") == ("Target inside the SLA target",)


def test_rules_and_sources() -> None:
    """Are public rules and course rules told apart?"""
    assert [one.basis for one in document("DOC-CASE").rules] == [Basis.COURSE_MODEL] * 3
    assert document("DOC-RUNBOOK").rules[0].source == ("S-RUNB",)
    assert {one.basis for each in documents() for one in (each, *each.rules)} == {Basis.PUBLIC, Basis.COURSE_MODEL}
    assert document("DOC-STRATEGY").review_every_months == 12


def test_milestones_of_a_retirement() -> None:
    """Are there seven, with the point of no return before the end of commitments?"""
    found = retirement_milestones()
    assert len(found) == 7 and found[0] == "Plan complete" and found[-1] == "Data removed"
    assert found.index("Point of no return") + 1 == found.index("End of commitments")


def test_an_empty_draft_lacks_everything_in_order() -> None:
    """Does a new draft name all sections, in the order of the document?"""
    draft = Draft("DOC-CLOSE")
    assert draft.missing == document("DOC-CLOSE").sections
    assert draft.completeness == 0


def test_a_half_filled_draft() -> None:
    """Do blanks and texts under unknown names not count as filled in?"""
    draft = Draft("DOC-SIP", {"Action": "Earlier word to the sponsor", "Gap": "  ", "Weather": "Rain"})
    assert draft.missing == ("Gap", "Cause", "Owner", "Due", "Expected effect", "Measured effect")
    assert draft.completeness == pytest.approx(1 / 7)


@given(st.data())
def test_any_draft(data: st.DataObject) -> None:
    """Is what is filled and what is missing together always the whole, whatever has been written?"""
    kind = data.draw(st.sampled_from([one.id for one in documents() if one.sections]))
    filled = data.draw(st.sets(st.sampled_from(document(kind).sections)))
    draft = Draft(kind, dict.fromkeys(sorted(filled), "text"))
    assert set(draft.missing) == set(document(kind).sections) - filled
    assert draft.completeness == pytest.approx(len(filled) / len(document(kind).sections))
    assert (draft.completeness == 1) is (draft.missing == ())


def test_kinds_that_are_no_drafts() -> None:
    """Is an unknown kind refused, and the catalogue entry sent to its own form?"""
    with pytest.raises(ValueError, match="document is 'DOC-WISH'; allowed: DOC-STRATEGY"):
        Draft("DOC-WISH")
    with pytest.raises(ValueError, match="kind is DOC-CAT, which is filled in as a catalogue entry"):
        Draft("DOC-CAT")


def test_drafts_are_plain_json() -> None:
    """Does a draft survive the way to JSON text and back?"""
    converter = cattrs.preconf.json.make_converter()
    draft = Draft("DOC-CASE", {"Owner": "R. Hale"})
    assert converter.loads(converter.dumps(draft), Draft) == draft
    assert converter.loads('{"kind": "DOC-CASE"}', Draft) == Draft("DOC-CASE")
