"""The case for a service: does the view say what gate G1 still asks?"""

from __future__ import annotations

import pytest
from attrs import evolve
from ui.modules.services_sample import argued, counted, did

from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.domain.topology import Service
from pmo_course_lib.ui.modules.case_for_service import PANEL, open_points, points
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Note
from pmo_course_lib.workbook.model import Workbook


def lacking(workbook: Workbook, id: str = "SVC-001") -> dict[str, tuple[str, ...]]:
    return {one.id: one.lacks for one in points(workbook, id) if one.lacks}


def test_an_empty_case_lacks_all() -> None:
    """Does a service with nothing but hours and room miss each criterion?"""
    assert lacking(counted()) == {
        "G1-1": ("Customer group", "Outcome wanted"), "G1-2": ("Strategic fit",), "G1-3": ("Already offered by",),
        "G1-4": ("Benefits with measure", "Costs, one-off and yearly"), "G1-5": ("Owner",), "G1-6": ("score at the cut-off",)}


def test_a_whole_case_lacks_the_map_only() -> None:
    """Once all is written, is the topology map the one thing open, and nothing once it is drawn?"""
    workbook = argued()
    assert lacking(workbook) == {} and PANEL.done(workbook)
    assert open_points(workbook, "SVC-001") == ("Evidence for G1-3 is missing: Topology map.",)
    drawn = evolve(workbook, topology=evolve(workbook.topology, services=(Service("SVC-900", state=State.IDEA),)))
    assert open_points(drawn, "SVC-001") == ()
    assert [one.tone for one in PANEL.draw(drawn) if isinstance(one, Note)] == ["good"]


def test_a_service_that_does_not_fit_fails_the_must() -> None:
    """Does the second candidate, 40 hours with room for 27, miss G1-4 whatever is written?"""
    assert lacking(argued("SVC-002"), "SVC-002") == {"G1-4": ("room within the capacity",)}
    assert not PANEL.done(argued("SVC-002"))


def test_a_should_may_be_missed_with_a_reason() -> None:
    """Is a score below the cut-off no obstacle once it is said, and one while nothing is said?"""
    below = did(argued(), "case_for_service", (at("values", "SVC-001/cut-off"), "no"))
    unsaid = did(argued(), "case_for_service", (at("values", "SVC-001/cut-off"), None))
    assert [len(open_points(one, "SVC-001")) for one in (below, unsaid)] == [1, 2]
    with pytest.raises(ValueError):
        did(argued(), "case_for_service", (at("values", "SVC-001/cut-off"), "perhaps"))


def test_owner_and_hours_stand_in_the_case_too() -> None:
    """Do owner and hours reach the document, the entry and the record alike?"""
    workbook = argued()
    case = workbook.drafts["SVC-001/DOC-CASE"].sections
    assert (case["Owner"], case["Capacity in hours a month"]) == ("Nadia Benhaddou", "60")
    assert workbook.services[0].owner == workbook.catalogue[0].owner == "Nadia Benhaddou"


def test_a_live_service_has_passed() -> None:
    """Does a service beyond G1 say so instead of asking again?"""
    workbook = Workbook(services=(ServiceRecord("SVC-001", "Reporting", began=State.LIVE),))
    assert "*Live*" in next(one.text for one in PANEL.draw(workbook) if isinstance(one, Note))
