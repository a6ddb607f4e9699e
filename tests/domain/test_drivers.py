"""Drivers of change: are the study's figures right, is our list ours, and do drivers find their services and gates?"""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.drivers import (
    Group,
    content,
    driver,
    drivers,
    look_order,
    tell_apart,
    touched,
    touched_records,
)
from pmo_course_lib.domain.lifecycle import ServiceRecord, State, gate
from pmo_course_lib.domain.principles import principle

ALL = [*(f"S{n}" for n in range(1, 9)), *(f"T{n}" for n in range(1, 11)), *(f"O{n}" for n in range(1, 9))]


def record(id: str, course_service: str, state: State = State.LIVE) -> ServiceRecord:
    """A service of a kind, in a state."""
    return ServiceRecord(id, course_service=course_service, began=state)


def test_the_study() -> None:
    """Do the published figures stand, and do the three groups add up to 32?"""
    study = content().study
    assert (study.drivers, study.cases, study.answers, study.years) == (32, 17, 184, 3)
    assert (study.external_event, study.internal_event, study.organisational_issue) == (5, 9, 18)
    assert study.external_event + study.internal_event + study.organisational_issue == study.drivers
    assert study.basis is Basis.PUBLIC


def test_facts() -> None:
    """Is what a speaker held a claim, with the note that his ten names are not public?"""
    claims = [one for one in content().facts if one.basis is Basis.CLAIM]
    assert [one.id for one in claims] == ["DR06"]
    assert claims[0].note == "The names of his ten drivers are not public."


@pytest.mark.parametrize(("id", "group", "first_gate", "principle_id"), [
    ("D1", "internal_event", "G1", "P2"), ("D2", "internal_event", "G5", "P1"), ("D3", "internal_event", "G6", "P5"),
    ("D4", "internal_event", "G5", "P6"), ("D5", "external_event", "G6", "P5"), ("D6", "external_event", "G1", "P3"),
    ("D7", "external_event", "G2", "P7"), ("D8", "organisational_issue", "G5", "P4"), ("D9", "organisational_issue", "G5", "P7"),
    ("D10", "organisational_issue", "G5", "P1")])
def test_the_ten(id: str, group: str, first_gate: str, principle_id: str) -> None:
    """Has each of the ten the group, the gate and the principle of the course, marked as ours?"""
    one = driver(id)
    assert (one.group.value, one.first_gate, one.principle) == (group, first_gate, principle_id)
    assert one.label == "Course model"
    assert gate(one.first_gate).id == first_gate and principle(one.principle).name


def test_order_and_names() -> None:
    """Are they D1 to D10 in order, in the groups of the study?"""
    assert [one.id for one in drivers()] == [f"D{n}" for n in range(1, 11)]
    assert Group.ORGANISATIONAL_ISSUE.label == "Organisational issue"
    with pytest.raises(ValueError, match="driver is 'D11'; allowed: D1, D2"):
        driver("D11")


def test_services_of_the_drivers() -> None:
    """Does each driver touch services of the catalogue of 26, say why, and is no service left untouched?"""
    for one in drivers():
        assert one.because.endswith(".") and one.every != bool(one.services)
        assert set(one.services) <= set(ALL) and len(set(one.services)) == len(one.services)
        assert one.every or 3 <= len(one.services) <= 13
    assert {id for one in drivers() for id in one.services} == set(ALL)


def test_drivers_of_the_course_texts() -> None:
    """Does new technology touch reporting, planning and coaching, and a new strategy each service?"""
    assert {"O1", "O2", "T7"} <= set(driver("D7").services)
    assert [id for id in ALL if driver("D1").touches(id)] == ALL
    assert driver("D8").touches("S5") and not driver("D8").touches("O6")


def test_a_new_strategy_asks_live_services_at_g5() -> None:
    """Is a live service asked the questions of G1 at its review, and an idea at G1 itself?"""
    assert driver("D1").gate_for(State.LIVE) == "G5"
    assert driver("D1").gate_for(State.IDEA) == "G1"
    assert driver("D6").gate_for(State.LIVE) == "G1"


def test_reasons_come_before_cuts() -> None:
    """With a freeze and a new sponsor, is G5 looked at before G6, in whatever order the signs came?"""
    assert list(look_order(["D5", "D2"])) == ["G5", "G6"]
    assert list(look_order({one.id for one in drivers()})) == ["G1", "G2", "G5", "G6"]
    assert [one.id for one in look_order(["D9", "D8", "D2"])["G5"]] == ["D2", "D8", "D9"]
    assert look_order([]) == {}
    assert len(content().reading.steps) == 3


def test_drivers_that_look_alike() -> None:
    """Do copies after a merger and copies out of doubt come with the fact that tells them apart?"""
    found = tell_apart({"D3", "D8", "D2"})
    assert [one.drivers for one in found] == [("D3", "D8")] and "structure" in found[0].ask
    assert tell_apart({"D3", "D2"}) == ()
    assert [one.drivers for one in tell_apart({"D7", "D8", "D10"})] == [("D7", "D8"), ("D8", "D10")]
    assert all(driver(id) for one in content().rivals for id in one.drivers)


def test_touched_services() -> None:
    """Are services found with all drivers that touch them, in the order asked, and the others left out?"""
    found = touched({"D10", "D6"}, ["T7", "O7", "S6"])
    assert {id: [one.id for one in hits] for id, hits in found.items()} == {"O7": ["D6"], "S6": ["D6", "D10"]}
    assert touched((), ALL) == {}
    with pytest.raises(ValueError, match="driver is 'X'"):
        touched({"X"}, ALL)


@given(st.sets(st.sampled_from([f"D{n}" for n in range(1, 11)])), st.sets(st.sampled_from([f"D{n}" for n in range(1, 11)])))
def test_more_drivers_touch_more(some: set[str], more: set[str]) -> None:
    """Do further drivers never take a service off the list?"""
    assert touched(some, ALL).keys() <= touched(some | more, ALL).keys()
    assert touched(some | more, ALL).keys() == touched(some, ALL).keys() | touched(more, ALL).keys()


def test_touched_records() -> None:
    """Are the organisation's own services found by their kind, ended ones left out, with gates in order?"""
    records = [record("report", "O1"), record("radar", "O1", State.RETIRED), record("clinic", "O2", State.IDEA),
               record("own", "")]
    found = touched_records({"D7", "D2"}, records)
    assert [(one.record.id, [d.id for d in one.drivers], one.gates) for one in found] == [
        ("report", ["D2", "D7"], ("G2", "G5")), ("clinic", ["D7"], ("G2",))]


def test_a_new_strategy_touches_services_of_any_kind() -> None:
    """Is a service without an entry in the catalogue of 26 touched by a driver that touches every service?"""
    found = touched_records({"D1"}, [record("own", ""), record("wish", "", State.IDEA), record("off", "S1", State.REJECTED)])
    assert [(one.record.id, one.gates) for one in found] == [("own", ("G5",)), ("wish", ("G1",))]


def test_ids_differ() -> None:
    """Is a driver that stands twice in the file noticed?"""
    with pytest.raises(ValueError, match="the driver 'D1' occurs twice"):
        attrs.evolve(content(), drivers=(driver("D1"), driver("D1")))
