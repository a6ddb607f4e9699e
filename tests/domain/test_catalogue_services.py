"""The lists of services and functions: is each what it says, and can a list of one's own take its place?"""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.catalogue import (
    Category,
    Horizon,
    course_catalogue,
    form,
    hill,
    hobbs_aubry,
    load_services,
    map_hill,
    map_hobbs_aubry,
)
from pmo_course_lib.errors import CourseError

OWN = """
title = "Our list"
basis = "public"
source = ["V91"]

[[services]]
id = "A1"
name = "Portfolio office"
category = "strategic"
domain = "Portfolio"
description = "Keep the portfolio."
time_to_value = "long"
customers = ["executives"]
hobbs_aubry = [13]
hill = ["Project portfolio management"]
"""


def test_course_catalogue_holds_26_services() -> None:
    """Does the course's list hold 8 strategic, 10 tactical and 8 operational services, in this order?"""
    catalogue = course_catalogue()
    assert catalogue.counts() == {Category.STRATEGIC: 8, Category.TACTICAL: 10, Category.OPERATIONAL: 8}
    assert catalogue.ids == tuple(f"{letter}{number}" for letter, last in (("S", 8), ("T", 10), ("O", 8))
                                  for number in range(1, last + 1))
    letters = {Category.STRATEGIC: "S", Category.TACTICAL: "T", Category.OPERATIONAL: "O"}
    assert all(one.id[0] == letters[one.category] for one in catalogue.services)


def test_course_catalogue_says_whose_it_is() -> None:
    """Is it labelled as the course's own, and never as PMI's or PMO Global Alliance's list?"""
    catalogue = course_catalogue()
    assert catalogue.label == "Course model"
    assert catalogue.note is not None and "not PMI's or PMO Global Alliance's list" in catalogue.note


@pytest.mark.parametrize(("id", "name", "horizon"), [
    ("S1", "Strategic planning support", Horizon.LONG),
    ("S6", "Governance design and running", Horizon.MEDIUM),
    ("T7", "Coaching and mentoring", Horizon.SHORT),
    ("T10", "Community and promotion of project management", Horizon.MEDIUM),
    ("O3", "Specialised tasks for project managers", Horizon.SHORT),
    ("O4", "Managing projects and programmes", Horizon.SHORT),
])
def test_services_are_the_course_texts(id: str, name: str, horizon: Horizon) -> None:
    """Do name and time to value of a service agree with the course's text?"""
    service = course_catalogue()[id]
    assert (service.name, service.time_to_value) == (name, horizon)


def test_every_service_can_be_worked_with() -> None:
    """Has each service a domain, a description, known customers and an indicator?"""
    groups = set(form().names("customers"))
    for service in course_catalogue().services:
        assert service.domain and service.description.endswith(".")
        assert service.customers and set(service.customers) <= groups
        assert service.indicators
    assert len({service.domain for service in course_catalogue().services}) == 7


def test_times_to_value() -> None:
    """How many services are noticed soon, later and much later?"""
    found = [one.time_to_value for one in course_catalogue().services]
    assert [found.count(horizon) for horizon in Horizon] == [9, 11, 6]


def test_six_names_of_hotpmo_are_matched_once_each() -> None:
    """Are the six readable names of hotPMO's list spread over six services?"""
    found = [name for one in course_catalogue().services for name in one.hotpmo]
    assert len(found) == len(set(found)) == 6
    assert course_catalogue()["O2"].hotpmo == ("Support project planning",)


def test_an_unknown_service_is_named() -> None:
    """Does asking for a service that is not there say which there are?"""
    with pytest.raises(ValueError, match=r"no service 'S9'; known: S1, S2"):
        course_catalogue()["S9"]


def test_hobbs_aubry_is_recalled_but_for_its_groups() -> None:
    """Are the 27 functions labelled as not verified, and only the groups' names as public?"""
    listed = hobbs_aubry()
    assert [one.rank for one in listed.functions] == list(range(1, 28))
    assert {one.label for one in listed.functions} == {"Not verified"}
    assert {one.basis for one in listed.groups} == {Basis.PUBLIC}
    assert [group.name for group in listed.groups][:5] == [
        "Monitoring and controlling project performance", "Development of project management competencies and methodologies",
        "Multi-project management", "Strategic management", "Organisational learning"]
    assert [one.rank for one in listed.functions if one.percent_label != "Not verified"] == [10]
    assert listed.functions[9].percent == 50 and listed.functions[9].percent_label == "Claim"


def test_hobbs_aubry_groups_and_percentages() -> None:
    """Do the recalled numbers stand as they were taken down, falling with the rank?"""
    listed = hobbs_aubry()
    assert [len(listed.of(group.number)) for group in listed.groups] == [4, 5, 5, 4, 6, 3]
    percents = [one.percent for one in listed.functions]
    assert percents == [83, 76, 65, 65, 60, 60, 59, 58, 55, 50, 49, 49, 49, 48, 48, 48, 45, 45, 42, 42, 40, 38, 34, 29, 28, 25,
                        22]


