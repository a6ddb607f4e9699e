"""From modules 2 to 4 onto the map: do groups, services and their names come over, once, and with what is known of them?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.domain.topology import Consumer, Service
from pmo_course_lib.domain.value_ring import Group
from pmo_course_lib.ui.modules.case import case_workbook
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.modules.topology_map import PANEL
from pmo_course_lib.ui.view.blocks import Button, Select
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import every, sound, steady, steps

from .services_sample import did, expecting

GROUPS, SERVICES, NAMES = (at("#groups"), True), (at("#own"), True), (at("#names"), True)


def offered(workbook: Workbook) -> list[str]:
    """What the buttons over the map offer to bring."""
    return [one.label for one in every(PANEL.draw(workbook)) if (isinstance(one, Button) and "other modules" in one.label)
            or (isinstance(one, Button) and "T3" in one.label)]


def on_map(workbook: Workbook) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.id, one.name, one.needs) for one in workbook.topology.consumers]


def with_services(*names: str, workbook: Workbook | None = None) -> Workbook:
    """Services with a record and an entry, as modules 2 to 4 leave them."""
    ids = [f"SVC-{n:03d}" for n in range(1, len(names) + 1)]
    return evolve(workbook or Workbook(), services=tuple(map(ServiceRecord, ids, names)),
                  catalogue=tuple(Entry(id=id, name=name) for id, name in zip(ids, names, strict=True)))


def test_groups_of_module_3() -> None:
    """Do the groups come with their names and with what they rate highest, and does the offer end then?"""
    workbook = expecting()
    assert offered(workbook) == ["Bring the customer groups of T3 onto the map, with what they rate highest (2)"]
    brought = sound(PANEL, steps(PANEL, workbook, GROUPS))
    assert on_map(brought) == [
        ("executives", "Executives and sponsors", ("Faster decisions",)),
        ("project_managers", "Project, programme and portfolio managers", ("Less administration for project managers",))]
    assert offered(brought) == [] and steps(PANEL, brought, GROUPS) == brought


def test_a_group_that_stands_there_is_not_doubled() -> None:
    """Is a group that was put on the map by hand known by its name, and one without a rating brought without a need?"""
    workbook = steps(PANEL, expecting(), (at("values", "new-consumers"), "executives AND  sponsors"),
                     (at("#add", "consumers"), True))
    workbook = did(workbook, "expectations", (at("#known-group"), "partners"))
    assert offered(workbook) == ["Bring the customer groups of T3 onto the map, with what they rate highest (2)"]
    assert [one[:2] for one in on_map(steps(PANEL, workbook, GROUPS))] == [
        ("CG-01", "executives AND sponsors"), ("project_managers", "Project, programme and portfolio managers"),
        ("partners", "Partners and external customers")]
    assert on_map(steps(PANEL, workbook, GROUPS))[-1][2] == ()


def test_highest_shared() -> None:
    """Do all benefits come that share the first place?"""
    shared = evolve(expecting(), ring=evolve(expecting().ring, groups=(Group("Board", 1, {"B01": 5, "B08": 5, "B12": 1}),)))
    assert on_map(steps(PANEL, shared, GROUPS)) == [
        ("Board", "Board", ("More reliable information for decisions", "Faster decisions"))]


def test_a_new_name_of_a_group_goes_both_ways() -> None:
    """Is a group that was renamed in module 3 taken over, not doubled, and does module 3 say what it is called on the map?"""
    workbook = steps(PANEL, expecting(), GROUPS)
    workbook = did(workbook, "expectations", (at("#name-group", "executives"), "The board"))
    assert offered(workbook) == ["Take over the new name from the other modules"]
    taken = steps(PANEL, workbook, NAMES)
    assert on_map(taken)[0][:2] == ("executives", "The board") and len(on_map(taken)) == 2 and offered(taken) == []
    again = steps(PANEL, taken, (at("consumers", "executives", "name"), "Sponsors"))
    assert again.ring.groups[0].name == "Sponsors" and offered(again) == []
    assert steps(PANEL, taken, (at("consumers", "executives", "name"), "")).ring.groups[0].name == "The board"


def test_services_and_their_names() -> None:
    """Is a service offered once, and its name the same in all modules, wherever it is changed?"""
    workbook = with_services("Coaching", "Report")
    assert offered(workbook) == ["Bring the services of other modules onto the map (2)"]
    there = steps(PANEL, workbook, SERVICES)
    assert [one.name for one in there.topology.services] == ["Coaching", "Report"] and offered(there) == []
    renamed = steps(PANEL, there, (at("services", "SVC-001", "name"), "Coaching hour"))
    assert (renamed.services[0].name, renamed.catalogue[0].name, offered(renamed)) == ("Coaching hour", "Coaching hour", [])
    later = did(renamed, "catalogue_entry", (at("values", "service"), "SVC-002"),
                (at("catalogue", "SVC-002", "name"), "Report 2"))
    assert offered(later) == ["Take over the new name from the other modules"]
    assert [one.name for one in steps(PANEL, later, NAMES).topology.services] == ["Coaching hour", "Report 2"]


def test_the_case_company_has_nothing_to_bring() -> None:
    """Does the workbook of the case offer its one new service, and no group or name twice?"""
    case = case_workbook()
    assert case is not None and offered(case) == ["Bring the service of other modules onto the map"]
    assert steps(PANEL, case, GROUPS, NAMES) == case


def test_the_map_of_the_case_takes_no_own_service_for_another() -> None:
    """Is the case company's map offered beside own services only where their ids do not stand for other services there?"""
    case = case_workbook()
    assert case is not None
    for workbook, expected in ((Workbook(), True), (expecting(), True), (with_services("My own service"), False),
                               (with_services(case.topology.services[0].name), True)):
        buttons = [one.id for one in every(PANEL.draw(workbook)) if isinstance(one, Button)]
        assert (at("#case") in buttons) is expected


