"""What observers of the role plays rated: does a team's feedback get all of it, and nothing that is none?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.teams.observed import PLAYS, observed
from pmo_course_lib.delivery.teams.party import move, party_of
from pmo_course_lib.domain.role_plays import role_play
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.role_play import panel
from pmo_course_lib.workbook.store import Store


def sheet(cohort: Cohort, who: str, play: str, points: dict[str, Any], wrote: str = "", role: str = "observer") -> None:
    """What the page of the role play leaves in a person's workbook."""
    file = cohort.workbook(who)
    file.parent.mkdir(exist_ok=True)
    view = panel(play.lower())
    changes = {at("values", f"role-{play}"): role, at("notes", f"{play.lower()}-learned"): wrote,
               **{at("values", f"{play}-{point}"): value for point, value in points.items()}}
    for id, value in changes.items():
        store = Store(file, who)
        store.save(view.change(store.state.workbook, id, value), store.state)


def test_the_observers_sheet_comes_out(cohort: Cohort) -> None:
    """Do points, total and sentence of the observer come out under the names of play, point and person?"""
    sheet(cohort, "ben", "RP1", {"interests": 3, "options": 2}, "Ask first.")
    sheet(cohort, "anna", "RP1", {}, "Listen.", role="sponsor")
    [found] = observed(cohort, party_of(cohort, "anna"))
    play = role_play("RP1")
    assert (found.play, found.title, found.by, found.wrote) == ("RP1", play.title, "Ben Okoro", "Ask first.")
    assert [(one.name, one.most) for one in found.points] == [(point.name, point.most) for point in play.points]
    assert [one.given for one in found.points] == [3, 2, None, None, None]
    assert (found.total, found.most) == (5, 16)
    assert observed(cohort, party_of(cohort, "cleo")) == ()


def test_plays_in_their_order(cohort: Cohort) -> None:
    """Do sheets of several plays and people come by play, then by person?"""
    for who in ("ben", "anna"):
        for play in reversed(PLAYS):
            sheet(cohort, who, play, {role_play(play).points[0].id: 1})
    found = observed(cohort, party_of(cohort, "anna"))
    assert [(one.play, one.by) for one in found] == [(play, name) for play in PLAYS for name in ("Anna Smith", "Ben Okoro")]


def test_points_stay_when_the_role_is_given_back(cohort: Cohort) -> None:
    """Is what was rated shown although the person has another role by now, and goes it along into another team?"""
    sheet(cohort, "ben", "RP2", {"listening": 2})
    view = panel("rp2")
    Store(cohort.workbook("ben"), "ben").update(lambda workbook: view.change(workbook, "give-back", True))
    assert [one.total for one in observed(cohort, party_of(cohort, "anna"))] == [2]
    move(cohort, "ben", "T2")
    assert [one.total for one in observed(cohort, party_of(cohort, "cleo"))] == [2]


@pytest.mark.parametrize("value", ["3", True, -1, 1000, 1e300])
def test_what_is_no_rating_counts_as_none(cohort: Cohort, value: Any) -> None:
    """Is a value that the page would refuse left out of the points and the total?"""
    sheet(cohort, "ben", "RP1", {"options": 1})
    Store(cohort.workbook("ben"), "ben").update(lambda one: evolve(one, values={**one.values, "RP1-interests": value}))
    [found] = observed(cohort, party_of(cohort, "ben"))
    assert found.points[0].given is None and found.total == 1


@pytest.mark.parametrize("spoil", ["no workbook", "", "[]"])
def test_a_damaged_workbook_costs_its_own_row(cohort: Cohort, spoil: str) -> None:
    """Do the others' sheets come out when one member's workbook cannot be opened?"""
    sheet(cohort, "ben", "RP1", {"options": 1})
    sheet(cohort, "anna", "RP1", {"options": 2})
    file: Path = cohort.workbook("anna")
    file.write_text(spoil)
    assert [(one.by, one.total) for one in observed(cohort, party_of(cohort, "ben"))] == [("Ben Okoro", 1)]
    assert file.read_text() == spoil
