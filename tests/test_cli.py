"""The command line as an instructor and a script use it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pmo_course_lib.cli import app
from tests.classroom import HOME


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample class in it."""
    folder = tmp_path_factory.mktemp("cli")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(app, ["demo"]).exit_code == 0
    return folder


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(home)
    yield home


def run(*words: str) -> Any:
    result = CliRunner().invoke(app, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def test_demo_leaves_the_results(here: Path) -> None:
    """Does the sample class show every kind of row, in CSV and in the spreadsheet alike?"""
    with (here / "cohorts" / "demo" / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert {row["status"] for row in rows} == {"graded", "rejected", "no hand-in"}
    assert {row["passed"] for row in rows} == {"yes", "no", ""}
    assert {row["result"] for row in rows} == {"preliminary", ""}
    assert [row["blank"] for row in rows if row["id"] == "hugo"] == ["50"]
    for row in rows:
        if row["raw"]:
            assert int(row["raw"]) == sum(int(row[f"B{n}"]) for n in range(1, 11))
    sheet = load_workbook(here / "cohorts" / "demo" / "results.xlsx").active
    assert sheet is not None
    people = list(sheet.iter_rows(min_row=2, max_col=2, values_only=True))
    assert people == [(row["id"], row["name"]) for row in rows]


def test_grading_again_changes_nothing_and_names_what_needs_attention(here: Path) -> None:
    """Is the exit code 1, with a reason for each row that needs a person?"""
    result = run("grade", "demo")
    assert result.exit_code == 1
    for candidate in ("jonas:", "kofi:", "lena:"):
        assert candidate in result.output


def test_grade_speaks_json(here: Path) -> None:
    """Can a script read the report, and nothing else on the way?"""
    result = run("grade", "demo", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report["needs_attention"] == ["jonas", "kofi", "lena"]
    assert [row["raw"] for row in report["rows"]].count(None) == 3


def test_the_sample_teams_are_graded(here: Path) -> None:
    """Do the script's report and the table have the sample teams' exercises, and is a team's page there?"""
    report = json.loads(run("grade", "demo", "--json").stdout)
    assert {(row["exercise"], row["team"], row["rules"]) for row in report["exercises"]} == {
        ("E1", "North", 12.0), ("E1", "East", 7.75), ("E1", "South", 0.25), ("E4", "North", 7.5), ("E5", "East", 12.0)}
    with (here / "cohorts/demo/exercises.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(report["exercises"]) == 15
    [east] = (here / "cohorts/demo/feedback-pages").glob("teams.east-*.html")
    assert "What to look at" in east.read_text(encoding="utf-8")


def test_all_graded_is_exit_code_0(here: Path) -> None:
    """Is the exit code 0 when everybody's hand-in is scored?"""
    (here / "one.csv").write_text("id,name\namara,Amara\n", encoding="utf-8")
    assert run("new", "one", "--roster", "one.csv").exit_code == 0
    source = json.loads((here / "cohorts/demo/submitted/amara/exam/responses.json").read_text(encoding="utf-8"))
    form = json.loads((here / "cohorts/one/form.json").read_text(encoding="utf-8"))["form_id"]
    folder = here / "cohorts/one/submitted/amara/exam"
    folder.mkdir(parents=True)
    (folder / "responses.json").write_text(json.dumps({**source, "form_id": form}), encoding="utf-8")
    assert run("grade", "one").exit_code == 0


@pytest.mark.parametrize(("words", "said"), [
    (("grade", "nosuch"), "pmo-course new nosuch"), (("results", "nosuch"), "pmo-course new nosuch"),
    (("serve", "nosuch"), "pmo-course new nosuch"), (("lab", "nosuch"), "pmo-course new nosuch"),
    (("grade", "../demo"), "not safe"), (("new", "../x", "--roster", "cohorts/demo/roster.csv"), "not safe"),
    (("new", "CON", "--roster", "cohorts/demo/roster.csv"), "reserved"),
    (("new", "demo", "--roster", "cohorts/demo/roster.csv"), "exists already"),
    (("new", "other", "--roster", "nosuch.csv"), "cannot be read"),
    (("serve", "demo", "--tls-cert", "x.pem"), "--tls-key"),
    (("serve", "demo", "--tls-cert", "x.pem", "--tls-key", "y.pem"), "cannot be used"),
    (("lab", "demo", "--candidate", "nobody"), "No candidate"),
])
def test_what_cannot_be_done_is_said(here: Path, words: tuple[str, ...], said: str) -> None:
    """Does a command that cannot run end with code 2 and one sentence that helps, leaving nothing behind?"""
    before = sorted(path.name for path in (here / "cohorts").iterdir())
    result = run(*words)
    assert result.exit_code == 2 and said in result.output
    assert sorted(path.name for path in (here / "cohorts").iterdir()) == before


def test_a_real_class_is_not_overwritten_by_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a class that somebody named demo left alone?"""
    monkeypatch.chdir(tmp_path)
    assert run("new", "demo", "--roster", str(HOME / "exam" / "demo" / "roster.csv")).exit_code == 0
    result = run("demo")
    assert result.exit_code == 2 and "left alone" in result.output


def test_pdf_without_a_browser_says_what_to_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a missing browser one sentence, with the HTML pages left in place?"""
    monkeypatch.setattr("pmo_course_lib.delivery.printing.browser", lambda: None)
    result = run("results", "demo", "--pdf")
    assert result.exit_code == 2 and "open and print them" in result.output
    assert len(list((here / "cohorts/demo/feedback-pages").glob("*.html"))) == 9 + 3


def test_feedback_holds_no_item(here: Path) -> None:
    """Does the page that a person gets hold neither question, option, item id nor mark of a single item?"""
    form = json.loads((here / "cohorts/demo/form.json").read_text(encoding="utf-8"))
    pages = list((here / "cohorts/demo/feedback-pages").glob("*.html"))
    own = [page for page in pages if not page.name.startswith("teams.")]
    assert (len(own), len(pages)) == (9, 9 + 3)
    for page in own:
        text = page.read_text(encoding="utf-8")
        assert "provisional" in text and "preliminary" in text
        for item in form["items"]:
            assert item["id"] not in text and item["stem"][:30] not in text
