"""The services lifecycle as facts: does it say what the course says, in words that a person can read?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from pmo_course_lib.content import Basis, sources
from pmo_course_lib.domain.lifecycle import State, framework, gate, moves, pmo_lifecycle, reentry

#: Every move of the course: start, gate, decision, end.
MOVES = """
idea G1 go selected
idea G1 hold on_hold
idea G1 reject rejected
idea G1 pass_to_another_pmo idea
on_hold - reopen idea
selected - start in_design
in_design G2 go in_build
in_design G2 rework in_design
in_design G2 stop rejected
in_build G3 start_pilot in_pilot
in_build G3 fix_first in_build
in_pilot G4 go_live live
in_pilot G4 extend_pilot in_pilot
in_pilot G4 redesign in_design
in_pilot G4 stop rejected
live G5 continue live
live G5 improve live
live G5 propose_transformation live
live G5 propose_retirement live
live G6 keep live
live G6 transform transforming
live G6 move_to_another_pmo transforming
live G6 merge transforming
live G6 split transforming
live G6 retire retiring
transforming - reenter_design in_design
transforming - reenter_select idea
retiring G7 closed retired
retiring G7 not_closed retiring
"""


def test_stages() -> None:
    """Are the five public stages there, in order, with names public and details ours?"""
    stages = framework().stages
    assert [one.id for one in stages] == ["select", "design", "build", "operate", "transform_or_retire"]
    assert [one.order for one in stages] == [1, 2, 3, 4, 5]
    assert {one.basis for one in stages} == {Basis.PUBLIC}
    assert {one.detail.label for one in stages} == {"Course model"}
    assert [one.detail.gates for one in stages] == [("G1",), ("G2",), ("G3", "G4"), ("G5",), ("G6", "G7")]


def test_every_stage_is_answered_for_by_a_role() -> None:
    """Does each stage name an accountable and a responsible role out of the ten?"""
    roles = {one.name for one in framework().roles}
    assert len(roles) == 10
    assert [(one.detail.accountable, one.detail.responsible) for one in framework().stages] == [
        ("PMO director", "Services and capabilities specialist"), ("Service owner", "Services and capabilities specialist"),
        ("Service owner", "Service manager"), ("Service owner", "Service manager"), ("PMO director", "Service owner")]
    assert roles >= {one.detail.accountable for one in framework().stages}
    assert all(one.detail.consulted and one.detail.informed and one.detail.measures for one in framework().stages)


def test_gates() -> None:
    """Do the seven gates have the deciders, the criteria and the decisions of the course?"""
    gates = framework().gates
    assert [(one.id, one.decider) for one in gates] == [
        ("G1", "Services board"), ("G2", "Services board"), ("G3", "Service owner"), ("G4", "Services board"),
        ("G5", "Service owner with the customer"), ("G6", "Services board"), ("G7", "Service owner")]
    assert [len(one.criteria) for one in gates] == [6, 5, 3, 5, 4, 4, 2]
    assert [one.id for one in gates if one.repeats] == ["G5"]
    assert gate("G1").decisions == ("go", "hold", "reject", "pass_to_another_pmo")
    assert gate("G4").decisions == ("go_live", "extend_pilot", "redesign", "stop")
    assert gate("G5").decisions == ("continue", "improve", "propose_transformation", "propose_retirement")
    assert set(gate("G6").decisions) == {"transform", "move_to_another_pmo", "merge", "split", "retire", "keep"}
    assert gate("G3").roles.responsible == "Service manager"


def test_one_criterion_may_be_missed() -> None:
    """Is the cut-off at G1 the only should, and is the criterion on re-entry asked for transformations only?"""
    criteria = [one for each in framework().gates for one in each.criteria]
    assert [one.id for one in criteria if not one.must] == ["G1-6"]
    assert [one.id for one in criteria if one.only_for] == ["G6-4"]
    re_entry = gate("G6").criteria[3]
    assert re_entry.asked_for("merge") and not re_entry.asked_for("retire")


def test_moves() -> None:
    """Are there exactly the course's 29 moves, and does a state know its own?"""
    found = [f"{one.start.value} {one.gate or '-'} {one.word} {one.end.value}" for one in framework().machine.transitions]
    assert sorted(found) == sorted(MOVES.split("\n")[1:-1])
    assert len(found) == 29
    assert [one.word for one in moves(State.TRANSFORMING)] == ["reenter_design", "reenter_select"]
    assert moves(State.RETIRED) == moves(State.REJECTED) == ()