def test_hill_has_twenty_functions_in_five_areas() -> None:
    """Is Hill's list whole: five areas of four?"""
    assert [(area.name, len(area.functions)) for area in hill().areas] == [
        ("Practice management", 4), ("Infrastructure management", 4), ("Resource integration", 4), ("Technical support", 4),
        ("Business alignment", 4)]
    assert hill().basis is Basis.PUBLIC and len(set(hill().functions)) == 20


def test_mapping_to_hobbs_and_aubry_both_ways() -> None:
    """Does each of the functions but one have a service, and which services does the list not know?"""
    mapping = map_hobbs_aubry()
    assert mapping.entries["Conduct project audits"] == ("T9",)
    assert mapping.services["T8"] == ("Conduct post-project reviews", "Implement and manage a database of lessons learned",
                                      "Implement and manage a risk database")
    assert mapping.entries_alone == ("Monitor and control the performance of the PMO",)
    assert mapping.services_alone == ("S6", "S7", "O2", "O6")


def test_mapping_to_hill_both_ways() -> None:
    """Does each of Hill's functions have a service, and which services does Hill not know?"""
    mapping = map_hill()
    assert mapping.entries["Career development"] == ("T6", "O8")
    assert mapping.services["O7"] == ("Customer relationships", "Vendor and contractor relationships")
    assert mapping.entries_alone == ()
    assert mapping.services_alone == ("S1", "S2", "S3", "S7", "S8", "T5", "T10", "O1", "O3", "O4")


def test_mappings_are_each_other_turned_round() -> None:
    """Does a mapping say the same in both directions?"""
    for mapping in (map_hobbs_aubry(), map_hill()):
        forth = {(entry, service) for entry, found in mapping.entries.items() for service in found}
        back = {(entry, service) for service, found in mapping.services.items() for entry in found}
        assert forth == back


def test_a_list_of_ones_own(tmp_path: Path) -> None:
    """Can an instructor put a list of any length in place of the course's, and map it?"""
    path = tmp_path / "services.toml"
    path.write_text(OWN, encoding="utf-8")
    catalogue = load_services(path)
    assert catalogue.title == "Our list" and catalogue.label == "" and catalogue.ids == ("A1",)
    assert map_hobbs_aubry(catalogue).entries["Manage one or more portfolios"] == ("A1",)
    assert len(map_hill(catalogue).entries_alone) == 19


@pytest.mark.parametrize(("old", "new", "said"), [
    ('category = "strategic"', 'category = "executive"', "'executive' must be one of strategic, tactical, operational"),
    ('time_to_value = "long"', 'time_to_value = "soon"', "'soon' must be one of short, medium, long"),
    ('customers = ["executives"]', 'customers = ["board"]', "services, A1: customers has 'board'; allowed: executives, "),
    ("hobbs_aubry = [13]", "hobbs_aubry = [28]", "services, A1: hobbs_aubry has 28; allowed: 1, 2, "),
    ('hill = ["Project portfolio management"]', 'hill = ["Portfolio"]', "services, A1: hill has 'Portfolio'; allowed: Project"),
    ('name = "Portfolio office"', "", "services, entry 1 name: is missing"),
    ('domain = "Portfolio"', 'domain = "Portfolio"\nprice = 3', "there is no field price; check the spelling or take it out"),
    ('title = "Our list"', "", "title: is missing"),
])
def test_a_wrong_list_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Does a mistake in the file give a line with file, place, value and what is allowed?"""
    path = tmp_path / "mine.toml"
    path.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError) as error:
        load_services(path)
    assert any("mine.toml" in line and said in line for line in error.value.problems), error.value.problems


def test_a_list_with_an_id_twice_or_nothing_is_refused(tmp_path: Path) -> None:
    """Are an id that occurs twice and an empty list refused?"""
    path = tmp_path / "mine.toml"
    head, _, service = OWN.partition("[[services]]")
    path.write_text(OWN + "\n[[services]]" + service, encoding="utf-8")
    with pytest.raises(CourseError, match="service 'A1' occurs twice"):
        load_services(path)
    path.write_text(head + "services = []\n", encoding="utf-8")
    with pytest.raises(CourseError, match="there is no service"):
        load_services(path)


def test_several_strangers_are_all_named(tmp_path: Path) -> None:
    """Does a file with several unknown names give them all at once?"""
    path = tmp_path / "mine.toml"
    path.write_text(OWN.replace("[13]", "[28, 0]").replace('["executives"]', '["board"]'), encoding="utf-8")
    with pytest.raises(CourseError) as error:
        load_services(path)
    assert len(error.value.problems) == 3
