"""The service menu: who finds what in it?"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from pmo_course_lib.domain.catalogue import Entry, Obligation, customer_menu, portfolio, provider_list, samples
from pmo_course_lib.domain.lifecycle import State

MANAGERS = "Project, programme and portfolio managers"


@pytest.mark.parametrize(("state", "part"), [
    (State.IDEA, "pipeline"), (State.ON_HOLD, "pipeline"), (State.SELECTED, "pipeline"), (State.IN_DESIGN, "pipeline"),
    (State.IN_BUILD, "pipeline"), (State.IN_PILOT, "pipeline"), (State.LIVE, "catalogue"), (State.TRANSFORMING, "catalogue"),
    (State.RETIRING, "catalogue"), (State.RETIRED, "archive"), (State.REJECTED, "archive"),
])
def test_each_state_has_one_part(state: State, part: str) -> None:
    """Does a service of each state stand in one part of the portfolio, and only there?"""
    found = portfolio([Entry(state=state)])
    assert {name: len(getattr(found, name)) for name in ("pipeline", "catalogue", "archive")} == {
        "pipeline": 0, "catalogue": 0, "archive": 0} | {part: 1}


def test_groups_see_what_they_can_order() -> None:
    """Does each group find its services, a line for each level, and nothing that cannot be had yet?"""
    menu = customer_menu(samples())
    assert list(menu) == ["Executives and sponsors", MANAGERS, "Functional managers"]
    assert [(one.id, one.level) for one in menu[MANAGERS]] == [
        ("SVC-002", "Guided"), ("SVC-002", "Delivered"), ("SVC-003", "Self-service"), ("SVC-003", "Guided"),
        ("SVC-003", "Delivered"), ("SVC-004", "Guided")]


def test_an_offer_says_level_target_and_how() -> None:
    """Does a line say what one gets, by when, how to ask, and whether one may choose?"""
    guided, delivered = [one for one in customer_menu(samples())[MANAGERS] if one.id == "SVC-002"]
    assert delivered.targets == ("report within 80 working hours of the request, 90 per cent",)
    assert guided.targets == ()  # this promise is made for the delivered level only
    assert delivered.gives == "the PMO does the agreed piece of work"
    assert delivered.how.startswith("Form on the PMO page")
    assert delivered.obligation is Obligation.CONDITIONAL and delivered.rule.startswith("Budget above")


def test_a_retiring_service_is_offered_with_its_end() -> None:
    """Can customers order a service that is retiring, and see until when?"""
    retiring = evolve(samples()[0], state=State.RETIRING, end_date=date(2026, 12, 31))
    [offer] = customer_menu([retiring])["Executives and sponsors"]
    assert offer.until == date(2026, 12, 31)


def test_an_unknown_level_is_not_offered() -> None:
    """Is a level with a typing mistake left to the checks and off the menu?"""
    wrong = evolve(samples()[0], levels=("L3", "L7"))
    assert [one.level for one in customer_menu([wrong])["Executives and sponsors"]] == ["Delivered"]


def test_provider_sees_the_hours_promised() -> None:
    """Do the hours of the case add up to the 328 of the course's text, the service in build counted, the idea not?"""
    runs = provider_list(samples())
    assert {one.id: one.hours for one in runs} == {"SVC-001": 24, "SVC-002": 90, "SVC-003": 72, "SVC-004": 60, "SVC-006": 50,
                                                   "SVC-005": 32}
    assert sum(one.hours or 0 for one in runs) == 328
    assert runs[-1].state is State.IN_BUILD


def test_nothing_gives_empty_lists() -> None:
    """Do all three lists cope with a catalogue that is still empty?"""
    assert customer_menu([]) == {} and provider_list([]) == ()
    assert portfolio([]).catalogue == ()
