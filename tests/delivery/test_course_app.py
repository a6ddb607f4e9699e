"""What the notebooks' cells call: does a view keep what is decided, and say what is wrong when it cannot?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib.delivery import answers_app, course_app
from pmo_course_lib.delivery.cohort import open_cohort
from pmo_course_lib.delivery.collector import now_ms
from pmo_course_lib.delivery.course.progress import exam_card
from pmo_course_lib.delivery.exam_app import ALIVE, CANDIDATE, COHORT
from pmo_course_lib.delivery.moderation import act
from pmo_course_lib.storage import append_line
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.workbook import storage
from tests.classroom import Classroom


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Classroom]:
    """A class without a server; this process stands for a kernel of its own."""
    made = Classroom(tmp_path)
    monkeypatch.setenv(COHORT, str(made.cohort.folder))
    monkeypatch.delenv(CANDIDATE, raising=False)
    monkeypatch.delenv(ALIVE, raising=False)
    monkeypatch.setattr(course_app, "_stores", {})
    yield made


def said(view: Any) -> str:
    return json.dumps(view.handle({"kind": "open"}), ensure_ascii=False)


def test_a_change_is_in_the_persons_file(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a change saved in the workbook of the person whom the kernel belongs to, and refused when it does not fit?"""
    monkeypatch.setenv(CANDIDATE, "anna")
    view = course_app.view("organisation")
    change = {"kind": "set", "page": "p", "id": at("organisation", "name"), "value": "Quay"}
    assert view.handle(change | {"n": 1})["ack"] == {"page": "p", "n": 1}  # type: ignore[index]
    assert storage.read(room.cohort.workbook("anna")).workbook.organisation.name == "Quay"
    refused = view.handle(change | {"n": 2, "value": 7})
    assert refused is not None and refused["kind"] == "refused" and "this text cannot be kept" in refused["text"]
    assert not room.cohort.workbook("ben").exists()


def test_a_damaged_workbook_costs_its_own_page(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a file that is no workbook say so on the page, and stay as it is?"""
    monkeypatch.setenv(CANDIDATE, "anna")
    file = room.cohort.workbook("anna")
    file.parent.mkdir(exist_ok=True)
    file.write_text("not a workbook")
    assert "anna.workbook.json" in said(course_app.view("organisation"))
    assert file.read_text() == "not a workbook"


def test_the_start_page_says_where_one_is(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does it name the next module, count what is decided, and say that the exam is open only when it is?"""
    monkeypatch.setenv(CANDIDATE, "anna")
    assert "Next: **Welcome**" in said(course_app.start()) and "exam is open" not in said(course_app.start())
    act(room.cohort, "open", reason="It is 15:45")
    assert "The exam is open." in said(course_app.start())


def test_the_exams_card_follows_the_attempt(room: Classroom) -> None:
    """Is the exam open for all once it is opened, also for who began before it was closed to others, and over once handed in?"""
    def shown(who: str) -> tuple[bool, str]:
        card = exam_card(room.cohort, who)
        return card.open, card.state

    assert shown("anna") == (False, "not open yet; you can read the rules and try a practice question")
    act(room.cohort, "open", reason="It is 15:45")
    assert shown("anna") == shown("ben") == (True, "open now")
    journal, at = room.cohort.journal("anna"), now_ms()
    journal.parent.mkdir(parents=True, exist_ok=True)
    append_line(journal, {"kind": "start", "at": at, "page": "p", "n": 1, "attempt": "0" * 16})
    act(room.cohort, "close", reason="All are here")
    assert shown("anna") == (True, "0 questions answered") and not shown("ben")[0]
    append_line(journal, {"kind": "end", "at": at + 1, "by": "candidate"})
    assert shown("anna") == (False, "handed in")


def test_alone_there_is_no_class(room: Classroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Does somebody who learns alone get a workbook in the own folder, and a start page without an exam?"""
    monkeypatch.delenv(COHORT)
    monkeypatch.setattr(course_app, "ALONE", tmp_path / "alone")
    change = {"kind": "set", "page": "p", "n": 1, "id": at("organisation", "name"), "value": "Quay"}
    course_app.view("organisation").handle(change)
    assert storage.read(tmp_path / "alone" / "me.workbook.json").workbook.organisation.name == "Quay"
    assert "exam is open" not in said(course_app.start())


def test_the_instructor_sees_key_and_reasons(room: Classroom) -> None:
    """Does the page of the answers go through the form's questions with key, reasons and counts?"""
    view = answers_app.answers()
    first = room.cohort.form.items[0]
    key = room.cohort.key.items[0].accept[0]
    text = next(option.text for option in first.options if option.id == key)
    page = view.handle({"kind": "open"})["page"]  # type: ignore[index]
    [table] = [block for block in page["blocks"] if block["kind"] == "table"]
    assert [row[1] for row in table["rows"] if row[0]] == [text] and all(row[3] for row in table["rows"] if row[1] != "No answer")
    assert "preliminary" in json.dumps(page)
    view.handle({"kind": "set", "page": "p", "n": 1, "id": "next", "value": True})
    assert "Question 2." in said(view)
    view.handle({"kind": "set", "page": "p", "n": 2, "id": "item", "value": room.cohort.form.items[-1].id})
    assert "Question 50." in said(view)


@pytest.mark.parametrize("sign", [CANDIDATE, ALIVE])
def test_a_participant_gets_a_sentence(room: Classroom, monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    """Is the key not even read where a page of the class server, or of a candidate, asks for the answers?"""
    monkeypatch.setenv(sign, "anna")
    (open_cohort(room.cohort.folder).folder / "key.json").unlink()
    shown = said(answers_app.answers())
    assert "Your instructor shows the answers" in shown and room.cohort.form.items[0].stem[:30] not in shown
