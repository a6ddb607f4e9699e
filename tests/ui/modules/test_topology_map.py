"""The map: can PMOs, groups and services be put on and taken off, and does the page show what that means?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.domain.topology import Provides, Service, Topology, findings, index, problems
from pmo_course_lib.ui.modules import case, topology_map, topology_parts
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.topology_map import PANEL
from pmo_course_lib.ui.modules.topology_parts import network, without_node
from pmo_course_lib.ui.view.blocks import Button, Group, Note, Picture, Table
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import CASE, FOREIGN, ODD, every, said, sound, steady, steps, survives


def added(workbook: Workbook, collection: str, name: str) -> Workbook:
    return steps(PANEL, workbook, (at("values", f"new-{collection}"), name), (at("#add", collection), True))


def small() -> Workbook:
    """One PMO, one group with a need, one service."""
    workbook = added(added(added(Workbook(), "pmos", "Hub"), "consumers", "Sponsors"), "services", "Report")
    return steps(PANEL, workbook, (at("consumers", "CG-01", "needs"), "sound decisions; "), (at("#answers", "SVC-001"), "PMO-01"))


def test_a_map_from_nothing() -> None:
    """Is a map done when a PMO answers for a service and a group needs an outcome, and are names and ids plain?"""
    workbook = small()
    map = workbook.topology
    assert ([one.id for one in map.nodes], map.consumers[0].needs) == (["PMO-01", "CG-01", "SVC-001"], ("sound decisions",))
    assert map.provides == (Provides("PMO-01", "SVC-001"),) and "new-pmos" not in workbook.values
    assert [PANEL.done(one) for one in (Workbook(), added(Workbook(), "pmos", "Hub"), workbook, CASE)] == [
        False,
        False,
        True,
        True,
    ]
    assert problems(sound(PANEL, workbook).topology) == ()


def test_the_case() -> None:
    """Does the page of the case show picture, matrix and the number of findings?"""
    sound(PANEL, CASE)
    shown = PANEL.draw(CASE)
    assert "2 errors and 10 warnings" in said(PANEL, CASE, "error")
    picture = next(one for one in shown if isinstance(one, Picture))
    assert "2 errors, 10 warnings" in picture.text and "Food PMO provides Planning tool desk" in picture.text
    matrix = next(one for one in shown if isinstance(one, Table) and one.caption.startswith("Services matrix"))
    assert matrix.rows[1] == ("Project health check", "P", "F", "–", "–", "–")


def test_marks_of_checks() -> None:
    """Does each check leave one mark at a node in the picture, with no finding lost?"""
    table = index(CASE.topology)
    found = findings(table)
    marks = network(table, found).findings
    at_nodes = [(one.text, id) for one in marks for id in one.at]
    assert len(marks) == len(found) and len(at_nodes) == len(set(at_nodes))


def test_taking_off() -> None:
    """Do all lines that name a node go with it, and nothing else?"""
    map = without_node(CASE.topology, "PMO-02")
    assert problems(map) == () and len(map.pmos) == 4 and len(map.provides) == len(CASE.topology.provides) - 5
    workbook = steps(PANEL, CASE, (at("values", "off-services"), "SVC-010"), (at("#off", "services"), True))
    assert "SVC-010" not in {one.id for one in workbook.topology.nodes} and problems(workbook.topology) == ()
    assert workbook.values == {}


def test_reporting_and_provider() -> None:
    """Does a line to a body end the finding V2, and does a new provider keep the share of the old one?"""
    workbook = added(small(), "bodies", "Board")
    assert "V2" in {one.check for one in findings(index(workbook.topology))}
    workbook = steps(PANEL, workbook, (at("#reports", "PMO-01"), "GB-01"))
    assert "V2" not in {one.check for one in findings(index(workbook.topology))}
    shared = evolve(workbook, topology=evolve(workbook.topology, provides=(Provides("PMO-01", "SVC-001", 0.7),)))
    shared = steps(PANEL, added(shared, "pmos", "Other"), (at("#answers", "SVC-001"), "PMO-02"))
    assert shared.topology.provides == (Provides("PMO-02", "SVC-001", 0.7),)
    assert steps(PANEL, shared, (at("#answers", "SVC-001"), None)).topology.provides == ()


def test_beginning_with_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the button there where the case is and the map is empty, and only then?"""
    for workbook, expected in ((CASE, True), (None, False)):
        monkeypatch.setattr(topology_map, "case_workbook", lambda workbook=workbook: workbook)
        buttons = [one.id for one in every(PANEL.draw(Workbook())) if isinstance(one, Button)]
        assert (at("#case") in buttons) is expected
    monkeypatch.setattr(topology_map, "case_workbook", lambda: CASE)
    assert PANEL.change(Workbook(), at("#case"), True).topology == CASE.topology
    with pytest.raises(ValueError, match="no such field"):
        PANEL.change(small(), at("#case"), True)


def test_a_missing_case_is_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Is the case nothing where its file is absent or damaged?"""
    damaged = tmp_path / "case.workbook.json"
    damaged.write_text("{")
    for path in (tmp_path / "none.json", damaged):
        monkeypatch.setattr(case, "CASE", path)
        case.case_workbook.cache_clear()
        assert case.case_workbook() is None
    case.case_workbook.cache_clear()


def test_services_of_other_modules() -> None:
    """Do services that stand elsewhere in the workbook come on the map with their entries' hours, once?"""
    workbook = Workbook(
        services=(ServiceRecord("SVC-007", "Coaching", began=State.LIVE),),
        catalogue=(Entry(id="SVC-007", outcome="skills", hours_per_unit=2, workload_limit_per_month=9),),
    )
    once = steps(PANEL, workbook, (at("#own"), True))
    (service,) = once.topology.services
    assert (service.id, service.name, service.outcome, service.hours_per_month, service.state) == (
        "SVC-007",
        "Coaching",
        "skills",
        18,
        State.LIVE,
    )
    assert steps(PANEL, once, (at("#own"), True)) == once
    assert added(once, "services", "New").topology.services[-1].id == "SVC-008"


@pytest.mark.parametrize("id", FOREIGN)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(CASE, id, "x")


@pytest.mark.parametrize(
    "collection, name", [("pmos", ""), ("pmos", "   "), ("pmos", "health pmo"), ("services", "coaching for Project managers")]
)
def test_names_that_do_not_go(collection: str, name: str) -> None:
    """Is an empty name, or one that is there, refused?"""
    with pytest.raises(ValueError, match="name"):
        added(CASE, collection, name)


def test_a_long_name_stands() -> None:
    """Does a very long name leave the page whole, and the folding of groups alone?"""
    workbook = added(CASE, "pmos", "x" * 5_000)
    assert len(sound(PANEL, workbook).topology.pmos[-1].name) == 200
    assert [one.title for one in every(PANEL.draw(workbook)) if isinstance(one, Group)] == [
        one.title for one in every(PANEL.draw(CASE)) if isinstance(one, Group)
    ]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([Workbook(), small(), CASE]), st.lists(st.tuples(st.integers(0, 300), ODD), max_size=4))
def test_any_value_anywhere(workbook: Workbook, tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, CASE) >= 60


def test_a_map_that_nobody_could_read_is_not_drawn() -> None:
    """Does a map of hundreds of boxes say so in place of a picture, and one of the case's size have its picture?"""
    many = Topology(services=tuple(Service(f"s{n}") for n in range(topology_parts.MOST_BOXES + 1)))
    assert isinstance(topology_parts.picture(index(many), ()), Note)
    assert isinstance(topology_parts.picture(index(CASE.topology), ()), Picture)
