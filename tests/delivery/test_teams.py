"""Teams: who belongs together, one workbook for all of a team, and a hand-in that happens once and is lost never."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve

from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.delivery.create import create_cohort
from pmo_course_lib.delivery.teams import hand_in as handing
from pmo_course_lib.delivery.teams.hand_in import counting, give_back, hand_in, handed_in, handed_work, receipts
from pmo_course_lib.delivery.teams.party import LONGEST, Party, move, parties, party_of
from pmo_course_lib.delivery.teams.standing import parties_known, standing
from pmo_course_lib.delivery.teams.work import FILE, open_work, read_work, work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import begin
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.store import Store

HOME = Path(__file__).parents[2]
ROSTER = """id,name,email,team,time_multiplier
anna,Anna Smith,,T1,
ben,Ben Okoro,,T1,1.25
cleo,Cleo Ng,,T2,
dana,Dana Levi,,T2,
emil,Emil Strand,,,
"""


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teams")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return create_cohort(folder / "class", folder / "roster.csv", HOME / "exam").folder


@pytest.fixture
def cohort(pristine: Path, tmp_path: Path) -> Cohort:
    return open_cohort(Path(shutil.copytree(pristine, tmp_path / "class")))


def with_teams(cohort: Cohort, **teams: str) -> Cohort:
    """The cohort as if its roster had named these teams."""
    file = cohort.folder / "people.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    for person in value["persons"]:
        person["candidate"]["team"] = teams.get(person["candidate"]["id"], person["candidate"]["team"])
    file.write_text(json.dumps(value), encoding="utf-8")
    return open_cohort(cohort.folder)


def opened(cohort: Cohort, candidate: str, exercise: str = "E1") -> Store:
    return open_work(work_path(cohort, party_of(cohort, candidate), exercise), exercise, candidate)


def note(name: str, text: str) -> Callable[[Workbook], Workbook]:
    return lambda workbook: evolve(workbook, notes={**workbook.notes, name: text})


def ids(party: Party) -> list[str]:
    return [person.id for person in party.members]


def submitted(cohort: Cohort, candidate: str, exercise: str = "E1") -> Path:
    return cohort.folder / "submitted" / candidate / exercise / FILE.format(exercise)


def crash(*_: object) -> None:
    raise KeyboardInterrupt


# --- who belongs together --------------------------------------------------------------------------------------------------

def test_a_class_falls_into_teams(cohort: Cohort) -> None:
    """Are people of one team together, and is somebody without a team a party alone?"""
    assert [(one.name, ids(one)) for one in parties(cohort)] == [
        ("T1", ["anna", "ben"]), ("T2", ["cleo", "dana"]), ("Emil Strand", ["emil"])]
    assert all(party_of(cohort, person.id) == one for one in parties(cohort) for person in one.members)
    with pytest.raises(CourseError, match="No candidate"):
        party_of(cohort, "nobody")


@pytest.mark.parametrize(("one", "other"), [
    ("Larch", "larch"), ("Team  A", " team A"), ("Lärche", "La\u0308rche"), ("Team\u00a0A", "Team A")])
def test_what_looks_the_same_is_one_team(cohort: Cohort, one: str, other: str) -> None:
    """Are names that differ in case, in blanks or in how an accent is stored one team, also when a person is moved?"""
    named = with_teams(cohort, anna=one, ben=other, cleo="T2", dana="T2")
    assert ids(party_of(named, "anna")) == ids(party_of(named, "ben")) == ["anna", "ben"]
    key = party_of(named, "anna").key
    move(named, "dana", other)
    assert ids(party_of(named, "dana")) == ["anna", "ben", "dana"] and party_of(named, "dana").key == key
    assert party_of(named, "dana").name == " ".join(one.split())


@pytest.mark.parametrize(("one", "other"), [
    ("Lärche", "Larche"), ("T/1", "T-1"), ("T1", "T 1"), ("🦊" * 20, "🦊" * 21), ("../x", ".. x")])
def test_what_differs_is_two_teams(cohort: Cohort, one: str, other: str) -> None:
    """Do names whose folders would look alike keep their work apart?"""
    named = with_teams(cohort, anna=one, ben=other)
    assert party_of(named, "anna").key != party_of(named, "ben").key
    opened(named, "anna").update(note("x", "of the first"))
    assert "x" not in opened(named, "ben").state.workbook.notes


@pytest.mark.parametrize("name", [
    "../x", "..", "/etc", "<script>alert(1)</script>", "🦊" * 60, "CON",
    "nul", "COM1.txt", "a\\b", "T1 .", "%2e%2e", "$(id)"])
def test_a_hostile_name_stays_in_its_folder(cohort: Cohort, name: str) -> None:
    """Does a team of any name work and hand in below the cohort's own folders, in names that every system takes?"""
    move(cohort, "anna", name)
    party = party_of(cohort, "anna")
    assert party.name == name and ids(party) == ["anna"]
    store = opened(cohort, "anna")
    home = (cohort.folder / "exercises" / "teams").resolve()
    assert store.path.resolve().parent.parent == home and store.path.parent.name.isascii()
    assert "-" in store.path.parent.name and not store.path.parent.name.startswith(("-", "."))
    hand_in(cohort, party, "E1", "anna")
    assert [one.team for one in receipts(cohort)] == [name]
    assert submitted(cohort, "anna").is_file()


