"""Results of the team exercises: tables for programs, pages for teams, lines for the instructor."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.exercises.batch import grade_exercises
from pmo_course_lib.delivery.results.teams import HEADER, TeamRow, as_json, print_teams, team_page, team_rows, write_teams
from pmo_course_lib.delivery.teams.party import party_of
from pmo_course_lib.domain.role_plays import role_play
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.workbook.store import Store

from .team_samples import handed_in, team_cohort
from .test_exercises import judge

FORMULA = "=HYPERLINK(1)"
POINTS = [one.id for one in role_play("RP1").points]


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    """Two teams, one with a name that a spreadsheet would run, and one person alone with a bad file."""
    made = team_cohort(tmp_path, FORMULA, FORMULA, "Ash", "")
    handed_in(made, "c00001", "E1", "weak")
    handed_in(made, "c00003", "E1")
    handed_in(made, "c00003", "E5")
    bad = made.folder / "submitted/c00004/E1"
    bad.mkdir(parents=True)
    (bad / "E1.workbook.json").write_bytes(b"[]")
    return made


def graded(cohort: Cohort) -> tuple[TeamRow, ...]:
    return team_rows(cohort, grade_exercises(cohort))


def test_tables(cohort: Cohort) -> None:
    """Have CSV and spreadsheet a row for each person and exercise, with empty cells for what is not marked, and no formula?"""
    graded(cohort)
    judge(cohort, "c00001", "whys", 2, "Good.")
    write_teams(cohort, graded(cohort))
    with (cohort.folder / "exercises.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["exercise"], row["id"], row["status"], row["points"], row["judged"], row["open"]) for row in rows] == [
        ("E1", "c00001", "graded", "9.75", "2.0", "3"), ("E1", "c00002", "graded", "9.75", "2.0", "3"),
        ("E1", "c00003", "graded", "12.0", "0", "4"), ("E1", "c00004", "rejected", "", "", ""),
        ("E5", "c00003", "graded", "12.0", "0", "4")]
    assert rows[0]["team"] == f"'{FORMULA}" and "no workbook" in rows[3]["note"]
    sheet = load_workbook(cohort.folder / "exercises.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells) and [cell.value for cell in sheet[1]] == list(HEADER)


def test_json(cohort: Cohort) -> None:
    """Can a program read the same?"""
    found = as_json(graded(cohort))
    assert found[0] | {"rules": 7.75, "rules_of": 12.0, "judged_of": 8, "of": 20.0} == found[0]
    assert found[3]["points"] is None and found[3]["note"]


def test_lines(cohort: Cohort, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the terminal show a line a team, name the bad file, and say what waits for a person?"""
    print_teams(cohort, graded(cohort))
    said = " ".join(capsys.readouterr().out.split())
    assert "7.75/12" in said and "4 open" in said and "c00004" in said and "3 hand-ins wait for your judgement" in said


def test_page_with_what_observers_saw(cohort: Cohort) -> None:
    """Has a team's page its exercises and its observers' sheets, and another team's page nothing of them?"""
    rows = graded(cohort)
    cohort.workbook("c00003").parent.mkdir(exist_ok=True)
    store, play = Store(cohort.workbook("c00003"), "c00003"), load_panel("role_play_rp1")
    for field, value in (("role-RP1", "observer"), *((f"RP1-{one}", 2) for one in POINTS[:2])):
        store.update(lambda workbook, field=field, value=value: play.change(workbook, at("values", field), value))  # type: ignore[misc]
    page = team_page(cohort, party_of(cohort, "c00003"))
    assert "E1 Diagnose" in page and "E5 SLA lab" in page and "Seen by Candidate 3" in page and "4 of 16 points" in page
    other = team_page(cohort, party_of(cohort, "c00001"))
    assert "Seen by" not in other and "E5" not in other and "&lt;" not in other
    assert set(write_teams(cohort, rows)) == set((cohort.folder / "feedback-pages").iterdir())
