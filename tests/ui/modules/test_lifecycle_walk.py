"""The walk through the gates: is a decision recorded only when nothing is missing, and can it be taken back?"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.documents import needed_for, needed_in
from pmo_course_lib.domain.lifecycle import Decision, ServiceRecord, State, gate, moves
from pmo_course_lib.domain.topology import DependsOn, Topology
from pmo_course_lib.domain.topology import Service as MapService
from pmo_course_lib.ui.modules.lifecycle_picture import passed, stage_of
from pmo_course_lib.ui.modules.lifecycle_walk import BACK, BEGIN, DECIDE, NAMED, PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Choice, Picture, Table
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, fields, flat, notes

WHO = {"G1": "Services board", "G2": "Services board", "G3": "Service owner", "G4": "Services board",
       "G5": "Service owner with the customer", "G6": "Services board", "G7": "Service owner"}


def holding(record: ServiceRecord, *others: ServiceRecord) -> Workbook:
    return Workbook(services=(record, *others))


def begun(state: State = State.IDEA) -> Workbook:
    return holding(ServiceRecord("SVC-001", "Planning help", owner="R. Hale", home="Teal", began=state))


def put(workbook: Workbook, **values: object) -> Workbook:
    for name, value in values.items():
        workbook = PANEL.change(workbook, at("values", f"SVC-001/walk-{name}"), value)
    return workbook


def complete(workbook: Workbook, word: str, day: str = "2026-03-02") -> Workbook:
    """The decision with all that it can ask for, not yet recorded."""
    now = workbook.services[0]
    move = next(one for one in moves(now.state) if one.word == word)
    papers = needed_for(move.gate) if move.gate else needed_in(stage_of(now.state))
    beside: dict[str, object] = {"pmo": "Aspen" if now.pmo != "Aspen" else "Teal"} if move.new_pmo else {}
    if word == "split":
        beside["parts"] = "Plans\nCoaching"
    return put(workbook, word=word, on=day, decider=WHO.get(move.gate or "", "R. Hale"), met=[one.id for one in move.criteria],
               read=[one.id for one in papers], has=["sla_agreed", "runbook", "catalogue_entry"], **beside)


def walked(*words: str) -> Workbook:
    workbook = begun()
    for n, word in enumerate(words, 1):
        workbook = PANEL.change(complete(workbook, word, f"2026-03-{n:02d}"), DECIDE, True)
    return workbook


def test_empty_workbook_starts_a_service() -> None:
    """Can a service be started where there is none, and does the picture show the lifecycle all the same?"""
    workbook = PANEL.change(PANEL.change(Workbook(), at("values", "new-service"), "Health check"), at("#add-service"), True)
    assert [one.name for one in workbook.services] == ["Health check"] and not PANEL.done(workbook)
    assert any(isinstance(one, Picture) for one in PANEL.draw(Workbook()))


def test_whole_life() -> None:
    """Does a service come from idea to retired through its seven gates, and is that its history on the page?"""
    words = ("go", "start", "go", "start_pilot", "go_live", "continue", "retire", "closed")
    workbook = walked(*words)
    record = workbook.services[0]
    assert record.state is State.RETIRED and passed(record) == ("G1", "G2", "G3", "G4", "G5", "G6", "G7")
    table = next(one for one in PANEL.draw(workbook) if isinstance(one, Table))
    states = ["Selected", "In design", "In build", "In pilot", "Live", "Live", "Retiring", "Retired"]
    assert [row[-1] for row in table.rows] == states
    assert table.rows[0][:5] == ("2026-03-01", "Go", "G1", "Services board",
                                 "Service concept, Business case for a service, Topology map")
    assert "life has ended" in notes(PANEL, workbook) and PANEL.done(workbook)


@pytest.mark.parametrize("change, said", [
    ({"decider": ""}, "Write who decided: the services board"),
    ({"decider": "Service owner"}, "G1 is decided by the services board, not by the service owner"),
    ({"met": ["G1-1", "G1-2", "G1-3", "G1-5", "G1-6"]}, "G1 asks for G1-4"),
    ({"read": ["DOC-CASE", "DOC-TOPO"]}, "Evidence for G1-1 is missing: Service concept"),
    ({"met": ["G1-1", "G1-2", "G1-3", "G1-4", "G1-5"]}, "say why in the comment")])
def test_incomplete_is_refused(change: dict[str, object], said: str) -> None:
    """Is an incomplete decision refused with what is missing, and does nothing change?"""
    workbook = put(complete(begun(), "go"), **change)
    assert said in notes(PANEL, workbook) and "Refused" not in notes(PANEL, workbook)
    refused = PANEL.change(workbook, DECIDE, True)
    assert refused.services == workbook.services
    assert "**Refused.** Nothing has changed" in notes(PANEL, refused) and said in notes(PANEL, refused)
    mended = complete(refused, "go")
    assert "Nothing is missing" in notes(PANEL, mended) and "Refused" not in notes(PANEL, mended)


def test_shortcut_is_refused_by_the_rules() -> None:
    """Does the page say why an idea cannot go live, and what is possible instead?"""
    workbook = PANEL.change(begun(), at("values", "walk-shortcut"), "go_live")
    assert "'Go live' is not possible for Planning help" in notes(PANEL, workbook)
    assert "Go (G1), Hold (G1), Reject (G1)" in notes(PANEL, workbook)


def test_dates_never_go_backwards() -> None:
    """Is a decision before the last one refused?"""
    assert "lies before the last decision of 2026-03-01" in notes(PANEL, complete(walked("go"), "start", "2026-02-01"))


def test_rule_1() -> None:
    """Is going live refused without an owner, an SLA, a runbook and a catalogue entry?"""
    workbook = holding(ServiceRecord("SVC-001", "Planning help", began=State.IN_PILOT))
    said = notes(PANEL, put(complete(workbook, "go_live"), has=[]))
    assert all(one in said for one in ("has no owner", "an SLA that is agreed", "a runbook", "a catalogue entry"))
    owned = PANEL.change(complete(workbook, "go_live"), at("services", "SVC-001", "owner"), "Ada")
    assert "Nothing is missing" in notes(PANEL, owned)


def test_rule_2() -> None:
    """Is a closure refused while a live service of the map depends on it?"""
    topology = Topology(services=(MapService("SVC-001"), MapService("S9", "Report", state=State.LIVE)),
                        depends_on=(DependsOn("S9", "SVC-001"),))
    workbook = evolve(begun(State.RETIRING), topology=topology)
    assert "Live services still depend on it: Report" in notes(PANEL, complete(workbook, "closed"))


def test_take_back() -> None:
    """Does taking back the last decision lead to the state before, to the very beginning and no further?"""
    workbook = walked("go", "start")
    back = PANEL.change(workbook, BACK, True)
    assert back.services == walked("go").services
    assert PANEL.change(PANEL.change(back, BACK, True), BACK, True).services == begun().services


def test_beginning() -> None:
    """Can the beginning be set before the first decision only?"""
    id = at("services", "SVC-001", "began")
    assert PANEL.change(begun(), id, "live").services[0].state is State.LIVE
    with pytest.raises(ValueError, match="only while nothing has been decided"):
        PANEL.change(walked("go"), id, "live")


def test_merge_and_split() -> None:
    """Does a merger retire what it takes in, and a split start the parts as services of their own?"""
    other = ServiceRecord("SVC-002", "Schedule help", owner="Ada", began=State.LIVE)
    workbook = evolve(begun(State.LIVE), services=(*begun(State.LIVE).services, other))
    merged = PANEL.change(put(complete(workbook, "merge"), others=["SVC-002"]), DECIDE, True)
    assert [one.state for one in merged.services] == [State.TRANSFORMING, State.RETIRING]
    parts = PANEL.change(complete(workbook, "split"), DECIDE, True).services
    assert [(one.id, one.name, one.state) for one in parts[2:]] == [("SVC-003", "Plans", State.SELECTED),
                                                                     ("SVC-004", "Coaching", State.SELECTED)]


def test_entry_without_a_record() -> None:
    """Can the history of a service begin that so far has a catalogue entry only?"""
    workbook = Workbook(catalogue=(Entry(id="SVC-007", name="Report", owner="Ada", state=State.LIVE),))
    begun_now = PANEL.change(workbook, BEGIN, True)
    assert begun_now.services[0].state is State.LIVE and "Begin" not in notes(PANEL, begun_now)


def test_picture_says_where_it_stands() -> None:
    """Does the picture name the state and the gates that were passed?"""
    picture = next(one for one in PANEL.draw(walked("go", "start")) if isinstance(one, Picture))
    assert "is in state in design; gates passed: G1" in picture.text.replace("“", "").replace("”", "")


def test_hostile() -> None:
    """Is every value that does not belong refused in words, at each stage of a walk?"""
    assert attack(PANEL, complete(begun(), "go"), complete(begun(State.LIVE), "split"), walked("go")) > 200


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_any_walk_follows_the_machine(data: st.DataObject) -> None:
    """On any walk, does the page offer the moves of the rules, record each complete one, and stand where the history leads?"""
    workbook = begun()
    for n in range(8):
        record = workbook.services[0]
        offered = moves(record.state)
        choices = [one for one in flat(PANEL.draw(workbook)) if isinstance(one, Choice)]
        assert [value for one in choices for value, _ in one.options] == [one.word for one in offered]
        possible = [one.word for one in offered if one.word != "merge"]
        if not possible:
            return
        workbook = PANEL.change(complete(workbook, data.draw(st.sampled_from(possible)), f"2026-04-{n + 1:02d}"), DECIDE, True)
        assert len(workbook.services[0].history) == n + 1, notes(PANEL, workbook)


def test_fields_at_first_sight() -> None:
    """Are there no more than a dozen fields in the longest form?"""
    history = (Decision(date(2026, 3, 2), "go", "Services board", "G1", tuple(one.id for one in gate("G1").criteria)),)
    workbook = put(holding(ServiceRecord("SVC-001", "Planning help", history=history, began=State.IDEA)), word="start")
    assert len(fields(PANEL.draw(workbook))) <= 12


def test_the_service_of_module_1() -> None:
    """Is the service of the chain of success offered by its name, added once, and not asked for again under a new name?"""
    workbook = Workbook(notes={"t1-words-service": "  Health   check "})
    offers = [one.label for one in flat(PANEL.draw(workbook)) if getattr(one, "id", "") == NAMED]
    assert offers == ["You named “Health check” in T1: add it"]
    added = PANEL.change(workbook, NAMED, True)
    assert [(one.id, one.name, one.state) for one in added.services] == [("SVC-001", "Health check", State.IDEA)]
    renamed = evolve(added, services=(evolve(added.services[0], name="Check"),), catalogue=())
    other = evolve(renamed, notes={"t1-words-service": "Report"})
    assert [NAMED in fields(PANEL.draw(one)) for one in (Workbook(), added, renamed, other)] == [False, False, False, True]
    there = evolve(begun(), notes={"t1-words-service": "planning HELP"})
    assert NAMED not in fields(PANEL.draw(there))
    with pytest.raises(ValueError, match="Write a name"):
        PANEL.change(there, NAMED, True)
    assert attack(PANEL, workbook) > 20