@pytest.mark.parametrize("name", ["x" * (LONGEST + 1), "a\u202eb", "a\u0000b", "\ud800"])
def test_a_name_that_cannot_be_one_moves_nobody(cohort: Cohort, name: str) -> None:
    """Is a name refused with a sentence when it is too long or holds what nobody sees?"""
    with pytest.raises(CourseError, match="printable characters"):
        move(cohort, "anna", name)
    assert party_of(cohort, "anna").name == "T1"


def test_a_person_can_be_moved_anywhere(cohort: Cohort) -> None:
    """Into another team, a new one, none, and back: does the class say so at once?"""
    for team, expected in (("t2", ["anna", "cleo", "dana"]), ("New", ["anna"]), ("", ["anna"]), ("T1", ["anna", "ben"])):
        move(cohort, "anna", team)
        assert ids(party_of(cohort, "anna")) == expected
    assert [one.name for one in parties(cohort)] == ["T1", "T2", "Emil Strand"]


def test_a_damaged_list_of_moves_is_said(cohort: Cohort) -> None:
    """Does a spoilt teams.json name itself, and what to do?"""
    (cohort.folder / "teams.json").write_text('{"anna": 3}')
    with pytest.raises(CourseError, match=r"teams\.json.*Restore"):
        parties(cohort)


# --- work ------------------------------------------------------------------------------------------------------------------

def test_all_of_a_team_have_one_work(cohort: Cohort) -> None:
    """Does one member find what the other decided, and nobody else?"""
    anna, ben, cleo = (opened(cohort, one) for one in ("anna", "ben", "cleo"))
    assert anna.state.workbook == begin("E1")
    anna.update(note("a", "of Anna"))
    ben.update(note("b", "of Ben"))
    anna.poll()
    assert anna.state.workbook.notes == {"a": "of Anna", "b": "of Ben"}
    assert cleo.poll() is None and not cleo.state.workbook.notes


def test_two_at_once_lose_nothing(cohort: Cohort) -> None:
    """When two members write at the same moment, forty times each, is all of it there?"""
    hands = [opened(cohort, one) for one in ("anna", "ben")]

    def write(hand: Store) -> None:
        for n in range(40):
            hand.update(note(f"{hand.who}-{n}", "x"))

    threads = [threading.Thread(target=write, args=(hand,)) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened(cohort, "anna").state.workbook.notes) == 80


