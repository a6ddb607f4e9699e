"""Workbooks of other versions of the course: are older ones brought up to date, and newer ones left alone?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.errors import CourseError
from pmo_course_lib.workbook import migrate as migrations
from pmo_course_lib.workbook.migrate import migrate
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.storage import read
from pmo_course_lib.workbook.store import Store


def from_0(document: dict[str, Any]) -> dict[str, Any]:
    """A version 0 that never was: the name of the organisation stood alone."""
    return {"schema": 0, "notes": document["notes"], "organisation": {"name": document["company"]}}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of that version 0, with a history that goes on from it."""
    monkeypatch.setitem(migrations.MIGRATIONS, 0, from_0)
    file = tmp_path / "old.workbook.json"
    file.write_text(json.dumps({"format": "pmo-course/workbook", "course": "0.0.1", "revision": 4, "time": "", "who": "",
                                "workbook": {"schema": 0, "company": "Northwind", "notes": {"t1": "x"}}}))
    return file


def test_an_older_workbook_opens(old: Path) -> None:
    """Is an older workbook read in the present form, and its file left alone until somebody changes something?"""
    before = old.read_bytes()
    assert read(old).workbook == Workbook(organisation=Organisation("Northwind"), notes={"t1": "x"})
    assert Store(old, "anna").state.revision == 4
    assert old.read_bytes() == before


def test_the_first_change_saves_the_present_form(old: Path) -> None:
    """Is the first save in the present form, and does it survive a crash between history and file?"""
    before = old.read_bytes()
    state = Store(old, "anna").update(lambda now: evolve(now, notes={"t1": "y"}))
    assert state.revision == 5 and json.loads(old.read_bytes())["workbook"]["schema"] == 1
    assert read(old) == state
    old.write_bytes(before)
    assert read(old) == state


def test_a_newer_one_is_refused() -> None:
    """Is a newer schema refused with the version that can open it, and an unknown one without a guess?"""
    with pytest.raises(CourseError, match=r"open it with version 2\.3 or newer"):
        migrate({"schema": 2}, "2.3")
    for schema in (None, "1", 1.0, True, -1, 0):
        with pytest.raises(CourseError, match="no version of a workbook"):
            migrate({"schema": schema}, "0.1.0")
    assert migrate({"schema": 1}, "0.1.0") == {"schema": 1}
