"""Capacity: does the view say what fits with the reserve of 15 per cent?"""

from __future__ import annotations

from typing import Any

import pytest
from ui.modules.services_sample import counted, did, mixed

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.domain.topology import Pmo, Topology
from pmo_course_lib.ui.modules.capacity import PANEL, plan
from pmo_course_lib.ui.modules.case import case_workbook
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Note, Table
from pmo_course_lib.workbook.model import Workbook

LIVE = {"Monthly portfolio report": (24, 1), "Project health check": (30, 3), "Planning help": (12, 6), "Coaching": (6, 10),
        "Demand intake": (2, 25), "Resource conflict board": (4, 8)}


def notes(workbook: Workbook) -> list[str]:
    return [one.text for one in PANEL.draw(workbook) if isinstance(one, Note)]


def full(*ideas: float) -> Workbook:
    """The PMO of the course's text: 420 hours, 328 promised; ideas with these hours a month."""
    services = [*((name, State.LIVE, *hours) for name, hours in LIVE.items()),
                *((f"Idea {n}", State.IDEA, hours, 1) for n, hours in enumerate(ideas, 1))]
    return Workbook(
        services=tuple(ServiceRecord(name, name, began=state) for name, state, _, _ in services),
        catalogue=tuple(Entry(id=name, name=name, hours_per_unit=each, workload_limit_per_month=limit)
                        for name, _, each, limit in services),
        topology=Topology(pmos=(Pmo("PMO-01", "Ours", capacity_hours_per_month=420),)))


def test_the_example_of_the_text() -> None:
    """Is the PMO at 98.6 per cent with the lessons exchange of 32 hours, and is a further service of 20 held?"""
    now = plan(full(32, 20, 5))
    assert now and now.fit == ("Idea 1", "Idea 3") and now.load.hours == 365
    assert round(plan(full(32)).load.committed * 100, 1) == 98.6  # type: ignore[union-attr,operator]
    assert "360 × 1.15 = 414 of 420 hours, committed 98.6 per cent" in notes(full(32))[0]
    assert notes(full(32, 20, 5))[1].startswith("Held: Idea 2.")


def test_the_mix_is_taken_over() -> None:
    """Do the services of the mix become services of the workbook, ranked, and the button go?"""
    workbook = counted()
    assert [(one.id, one.course_service) for one in workbook.services] == [("SVC-001", "S6"), ("SVC-002", "O5")]
    now = plan(workbook)
    assert now and now.candidates == {"SVC-001": 60, "SVC-002": 40} and now.fit == ("SVC-001",)
    assert did(workbook, "capacity", (at("#take-mix"), True)) == workbook
    assert PANEL.done(workbook) and not PANEL.done(mixed())


def test_capacity_begins_a_pmo_on_the_map() -> None:
    """Does the first capacity make the participant's own PMO, and a second change it?"""
    workbook = did(counted(), "capacity", (at("#capacity"), 200))
    assert [(one.id, one.capacity_hours_per_month) for one in workbook.topology.pmos] == [("PMO-01", 200)]
    assert plan(workbook).fit == ("SVC-001", "SVC-002")  # type: ignore[union-attr]


def test_an_overbooked_pmo_is_told() -> None:
    """Is a PMO that has promised too much told so, whatever the candidates?"""
    workbook = did(full(5), "capacity", (at("#capacity"), 300))
    assert "overbooked" in notes(workbook)[0]


@pytest.mark.parametrize("value", [-1, "many", True, float("nan"), 1e12, [3]])
def test_hours_are_numbers_from_0(value: Any) -> None:
    """Is anything but a number of 0 or more refused?"""
    for id in (at("#capacity"), at("catalogue", "SVC-001", "hours_per_unit")):
        with pytest.raises(ValueError, match="number"):
            did(counted(), "capacity", (id, value))


def test_a_candidate_without_hours_is_named() -> None:
    """Does an emptied estimate count as open?"""
    workbook = did(counted(), "capacity", (at("catalogue", "SVC-001", "hours_per_unit"), None))
    assert "1 candidate without hours" in notes(workbook)[-1] and not PANEL.done(workbook)
    table = next(one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert [row[0] for row in table.rows] == ["Governance design and running, hours not estimated",
                                              "Documentation and administration, 40 hours a month: **fits**"]


def test_the_enterprise_pmo_of_the_case() -> None:
    """Is the Enterprise PMO at 93 per cent, as the story says, and the Food PMO at 110?"""
    case = case_workbook()
    assert case is not None
    said = {id: " ".join(notes(did(case, "capacity", (at("values", "pmo"), id)))) for id in ("PMO-01", "PMO-03")}
    assert "322 × 1.15 = 370.3 of 400 hours, committed 92.6 per cent" in said["PMO-01"]
    assert "192 × 1.15 = 220.8 of 200 hours, committed 110.4 per cent" in said["PMO-03"]
