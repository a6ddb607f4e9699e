"""Developing people: are gaps ranked by weight, with an action each, for each person of the plan?"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.development import Line
from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.ui.modules.development_plan import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Select, Table
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import FOREIGN, ODD, every, said, sound, steady, steps, survives


def add(workbook: Workbook, name: str) -> Workbook:
    return steps(PANEL, workbook, (at("values", "plan-new-person"), name), (at("#person", "add"), True))


def field(competence: str, name: str, person: str = "Ada") -> str:
    return at("#line", person, competence, name)


ADA = steps(
    PANEL,
    add(Workbook(), "Ada"),
    (field("finance", "current"), "1"),
    (field("finance", "target"), "3"),
    (field("finance", "priority"), "1"),
    (field("coaching", "current"), "2"),
    (field("coaching", "target"), "3"),
    (field("coaching", "priority"), "3"),
)


def test_the_heaviest_gap_comes_first() -> None:
    """Does a small gap of high priority come before a large one of low priority?"""
    ranking = [one for one in PANEL.draw(sound(PANEL, ADA)) if isinstance(one, Table)][-1]
    assert [(row[2], row[6]) for row in ranking.rows] == [("coaching and mentoring", "3"), ("financial skills", "2")]


def test_an_action_needs_service_and_date() -> None:
    """Is a plan done with a service and a date for a gap, and complete with practice and evidence?"""
    assert not PANEL.done(Workbook()) and not PANEL.done(ADA) and "name the service that needs it" in said(PANEL, ADA)
    acting = steps(PANEL, ADA, (field("coaching", "service"), "Coaching"), (field("coaching", "due"), "2026-12-01"))
    assert PANEL.done(acting) and acting.development.people[0].lines[1].due == datetime.date(2026, 12, 1)
    full = steps(
        PANEL,
        acting,
        (field("finance", "target"), None),
        *((field("coaching", name), "yes") for name in ("learn", "practice", "evidence")),
    )
    assert "set the level now and the target" in said(PANEL, full)
    full = steps(PANEL, full, (field("finance", "target"), "1"))
    assert "each gap has service, practice, date and evidence" in said(PANEL, full, "good")


def test_services_of_the_workbook_are_offered() -> None:
    """Can the service be chosen from those of the other modules?"""
    from attrs import evolve

    workbook = evolve(ADA, services=(ServiceRecord("SVC-001", "Health check"),))
    choices = [one for one in every(PANEL.draw(workbook)) if isinstance(one, Select) and one.label == "Service that needs it"]
    assert [value for value, _ in choices[0].options] == ["Health check"]


def test_people_come_and_go() -> None:
    """Does a second person begin empty, and does taking off leave the other?"""
    two = add(ADA, "Ben")
    assert [one.name for one in two.development.people] == ["Ada", "Ben"] and two.values["plan-person"] == "Ben"
    assert steps(PANEL, two, (at("#person", "off"), True)).development == ADA.development
    for name in ("", "Ada"):
        with pytest.raises(ValueError, match=r"\w+ \w+"):
            add(ADA, name)


def test_other_competences() -> None:
    """Can a competence outside the five areas be added, and is a choice needed first?"""
    with pytest.raises(ValueError, match="Choose a competence"):
        PANEL.change(ADA, at("#competence", "take"), True)
    more = steps(PANEL, ADA, (at("values", "plan-competence"), "objectivity"), (at("#competence", "take"), True))
    assert more.development.people[0].lines[-1] == Line("objectivity") and "plan-competence" not in more.values
    sound(PANEL, more)


def test_empty() -> None:
    """Does an empty workbook say what to do first?"""
    assert "Add a person or a role" in said(PANEL, sound(PANEL, Workbook()))
    assert "No gap yet" in said(PANEL, sound(PANEL, add(Workbook(), "x" * 3_000)))


@pytest.mark.parametrize("value", ["5", "9999999999", -1, 2.5, "two", [], True])
def test_levels_that_do_not_go(value: Any) -> None:
    """Is a level outside 0 to 4 refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(ADA, field("finance", "current"), value)


@pytest.mark.parametrize(
    "id", [*FOREIGN, field("x", "due"), field("finance", "x"), field("finance", "competence"), at("#competence", "x")]
)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(ADA, id, "x")


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([Workbook(), ADA, add(ADA, "Ben")]), st.lists(st.tuples(st.integers(0, 60), ODD), max_size=4))
def test_any_value_anywhere(workbook: Workbook, tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, ADA) >= 6
