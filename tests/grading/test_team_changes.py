"""What changes after marking: people move, teams are renamed, work is given back, names are alike, the gradebook is busy."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.exercises.batch import grade_exercises
from pmo_course_lib.delivery.grading.exercises.feedback import body, feedback
from pmo_course_lib.delivery.results.teams import print_teams, team_page, team_rows, write_teams
from pmo_course_lib.delivery.server.feedback_pages import own_page
from pmo_course_lib.delivery.teams.hand_in import give_back, hand_in
from pmo_course_lib.delivery.teams.party import move, party_of
from pmo_course_lib.delivery.teams.released import release
from pmo_course_lib.delivery.teams.work import FILE
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import mark
from pmo_course_lib.storage import read_json, write_json

from .team_samples import handed_in, solution, team_cohort, with_teams, work
from .test_exercises import graded, judge


def hand_in_the_model(cohort: Cohort) -> None:
    """Let the team of c00001 hand in E1 anew, now the model solution, and mark it."""
    party = party_of(cohort, "c00001")
    give_back(cohort, party, "E1")
    work(cohort, party, "E1", solution("E1"))
    hand_in(cohort, party, "E1", "c00001")
    grade_exercises(cohort, ["E1"])


def test_who_was_in_a_team_by_mistake_loses_its_mark(tmp_path: Path) -> None:
    """Has somebody who joined after the hand-in and left again no mark, no feedback and nothing in formgrader?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch", "")
    handed_in(cohort, "c00001", "E1")
    move(cohort, "c00003", "Larch")
    grade_exercises(cohort, ["E1"])
    release(cohort, "E1", True)
    assert "12 of 20" in own_page(cohort, "c00003") and (cohort.folder / "autograded/c00003/E1/E1.ipynb").exists()
    move(cohort, "c00003", "")
    grade_exercises(cohort, ["E1"])
    assert sorted(graded(cohort)) == ["c00001", "c00002"]
    assert "not released any feedback" in own_page(cohort, "c00003")
    assert not (cohort.folder / "autograded/c00003/E1").exists()


def test_a_file_that_went_missing_keeps_its_marks(tmp_path: Path) -> None:
    """Does a mark stay when the file is gone, also for somebody who moves after that?"""
    cohort = team_cohort(tmp_path, "Larch", "")
    handed_in(cohort, "c00001", "E1")
    own = cohort.folder / "submitted/c00002/E1" / FILE.format("E1")
    own.parent.mkdir(parents=True)
    own.write_bytes((cohort.folder / "submitted/c00001/E1" / FILE.format("E1")).read_bytes())
    grade_exercises(cohort, ["E1"])
    before = graded(cohort)
    own.unlink()
    move(cohort, "c00002", "Ash")
    grade_exercises(cohort, ["E1"])
    assert graded(cohort) == before and sorted(before) == ["c00001", "c00002"]


def test_words_on_earlier_work_are_not_shown_for_new_work(tmp_path: Path) -> None:
    """After a second hand-in, does the team read neither mark nor words that were given to the first?"""
    cohort = team_cohort(tmp_path, "Larch")
    handed_in(cohort, "c00001", "E1", "weak")
    grade_exercises(cohort, ["E1"])
    judge(cohort, "c00001", "whys", 2, "Said of the first.")
    hand_in_the_model(cohort)
    found = feedback(cohort.gradebook, "E1", "c00001")
    assert found and found.judged[0].reached is None and "Said of the first." not in body(found)


def test_a_mark_by_rules_that_was_changed_is_asked_for_again(tmp_path: Path) -> None:
    """Does a change of a rule's mark hold for that hand-in only, and does formgrader ask for it after the next?"""
    cohort = team_cohort(tmp_path, "Larch")
    handed_in(cohort, "c00001", "E1", "weak")
    grade_exercises(cohort, ["E1"])
    cell = "(SELECT id FROM base_cell WHERE name LIKE 'check_%' AND type = 'GradeCell' ORDER BY name LIMIT 1)"
    with closing(sqlite3.connect(cohort.gradebook)) as db:
        assert db.execute(f"UPDATE grade SET manual_score = 0 WHERE cell_id = {cell}").rowcount == 1
        db.commit()
    lowered = feedback(cohort.gradebook, "E1", "c00001")
    hand_in_the_model(cohort)
    again = feedback(cohort.gradebook, "E1", "c00001")
    assert lowered and again and lowered.reached < mark("E1", solution("E1", "weak")).reached and again.reached == 12
    assert graded(cohort)["c00001"][2] == 5  # four criteria and that check


@pytest.mark.parametrize("regraded", [False, True])
def test_a_team_under_another_name_keeps_its_page(tmp_path: Path, regraded: bool) -> None:
    """After the first member, whose spelling named the team, left, and after a new name, is the page to print still there?"""
    cohort = team_cohort(tmp_path, "Larch", "larch", "larch")
    handed_in(cohort, "c00001", "E1")
    grade_exercises(cohort, ["E1"])
    move(cohort, "c00001", "Ash")
    grade_exercises(cohort, ["E1"])
    assert "12 of 20" in team_page(cohort, party_of(cohort, "c00002"))
    renamed = with_teams(cohort, ["Ash", "Elm", "Elm"])
    if regraded:
        grade_exercises(renamed, ["E1"])
    assert "12 of 20" in team_page(renamed, party_of(renamed, "c00002"))


