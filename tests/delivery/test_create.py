"""Making a cohort: everything or nothing, and nothing that tells the answers lies open."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib.delivery import create
from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.delivery.create import create_cohort
from pmo_course_lib.errors import CourseError

from .conftest import ROSTER


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A good roster file outside the place of cohorts."""
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER, encoding="utf-8")
    return file


def files(folder: Path) -> Iterator[Path]:
    """All files below a folder."""
    return (path for path in folder.rglob("*") if path.is_file())


def refused(folder: Path, roster: Path, exam: Path) -> tuple[str, ...]:
    """The problems with which making the cohort ends; nothing may be left of it, hidden or not."""
    before = sorted(folder.parent.iterdir()) if folder.parent.is_dir() else []
    with pytest.raises(CourseError) as caught:
        create_cohort(folder, roster, exam)
    assert (sorted(folder.parent.iterdir()) if folder.parent.is_dir() else []) == before
    return caught.value.problems


def test_cohort_is_complete(tmp_path: Path, roster: Path, exam: Path) -> None:
    """Are people, form, key, marks, folders and gradebook there, with the roster's extra columns?"""
    cohort = create_cohort(tmp_path / "cohorts" / "spring", roster, exam)
    assert cohort.name == "spring"
    assert [person.id for person in cohort.people.persons] == ["anna", "ben", "cleo"]
    assert cohort.people.find("anna").candidate.extra == {"company": "Rail"}
    assert cohort.people.find("cleo").candidate.time_multiplier == 2
    assert len(cohort.form.items) == len(cohort.key.items) == 50
    assert cohort.key.pass_mark.raw == 33 and cohort.key.pass_mark.method == "provisional"
    assert all((cohort.folder / name).is_dir() for name in create.FOLDERS)
    assert (cohort.folder / "roster.csv").read_bytes() == roster.read_bytes()
    assert open_cohort(cohort.folder).people == cohort.people
    assert os.listdir(tmp_path / "cohorts") == ["spring"]


def test_links_are_secrets(pristine: Path) -> None:
    """Has everybody an own link that cannot be guessed, and an own order?"""
    people = Cohort(pristine).people
    tokens = [people.moderator_token, *(person.token for person in people.persons)]
    assert len(set(tokens)) == 4 and {len(token.replace('-', '')) for token in tokens} == {16}
    assert len({person.seed for person in people.persons}) == 3


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_secrets_are_closed_to_others(pristine: Path) -> None:
    """Can nobody else on the computer read links, key, questions, roster, gradebook, or even enter the folder?"""
    for name in ("people.json", "key.json", "form.json", "roster.csv", "gradebook.db"):
        assert stat.S_IMODE((pristine / name).stat().st_mode) == 0o600, name
    assert stat.S_IMODE(pristine.stat().st_mode) & 0o077 == 0


def test_form_tells_no_answer(pristine: Path, exam: Path) -> None:
    """Does form.json hold neither key nor rationale nor reference, by name or by text?"""
    from pmo_course_lib.assessment.item import load_bank

    text = (pristine / "form.json").read_text(encoding="utf-8")
    names = {name for value in _objects(json.loads(text)) for name in value}
    assert names <= {"exam_id", "version", "form_id", "title", "time_s", "materials", "rules", "honour", "items", "practice",
                     "id", "stem", "options", "shuffle", "exhibit", "text", "fixed", "alt"}
    for item in load_bank(exam / "bank").values():
        assert not any(option.rationale in text for option in item.options), item.id
        assert not any(reference in text for reference in item.references), item.id


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)


def test_release_tells_no_answer(pristine: Path, exam: Path) -> None:
    """Is the same true of every file that nbgrader would hand out?"""
    rationales = [option["rationale"] for option in _options(exam)]
    for path in files(pristine / "release"):
        text = path.read_text(encoding="utf-8")
        assert not any(rationale in text for rationale in rationales), path


def _options(exam: Path) -> Iterator[dict[str, Any]]:
    import tomllib

    for path in (exam / "bank").rglob("*.toml"):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["options"]


# --- nothing is left of what failed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"id,name\n", b"id,name\n../x,Anna\n", b"id,name\nanna,A\nANNA,B\n", b"\xff\xfe",
                                     b"id,name,time_multiplier\nanna,Anna,nan\n", b"email\nx\n"])
def test_bad_roster(tmp_path: Path, exam: Path, content: bytes) -> None:
    """Is nothing made from a bad roster?"""
    file = tmp_path / "roster.csv"
    file.write_bytes(content)
    assert refused(tmp_path / "cohorts" / "spring", file, exam)
    assert not (tmp_path / "cohorts").exists()