def test_two_open_for_the_first_time_at_once(cohort: Cohort) -> None:
    """When a whole class opens an exercise at the same moment, does everybody find what is given, once?"""
    found: list[Store] = []
    threads = [threading.Thread(target=lambda one=one: found.append(opened(cohort, one, "E4"))) for one in ("anna", "ben") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in found:
        one.poll()
    assert [one.state.workbook == begin("E4") for one in found] == [True] * 8
    assert standing(cohort, party_of(cohort, "anna"), "E4").saved == ""


def test_killed_while_it_begins(cohort: Cohort) -> None:
    """Killed between making the file and writing what the exercise gives: does the next member find it given?"""
    path = work_path(cohort, party_of(cohort, "anna"), "E4")
    path.parent.mkdir(parents=True)
    Store(path, "course")
    assert opened(cohort, "ben", "E4").state.workbook == begin("E4")


def test_work_that_cannot_be_read_costs_its_own_team(cohort: Cohort) -> None:
    """Is a spoilt work named to those whose it is, left as it is, and no bother to others?"""
    path = opened(cohort, "anna").path
    path.write_text("no workbook")
    with pytest.raises(CourseError, match=r"E1\.workbook\.json"):
        opened(cohort, "ben")
    assert read_work(path, "E1") == begin("E1") and path.read_text() == "no workbook"
    assert standing(cohort, party_of(cohort, "ben"), "E1").saved == "cannot be opened"
    assert opened(cohort, "cleo").state.workbook == begin("E1")


def test_standing(cohort: Cohort) -> None:
    """Does the state say what happened: nothing while it was only looked at, then saved, then handed in?"""
    party = party_of(cohort, "anna")
    assert standing(cohort, party, "E1").said == "not begun"
    store = opened(cohort, "anna")
    assert standing(cohort, party, "E1").said == "not begun"
    store.update(note("x", "y"))
    assert standing(cohort, party, "E1").said.startswith("saved ")
    receipt = hand_in(cohort, party, "E1", "anna")
    assert standing(cohort, party, "E1").said == f"handed in {handing.clock(receipt.received)}"
    give_back(cohort, party, "E1")
    assert standing(cohort, party, "E1").said.startswith("given back ")


# --- hand-in ---------------------------------------------------------------------------------------------------------------

def test_one_hands_in_for_all(cohort: Cohort) -> None:
    """Has every member the same file and the team one receipt, and can what is changed later not change it?"""
    party, store = party_of(cohort, "anna"), opened(cohort, "anna")
    store.update(note("x", "handed in"))
    receipt = hand_in(cohort, party, "E1", "ben")
    raw = submitted(cohort, "anna").read_bytes()
    store.update(note("x", "later"))
    assert submitted(cohort, "ben").read_bytes() == raw == submitted(cohort, "anna").read_bytes()
    assert handed_work(cohort, receipt).notes["x"] == "handed in"
    assert receipt.members == ("anna", "ben") and receipts(cohort) == (receipt,)
    assert not submitted(cohort, "cleo").exists() and handed_in(cohort, party_of(cohort, "cleo"), "E1") is None


def test_pressed_by_all_at_the_same_moment(cohort: Cohort) -> None:
    """When everybody presses at once, and twice, is there one hand-in, and does everybody else learn that it is done?"""
    opened(cohort, "anna").update(note("x", "y"))
    party, said, gate = party_of(cohort, "anna"), list[str](), threading.Barrier(8)

    def press(who: str) -> None:
        gate.wait()
        try:
            hand_in(cohort, party, "E1", who)
        except CourseError as error:
            said.append(str(error))

    threads = [threading.Thread(target=press, args=(who,)) for who in ("anna", "ben") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts(cohort)) == 1 and len(said) == 7
    assert all("has handed in already" in one for one in said)


def test_without_work_there_is_no_hand_in(cohort: Cohort) -> None:
    """Is a hand-in of nothing refused, and leaves nothing behind?"""
    with pytest.raises(CourseError):
        hand_in(cohort, party_of(cohort, "anna"), "E1", "anna")
    assert receipts(cohort) == () and not submitted(cohort, "anna").exists()


def test_somebody_without_a_team_hands_in_alone(cohort: Cohort) -> None:
    """Does a person alone have work and hand-in like a team?"""
    opened(cohort, "emil").update(note("x", "y"))
    receipt = hand_in(cohort, party_of(cohort, "emil"), "E1", "emil")
    assert (receipt.members, receipt.team, receipt.party) == (("emil",), "Emil Strand", "alone/emil")


def test_killed_before_the_receipt(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash before there is a receipt, is nothing handed in, and does handing in again take the work as it is then?"""
    party, store = party_of(cohort, "anna"), opened(cohort, "anna")
    store.update(note("x", "before the crash"))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(handing, "append_line", crash)
        hand_in(cohort, party, "E1", "anna")
    assert handed_in(cohort, party, "E1") is None and not submitted(cohort, "ben").exists()
    store.update(note("x", "after the crash"))
    receipt = hand_in(cohort, party, "E1", "ben")
    assert handed_work(cohort, receipt).notes["x"] == "after the crash" and submitted(cohort, "ben").exists()


def test_killed_after_the_receipt(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash just behind the receipt, is the hand-in found, and put in its place by what reads it next?"""
    party, store = party_of(cohort, "anna"), opened(cohort, "anna")
    hand_in(cohort, party, "E1", "anna")
    give_back(cohort, party, "E1")
    store.update(note("x", "the second"))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(handing, "_put", crash)
        hand_in(cohort, party, "E1", "anna")
    receipt = handed_in(cohort, party, "E1")
    assert receipt and handed_work(cohort, receipt).notes["x"] == "the second"
    handing.settle(cohort, "E1")
    handing.settle(cohort, "E1")
    for who in receipt.members:
        assert hashlib.sha256(submitted(cohort, who).read_bytes()).hexdigest() == receipt.sha256
        assert len(list(submitted(cohort, who).parent.iterdir())) == 2  # the first is kept


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_full_disk_leaves_the_earlier_hand_in_in_force(cohort: Cohort, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    """When a second hand-in cannot be written, does the first stay in its place for all?"""
    party, store = party_of(cohort, "anna"), opened(cohort, "anna")
    first = hand_in(cohort, party, "E1", "anna")
    give_back(cohort, party, "E1")
    store.update(note("x", "the second"))
    write, calls = handing.write_atomic, iter(range(1, 9))

    def full(*given: Any) -> None:
        if next(calls) == fails_at:
            raise OSError(28, "No space left on device")
        write(*given)

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr(handing, "write_atomic", full)
        hand_in(cohort, party, "E1", "anna")
    handing.settle(cohort, "E1")
    assert {hashlib.sha256(submitted(cohort, who).read_bytes()).hexdigest() for who in first.members} == {first.sha256}


def test_what_is_in_the_way_is_kept_beside(cohort: Cohort) -> None:
    """Do a folder and a file far too large in the place of one member's hand-in stop nobody, and are they kept?"""
    opened(cohort, "anna")
    submitted(cohort, "anna").mkdir(parents=True)
    (submitted(cohort, "anna") / "own.txt").write_text("mine")
    submitted(cohort, "ben").parent.mkdir(parents=True)
    with submitted(cohort, "ben").open("wb") as large:
        large.truncate(3_000_000_000)
    receipt = hand_in(cohort, party_of(cohort, "anna"), "E1", "anna")
    for who in ("anna", "ben"):
        assert hashlib.sha256(submitted(cohort, who).read_bytes()).hexdigest() == receipt.sha256
        assert len(list(submitted(cohort, who).parent.iterdir())) == 2
    assert [path.read_text() for path in submitted(cohort, "anna").parent.rglob("own.txt")] == ["mine"]


def test_a_receipt_without_a_time_is_passed_over(cohort: Cohort) -> None:
    """Does a receipt whose time is none cost itself only?"""
    opened(cohort, "anna")
    receipt = hand_in(cohort, party_of(cohort, "anna"), "E1", "anna")
    for received in ("yesterday", "", "0001-01-01T00:00:00+14:00"):
        line = {**attrs.asdict(receipt), "received": received}
        with handing.receipts_file(cohort).open("a") as file:
            file.write(json.dumps(line) + "\n")
    assert receipts(cohort) == (receipt,)


@pytest.mark.parametrize("junk", ["", "{", "null\n[]\n", '{"exercise": "E1", "party": 3}\n'])
def test_damaged_receipts_are_passed_over(cohort: Cohort, junk: str) -> None:
    """Does a torn line cost itself only, and is the next receipt on a line of its own?"""
    handing.receipts_file(cohort).write_text(junk)
    opened(cohort, "anna")
    receipt = hand_in(cohort, party_of(cohort, "anna"), "E1", "anna")
    assert receipts(cohort) == (receipt,)


def test_give_back_and_again(cohort: Cohort) -> None:
    """Given back, can the team hand in again, does the first count until then, and the second from then on?"""
    party, store = party_of(cohort, "anna"), opened(cohort, "anna")
    with pytest.raises(CourseError, match="nothing to give back"):
        give_back(cohort, party, "E1")
    first = hand_in(cohort, party, "E1", "anna")
    give_back(cohort, party, "E1")
    assert handed_in(cohort, party, "E1") is None and counting(cohort, "anna", "E1") == first
    store.update(note("x", "better"))
    second = hand_in(cohort, party, "E1", "ben")
    assert counting(cohort, "anna", "E1") == second
    assert handed_work(cohort, first).notes == {} and handed_work(cohort, second).notes == {"x": "better"}


# --- a person who is moved -------------------------------------------------------------------------------------------------

def test_what_was_handed_in_before_a_move_still_counts(cohort: Cohort) -> None:
    """Anna hands in with T1 and moves: does T2's hand-in leave hers, count for the rest, and both works stay?"""
    opened(cohort, "anna").update(note("x", "of T1"))
    before = hand_in(cohort, party_of(cohort, "anna"), "E1", "anna")
    move(cohort, "anna", "T2")
    opened(cohort, "anna").update(note("x", "of T2"))
    after = hand_in(cohort, party_of(cohort, "anna"), "E1", "anna")
    assert after.members == ("cleo", "dana") and counting(cohort, "anna", "E1") == before
    assert counting(cohort, "cleo", "E1") == after
    assert handed_work(cohort, before).notes == {"x": "of T1"} and handed_work(cohort, after).notes == {"x": "of T2"}
    assert "of T1" in submitted(cohort, "anna").read_text(encoding="utf-8")
    assert opened(cohort, "ben").state.workbook.notes == {"x": "of T1"}


def test_moved_before_any_hand_in(cohort: Cohort) -> None:
    """Does the hand-in of the new team count for somebody who had none, and that of the old team no longer?"""
    opened(cohort, "anna"), opened(cohort, "cleo")
    move(cohort, "anna", "T2")
    assert hand_in(cohort, party_of(cohort, "cleo"), "E1", "cleo").members == ("anna", "cleo", "dana")
    assert hand_in(cohort, party_of(cohort, "ben"), "E1", "ben").members == ("ben",)


def test_given_back_somebody_moved_is_free(cohort: Cohort) -> None:
    """Once the old team's hand-in is given back, does the new team's count for the person who moved?"""
    opened(cohort, "emil")
    hand_in(cohort, party_of(cohort, "emil"), "E1", "emil")
    move(cohort, "emil", "T2")
    opened(cohort, "emil")
    with_hand_in = next(one for one in parties_known(cohort) if one.key == "alone/emil")
    assert with_hand_in.members == () and with_hand_in.name == "Emil Strand"
    give_back(cohort, with_hand_in, "E1")
    assert hand_in(cohort, party_of(cohort, "emil"), "E1", "cleo").members == ("cleo", "dana", "emil")


def test_work_that_was_left_behind_is_seen(cohort: Cohort) -> None:
    """Does what a team or a person alone wrote stay in the list when everybody left before handing in, with the work in it?"""
    for who, text in (("cleo", "of T2"), ("emil", "alone")):
        opened(cohort, who).update(note("x", text))
    opened(cohort, "anna", "E2")
    for who in ("cleo", "dana", "emil", "anna", "ben"):
        move(cohort, who, "New")
    left = {one.name: one for one in parties_known(cohort) if not one.members}
    assert sorted(left) == ["Emil Strand", "t2"]  # T1 wrote nothing
    assert standing(cohort, left["t2"], "E1").said.startswith("saved")
    assert read_work(work_path(cohort, left["Emil Strand"], "E1"), "E1").notes["x"] == "alone"
    move(cohort, "cleo", "T2")
    assert [one.name for one in parties_known(cohort) if not one.members] == ["Emil Strand"]


def test_when_everybody_has_one_already(cohort: Cohort) -> None:
    """Is a hand-in that would count for nobody refused with a sentence?"""
    opened(cohort, "emil")
    hand_in(cohort, party_of(cohort, "emil"), "E1", "emil")
    move(cohort, "emil", "New")
    opened(cohort, "emil")
    with pytest.raises(CourseError, match="another team"):
        hand_in(cohort, party_of(cohort, "emil"), "E1", "emil")


def test_a_hand_in_is_found_by_its_content(cohort: Cohort) -> None:
    """Is a hand-in read from the file that the receipt speaks of, also when the one who pressed has another one by now?"""
    opened(cohort, "anna").update(note("x", "of T1"))
    receipt = hand_in(cohort, party_of(cohort, "anna"), "E1", "anna")
    submitted(cohort, "anna").write_text("something else")
    assert handed_work(cohort, receipt).notes == {"x": "of T1"}
    with pytest.raises(CourseError, match="hand-in"):
        handed_work(cohort, evolve(receipt, sha256="0" * 64))