def test_two_people_of_one_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Have two people alone with one name a line each?"""
    cohort = _named(team_cohort(tmp_path, "", ""), "Anna Smith")
    handed_in(cohort, "c00001", "E1", "model")
    handed_in(cohort, "c00002", "E1", "confused")
    print_teams(cohort, team_rows(cohort, grade_exercises(cohort, ["E1"])))
    said = capsys.readouterr().out
    assert said.count("Anna Smith") == 2 and "2 hand-ins wait" in said


def _named(cohort: Cohort, name: str) -> Cohort:
    people = read_json(cohort.folder / "people.json")
    for person in people["persons"]:
        person["candidate"]["name"] = name
    write_json(cohort.folder / "people.json", people, 0o600)
    return Cohort(cohort.folder)


def test_the_same_bytes_in_two_teams(tmp_path: Path) -> None:
    """With a copied file, does each team read its own names and the words said to it alone?"""
    cohort = team_cohort(tmp_path, "Larch", "Ash")
    handed_in(cohort, "c00001", "E1")
    copy = cohort.folder / "submitted/c00002/E1" / FILE.format("E1")
    copy.parent.mkdir(parents=True)
    copy.write_bytes((cohort.folder / "submitted/c00001/E1" / FILE.format("E1")).read_bytes())
    grade_exercises(cohort, ["E1"])
    judge(cohort, "c00001", "whys", 2, "Said to Larch.")
    grade_exercises(cohort, ["E1"])
    other = feedback(cohort.gradebook, "E1", "c00002")
    assert other and len(other.names) == 1 and "Said to Larch." not in body(other)


def test_marks_of_a_member_whose_rows_are_gone(tmp_path: Path) -> None:
    """Does a member whose submission was deleted in the gradebook get the mates' marks again?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch")
    handed_in(cohort, "c00001", "E1")
    grade_exercises(cohort, ["E1"])
    judge(cohort, "c00001", "whys", 2, "Good.")
    before = graded(cohort)
    with closing(sqlite3.connect(cohort.gradebook)) as db:
        (notebook,) = db.execute("SELECT notebook FROM pmo_team_work WHERE candidate = 'c00002'").fetchone()
        for table in ("grade", "comment"):
            db.execute(f"DELETE FROM {table} WHERE notebook_id = ?", (notebook,))
        db.execute("DELETE FROM submitted_notebook WHERE id = ?", (notebook,))
        db.execute("DELETE FROM submitted_assignment WHERE student_id = 'c00002'")
        db.commit()
    grade_exercises(cohort, ["E1"])
    assert graded(cohort) == before


def test_a_page_never_takes_anothers_place(tmp_path: Path) -> None:
    """Is the page of somebody alone another file than the exam page of a person whose id looks like it?"""
    cohort = team_cohort(tmp_path, "")
    handed_in(cohort, "c00001", "E1")
    exam = cohort.folder / "feedback-pages" / "alone-c00001.html"
    exam.parent.mkdir()
    exam.write_text("the exam page of alone-c00001")
    (page,) = write_teams(cohort, team_rows(cohort, grade_exercises(cohort, ["E1"])))
    assert page.exists() and exam.read_text() == "the exam page of alone-c00001"


@pytest.mark.parametrize("damage", ["locked", "garbage"])
def test_a_gradebook_that_cannot_be_read_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    """Does reading feedback from a locked or damaged gradebook say so, in place of an error of SQLite's?"""
    cohort = team_cohort(tmp_path, "Larch")
    handed_in(cohort, "c00001", "E1")
    grade_exercises(cohort, ["E1"])
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: real(*given, **named | {"timeout": 0.1}))
    with closing(real(cohort.gradebook)) as db:
        if damage == "locked":
            db.execute("BEGIN EXCLUSIVE")
        else:
            cohort.gradebook.write_bytes(b"no database at all" * 1000)
        with pytest.raises(CourseError, match=r"gradebook\.db"):
            feedback(cohort.gradebook, "E1", "c00001")


def test_one_number_in_one_workbook_costs_nobody_the_results(tmp_path: Path) -> None:
    """Does a rating far too large, written into the file, leave the results of the class standing?"""
    from pmo_course_lib.domain.role_plays import role_play
    from pmo_course_lib.workbook.files import Stored, render
    from pmo_course_lib.workbook.model import Workbook
    from pmo_course_lib.workbook.plain import to_plain

    cohort = team_cohort(tmp_path, "Larch", "Larch")
    handed_in(cohort, "c00001", "E1")
    rows = team_rows(cohort, grade_exercises(cohort, ["E1"]))
    book, point = cohort.workbook("c00002"), role_play("RP1").points[0].id
    book.parent.mkdir(exist_ok=True)
    book.write_bytes(render(book, Stored(1, "t", "x", to_plain(Workbook(values={f"RP1-{point}": 10**400})))))
    assert json.loads(json.dumps([path.name for path in write_teams(cohort, rows)]))
