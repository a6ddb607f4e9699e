"""What the exam notebook's cell shows: the person's exam, or what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib.delivery import exam_app
from pmo_course_lib.delivery.cohort import Cohort


class Shown:
    """Stands in for the widget, which needs a kernel."""

    def __init__(self, handle: Any) -> None:
        self.state = handle({"kind": "hello"})


@pytest.fixture(autouse=True)
def widget(monkeypatch: pytest.MonkeyPatch) -> None:
    """No widget, and an environment of nobody."""
    monkeypatch.setattr(exam_app, "ExamPage", Shown)
    for name in (exam_app.COHORT, exam_app.CANDIDATE, exam_app.BOOK):
        monkeypatch.delenv(name, raising=False)


def state() -> dict[str, Any]:
    """What the page gets."""
    shown: Any = exam_app.exam()
    return dict(shown.state)


def test_page_of_a_person(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is it the exam of the person whom the kernel was started for, with the link to the book?"""
    monkeypatch.setenv(exam_app.COHORT, str(cohort.folder))
    monkeypatch.setenv(exam_app.CANDIDATE, "ben")
    monkeypatch.setenv(exam_app.BOOK, "/book")
    page = state()
    assert (page["phase"], page["candidate"]) == ("waiting", {"id": "ben", "name": "Ben Okoro"})
    assert page["exam"]["materials"] == [{"title": "Course book", "url": "/book"}]


@pytest.mark.parametrize(("folder", "candidate"),
                         [(None, "anna"), ("there", None), ("there", ""), ("there", "dora"), ("none", "anna"),
                                                   ("there", "../anna")])
def test_page_of_nobody(cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str | None,
                        candidate: str | None) -> None:
    """Does a kernel of nobody show a sentence and no exam?"""
    if folder:
        monkeypatch.setenv(exam_app.COHORT, str(cohort.folder if folder == "there" else tmp_path / "none"))
    if candidate is not None:
        monkeypatch.setenv(exam_app.CANDIDATE, candidate)
    page = state()
    assert page["phase"] == "blocked" and page["message"].endswith((".", "csv"))
    assert "items" not in page


@pytest.mark.parametrize("name", ["people.json", "form.json"])
def test_damaged_cohort(cohort: Cohort, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Does a damaged file of the class show a sentence instead of a traceback?"""
    monkeypatch.setenv(exam_app.COHORT, str(cohort.folder))
    monkeypatch.setenv(exam_app.CANDIDATE, "anna")
    (cohort.folder / name).write_text("{}")
    assert state()["phase"] == "blocked"


def test_no_widgets_from_outside(cohort: Cohort) -> None:
    """May a page no longer make widgets of its own in the kernel?"""
    import comm

    manager = comm.get_comm_manager()
    manager.register_target("jupyter.widget", print)
    exam_app.exam()
    assert "jupyter.widget" not in manager.targets
