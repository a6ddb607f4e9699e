"""The ring as public pages show it: are its parts whole, and is what is ours labelled as ours?"""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_course_lib.content import HERE, Basis
from pmo_course_lib.domain.catalogue import course_catalogue
from pmo_course_lib.domain.value_ring import Ring, benefits, ring
from pmo_course_lib.domain.value_ring.expectations import by_place, starting_chances, starting_profiles
from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml


def test_eight_steps_in_order() -> None:
    """Are there eight steps, each with its question, reason, inputs and outputs?"""
    steps = ring().steps
    assert [one.number for one in steps] == list(range(1, 9))
    assert [one.tool for one in steps][:3] == ["PMO MIX MANAGER", "PMO TUNE", "PMO PROCESS GUIDE"]
    assert all(one.question.endswith("?") and one.why.endswith(".") and one.inputs and one.does and one.outputs for one in steps)
    assert {one.basis for one in steps} == {Basis.PUBLIC}


@pytest.mark.parametrize(("number", "takes", "gives"), [
    (1, "stakeholder groups", "function relevance"), (2, "benefit relevance", "BAI"),
    (3, "PMO mix of functions", "PMO service catalogue"),
    (4, "PMO mix of functions", "process KPIs"), (5, "ten competencies", "PMO CAI"), (6, "PMO mix of functions", "PMO MI"),
    (7, "function MI", "PMO ROI"), (8, "outputs of steps 1 to 7", "strategic panel (dashboard)"),
])
def test_steps_take_in_and_give_out(number: int, takes: str, gives: str) -> None:
    """Do inputs and outputs stand at their step?"""
    step = ring().steps[number - 1]
    assert takes in step.inputs and gives in step.outputs


def test_a_step_takes_what_an_earlier_one_gives() -> None:
    """Does the mix, an output of step 2, enter steps 3, 4, 6 and 7?"""
    [giver] = [one.number for one in ring().steps if "PMO mix of functions" in one.outputs]
    assert giver == 2
    assert [one.number for one in ring().steps if "PMO mix of functions" in one.inputs] == [3, 4, 6, 7]


def test_later_list_stops_where_the_public_page_stops() -> None:
    """Are only the five public steps of the later list given?"""
    assert [one.name for one in ring().later_steps] == [
        "Identify the warning signs", "Understand clients' expectations and pains", "Analyse needs and set the PMO priorities",
        "Use the community's intelligence (database recommendations)", "Define the functions and balance value over time"]


def test_flywheel_of_ten_in_five_stages() -> None:
    """Are ten steps spread two by two over the five stages, and is the pairing marked as our reading?"""
    assert [one.name for one in ring().flywheel] == [
        "Awareness building", "Needs assessment", "Value proposition", "Service development", "Service onboarding",
        "Service operation", "Service monitoring", "Service improvement", "Value delivery", "Value recognition"]
    stages = [one.name for one in ring().cycle]
    assert stages == ["Exploration", "Design", "Deployment", "Enhancement", "Realisation"]
    assert [one.stage for one in ring().flywheel] == [stage for stage in stages for _ in range(2)]
    assert all(one.note and "our reading" in one.note for one in ring().flywheel)


def test_framework_of_2025() -> None:
    """Are there four baseline elements, three components with their questions, and three measures?"""
    assert len(ring().baseline) == 4
    assert {one.name: one.answers for one in ring().components} == {
        "Mandate": ("why",), "Governance": ("who", "when"), "Strategy": ("what", "how")}
    assert {one.name: one.looks_at for one in ring().measures} == {
        "Service monitoring": "efficiency of delivery", "Value delivery": "impact",
        "Value recognition": "acknowledgement by stakeholders"}


def test_figures_say_what_is_our_reading() -> None:
    """Is each abbreviation at its step, and every name but ROI's marked as our reading?"""
    assert {one.id: one.step for one in ring().figures} == {
        "EAI": 2, "BAI": 2, "CAI-p": 5, "CAI-f": 5, "PMO CAI": 5, "MI": 6, "ROI": 7}
    assert [one.id for one in ring().figures if one.note is None] == ["ROI"]


def test_five_levels_and_eighteen_competences() -> None:
    """Are the five maturity levels and the 18 names of competences claims, in order?"""
    assert [one.level for one in ring().maturity_levels] == [1, 2, 3, 4, 5]
    assert [len(group.names) for group in ring().competences] == [3, 4, 5, 3, 3]
    assert {one.basis for one in (*ring().maturity_levels, *ring().competences)} == {Basis.CLAIM}


def test_twenty_benefits_linked_to_known_services() -> None:
    """Are there 20 benefits, labelled as ours, each with services of the course's list?"""
    facts, known = benefits(), course_catalogue().ids
    assert [one.id for one in facts.benefits] == [f"B{number:02}" for number in range(1, 21)]
    assert facts.label == "Course model"
    assert all(one.services and set(one.services) <= set(known) for one in facts.benefits)
    assert facts.names()["B01"] == "More reliable information for decisions"


def test_every_service_brings_a_benefit() -> None:
    """Is there a service that no benefit leads to, so that it could never be recommended?"""
    named = {service for one in benefits().benefits for service in one.services}
    assert set(course_catalogue().ids) - named == set()


def test_problems_are_ours_and_point_to_services() -> None:
    """Are the problems of step 7 labelled as ours, with services of the course's list?"""
    assert {one.label for one in ring().problems} == {"Course model"}
    assert all(set(one.services) <= set(course_catalogue().ids) for one in ring().problems)


def test_chance_by_place() -> None:
    """Does the first service of a benefit get the highest chance, and does a long list end in the lowest?"""
    chances = by_place({"B": ("a", "b", "c", "d")}, (0.7, 0.5, 0.3), ("a", "b", "c", "d", "e"))
    assert chances == {"a": {"B": 0.7}, "b": {"B": 0.5}, "c": {"B": 0.3}, "d": {"B": 0.3}}


def test_starting_numbers() -> None:
    """Do the starting numbers follow the rules of the content, for every service?"""
    chances, profiles = starting_chances(course_catalogue()), starting_profiles(course_catalogue())
    assert (chances["O1"]["B01"], chances["T3"]["B01"], chances["T2"]["B01"], chances["S2"]["B01"]) == (0.7, 0.5, 0.3, 0.2)
    assert profiles["S4"] == (0.1, 0.3, 0.6) and profiles["O1"] == (0.7, 0.2, 0.1) and profiles["S6"] == (0.3, 0.5, 0.2)
    assert set(profiles) == set(course_catalogue().ids)
    assert all(0 < chance <= 1 for row in chances.values() for chance in row.values())


@pytest.mark.parametrize(("old", "new", "said"), [
    ("number = 2\nname = \"Balance", "number = 4\nname = \"Balance", "steps are not numbered"),
    ('stage = "Exploration"', 'stage = "Discovery"', "the stage of Awareness building"),
])
def test_a_wrong_ring_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Is a file with a step out of order, or a stage that is not there, refused?"""
    path = tmp_path / "ring.toml"
    path.write_text((HERE / "value_ring.toml").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        read_toml(path, Ring)
