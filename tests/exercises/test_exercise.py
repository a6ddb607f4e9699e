"""The files of the exercises: what is read, what is refused, and what a team reads on its page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS, Check, Criterion, exercise, exercises, mark
from pmo_course_lib.exercises.answers import days, names, number, said
from pmo_course_lib.exercises.found import Found, few, share
from pmo_course_lib.workbook.model import Workbook

HOME = Path(__file__).parents[2] / "exercises"

def test_seven_in_order() -> None:
    """Are there seven, with the minutes of the timetable?"""
    assert [(one.id, one.minutes) for one in exercises()] == [
        ("E1", 35), ("E2", 45), ("E3", 45), ("E4", 45), ("E5", 45), ("E6", 30), ("E7", 30)]


@pytest.mark.parametrize("id", IDS)
def test_task_page(id: str) -> None:
    """Is the page one page, and does it say situation, task, minutes, what to hand in and all points?"""
    found = exercise(id)
    for part in ("**Situation.**", "**Task.**", "**Hand in.**", "**Points.**", "Course model", f"{found.minutes} minutes"):
        assert part in found.task
    assert len(found.task.split()) < 420
    steps = [int(one) for one in re.findall(r"\((\d+) minutes\)", found.task)]
    assert sum(steps) == found.minutes


@pytest.mark.parametrize("id", IDS)
def test_points_on_the_page(id: str) -> None:
    """Do the points on the page add to those of the checks?"""
    said = exercise(id).task.split("12 by rules:")[1].split("by your")[0].rpartition("8")[0]
    assert sum(float(one) for one in re.findall(r"(?<= )\d+(?:\.\d+)?(?=[,.\s])", said)) == pytest.approx(exercise(id).by_rules)


@pytest.mark.parametrize("id", IDS)
def test_page_holds_no_answer_key(id: str) -> None:
    """Does the page hold neither ranges of cards nor traps nor the reports that overlap?"""
    for word in ("trap =", "e5-", "OUT-13", "CON-03", "CON-07", "CON-12", "MS08"):
        assert word not in exercise(id).task


def test_rubric_levels() -> None:
    """Has each criterion a level for each point from 0 up?"""
    for one in exercises():
        assert [criterion.points for criterion in one.rubric] == [2, 2, 2, 2]
        assert all(criterion.title and criterion.look_at for criterion in one.rubric)


def test_unknown_exercise() -> None:
    """Is the answer to an exercise that does not exist the list of those that do?"""
    for call in (exercise, lambda id: mark(id, Workbook())):
        with pytest.raises(CourseError, match=r"no exercise 'E8'\. Choose one of E1, E2"):
            call("E8")


@pytest.mark.parametrize(("wrong", "why"), [
    ({"points": 0.3}, "quarter points"), ({"points": -1.0}, "quarter points"), ({"messages": {}}, "no message 'first'")])
def test_check_is_refused(wrong: dict[str, object], why: str) -> None:
    """Is a check without quarter points or without a first message refused?"""
    good: dict[str, object] = {"id": "a", "title": "A", "points": 1.0, "where": "notes", "messages": {"first": "Begin."}}
    assert Check(**good).points == 1  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=why):
        Check(**{**good, **wrong})  # type: ignore[arg-type]


def test_criterion_is_refused() -> None:
    """Is a criterion with one level refused?"""
    with pytest.raises(ValueError, match="describe at least 0 and 1 points"):
        Criterion(id="a", title="A", look_at="notes", levels=("nothing",))


def test_broken_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a file with another id, a doubled check or an unknown field say so?"""
    (tmp_path / "E1").mkdir()
    text = {name: (HOME / "E1" / name).read_text(encoding="utf-8") for name in ("checks.toml", "rubric.toml", "task.md")}
    monkeypatch.setattr(sys.modules[exercise.__module__], "HOME", tmp_path)
    for old, new, why in (('id = "E1"', 'id = "E9"', "id is 'E9'"), ('id = "traits"', 'id = "pairs"', "'pairs' occurs twice"),
                          ("minutes = 35", 'minutes = 35\nsecret = "x"', "no field secret")):
        for name, written in text.items():
            changed = written.replace(old, new, 1) if name == "checks.toml" else written
            (tmp_path / "E1" / name).write_text(changed, encoding="utf-8")
        exercise.cache_clear()
        with pytest.raises(CourseError, match=why):
            exercise("E1")
    exercise.cache_clear()


@pytest.mark.parametrize(("text", "is_said"), [
    ("tbd.", False), (" - ", False), ("ab", False), ("7", True), ("João", True), ("   " * 200 + "None", True), ("N/A", False)])
def test_said(text: str, is_said: bool) -> None:
    """Is a placeholder no text, and a short word or figure one?"""
    assert said(text) is is_said


def test_names_days_numbers() -> None:
    """Are names found as whole words, days only where they exist, and switches no numbers?"""
    assert names("for the PMO-01 and others", ["PMO-01"]) and not names("PMO-011", ["PMO-01"]) and not names("x", [""])
    assert names("300 hours", ["30"]) is False
    assert [one.isoformat() for one in days("2026-02-30, 2026-02-28 and 12026-01-01")] == ["2026-02-28"]
    assert number(Workbook(values={"a": True}), "a") is None and number(Workbook(values={"a": 2}), "a") == 2


def test_share_and_few() -> None:
    """Is a share kept within 0 and 1, and a full one without reasons?"""
    assert share(3, 2).share == 1 and share(-1, 2).share == 0
    assert share(1, 1, None) == Found(share(1, 1).share) and few(["a"]) == "a"