@pytest.mark.parametrize("name", ["..", "a.b", "CON", "-x", "a b", "x" * 41, "ä"])
def test_bad_cohort_name(tmp_path: Path, roster: Path, exam: Path, name: str) -> None:
    """Is a cohort's name checked like an id?"""
    (line,) = refused(tmp_path / "cohorts" / name, roster, exam)
    assert "letters, digits" in line


def test_cohort_exists(tmp_path: Path, roster: Path, exam: Path) -> None:
    """Is a cohort that exists left alone to the last byte?"""
    folder = create_cohort(tmp_path / "cohorts" / "spring", roster, exam).folder
    before = {path: path.read_bytes() for path in files(folder)}
    (line,) = refused(folder, roster, exam)
    assert "exists already" in line and "nothing was changed" in line
    assert {path: path.read_bytes() for path in files(folder)} == before


def test_file_of_that_name(tmp_path: Path, roster: Path, exam: Path) -> None:
    """Is a plain file in the place of the cohort left alone too?"""
    (tmp_path / "spring").write_text("mine")
    assert refused(tmp_path / "spring", roster, exam)
    assert (tmp_path / "spring").read_text() == "mine"


@pytest.mark.parametrize("after", range(8))
def test_disk_full_half_way(tmp_path: Path, roster: Path, exam: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Is nothing left, and one line said, wherever the disk gets full?"""
    left = iter([True] * after)
    sync = os.fsync

    def fsync(handle: int) -> None:
        if not next(left, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    (line,) = refused(tmp_path / "cohorts" / "spring", roster, exam)
    assert "No space left" in line


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), sqlite3.OperationalError("disk is full"),
                                   KeyboardInterrupt(), CourseError("gradebook.db: in use.")])
def test_any_end_half_way(tmp_path: Path, roster: Path, exam: Path, monkeypatch: pytest.MonkeyPatch,
                          error: BaseException) -> None:
    """Is nothing left when the last step fails or the instructor presses Ctrl-C?"""

    def fail(_: Cohort) -> None:
        raise error

    monkeypatch.setattr(create, "create_gradebook", fail)
    with pytest.raises((CourseError, type(error))):
        create_cohort(tmp_path / "cohorts" / "spring", roster, exam)
    assert os.listdir(tmp_path / "cohorts") == []


def test_place_cannot_be_written(tmp_path: Path, roster: Path, exam: Path) -> None:
    """Does a place where no folder can be made give a line, not a traceback?"""
    (tmp_path / "cohorts").write_text("I am a file")
    (line,) = refused(tmp_path / "cohorts" / "spring", roster, exam)
    assert "cannot be written" in line


def test_race_for_the_name(tmp_path: Path, roster: Path, exam: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made twice at the same moment, is the first cohort kept?"""
    folder = tmp_path / "cohorts" / "spring"
    publish = create.publish

    def meanwhile(cohort: Cohort) -> None:
        publish(cohort)
        folder.mkdir()
        (folder / "people.json").write_text("first")

    monkeypatch.setattr(create, "publish", meanwhile)
    with pytest.raises(CourseError):
        create_cohort(folder, roster, exam)
    assert os.listdir(folder.parent) == ["spring"] and (folder / "people.json").read_text() == "first"


def test_area_short_of_items(tmp_path: Path, roster: Path, exam: Path) -> None:
    """Does a bank with too few live items name the area, how many it needs and has?"""
    short = Path(shutil.copytree(exam, tmp_path / "exam"))
    for path in sorted((short / "bank" / "b3").glob("*.toml"))[:2]:
        path.unlink()
    (line,) = refused(tmp_path / "cohorts" / "spring", roster, short)
    assert line == "Area B3 (Select, design and build) needs 8 live items; the bank has 6."


def test_damaged_exam_folder(tmp_path: Path, roster: Path, exam: Path) -> None:
    """Is every damaged item file named at once?"""
    broken = Path(shutil.copytree(exam, tmp_path / "exam"))
    first, second = sorted((broken / "bank").rglob("*.toml"))[:2]
    first.write_bytes(b"\xff")
    second.write_text(second.read_text(encoding="utf-8").replace('key = "', 'key = "z', 1), encoding="utf-8")
    found = refused(tmp_path / "cohorts" / "spring", roster, broken)
    assert len(found) == 2 and str(first) in found[0] and str(second) in found[1] and "key" in found[1]
    assert refused(tmp_path / "cohorts" / "spring", roster, tmp_path / "nowhere")
