"""What the cells of exercise notebooks call: one sheet for a team, on several devices, through moves and hand-ins."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib.delivery import exercise_app
from pmo_course_lib.delivery.exam_app import ALIVE, CANDIDATE, COHORT
from pmo_course_lib.delivery.exercise_app import InClass, signature, team
from pmo_course_lib.delivery.teams.hand_in import counting, give_back, handed_work, receipts
from pmo_course_lib.delivery.teams.party import move, party_of
from pmo_course_lib.delivery.teams.work import work_path
from pmo_course_lib.ui.exercises.desk import HAND_IN
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook import storage
from tests.classroom import Classroom

FIELD = at("organisation", "does")
ROSTER = """id,name,email,team,time_multiplier
anna,Anna Smith,,T1,
ben,Ben <b>Okoro</b>,,T1,
cleo,Cleo Ng,,T2,
anna2,Anna Smith,,T2,
emil,Emil Strand,,,
"""


class Device:
    """A page of a person: it sends what the page would, and remembers which document it shows."""

    def __init__(self, view: View) -> None:
        self.view, self.count, self.page = view, 0, str(id(view))
        self.state = self.ask({"kind": "open"})

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        reply = self.view.handle(message)
        assert reply is not None
        if reply["kind"] == "state":
            self.state = reply
        return reply

    def put(self, id: str, value: Any) -> dict[str, Any]:
        self.count += 1
        return self.ask({"kind": "set", "page": self.page, "n": self.count, "id": id, "value": value,
                         "document": self.state["document"]})

    def poll(self) -> dict[str, Any]:
        return self.ask({"kind": "poll", "seen": self.state["seen"]})

    @property
    def said(self) -> str:
        return json.dumps(self.state["page"], ensure_ascii=False)


Open = Callable[..., Device]


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return Classroom(tmp_path, ROSTER)


@pytest.fixture
def device(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a page in a kernel of its own, as far as one process can stand for several."""
    monkeypatch.setenv(COHORT, str(room.cohort.folder))
    monkeypatch.delenv(ALIVE, raising=False)

    def opened(who: str, view: str = "organisation", exercise: str = "E1") -> Device:
        monkeypatch.setenv(CANDIDATE, who)
        exercise_app._work.cache_clear()
        sheet = team(exercise)
        return Device(sheet.hand_in() if view == "hand_in" else sheet.view(view))

    yield opened
    exercise_app._work.cache_clear()


def test_what_one_changes_the_other_sees(device: Open) -> None:
    """Does the next look of a team mate's page show the change, and that of another team nothing?"""
    anna, ben, cleo = (device(who) for who in ("anna", "ben", "cleo"))
    assert anna.put(FIELD, "It cools")["kind"] == "state"
    assert ben.poll()["kind"] == "state" and "It cools" in ben.said
    assert cleo.poll() == {"kind": "same"} and "It cools" not in cleo.said


def test_one_hands_in_and_all_see_it(device: Open, room: Classroom) -> None:
    """Do all pages of the team say who handed in, with the points by rules, and those of other teams not?"""
    anna, ben, cleo = (device(who, "hand_in") for who in ("anna", "ben", "cleo"))
    assert "Handed in at" in json.dumps(ben.put(HAND_IN, True))
    assert anna.poll()["kind"] == "state"
    for page in (anna, ben):
        assert "by Ben <b>Okoro</b>." in page.said and "0 of 12 points by rules" in page.said
    assert cleo.poll() == {"kind": "same"}
    assert [one.by for one in receipts(room.cohort)] == ["ben"]


def test_a_double_click_is_one_hand_in(device: Open, room: Classroom) -> None:
    """Pressed twice, or by two at once: does the second press show the hand-in, with a remark and no refusal?"""
    anna, ben = (device(who, "hand_in") for who in ("anna", "ben"))
    assert anna.put(HAND_IN, True)["kind"] == "state"
    for page in (anna, ben):
        again = page.put(HAND_IN, True)
        assert again["kind"] == "state"
    assert "Handed in at" in ben.said and len(receipts(room.cohort)) == 1


def test_the_button_works_while_others_write(device: Open, room: Classroom) -> None:
    """Does a press count although a team mate has written since the page last looked?"""
    anna, ben = device("anna", "hand_in"), device("ben")
    ben.put(FIELD, "It cools")
    assert "Handed in at" in json.dumps(anna.put(HAND_IN, True))
    receipt = counting(room.cohort, "anna", "E1")
    assert receipt and handed_work(room.cohort, receipt).organisation.does == "It cools"


@pytest.mark.parametrize("id", ["", "x", at("#handin"), FIELD])
def test_the_desk_has_one_button(device: Open, room: Classroom, id: str) -> None:
    """Is every other message to the hand-in refused?"""
    assert device("anna", "hand_in").put(id, True)["kind"] == "refused"
    assert not receipts(room.cohort)


