"""The view of the PMO's own lifecycle: does it say which of the rules C1 to C6 are not kept, and refuse what they forbid?"""

from __future__ import annotations

import pytest

from pmo_course_lib.domain.lifecycle import PmoRecord, PmoStage, ServiceRecord, State
from pmo_course_lib.domain.topology import Pmo, Provides, Topology
from pmo_course_lib.domain.topology import Service as MapService
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.pmo_stage import ADD, BACK, CARRIES, ENTER, MANDATE, PANEL
from pmo_course_lib.ui.view.blocks import Table
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, flat, notes

RISK = ServiceRecord("risk", "Risk workshops", owner="R. Hale", home="Teal", began=State.IN_PILOT)


def teal(stage: PmoStage, *services: ServiceRecord, manager: str = "A. Moss", topology: Topology | None = None) -> Workbook:
    pmo = PmoRecord("Teal", "PMO Teal", manager, began=stage)
    return Workbook(pmos=(pmo,), services=services, topology=topology or Topology())


def put(workbook: Workbook, **values: object) -> Workbook:
    for name, value in values.items():
        workbook = PANEL.change(workbook, at("values", f"stage-{name}"), value)
    return workbook


def enter(workbook: Workbook, stage: str, by: str = "Sponsor", day: str = "2026-05-04") -> Workbook:
    return PANEL.change(put(workbook, to=stage, on=day, by=by), ENTER, True)


def test_empty() -> None:
    """Does an empty workbook ask for a name, and is the PMO then there with an id of its own?"""
    assert "Give your PMO a name" in notes(PANEL, Workbook()) and not PANEL.done(Workbook())
    workbook = PANEL.change(put(Workbook(), new="PMO Teal"), ADD, True)
    assert [(one.id, one.name) for one in workbook.pmos] == [("PMO-01", "PMO Teal")] and "stage-new" not in workbook.values
    with pytest.raises(ValueError, match="no other PMO has"):
        PANEL.change(put(workbook, new="PMO Teal"), ADD, True)


def test_a_pmo_of_the_map_keeps_its_id() -> None:
    """Is a PMO that is on the map the same one here?"""
    workbook = put(Workbook(topology=Topology(pmos=(Pmo("HUB", "PMO Hub"),))), new="PMO Hub")
    assert PANEL.change(workbook, ADD, True).pmos[0].id == "HUB"


@pytest.mark.parametrize("stage, services, manager, rules", [
    (PmoStage.OPERATION, (RISK,), "A. Moss", {"C3"}),
    (PmoStage.OPERATION, (), "A. Moss", {"C1", "C3"}),
    (PmoStage.PILOT, (), "", {"C1", "C2", "C6"}),
    (PmoStage.PERCEIVED_NEED, (), "A. Moss", set())])
def test_findings(stage: PmoStage, services: tuple[ServiceRecord, ...], manager: str, rules: set[str]) -> None:
    """Are the rules that are not kept named, and only those?"""
    said = notes(PANEL, teal(stage, *services, manager=manager))
    assert {rule for rule in ("C1", "C2", "C3", "C4", "C5", "C6") if f"**{rule}**" in said} == rules
    assert ("C1 to C6 are kept" in said) == (not rules)


def test_teal_may_not_call_itself_operating() -> None:
    """Is the stage of operation refused with two services in pilot, and entered with the first one live?"""
    refused = enter(teal(PmoStage.IMPLEMENTATION, RISK), "operation")
    assert "**Refused.** C3" in notes(PANEL, refused) and refused.pmos[0].history == ()
    live = ServiceRecord("risk", "Risk workshops", owner="R. Hale", home="Teal", began=State.LIVE)
    entered = enter(teal(PmoStage.IMPLEMENTATION, live), "operation")
    assert entered.pmos[0].stage is PmoStage.OPERATION and "Refused" not in notes(PANEL, entered)
    assert PANEL.change(entered, BACK, True).pmos[0].stage is PmoStage.IMPLEMENTATION


def test_teal_may_not_close_while_alone() -> None:
    """Is its end refused for a service that nobody else provides, and allowed for one with another provider (C4)?"""
    live = ServiceRecord("risk", "Risk workshops", owner="R. Hale", home="Teal", began=State.LIVE)
    assert "**Refused.** C4: Risk workshops" in notes(PANEL, enter(teal(PmoStage.RETIRING, live), "retired"))
    shared = Topology(pmos=(Pmo("Teal"), Pmo("Aspen")), services=(MapService("risk"),),
                      provides=(Provides("Teal", "risk"), Provides("Aspen", "risk")))
    closed = enter(teal(PmoStage.RETIRING, live, topology=shared), "retired")
    assert closed.pmos[0].stage is PmoStage.RETIRED and "no next stage" in notes(PANEL, closed)


@pytest.mark.parametrize("stage, by, said", [("", "Sponsor", "Choose a stage first"),
                                             ("operation", " ", "Write by whose decision")])
def test_incomplete_step(stage: str, by: str, said: str) -> None:
    """Is a step without a stage or a decider refused with a sentence that goes when it is mended?"""
    refused = enter(teal(PmoStage.IMPLEMENTATION), stage, by)
    assert said in notes(PANEL, refused) and said not in notes(PANEL, put(refused, by="Board"))


def test_mandate() -> None:
    """Does a change of mandate list each live service with its review a quarter later (C5)?"""
    live = ServiceRecord("risk", "Risk workshops", owner="R. Hale", home="Teal", began=State.LIVE)
    workbook = PANEL.change(put(teal(PmoStage.OPERATION, live), mandate="2026-01-31"), MANDATE, True)
    (table,) = (one for one in flat(PANEL.draw(workbook)) if isinstance(one, Table))
    assert table.rows == (("Risk workshops", "2026-04-30", "open"),)


def test_own_pmo_of_several() -> None:
    """Does the choice of the own PMO decide whose stage is looked at, and is an unknown one passed over?"""
    two = Workbook(pmos=(PmoRecord("a", "PMO Ash", "A. Moss", began=PmoStage.PILOT), PmoRecord("b", "PMO Birch")))
    assert "Stage **pilot** asks" in notes(PANEL, two)
    assert "Stage **perceived need** asks" in notes(PANEL, PANEL.change(two, at("values", "own-pmo"), "b"))
    assert "Stage **pilot** asks" in notes(PANEL, PANEL.change(two, at("values", "own-pmo"), "gone"))


def test_services() -> None:
    """Are services ticked on and off, and is one that moved at G6 left where it is?"""
    free = ServiceRecord("free", "Coaching")
    workbook = PANEL.change(teal(PmoStage.OPERATION, RISK, free), CARRIES, ["free"])
    assert [(one.id, one.home) for one in workbook.services] == [("risk", ""), ("free", "Teal")]


def test_done_and_hostile() -> None:
    """Is it done with a manager, and is every value that does not belong refused?"""
    assert PANEL.done(teal(PmoStage.PILOT)) and not PANEL.done(teal(PmoStage.PILOT, manager=" "))
    assert attack(PANEL, teal(PmoStage.IMPLEMENTATION, RISK), enter(teal(PmoStage.PILOT, RISK), "operation")) > 100
