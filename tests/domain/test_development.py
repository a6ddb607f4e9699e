"""Development: does the plan rank gaps and name what is open, and does the team follow from the services?"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.catalogue import course_catalogue
from pmo_course_lib.domain.development import (
    DevelopmentPlan,
    Line,
    Person,
    TeamNeed,
    competences,
    guide,
    ranked_gaps,
    team_needs,
    team_view,
    unfinished,
)

WHOLE = Line("finance", 1, 3, 3, "S5", "two-day course", "unit costs", date(2027, 3, 31), "business case of S5 stands")


def test_five_areas() -> None:
    """Are the five training areas there, as public?"""
    assert [(one.id, one.name) for one in guide().areas] == [
        ("TA1", "Advanced communication"), ("TA2", "Coaching and mentoring"), ("TA3", "Financial skills"), ("TA4", "Negotiation"),
        ("TA5", "Process work")]
    assert {one.basis for one in guide().areas} == {Basis.PUBLIC}


def test_competences() -> None:
    """Are the 18 names of the outline there as claims, two from the areas, and does each area build at least one?"""
    claimed = [one for group in guide().groups if group.basis is Basis.CLAIM for one in group.competences]
    assert (len(claimed), len(competences()), len(guide().groups)) == (18, 20, 6)
    assert {one.area for one in competences().values() if one.area} == {one.id for one in guide().areas}
    assert len(guide().levels.names) == 5


def test_every_service_of_the_course_has_needs() -> None:
    """Do the needs cover exactly the 26 services of the course catalogue, with known competences and levels 1 to 4?"""
    needs = guide().needs.services
    assert len(needs) == 26
    assert set(needs) == {service.id for service in course_catalogue().services}
    assert all(one in competences() and 1 <= level <= 4 for table in needs.values() for one, level in table.items())
    assert guide().needs.label == "Course model"


@pytest.mark.parametrize(("current", "target", "gap"), [(1, 3, 2), (3, 1, 0), (0, 4, 4), (None, 4, 0), (2, None, 0), (2, 2, 0)])
def test_gap(current: int | None, target: int | None, gap: int) -> None:
    """Is the gap the levels still to go, none when the target is reached or a level is open?"""
    assert Line("finance", current, target).gap == gap


def test_ranking() -> None:
    """Do gap times priority decide, then the larger gap, then the order of the plan, and is a closed gap left out?"""
    ada = Person("Ada", (Line("finance", 0, 4, 1), Line("coaching", 2, 4, 2), Line("negotiation", 2, 3, 3),
                         Line("accuracy", 3, 3)))
    ben = Person("Ben", (Line("finance", 1, 4, 3), Line("negotiation", 0, 1, 3)))
    assert [(one.person, one.line.competence, one.weight) for one in ranked_gaps(DevelopmentPlan((ada, ben)))] == [
        ("Ben", "finance", 9), ("Ada", "finance", 4), ("Ada", "coaching", 4), ("Ada", "negotiation", 3),
        ("Ben", "negotiation", 3)]


def test_unfinished_lines() -> None:
    """Does an open level, or a gap about which nothing is done, get a sentence, and a whole line none?"""
    person = Person("Ada", (WHOLE, Line("coaching", 1), evolve(WHOLE, competence="negotiation", practice=" ", due=None)))
    assert unfinished(DevelopmentPlan((person,))) == (
        "Ada, coaching and mentoring: set the level now and the target, each 0 to 4.",
        "Ada, negotiation: name the practice on real work, the date.")
    assert unfinished(DevelopmentPlan((Person("Ben", (WHOLE, Line("accuracy", 3, 3))),))) == ()


def test_team_needs_take_the_highest_level() -> None:
    """Is the highest level of any service needed, with the services that need it, highest levels first?"""
    own = {"A": {"finance": 2, "coaching": 4}, "B": {"finance": 3}, "C": {"finance": 3}}
    assert team_needs(["A", "B", "C", "B"], own) == (TeamNeed("coaching", 4, ("A",)), TeamNeed("finance", 3, ("B", "C")))
    assert team_needs([]) == ()


def test_needs_of_assurance() -> None:
    """Does assurance (T9) need objectivity, integrity and project management at level 4?"""
    assert [(one.competence, one.level) for one in team_needs(["T9"])] == [
        ("objectivity", 4), ("integrity", 4), ("project_management", 4)]


def test_a_service_without_needs() -> None:
    """Does a service for which nobody wrote down needs raise an error that names it?"""
    with pytest.raises(ValueError, match="'S99'"):
        team_needs(["T9", "S99"])


@given(st.lists(st.sampled_from(sorted(guide().needs.services)), unique=True), st.sampled_from(sorted(guide().needs.services)))
def test_more_services_never_need_less(chosen: list[str], another: str) -> None:
    """Does one more service never lower what the team needs?"""
    before = {one.competence: one.level for one in team_needs(chosen)}
    after = {one.competence: one.level for one in team_needs([*chosen, another])}
    assert all(after[one] >= level for one, level in before.items())


def test_team_view() -> None:
    """Does the view give the best level, who reaches what is needed, the gap and a single holder, largest gap first?"""
    team = DevelopmentPlan((Person("Ada", (Line("finance", 3), Line("coaching", 2))), Person("Ben", (Line("finance", 4),)),
                            Person("Cem", (Line("accuracy", 2), Line("coaching")))))
    needs = (TeamNeed("finance", 3, ("S4",)), TeamNeed("accuracy", 2, ("O5",)), TeamNeed("coaching", 4, ("T7",)))
    rows = team_view(team, needs)
    assert [(row.competence, row.best, row.gap, row.holders, row.single) for row in rows] == [
        ("coaching", 2, 2, (), False), ("finance", 4, 0, ("Ada", "Ben"), False), ("accuracy", 2, 0, ("Cem",), True)]


@pytest.mark.parametrize(("make", "words"), [
    (lambda: Line("juggling"), "juggling"), (lambda: Line("finance", 5), "0 to 4"), (lambda: Line("finance", 1, -1), "0 to 4"),
    (lambda: Line("finance", priority=0), "1 to 3"), (lambda: Person("A", (WHOLE, WHOLE)), "finance"),
    (lambda: DevelopmentPlan((Person("A"), Person("A"))), "'A' occurs twice"),
])
def test_wrong_plans_are_refused(make: object, words: str) -> None:
    """Is an unknown competence, a level off the scale or a double line an error that names it?"""
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]


def test_a_plan_survives_json() -> None:
    """Do an empty and a filled plan come back from JSON as they were?"""
    json = make_converter()
    for plan in (DevelopmentPlan(), DevelopmentPlan((Person("Ada", (WHOLE,)), Person("Ben")))):
        assert json.loads(json.dumps(plan), DevelopmentPlan) == plan
