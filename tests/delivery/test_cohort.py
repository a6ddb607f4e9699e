"""Opening a class: what the instructor may change by hand, and what a damaged file says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.errors import CourseError


def test_no_cohort(tmp_path: Path) -> None:
    """Does a name without a class say how to make one?"""
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(CourseError, match="pmo-course new"):
            open_cohort(folder)


def test_nobody_of_that_id(cohort: Cohort) -> None:
    """Is an id that nobody has named, and Anna not taken for anna?"""
    assert cohort.people.find("anna").candidate.name == "Anna Smith"
    for name in ("dora", "Anna", ""):
        with pytest.raises(CourseError, match="No candidate"):
            cohort.people.find(name)


def pass_mark(cohort: Cohort, text: str) -> tuple[int, str]:
    """The mark with this text in place of the cohort's [pass_mark] table."""
    file = cohort.folder / "cohort.toml"
    file.write_text(file.read_text(encoding="utf-8").partition("[pass_mark]")[0] + text, encoding="utf-8")
    mark = Cohort(cohort.folder).key.pass_mark
    return mark.raw, mark.method


@pytest.mark.parametrize(("text", "expected"), [
    ('[pass_mark]\nraw = 31\nmethod = "angoff"\n', (31, "angoff")), ("[pass_mark]\nraw = 0\n", (0, "provisional")),
    ('[pass_mark]\nraw = 50\nmethod = "inherited"\n', (50, "inherited"))])
def test_pass_mark_is_the_instructors(cohort: Cohort, text: str, expected: tuple[int, str]) -> None:
    """Is the pass mark read from cohort.toml?"""
    assert pass_mark(cohort, text) == expected


def test_pass_mark_without_file(cohort: Cohort) -> None:
    """Does the form's own mark count when cohort.toml is gone?"""
    (cohort.folder / "cohort.toml").unlink()
    assert Cohort(cohort.folder).key.pass_mark.raw == 33


@pytest.mark.parametrize("text", [
    "", "[pass_mark]\n", "[pass_mark]\nraw = 51\n", "[pass_mark]\nraw = -1\n", "[pass_mark]\nraw = 32.5\n",
    "[pass_mark]\nraw = 32.0\n",
    '[pass_mark]\nraw = "33"\n', "[pass_mark]\nraw = true\n", "[pass_mark]\nraw = nan\n",
    '[pass_mark]\nraw = 33\nmethod = "guess"\n',
    "pass_mark = 33\n", "pass_mark = [33]\n", "[pass_mark]\nraw = 33\npercent = 70\n"])
def test_bad_pass_mark(cohort: Cohort, text: str) -> None:
    """Is a pass mark that is no whole number within the form, by a known method, refused with what is allowed?"""
    with pytest.raises(CourseError, match=r"cohort\.toml.*from 0 to 50.*provisional, angoff, inherited"):
        pass_mark(cohort, text)


def test_settings_that_are_no_toml(cohort: Cohort) -> None:
    """Does a slip in cohort.toml name the file and the place, not a traceback?"""
    with pytest.raises(CourseError, match=r"cohort\.toml: not a TOML file .*line"):
        pass_mark(cohort, "[pass_mark\n")


def test_results_are_preliminary_until_signed(cohort: Cohort) -> None:
    """Does only a signature in cohort.toml make results final?"""
    file = cohort.folder / "cohort.toml"
    assert not cohort.final
    signed = file.read_text(encoding="utf-8").replace('signed_by = ""', 'signed_by = "J. Doe, 24 November"')
    file.write_text(signed, encoding="utf-8")
    assert cohort.final


@pytest.mark.parametrize(("name", "read"), [("form.json", lambda c: c.form), ("key.json", lambda c: c.key),
                                            ("people.json", lambda c: c.people)])
@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", "null", '{"persons": 1}', '{"items": [1]}'])
def test_damaged_files(cohort: Cohort, name: str, read: Callable[[Cohort], Any], damage: str) -> None:
    """Does a damaged file of the class give a line that names it, and never a traceback?"""
    (cohort.folder / name).write_text(damage)
    with pytest.raises(CourseError) as caught:
        read(Cohort(cohort.folder))
    assert all(name in line and "\n" not in line for line in caught.value.problems)


def test_half_damaged_people(cohort: Cohort) -> None:
    """Is a value of the wrong kind deep in a file named too?"""
    file = cohort.folder / "people.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    del value["persons"][1]["token"]
    file.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(CourseError, match=r"people\.json"):
        print(Cohort(cohort.folder).people)


def test_paths(cohort: Cohort) -> None:
    """Do hand-ins lie where nbgrader looks for them?"""
    assert cohort.hand_in("anna") == cohort.folder / "submitted" / "anna" / "exam"
    assert cohort.journal("anna") == cohort.folder / "attempts" / "anna.jsonl"
    assert cohort.folder.is_absolute()