def test_only_go_decisions_ask_for_criteria() -> None:
    """Do decisions that hold, stop or repeat ask for nothing, and those that pass a gate for its musts?"""
    asking = {(one.gate, one.word) for one in framework().machine.transitions if one.criteria}
    assert asking == {
        ("G1", "go"), ("G2", "go"), ("G3", "start_pilot"), ("G4", "go_live"), ("G7", "closed"), *(("G5", word) for word in
         ("continue", "improve", "propose_transformation", "propose_retirement")), *(("G6", word) for word in
         ("transform", "move_to_another_pmo", "merge", "split", "retire"))}
    retire = next(one for one in moves(State.LIVE) if one.word == "retire")
    assert [one.id for one in retire.criteria] == ["G6-1", "G6-2", "G6-3"]


def test_every_state_is_in_one_part_of_the_portfolio() -> None:
    """Is each of the 11 states in the pipeline, in the catalogue or in the archive, and in one of them only?"""
    split = framework().portfolio
    assert sorted(one.value for part in (split.pipeline, split.catalogue, split.archive) for one in part) == sorted(
        one.value for one in State)
    assert split.catalogue == (State.LIVE, State.TRANSFORMING, State.RETIRING)
    assert split.archive == (State.RETIRED, State.REJECTED)
    assert split.basis is Basis.PUBLIC and split.source == ("S-NFP",)


def test_documents_of_a_stage() -> None:
    """Does a stage hand on its documents?"""
    assert [one.name for one in framework().stages[0].documents] == [
        "Services strategy", "Service concept", "Business case for a service", "Topology map"]


def test_public_facts_and_claims() -> None:
    """Are the eleven facts there, and is the provider's claim marked as one?"""
    facts = {one.id: one for one in framework().public_facts}
    assert list(facts) == [f"PF{n:02}" for n in range(1, 12)]
    assert [one.id for one in facts.values() if one.basis is Basis.CLAIM] == ["PF10"]
    assert facts["PF10"].label == "Claim"
    assert [one.id for one in framework().invariants] == ["I1", "I2", "I3", "I4"]


def test_sources_beside_criteria_are_known() -> None:
    """Does every criterion that leans on a source name one of the list?"""
    named = {id for each in framework().gates for one in each.criteria for id in one.in_line_with}
    assert named == {"S-RUNB", "S-ITUPR", "S-SLAREV", "S-ISO833", "S-ITIL4S", "S-STANR", "S-YALER", "S-DECOM"}
    assert named <= sources().keys()


@pytest.mark.parametrize(("changed", "word"), [
    ((), "reenter_design"), (("hours",), "reenter_select"), (("customers", "outcome"), "reenter_select")])
def test_where_a_service_re_enters(changed: tuple[str, ...], word: str) -> None:
    """Does a service go back to design while its case holds, and to select for any change, even fewer hours?"""
    assert reentry(changed) == word


def test_reentry_refuses_what_g1_did_not_approve() -> None:
    """Is a change of tool, which is no ground of G1, refused with the grounds that are?"""
    with pytest.raises(ValueError, match="changed holds tool; allowed: customers, outcome, benefit, cost, hours"):
        reentry(("tool",))


def test_unknown_gate() -> None:
    """Is an unknown gate named together with those that exist?"""
    with pytest.raises(ValueError, match="gate is 'G8'; allowed: G1, G2, G3, G4, G5, G6, G7"):
        gate("G8")


def readable(value: Any) -> Iterator[str]:
    """All texts of a model that people read: everything but ids."""
    if attrs.has(type(value)):
        for one in attrs.fields(type(value)):
            if one.name not in ("id", "source", "in_line_with", "evidence", "gates", "stage", "word", "only_for", "gate", "basis",
                                "transitions", "words", "portfolio", "grounds"):
                yield from readable(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from readable(one)
    elif isinstance(value, str):
        yield value


def test_labels_are_english() -> None:
    """Is every text that people see written as text, without underscores, in British spelling and with a capital?"""
    texts = [*readable(framework()), *readable(pmo_lifecycle()), *framework().machine.words.values(),
             *(one.label for one in State)]
    assert len(texts) > 200
    assert [one for one in texts if "_" in one or not re.match(r"[A-Z]|\d", one)] == []
    assert [one for one in texts if re.search(r"organiz|realiz|program\b|center", one)] == []


def test_every_decision_has_a_name() -> None:
    """Has each decision a name, and each name a decision?"""
    machine = framework().machine
    assert machine.words.keys() == {one.word for one in machine.transitions}
    assert moves(State.IDEA)[3].label == "Pass to another PMO"
    with pytest.raises(ValueError, match="words lacks a name for go"):
        attrs.evolve(machine, words={word: name for word, name in machine.words.items() if word != "go"})
    with pytest.raises(ValueError, match="the move 'idea: go' occurs twice"):
        attrs.evolve(machine, transitions=(machine.transitions[0], machine.transitions[0]))