def test_given_back_the_button_returns(device: Open, room: Classroom) -> None:
    """Given back by the instructor, does the open page offer the hand-in again?"""
    anna = device("anna", "hand_in")
    anna.put(HAND_IN, True)
    give_back(room.cohort, party_of(room.cohort, "anna"), "E1")
    assert anna.poll()["kind"] == "state" and HAND_IN in [one.get("id") for one in anna.state["page"]["blocks"]]
    assert anna.put(HAND_IN, True)["kind"] == "state" and len(receipts(room.cohort)) == 3


def test_moved_while_the_page_is_open(device: Open, room: Classroom) -> None:
    """Moved, does the open page show the new team's work, is a change made before that not put into it, and stay both works?"""
    anna, cleo = device("anna"), device("cleo")
    anna.put(FIELD, "of T1")
    cleo.put(FIELD, "of T2")
    move(room.cohort, "anna", "T2")
    assert anna.put(FIELD, "written for T1")["kind"] == "state"
    assert "of T2" in anna.said and "written for T1" not in anna.said
    assert anna.put(FIELD, "for T2, by Anna")["kind"] == "state"
    does = [storage.read(work_path(room.cohort, party_of(room.cohort, who), "E1")).workbook.organisation.does
            for who in ("ben", "cleo")]
    assert does == ["of T1", "for T2, by Anna"]


def test_moved_after_the_hand_in(device: Open, room: Classroom) -> None:
    """Does the page of somebody who moved after a hand-in say what counts, before and after the new team's hand-in?"""
    anna = device("anna", "hand_in")
    anna.put(HAND_IN, True)
    device("cleo").put(FIELD, "of T2")
    move(room.cohort, "anna", "T2")
    assert anna.poll()["kind"] == "state" and "For you counts what T1 handed in at" in anna.said
    anna.put(HAND_IN, True)
    assert "by Anna Smith. For you counts what T1 handed in at" in anna.said
    ours, theirs = (counting(room.cohort, who, "E1") for who in ("anna", "cleo"))
    assert ours and theirs and (ours.team, theirs.team) == ("T1", "T2")


def test_somebody_without_a_team(device: Open, room: Classroom) -> None:
    """Has a person alone an own sheet, and does a team that is joined later show its own?"""
    emil, cleo = device("emil"), device("cleo")
    emil.put(FIELD, "alone")
    assert "You work on this alone" in device("emil", "hand_in").said
    cleo.put(FIELD, "of T2")
    move(room.cohort, "emil", "T2")
    assert emil.poll()["kind"] == "state" and "of T2" in emil.said


def test_work_that_cannot_be_opened(device: Open, room: Classroom) -> None:
    """Does a sheet that is spoilt, or spoilt while it is open, say so, refuse changes, and come back once it is mended?"""
    anna = device("anna")
    path = work_path(room.cohort, party_of(room.cohort, "anna"), "E1")
    good = path.read_bytes()
    path.write_bytes(b"no workbook")
    assert anna.poll()["kind"] == "state" and "E1.workbook.json" in anna.said
    assert anna.put(FIELD, "lost?")["kind"] in ("refused", "state") and path.read_bytes() == b"no workbook"
    assert "E1.workbook.json" in device("ben").said and "cannot be opened" in device("ben", "hand_in").said
    path.write_bytes(good)
    assert anna.poll()["kind"] == "state" and "E1.workbook.json" not in anna.said


def test_a_spoilt_list_of_moves_is_said(device: Open, room: Classroom) -> None:
    """Does a damaged teams.json become a sentence on open pages, and no silence?"""
    anna = device("anna")
    (room.cohort.folder / "teams.json").write_text("[]")
    assert anna.poll()["kind"] == "state" and "teams.json" in anna.said
    assert "teams.json" in device("ben", "hand_in").said


def test_two_of_one_name_are_two_in_the_history(device: Open, room: Classroom) -> None:
    """Do two people of one name sign differently, so that neither takes back what the other did?"""
    assert signature(room.cohort, "anna") == "Anna Smith (anna)" and signature(room.cohort, "cleo") == "Cleo Ng"
    assert InClass(room.cohort, "anna2", "E1").store().who == "Anna Smith (anna2)"


def test_alone_without_a_class(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Does somebody who learns alone work in the home folder, and hand in beside the notebook?"""
    monkeypatch.delenv(COHORT, raising=False)
    monkeypatch.setattr(exercise_app, "ALONE", tmp_path / "home")
    monkeypatch.chdir(tmp_path)
    exercise_app._work.cache_clear()
    page, desk = Device(team("E1").view("organisation")), Device(team("E1").hand_in())
    page.put(FIELD, "mine")
    desk.put(HAND_IN, True)
    assert "E1.workbook.json lies beside this notebook" in desk.said
    assert storage.read(tmp_path / "E1.workbook.json").workbook.organisation.does == "mine"
    exercise_app._work.cache_clear()


def test_an_exercise_that_does_not_exist(device: Open) -> None:
    """Is an unknown exercise a sentence?"""
    assert "There is no exercise" in device("anna", exercise="E9").said