def test_a_new_group_takes_no_id_of_module_3() -> None:
    """Does a group that is added on the map get an id that no group of module 3 has?"""
    workbook = Workbook(ring=evolve(expecting().ring, groups=(Group("CG-01", 1, {}, "Sponsors"),)))
    added = steps(PANEL, workbook, (at("values", "new-consumers"), "Others"), (at("#add", "consumers"), True))
    assert [one[0] for one in on_map(added)] == ["CG-02"]


@pytest.mark.parametrize("value", [None, 3, "", "  ", ["x"], "Project, Programme and portfolio managers "])
def test_names_that_do_not_go(value: Any) -> None:
    """Is an empty name, or another group's, refused for a group of module 3?"""
    with pytest.raises(ValueError, match=r"Write a name|already"):
        did(expecting(), "expectations", (at("#name-group", "executives"), value))
    with pytest.raises(ValueError, match="no longer there"):
        did(expecting(), "expectations", (at("#name-group", "strangers"), "x"))


def test_a_group_with_a_given_name_is_not_asked_for_again() -> None:
    """Does the list of usual groups leave out what stands here under the same name, and is a second one refused?"""
    workbook = steps(PANEL, Workbook(), (at("values", "new-consumers"), "Works council"), (at("#add", "consumers"), True))
    workbook = did(workbook, "expectations", (at("#known-group"), "CG-01"))
    assert workbook.ring.groups[0] == Group("CG-01", 1.0, {}, "Works council")
    [known] = [one for one in every(load_panel("expectations").draw(workbook)) if isinstance(one, Select)]
    assert "Works council" not in dict(known.options).values()
    with pytest.raises(ValueError, match="There is a group 'works council' already"):
        did(workbook, "expectations", (at("values", "new-group"), "works council"), (at("#add-group"), True))


def test_long_names_and_odd_ids() -> None:
    """Do very long names come cut, and an id that stands for something else on the map not at all?"""
    long = Workbook(ring=evolve(expecting().ring, groups=(Group("x" * 900), Group("PMO-01"))), topology=steps(
        PANEL, Workbook(), (at("values", "new-pmos"), "Hub"), (at("#add", "pmos"), True)).topology)
    brought = sound(PANEL, steps(PANEL, long, GROUPS))
    assert [len(one[1]) for one in on_map(brought)] == [200] and offered(brought) == []
    odd = evolve(Workbook(), topology=evolve(brought.topology, services=(Service("S"),), consumers=(Consumer("C"),)))
    assert offered(odd) == []


def test_typing_is_not_disturbed() -> None:
    """Does typing a name or a weight in module 3 leave the field in its place on the page?"""
    assert steady(load_panel("expectations"), expecting()) >= 8
